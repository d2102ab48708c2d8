import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd } from '../../../scripts/lib/run.mjs';
import {
  describeCores,
  OTHER_CORE,
  pinMyself,
  SERVER_CORE,
} from '../../../scripts/lib/bench/cores.mjs';
import { Helper } from './lib/Helper.mjs';
import { readOptions } from '../../../scripts/lib/bench/readOptions.mjs';
import { generateStaticDecoder } from './lib/staticDecoder.mjs';
import { measureDatabase } from './lib/Trial.mjs';

/**
 * How many spans Tieline takes end to end, in relation to how many protobufjs's static code decodes on the same core.
 *
 * @returns {Promise<Record<string, { value: number | null, unit: string, meaning: string }>>}
 */
export async function run({ root, toolchain }) {
  const options = readOptions();
  const folder = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  const forget = onEnd(() => rmSync(folder, { recursive: true, force: true }));
  pinMyself();
  console.log(`  ${describeCores()}`);
  const bench = {
    root,
    toolchain,
    options,
    folder,
    bodiesFile: join(folder, 'bodies'),
    decoder: await step('Static code', generateStaticDecoder),
  };
  const { node } = toolchain;
  const sender = new Helper('sending', { node, core: OTHER_CORE });
  bench.decoding = new Helper('decoding', { node, core: SERVER_CORE });
  try {
    const measured = {};
    for (const kind of options.databases) {
      measured[kind] = await measureDatabase(bench, sender, kind);
    }
    return toFigures(measured);
  } finally {
    await bench.decoding.stop();
    await sender.stop();
    forget();
    rmSync(folder, { recursive: true, force: true });
  }
}

function toFigures({ sqlite = {}, postgres = {} }) {
  const loads = [sqlite, postgres].flatMap(({ listener, backstage }) =>
    [listener, backstage].filter(Boolean),
  );
  const mean = values =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const figure = (value, unit, meaning, digits = 0) => ({
    value:
      value === undefined || value === null
        ? null
        : Number(value.toFixed(digits)),
    unit,
    meaning,
  });
  const rate = (load, meaning) =>
    figure(load?.spansPerSecond, 'spans/s', meaning);
  const ratio = (load, meaning) =>
    figure(
      load && load.spansPerSecond / mean([load.before, load.after]),
      '×',
      `${meaning} ÷ decoding right before and after`,
      2,
    );
  return {
    decodeBefore: figure(
      mean(loads.map(({ before }) => before)),
      'spans/s',
      'protobufjs static decode alone, before the loads',
    ),
    decodeAfter: figure(
      mean(loads.map(({ after }) => after)),
      'spans/s',
      'protobufjs static decode alone, after the loads',
    ),
    sqliteListener: rate(sqlite.listener, 'Tieline, SQLite, listener'),
    sqliteBackstage: rate(
      sqlite.backstage,
      'Tieline, SQLite, Backstage’s port',
    ),
    postgresListener: rate(postgres.listener, 'Tieline, PostgreSQL, listener'),
    postgresBackstage: rate(
      postgres.backstage,
      'Tieline, PostgreSQL, Backstage’s port',
    ),
    ratioSqlite: ratio(sqlite.listener, 'SQLite, listener'),
    ratioPostgres: ratio(postgres.listener, 'PostgreSQL, listener'),
    ratioBackstagePort: ratio(sqlite.backstage, 'SQLite, Backstage’s port'),
    ratioBackstagePortPostgres: ratio(
      postgres.backstage,
      'PostgreSQL, Backstage’s port',
    ),
    ackP99Ms: figure(
      sqlite.p99Ms,
      'ms',
      'acknowledgement, p99 (SQLite, listener, half the load)',
      1,
    ),
    pageP95RestMs: figure(
      sqlite.pages?.restP95Ms,
      'ms',
      'the fleet page at rest, p95 (SQLite)',
      1,
    ),
    pageP95HalfLoadMs: figure(
      sqlite.pageP95Ms,
      'ms',
      'the fleet page at half the load, p95 (SQLite)',
      1,
    ),
    pageP95LoadMs: figure(
      sqlite.pages?.loadP95Ms,
      'ms',
      'the fleet page at all the load that the core takes, p95 (SQLite)',
      1,
    ),
    rssGrowthMb: figure(
      sqlite.rssGrowthMb,
      'MB',
      'resident memory, growth to its highest over that minute',
    ),
  };
}
