import { fileURLToPath } from 'node:url';
import { Failure } from '../../../scripts/lib/failure.mjs';
import { step } from '../../../scripts/lib/progress.mjs';
import { readOutput } from '../../../scripts/lib/run.mjs';
import { bundle } from './lib/bundle.mjs';
import {
  formatStrata,
  formatWorlds,
  middleOf,
  OTHER_WORLDS,
  quantileOf,
  relativeWidth,
  wilson,
} from './lib/forecast/report.mjs';

const RUNS = 500;
const RUNS_ELSEWHERE = 200;
const AT_A_TIME = 100;

export const usage = '[--tune]';

/**
 * How often the last call to a deprecated version lies in the range that was forecast, and how wide ranges are, in
 * made-up courses of which the end is known; beside a straight line through the calls of the last 30 days.
 *
 * @returns {Promise<Record<string, { value: number | null, unit: string, meaning: string }>>}
 */
export async function run({ toolchain, args = [] }) {
  const seeds = readSeeds(args);
  const script = await step('Compile', () =>
    bundle(
      fileURLToPath(new URL('lib/forecast/forecastRuns.ts', import.meta.url)),
    ),
  );
  const draw = (world, count) =>
    step(world, async tell => {
      const runs = [];
      while (runs.length < count) {
        tell(`${runs.length} of ${count}`);
        const from = runs.length;
        const order = { world, seeds, from, until: from + AT_A_TIME };
        const output = await readOutput(
          toolchain.node,
          [script, JSON.stringify(order)],
          { env: { ...toolchain.env, NODE_ENV: 'production' } },
        );
        runs.push(...JSON.parse(output.split('\n').at(-1)));
      }
      tell(`${count} versions`);
      return runs;
    });
  const runs = await draw('usual', RUNS);
  const others = [];
  for (const [world, name] of OTHER_WORLDS) {
    others.push({ name, runs: await draw(world, RUNS_ELSEWHERE) });
  }
  console.log(`\n${formatStrata(runs)}\n\n${formatWorlds(others)}`);
  return toFigures(runs);
}

/** @throws Failure where an option can't be meant */
function readSeeds(args) {
  const unknown = args.find(arg => arg !== '--tune');
  if (unknown !== undefined) {
    throw new Failure(`${unknown} can't be meant.`, {
      advice: `npm run bench -- forecast ${usage}`,
    });
  }
  return args.length > 0 ? 'tune' : 'report';
}

function toFigures(runs) {
  const figure = (value, unit, meaning, digits = 0) => ({
    value: Number.isFinite(value) ? Number(value.toFixed(digits)) : null,
    unit,
    meaning,
  });
  const coverage = (some, who, meaning) => {
    const covered = some.filter(one => one[who].isCovered).length;
    const [low, high] = wilson(covered, some.length).map(share =>
      (100 * share).toFixed(1),
    );
    return figure(
      covered / some.length,
      '',
      `${meaning} (${covered} of ${some.length}; 95 %: ${low}–${high} %)`,
      3,
    );
  };
  const isRanged = ({ ours }) => ours.widthDays !== undefined;
  const middle = read => middleOf(runs.map(read));
  const without = runs.filter(one => !isRanged(one));
  return {
    coverage: coverage(runs, 'ours', 'the true last day lies in the range'),
    coverageOfRanges: coverage(
      runs.filter(isRanged),
      'ours',
      'the same, of those that were given one',
    ),
    withoutRange: figure(
      without.length,
      '',
      `runs of these without a range (${without.filter(({ outcome }) => outcome === 'left').length} said to be left)`,
    ),
    widthDays: figure(
      middle(({ ours }) => ours.widthDays),
      'days',
      'width of the range, middle',
    ),
    relativeWidth: figure(
      middle(relativeWidth),
      '',
      'the same ÷ the days that truly remained, middle',
      2,
    ),
    errorDays: figure(
      middle(({ ours }) => ours.errorDays),
      'days',
      'off the true last day, middle',
    ),
    lineCoverage: coverage(
      runs,
      'line',
      'a straight line: it lies in its range',
    ),
    lineWidthDays: figure(
      middle(({ line }) => line.widthDays),
      'days',
      'its width, middle',
    ),
    lineErrorDays: figure(
      middle(({ line }) => line.errorDays),
      'days',
      'off the true last day, middle',
    ),
    msPerForecast: figure(
      middle(({ tookMs }) => tookMs),
      'ms',
      'a forecast, middle',
      1,
    ),
    longestMs: figure(
      quantileOf(
        runs.map(({ tookMs }) => tookMs),
        0.99,
      ),
      'ms',
      'one in a hundred takes longer',
      1,
    ),
  };
}
