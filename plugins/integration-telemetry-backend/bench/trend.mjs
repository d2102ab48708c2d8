import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../scripts/lib/failure.mjs';
import { step } from '../../../scripts/lib/progress.mjs';
import { readOutput } from '../../../scripts/lib/run.mjs';
import {
  formatFailing,
  formatStrata,
  poolAimed,
  wilson,
} from './lib/trend/report.mjs';

const CALLS_A_DAY = [1_000, 10_000, 100_000];
const ERRORS_A_WEEK = [20, 60, 200, 600, 1_000, 5_000];
const DAY_NOISE = [0.015, 0.03, 0.06, 0.12];

export const usage = '[--tune] | --file series.csv [--indicator latency]';

/** What the aims are about is looked at more often. */
const isAimedAt = ({ callsADay, dayNoise }) =>
  callsADay >= 10_000 && dayNoise <= 0.03;

/**
 * How many rises the rule for slow degradation catches within a week, and how often it is wrong, in made-up series
 * of which the truth is known; or, with `--file`, what it says of an outside one.
 *
 * @returns {Promise<Record<string, { value: number | null, unit: string, meaning: string }>>}
 */
export async function run({ toolchain, nodeTransform, args = [] }) {
  const options = readOptions(args);
  const entry = fileURLToPath(new URL('lib/trend/trials.ts', import.meta.url));
  const ask = async order => {
    const output = await readOutput(
      toolchain.node,
      ['--require', nodeTransform, entry, JSON.stringify(order)],
      { env: { ...toolchain.env, NODE_ENV: 'production' } },
    );
    return JSON.parse(output.split('\n').at(-1));
  };
  return options.file ? lookAtFile(ask, options) : runStrata(ask, options);
}

/** @throws Failure where an option can't be meant */
function readOptions(args) {
  const options = { seeds: 'report', indicator: 'latency' };
  const rest = [...args];
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === '--tune') {
      options.seeds = 'tune';
    } else if (['--file', '--indicator'].includes(name) && rest.length > 0) {
      options[name.slice(2)] = rest.shift();
    } else {
      throw new Failure(`${name} can't be meant.`, {
        advice: `npm run bench -- trend ${usage}`,
      });
    }
  }
  return options;
}

async function lookAtFile(ask, { file, indicator }) {
  const { lines, alarms, looks, problem } = await ask({
    file: resolve(file),
    indicator,
  });
  if (problem) {
    throw new Failure(`${file}: ${problem}`);
  }
  console.log(lines.map(line => `  ${line}`).join('\n'));
  return {
    alarms: { value: alarms, unit: '', meaning: 'alarms' },
    looks: { value: looks, unit: '', meaning: 'days that were looked at' },
  };
}

async function runStrata(ask, { seeds }) {
  const strata = [];
  for (const callsADay of CALLS_A_DAY) {
    for (const dayNoise of DAY_NOISE) {
      const stratum = { callsADay, dayNoise };
      const isAimed = isAimedAt(stratum);
      const order = {
        seeds,
        ...stratum,
        rises: isAimed ? 100 : 40,
        years: isAimed ? 25 : 8,
      };
      const title = `${callsADay.toLocaleString('en')} a day, ${dayNoise}`;
      strata.push({
        ...stratum,
        isAimed,
        ...(await step(title, () => ask(order))),
      });
    }
  }
  const failing = [];
  for (const errorsAWeek of ERRORS_A_WEEK) {
    const stratum = { errorsAWeek, callsADay: 20_000, dayNoise: 0.05 };
    const order = { seeds, ...stratum, rises: 40, years: 8 };
    failing.push({
      ...stratum,
      ...(await step(`${errorsAWeek} errors a week`, () => ask(order))),
    });
  }
  console.log(`\n${formatStrata(strata)}\n\n${formatFailing(failing)}`);
  return toFigures(strata);
}

function toFigures(strata) {
  const aimed = poolAimed(strata);
  const recall = (ratio, hasIncidents, meaning) => {
    const { caught, total } = aimed.recall(ratio, hasIncidents);
    const [low, high] = wilson(caught, total).map(share =>
      (100 * share).toFixed(1),
    );
    return {
      value: Number((caught / total).toFixed(3)),
      unit: '',
      meaning: `${meaning} (${caught} of ${total}; 95 %: ${low}–${high} %)`,
    };
  };
  return {
    recall25: recall(1.25, false, '+25 %, step or ramp, caught in a week'),
    recall25WithIncidents: recall(1.25, true, '+25 % among other incidents'),
    recall20: recall(1.2, false, '+20 %, step or ramp'),
    recall20WithIncidents: recall(1.2, true, '+20 % among other incidents'),
    falseAlarmsPerSeriesYear: {
      value: Number((aimed.falseAlarms / aimed.seriesYears).toFixed(2)),
      unit: '',
      meaning: `false alarms a series-year (${aimed.falseAlarms} in ${aimed.seriesYears}; 95 %: ${aimed.falseAlarmBounds.join('–')})`,
    },
    msPerLook: {
      value: Number(aimed.msPerLook.toFixed(2)),
      unit: 'ms',
      meaning: 'a look at an integration',
    },
  };
}
