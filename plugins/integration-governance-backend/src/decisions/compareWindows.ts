const HOUR_MS = 3_600_000;

/** Fewer calls in an hour say nothing about a 95th percentile. */
const MIN_CALLS = 20;
/** An hour counts as within where a run fills so much of it. */
const FILLED_SHARE = 0.5;
const MIN_HOURS_WITHIN = 5;
const MIN_DAYS_WITHIN = 3;
const MIN_HOURS_OUTSIDE = 24;

/** When a run of a batch began and ended, in milliseconds since 1970. */
export interface RunWindow {
  fromMs: number;
  toMs: number;
}

/** An hour of an integration in real time. */
export interface MeasuredHour {
  fromMs: number;
  /** Null where it was not measured. */
  p95Ms: number | null;
  throughputPerMinute: number | null;
}

/** The middle of the hours' 95th percentiles while a batch ran, and otherwise. */
export interface ComparedWindows {
  withinMs: number;
  outsideMs: number;
  hoursWithin: number;
  daysWithin: number;
  hoursOutside: number;
}

/**
 * Compares hours in which a batch ran with those in which it did not. Hours
 * that it ran in for a moment only are in neither.
 *
 * @param runs - in any order; they may overlap
 * @returns undefined where there are too few hours on one side to tell
 */
export function compareWindows(
  hours: readonly MeasuredHour[],
  runs: readonly RunWindow[],
): ComparedWindows | undefined {
  const within: Array<{ fromMs: number; p95Ms: number }> = [];
  const outside: number[] = [];
  for (const { fromMs, p95Ms, throughputPerMinute } of hours) {
    if (p95Ms === null || (throughputPerMinute ?? 0) * 60 < MIN_CALLS) {
      continue;
    }
    const filled = filledMs(fromMs, fromMs + HOUR_MS, runs);
    if (filled >= FILLED_SHARE * HOUR_MS) {
      within.push({ fromMs, p95Ms });
    } else if (filled === 0) {
      outside.push(p95Ms);
    }
  }
  const days = new Set(within.map(({ fromMs }) => dayOf(fromMs)));
  if (
    within.length < MIN_HOURS_WITHIN ||
    days.size < MIN_DAYS_WITHIN ||
    outside.length < MIN_HOURS_OUTSIDE
  ) {
    return undefined;
  }
  return {
    withinMs: median(within.map(({ p95Ms }) => p95Ms)),
    outsideMs: median(outside),
    hoursWithin: within.length,
    daysWithin: days.size,
    hoursOutside: outside.length,
  };
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** How much of a span runs fill; where several overlap, each moment once. */
function filledMs(
  fromMs: number,
  toMs: number,
  runs: readonly RunWindow[],
): number {
  const parts = runs
    .map(run => ({
      from: Math.max(fromMs, run.fromMs),
      to: Math.min(toMs, run.toMs),
    }))
    .filter(({ from, to }) => to > from)
    .sort((left, right) => left.from - right.from);
  let filled = 0;
  let reachedMs = fromMs;
  for (const { from, to } of parts) {
    filled += Math.max(0, to - Math.max(from, reachedMs));
    reachedMs = Math.max(reachedMs, to);
  }
  return filled;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
