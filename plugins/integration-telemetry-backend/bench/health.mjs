import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd, readOutput } from '../../../scripts/lib/run.mjs';
import { describeCores, pinMyself } from '../../../scripts/lib/bench/cores.mjs';
import { INTEGRATIONS } from './lib/fleet.mjs';
import { measurePages } from './lib/HealthTrial.mjs';
import { readOptions } from '../../../scripts/lib/bench/readOptions.mjs';

const PARTS = {
  fleet: 'the list: first page, a team, a word, a status, a later page',
  page: 'a health page: all that it asks for',
  detail: 'the health of one integration alone',
  dayOfSeries: 'a day of its series, with what is usual',
  monthOfSeries: '35 days of its series, with what is usual',
  usage: 'who used it in 30 days',
  reconciliations: 'what arrived of what was sent',
};

/**
 * What evaluating the health of all integrations once costs on SQLite, whose queries run where everything else does;
 * and how long the list and a page take with 35 days of history and with a tenth of it, on both databases.
 *
 * @returns {Promise<Record<string, { value: number | null, unit: string, meaning: string }>>}
 */
export async function run({ toolchain, nodeTransform }) {
  const options = readOptions();
  const folder = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEnd(remove);
  pinMyself();
  console.log(`  ${describeCores()}`);
  const bench = { toolchain, nodeTransform, folder, options };
  try {
    const rounds = await measureRounds(bench);
    const pages = {};
    for (const kind of options.databases) {
      mkdirSync(join(folder, kind), { recursive: true });
      pages[kind] = await measurePages(bench, kind);
    }
    return { ...toPageFigures(pages), ...toFigures(rounds) };
  } finally {
    forget();
    remove();
  }
}

async function measureRounds({ toolchain, nodeTransform, folder }) {
  const entry = fileURLToPath(new URL('lib/healthRounds.ts', import.meta.url));
  const output = await step(`${INTEGRATIONS} integrations`, () =>
    readOutput(
      toolchain.node,
      ['--require', nodeTransform, entry, join(folder, 'telemetry.sqlite')],
      { env: { ...toolchain.env, NODE_ENV: 'production' } },
    ),
  );
  return JSON.parse(output.split('\n').at(-1));
}

/** The worse of both databases, then each of them. */
function toPageFigures(pages) {
  const kinds = Object.keys(pages);
  const figure = (value, unit, meaning, digits) => ({
    value: Number(value.toFixed(digits)),
    unit,
    meaning,
  });
  const ms = (value, meaning) => figure(value, 'ms', meaning, 1);
  const growth = kind =>
    ['fleet', 'page'].map(
      part => pages[kind].long[part].p95Ms / pages[kind].short[part].p95Ms,
    );
  const worst = valueOf => Math.max(...kinds.flatMap(valueOf));
  const figures = {
    fleetP95Ms: ms(
      worst(kind => pages[kind].long.fleet.p95Ms),
      'the fleet’s list, p95, the slower database',
    ),
    pageP95Ms: ms(
      worst(kind => pages[kind].long.page.p95Ms),
      'one health page, p95, the slower database',
    ),
    historyGrowth: figure(
      worst(growth),
      '×',
      'p95 with 35 days of history ÷ with 3.5, the worst of list and page and of both databases',
      2,
    ),
  };
  for (const kind of kinds) {
    for (const [part, meaning] of Object.entries(PARTS)) {
      const { p50Ms, p95Ms, cpuMs } = pages[kind].long[part];
      figures[`${kind} ${part} p50`] = ms(p50Ms, `${meaning}, p50`);
      figures[`${kind} ${part} p95`] = ms(p95Ms, `${meaning}, p95`);
      figures[`${kind} ${part} cpu`] = ms(
        cpuMs,
        `${meaning}, the server’s processor time`,
      );
      figures[`${kind} ${part} growth`] = figure(
        p95Ms / pages[kind].short[part].p95Ms,
        '×',
        `${meaning}, p95 ÷ with a tenth of the history`,
        2,
      );
    }
  }
  return figures;
}

function toFigures({ roundMs, busyMs, longestBlockMs }) {
  const figure = (value, meaning) => ({
    value: Math.round(value),
    unit: 'ms',
    meaning,
  });
  return {
    roundMs: figure(roundMs, 'a round from its begin to its end'),
    busyMs: figure(busyMs, 'what the main thread works in a round'),
    longestBlockMs: figure(
      longestBlockMs,
      'the longest that nothing else had its turn',
    ),
  };
}
