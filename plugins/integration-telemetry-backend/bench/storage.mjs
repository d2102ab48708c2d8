import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd, readOutput } from '../../../scripts/lib/run.mjs';
import { openDatabase } from '../../../scripts/lib/bench/databases.mjs';
import { readOptions } from '../../../scripts/lib/bench/readOptions.mjs';

/** What is called at 120 calls a minute at noon is busy: its minutes are seldom empty, its histograms seldom narrow. */
const CALLS_PER_MINUTE = 120;

const shapes = [
  {
    name: '',
    operations: 1,
    consumers: 1,
    words: 'one operation, one consumer',
  },
  {
    name: 'Wide',
    operations: 3,
    consumers: 2,
    words: 'three operations, two consumers each',
  },
];

/**
 * How many bytes an integration that is called in every minute takes for a day: as minutes, and once only its hours
 * and its day are left.
 *
 * @returns {Promise<Record<string, { value: number, unit: string, meaning: string }>>}
 */
export async function run({ toolchain, nodeTransform }) {
  const figures = {};
  for (const kind of readOptions().databases) {
    for (const shape of shapes) {
      const bytes = await step(
        `${kind}, ${shape.operations} × ${shape.consumers}`,
        () => measure({ toolchain, nodeTransform, kind, shape }),
      );
      const prefix = kind === 'sqlite' ? '' : 'postgres';
      const figure = (name, value, meaning) => {
        const key = `${prefix}${name}${shape.name}`;
        figures[key.charAt(0).toLowerCase() + key.slice(1)] = {
          value: Math.round(value),
          unit: 'B',
          meaning: `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${shape.words}: ${meaning}`,
        };
      };
      figure('MinuteBytes', bytes.minuteBytes, 'a day as minutes');
      figure(
        'CompactMinuteBytes',
        bytes.compactMinuteBytes,
        'the same after VACUUM',
      );
      figure('RolledUpBytes', bytes.rolledUpBytes, 'a day rolled up');
    }
  }
  return figures;
}

async function measure({ toolchain, nodeTransform, kind, shape }) {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEnd(remove);
  const database = await openDatabase(kind, folder);
  try {
    const { sqliteFile } = database.plugin;
    const order = {
      database: {
        client: database.client,
        connection: sqliteFile ? { filename: sqliteFile } : database.connection,
      },
      operations: shape.operations,
      consumers: shape.consumers,
      callsPerMinute: CALLS_PER_MINUTE,
    };
    const entry = fileURLToPath(new URL('lib/storageDay.ts', import.meta.url));
    const output = await readOutput(
      toolchain.node,
      ['--require', nodeTransform, entry, JSON.stringify(order)],
      { env: { ...toolchain.env, NODE_ENV: 'production' } },
    );
    return JSON.parse(output.split('\n').at(-1));
  } finally {
    await database.close();
    forget();
    remove();
  }
}
