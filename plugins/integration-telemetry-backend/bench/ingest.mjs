import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd } from '../../../scripts/lib/run.mjs';
import { SPANS_PER_BODY } from './lib/bodies.mjs';
import {
  describeCores,
  OTHER_CORE,
  pinMyself,
  SERVER_CORE,
} from './lib/cores.mjs';
import { Helper } from './lib/Helper.mjs';
import { readOptions } from './lib/readOptions.mjs';
import { generateStaticDecoder } from './lib/staticDecoder.mjs';
import { measureDatabase, prepareBodies } from './lib/Trial.mjs';

/** Decoding before and after differs by a few percent on a quiet machine. */
const DISTURBED = 0.1;

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
  const sender = new Helper('sending', {
    node: toolchain.node,
    core: OTHER_CORE,
  });
  try {
    await prepareBodies(bench, sender);
    const before = await measureDecoding(bench);
    const measured = {};
    for (const kind of options.databases) {
      measured[kind] = await measureDatabase(bench, sender, kind);
    }
    const after = await measureDecoding(bench);
    if (Math.abs(before - after) > DISTURBED * after) {
      console.log(
        '  Decoding was not as fast after as before: something else runs on this machine. Run it again alone.',
      );
    }
    return toFigures({ before, after, ...measured });
  } finally {
    await sender.stop();
    forget();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process of its own, on the server's core while the server is not there. */
function measureDecoding({ toolchain, decoder, bodiesFile, options }) {
  return step('protobufjs, static', async tell => {
    const helper = new Helper('decoding', {
      node: toolchain.node,
      core: SERVER_CORE,
    });
    try {
      const spansPerSecond = await helper.ask('measure', {
        decoder,
        bodiesFile,
        spansPerBody: SPANS_PER_BODY,
        seconds: options.seconds / 2,
      });
      tell(`${Math.round(spansPerSecond)} spans/s`);
      return spansPerSecond;
    } finally {
      await helper.stop();
    }
  });
}

function toFigures({ before, after, sqlite = {}, postgres = {} }) {
  const decoding = (before + after) / 2;
  const figure = (value, unit, meaning, digits = 0) => ({
    value:
      value === undefined || value === null
        ? null
        : Number(value.toFixed(digits)),
    unit,
    meaning,
  });
  const rate = (value, meaning) => figure(value, 'spans/s', meaning);
  const ratio = (value, meaning) =>
    figure(value && value / decoding, '×', `${meaning} ÷ decoding`, 2);
  return {
    decodeBefore: rate(before, 'protobufjs static decode alone, before'),
    decodeAfter: rate(after, 'protobufjs static decode alone, after'),
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
    ackP99Ms: figure(
      sqlite.p99Ms,
      'ms',
      'acknowledgement, p99 (SQLite, listener, half the load)',
      1,
    ),
    rssGrowthMb: figure(
      sqlite.rssGrowthMb,
      'MB',
      'resident memory, growth to its highest over that minute',
    ),
  };
}
