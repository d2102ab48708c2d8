import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd, readOutput } from '../../../scripts/lib/run.mjs';
import { INTEGRATIONS } from './lib/fleet.mjs';

/**
 * What evaluating the health of all integrations once costs on SQLite, whose queries run where everything else does.
 *
 * @returns {Promise<Record<string, { value: number, unit: string, meaning: string }>>}
 */
export async function run({ toolchain, nodeTransform }) {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEnd(remove);
  try {
    const entry = fileURLToPath(
      new URL('lib/healthRounds.ts', import.meta.url),
    );
    const output = await step(`${INTEGRATIONS} integrations`, () =>
      readOutput(
        toolchain.node,
        ['--require', nodeTransform, entry, join(folder, 'telemetry.sqlite')],
        { env: { ...toolchain.env, NODE_ENV: 'production' } },
      ),
    );
    return toFigures(JSON.parse(output.split('\n').at(-1)));
  } finally {
    forget();
    remove();
  }
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
