import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../scripts/lib/failure.mjs';
import { step } from '../../../scripts/lib/progress.mjs';
import { onEnd, readOutput } from '../../../scripts/lib/run.mjs';
import { INTEGRATIONS } from './lib/fleet.mjs';

/**
 * What the health of all integrations costs when their telemetry is in an engine: questions, the engine's time, ours.
 *
 * @returns {Promise<Record<string, { value: number, unit: string, meaning: string }>>}
 */
export async function run({ toolchain, nodeTransform }) {
  if (spawnSync('victoria-metrics', ['--version']).error) {
    throw new Failure('There is no victoria-metrics here.', {
      advice: 'Install it, on Debian with: apt-get install victoria-metrics',
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'tieline-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEnd(remove);
  try {
    const entry = fileURLToPath(
      new URL('lib/engineRounds.ts', import.meta.url),
    );
    const output = await step(`${INTEGRATIONS} integrations`, () =>
      readOutput(toolchain.node, ['--require', nodeTransform, entry, folder], {
        env: { ...toolchain.env, NODE_ENV: 'production' },
      }),
    );
    return toFigures(JSON.parse(output.split('\n').at(-1)));
  } finally {
    forget();
    remove();
  }
}

function toFigures(measured) {
  const figure = (value, unit, meaning) => ({
    value: Math.round(value),
    unit,
    meaning,
  });
  return {
    labelSets: figure(measured.labelSets, '', 'sets of labels in the engine'),
    firstLookMs: figure(
      measured.firstLookMs,
      'ms',
      'until it is known what the engine has',
    ),
    queriesPerRound: figure(
      measured.queries,
      '',
      'questions in a round of evaluation',
    ),
    engineMs: figure(
      measured.engineMs,
      'ms',
      'the longest that the engine took for one of them',
    ),
    busyMs: figure(
      measured.busyMs,
      'ms',
      'processor time of the portal in a round',
    ),
    longestBlockMs: figure(
      measured.longestBlockMs,
      'ms',
      'the longest that nothing else had its turn',
    ),
    pageMs: figure(
      measured.pageMs,
      'ms',
      'one health page, the engine included, p95',
    ),
    fleetMs: figure(measured.fleetMs, 'ms', 'the list of 100, p95'),
  };
}
