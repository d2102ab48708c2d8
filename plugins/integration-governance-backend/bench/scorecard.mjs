import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../scripts/lib/failure.mjs';
import { cacheDirectory, root } from '../../../scripts/lib/paths.mjs';
import { findFreePort } from '../../../scripts/lib/ports.mjs';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd, readOutput } from '../../../scripts/lib/run.mjs';
import { Service } from '../../../scripts/lib/service.mjs';
import {
  canPin,
  describeCores,
  pinMyself,
  pinned,
  SERVER_CORE,
} from '../../../scripts/lib/bench/cores.mjs';
import { openDatabase } from '../../../scripts/lib/bench/databases.mjs';
import { readOptions } from '../../../scripts/lib/bench/readOptions.mjs';
import { measureTechInsights } from './techInsights/measureTechInsights.mjs';

const PLUGIN_ID = 'integration-governance';
const SIZE = Number(process.env.TIELINE_BENCH_INTEGRATIONS ?? 10_000);
const PAGES = 100;
const PAUSE_MS = 20;
const START_TIMEOUT_MS = 120_000;
/** What a backend does once after its start, the first look at all decisions among it, begins within a minute. */
const SETTLE_MS = 75_000;
/** Nothing was evaluated for so long: what the start had to do is done. */
const QUIET_MS = 10_000;
const TOKEN = 'bench-read-0123456789abcdef01234';

/** What a page asks for, of a portfolio of a size: of the whole one, the outermost groups. */
const PARTS = {
  portfolio: () => [
    '/v1/scorecard?groupBy=team&within=top&withRows=false',
    '/v1/scorecard-history?groupBy=all',
  ],
  team: (nth, size) => {
    const team = `group:default/team-${(nth * 7) % Math.ceil(size / 26)}`;
    return [
      `/v1/scorecard?groupBy=team&owner=${team}`,
      `/v1/scorecard-history?groupBy=team&key=${team}`,
    ];
  },
  integration: (nth, size) => [
    `/v1/scorecard/default/integration-${(nth * 131) % size}`,
  ],
};

/**
 * What evaluating a portfolio costs on one core, the first time and when nothing has changed; how long the pages take
 * on what that has stored, with two years of history, on both databases; and how long Tech Insights takes to answer as
 * many checks.
 *
 * @returns {Promise<Record<string, { value: number, unit: string, meaning: string }>>}
 */
export async function run({ toolchain, nodeTransform }) {
  const { databases } = readOptions();
  const folder = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEnd(remove);
  pinMyself();
  console.log(`  ${describeCores()}`);
  try {
    const trials = {};
    for (const kind of databases) {
      const bench = { toolchain, nodeTransform, folder, kind };
      trials[kind] = {
        tenth: await measure({ ...bench, size: SIZE / 10 }),
        all: await measure({ ...bench, size: SIZE }),
        techInsights: await measureBeside(bench, SIZE),
      };
    }
    return toFigures(trials);
  } finally {
    forget();
    remove();
  }
}

async function measure(bench) {
  const { kind, size, folder } = bench;
  const own = join(folder, `${kind}-${size}`);
  mkdirSync(own, { recursive: true });
  const database = await openDatabase(kind, own, PLUGIN_ID);
  try {
    const evaluation = await step(
      `${size} integrations on ${kind}`,
      () => evaluate(bench, database),
      () => true,
    );
    const pages = await step(`Pages of ${size} on ${kind}`, () =>
      openPages(bench, database),
    );
    return { evaluation, pages };
  } finally {
    await database.close();
  }
}

/** The same on a database of its own, by what many portals have for this. */
async function measureBeside({ kind, folder, ...bench }, size) {
  const own = join(folder, `${kind}-tech-insights`);
  mkdirSync(own, { recursive: true });
  const database = await openDatabase(kind, own, 'tech-insights');
  try {
    return await step(`Tech Insights with ${size} on ${kind}`, () =>
      measureTechInsights({ ...bench, kind, size, folder: own }, database),
    );
  } finally {
    await database.close();
  }
}

async function evaluate(
  { toolchain, nodeTransform, size },
  { plugin, client },
) {
  const entry = fileURLToPath(new URL('lib/evaluation.ts', import.meta.url));
  const [command, ...args] = pinned(SERVER_CORE, toolchain.node);
  const output = await readOutput(
    command,
    [
      ...args,
      '--expose-gc',
      '--single-threaded-gc',
      '--require',
      nodeTransform,
      entry,
      client,
      plugin.sqliteFile ?? plugin.connectionString,
      String(size),
    ],
    { env: { ...toolchain.env, NODE_ENV: 'production' } },
  );
  return JSON.parse(output.trim().split('\n').at(-1));
}

async function openPages({ toolchain, size, folder, kind }, database) {
  const port = await findFreePort();
  const config = join(folder, `${kind}-${size}.json`);
  writeFileSync(config, JSON.stringify(toConfig(port, database)));
  const logs = join(cacheDirectory, 'bench');
  mkdirSync(logs, { recursive: true });
  const [node, ...nodeArgs] = pinned(SERVER_CORE, toolchain.node);
  const service = Service.start({
    title: 'The benchmark’s backend',
    node,
    nodeArgs: [...nodeArgs, ...(canPin ? ['--single-threaded-gc'] : [])],
    entry: fileURLToPath(new URL('lib/server.ts', import.meta.url)),
    args: ['--config', config],
    cwd: join(root, 'packages/backend'),
    env: {
      ...toolchain.env,
      NODE_ENV: 'production',
      TIELINE_BENCH_INTEGRATIONS: String(size),
    },
    logFile: join(logs, `scorecard-${kind}-${size}.log`),
  });
  const forget = onEnd(() => service.stop());
  try {
    const url = `http://127.0.0.1:${port}/api/${PLUGIN_ID}`;
    await waitUntilReady(url, service);
    await sleep(SETTLE_MS);
    await waitUntilQuiet(url);
    const measured = {};
    for (const [part, work] of Object.entries(PARTS)) {
      const pathsOf = nth => work(nth, size);
      await time(url, pathsOf, 10);
      measured[part] = await time(url, pathsOf, PAGES);
    }
    return measured;
  } finally {
    forget();
    await service.stop();
  }
}

