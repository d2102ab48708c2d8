import { Run, UsualRun } from '@tieline/plugin-integrations-common/telemetry';

/** So many earlier runs are looked at, the latest first. */
const RUNS_LOOKED_AT = 35;

/** With fewer runs, nothing is usual. */
const FEWEST_FOR_RECORDS = 5;
const FEWEST_FOR_DURATION = 10;

/**
 * How many deviations above the median a duration has to be, on a logarithmic
 * scale, and how much more with few runs, of which the deviation itself is not
 * well known. Of daily runs whose durations are log-normal, one in
 * four to forty years passes it by chance, the fewer the more regular they are.
 */
const DEVIATIONS = 4;
const DEVIATIONS_FOR_FEW = 15;

/** However regular its runs are, a job may take half as long again. */
const LEAST_FACTOR = 1.5;

/** A normal distribution's standard deviation by its median absolute deviation. */
const DEVIATION_BY_MAD = 1.4826;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function longestMs(durations: readonly number[], usualMs: number): number {
  const center = Math.log(Math.max(1, usualMs));
  const deviation =
    DEVIATION_BY_MAD *
    median(durations.map(ms => Math.abs(Math.log(Math.max(1, ms)) - center)));
  const deviations = DEVIATIONS + DEVIATIONS_FOR_FEW / durations.length;
  return Math.round(
    usualMs * Math.max(LEAST_FACTOR, Math.exp(deviations * deviation)),
  );
}

/** Records that a run brought, where it says so. */
export function recordsOf(run: Run): number | undefined {
  return run.recordsIn ?? run.recordsOut;
}

/**
 * What is usual, from runs that succeeded: medians, which a few bad runs among
 * them do not move.
 *
 * @param earlier - oldest first
 */
export function usualOf(earlier: readonly Run[]): UsualRun | undefined {
  const runs = earlier.slice(-RUNS_LOOKED_AT);
  const records = runs.flatMap(run => recordsOf(run) ?? []);
  const durations = runs.flatMap(run => run.durationMs ?? []);
  const usual: UsualRun = {};
  if (records.length >= FEWEST_FOR_RECORDS) {
    usual.records = Math.round(median(records));
  }
  if (durations.length >= FEWEST_FOR_DURATION) {
    usual.durationMs = Math.round(median(durations));
    usual.longestMs = longestMs(durations, usual.durationMs);
  }
  return Object.keys(usual).length > 0 ? usual : undefined;
}
