import { join } from 'node:path';
import { cacheDirectory } from '../paths.mjs';
import { lastLines } from '../failure.mjs';
import { step } from '../progress.mjs';
import { runToEnd } from '../run.mjs';

/** Where the phases of a test run write their logs. */
export const logDirectory = join(cacheDirectory, 'test');

/**
 * What came of a phase.
 *
 * @typedef {{ passed: number, failed: number, skipped?: number, notes?: string[] }} Outcome
 *   `notes` is what somebody needs to know: the failures first
 */

/**
 * Runs one phase and prints what came of it. A phase that breaks counts as one failure: the next ones run all the same.
 *
 * @param {string} title
 * @param {() => Promise<Outcome>} work
 * @returns {Promise<Outcome & { title: string }>}
 */
export async function runPhase(title, work) {
  const outcome = await step(
    title,
    async tell => {
      const result = await work(tell).catch(error => ({
        passed: 0,
        failed: 1,
        notes: describeError(error),
      }));
      tell(describeOutcome(result));
      return result;
    },
    ({ failed }) => failed === 0,
  );
  for (const note of outcome.notes ?? []) {
    console.log(indent(note));
  }
  return { title, ...outcome };
}

/**
 * A check that a tool does by itself and that passes or fails as a whole.
 *
 * @returns {Promise<Outcome>}
 */
export async function runCheck(name, command, args, options = {}) {
  const logFile = join(logDirectory, `${name}.log`);
  const code = await runToEnd(command, args, { ...options, logFile });
  return code === 0
    ? { passed: 1, failed: 0 }
    : {
        passed: 0,
        failed: 1,
        notes: [lastLines(logFile, 40).join('\n'), `The whole log: ${logFile}`],
      };
}

/** Adds up what came of all phases. */
export function addUp(outcomes) {
  const sum = key =>
    outcomes.reduce((n, outcome) => n + (outcome[key] ?? 0), 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
  };
}

export function describeOutcome({ passed, failed, skipped = 0 }) {
  const parts = [`${passed} passed`];
  if (failed > 0) {
    parts.push(`${failed} failed`);
  }
  if (skipped > 0) {
    parts.push(`${skipped} skipped`);
  }
  return parts.join(', ');
}

function describeError(error) {
  return [
    error.message,
    ...(error.logFile ? [lastLines(error.logFile, 40).join('\n')] : []),
    ...(error.advice ? [`What to do: ${error.advice}`] : []),
  ];
}

function indent(text) {
  return text
    .split('\n')
    .map(line => `    │ ${line}`)
    .join('\n');
}