async function time(url, pathsOf, count) {
  const took = [];
  for (let nth = 0; nth < count; nth += 1) {
    const startedAt = performance.now();
    await Promise.all(pathsOf(nth).map(path => open(url + path)));
    took.push(performance.now() - startedAt);
    await sleep(PAUSE_MS);
  }
  took.sort((left, right) => left - right);
  return {
    p50Ms: took[Math.floor((took.length - 1) * 0.5)],
    p95Ms: took[Math.floor((took.length - 1) * 0.95)],
  };
}

async function open(url) {
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  const body = await response.text();
  if (response.status !== 200) {
    throw new Failure(`${url} was answered with ${response.status}: ${body}`);
  }
  return body;
}

async function waitUntilReady(url, service) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  const ended = service.failOnExit();
  for (;;) {
    try {
      await open(`${url}/v1/checklist`);
      return;
    } catch (error) {
      if (performance.now() > deadline) {
        throw new Failure('The benchmark’s backend did not answer.', {
          logFile: service.logFile,
          cause: error,
        });
      }
    }
    await Promise.race([sleep(500), ended]);
  }
}

async function waitUntilQuiet(url) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  let before;
  let since = performance.now();
  while (performance.now() - since < QUIET_MS) {
    const portfolio = JSON.parse(
      await open(`${url}/v1/scorecard?groupBy=team&withRows=false&within=top`),
    );
    if (portfolio.evaluatedAt !== before) {
      before = portfolio.evaluatedAt;
      since = performance.now();
    }
    if (performance.now() > deadline) {
      throw new Failure('The benchmark’s backend goes on evaluating.');
    }
    await sleep(500);
  }
}

function toConfig(port, { client, connection }) {
  return {
    app: { title: 'Bench', baseUrl: `http://localhost:${port}` },
    backend: {
      baseUrl: `http://localhost:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client, connection },
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: TOKEN, subject: 'bench-read' },
            accessRestrictions: [
              { plugin: PLUGIN_ID, permission: ['integration.read'] },
            ],
          },
        ],
      },
    },
    permission: { enabled: true },
  };
}

function toFigures(trials) {
  const kinds = Object.keys(trials);
  const worst = valueOf =>
    Math.max(...kinds.map(kind => valueOf(trials[kind])));
  const figure = (value, unit, meaning) => ({
    value: Number(value.toFixed(unit === 'ms' ? 1 : 2)),
    unit,
    meaning,
  });
  const figures = {
    evaluationS: figure(
      worst(({ all }) => all.evaluation.first.seconds),
      's',
      `the first evaluation of ${SIZE} integrations on one core, the slower database`,
    ),
    evaluationGrowth: figure(
      worst(
        ({ all, tenth }) =>
          all.evaluation.first.seconds / tenth.evaluation.first.seconds,
      ),
      '×',
      'the first evaluation ÷ that of a tenth of the integrations',
    ),
    portfolioP95Ms: figure(
      worst(({ all }) => all.pages.portfolio.p95Ms),
      'ms',
      'the portfolio’s outermost teams, with two years of history, p95, the slower database',
    ),
    teamP95Ms: figure(
      worst(({ all }) => all.pages.team.p95Ms),
      'ms',
      'a team with its integrations and two years of history, p95',
    ),
    portfolioGrowth: figure(
      worst(
        ({ all, tenth }) =>
          all.pages.portfolio.p95Ms / tenth.pages.portfolio.p95Ms,
      ),
      '×',
      'the portfolio’s p95 ÷ with a tenth of the integrations',
    ),
  };
  const ratioOf = ({ all, techInsights }, part) =>
    techInsights[part].p50Ms / all.pages[part].p50Ms;
  figures.ratioTechInsights = figure(
    Math.min(...kinds.map(kind => ratioOf(trials[kind], 'portfolio'))),
    '×',
    'Tech Insights’ median for the portfolio ÷ ours, the lower of the databases',
  );
  for (const kind of kinds) {
    const { evaluation, pages } = trials[kind].all;
    figures[`${kind} first`] = figure(
      evaluation.first.seconds,
      's',
      `the first evaluation, ${kind}`,
    );
    figures[`${kind} again`] = figure(
      evaluation.again.seconds,
      's',
      `another one, where nothing has changed, ${kind}`,
    );
    figures[`${kind} memory`] = figure(
      evaluation.first.rssMb,
      'MB',
      `what the first evaluation took of memory beside what was there, ${kind}`,
    );
    for (const [part, { p50Ms, p95Ms }] of Object.entries(pages)) {
      figures[`${kind} ${part} p50`] = figure(
        p50Ms,
        'ms',
        `${part}, p50, ${kind}`,
      );
      figures[`${kind} ${part} p95`] = figure(
        p95Ms,
        'ms',
        `${part}, p95, ${kind}`,
      );
      figures[`${kind} ${part} Tech Insights p50`] = figure(
        trials[kind].techInsights[part].p50Ms,
        'ms',
        `${part} by Tech Insights, p50, ${kind}`,
      );
      figures[`${kind} ${part} ratio`] = figure(
        ratioOf(trials[kind], part),
        '×',
        `${part}: Tech Insights’ median ÷ ours, ${kind}`,
      );
    }
  }
  return figures;
}
