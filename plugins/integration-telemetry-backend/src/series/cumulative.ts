import { CallTotals } from './CallTotals';
import { ExponentialHistogram } from './ExponentialHistogram';
import { CumulativeValue } from './SeriesBatch';

/** A row of `cumulative_values`. */
export interface CumulativeRow {
  key: string;
  start_ms: number;
  time_ms: number;
  count: number;
  sum_ms: number;
  /** JSON: scale, zero count and buckets. */
  buckets: string;
}

/**
 * How old a process may be for its first value to count in full. Of an older
 * one nobody can tell when its calls were, so that counting starts from there.
 */
const YOUNG_PROCESS_MS = 60 * 60_000;

/** Starts are sent in nanoseconds and kept as fractions of a millisecond. */
const SAME_START_MS = 1;

/** What of a value it takes to find out what happened since the one before. */
export type Cumulative = Pick<
  CumulativeValue,
  'key' | 'startMs' | 'timeMs' | 'totals'
> & {
  /** The start stands where no value before is known. */
  isStartGuessed?: boolean;
};

/** What happened since a value before, and over which time. */
export interface SinceLast {
  totals: CallTotals;
  range: { startMs: number; endMs: number };
}

export function toCumulativeRow(value: Cumulative): CumulativeRow {
  const { histogram, count, sumMs } = value.totals;
  return {
    key: value.key,
    start_ms: value.startMs,
    time_ms: value.timeMs,
    count,
    sum_ms: sumMs,
    buckets: JSON.stringify([
      histogram.scale,
      histogram.zeroCount,
      histogram.buckets,
    ]),
  };
}

function histogramOf(row: CumulativeRow): ExponentialHistogram {
  const [scale, zeroCount, buckets] = JSON.parse(row.buckets);
  return ExponentialHistogram.from({ scale, zeroCount, buckets });
}

/**
 * The histogram of what came between two values, of which there were `count`.
 * Where a bucket holds less than before, its bounds changed, or it never told
 * of more than the last minutes (as a summary's quantiles do): then the shape
 * that it has now stands for it.
 */
function histogramBetween(
  value: ExponentialHistogram,
  before: ExponentialHistogram,
  count: number,
): ExponentialHistogram {
  // Both at the coarser scale of the two, by merging nothing but the range.
  const scale = Math.min(value.scale, before.scale);
  const rest = new Map<number, number>();
  const add = (histogram: ExponentialHistogram, sign: 1 | -1) =>
    histogram.buckets.forEach(([index, bucket]) => {
      const at = Math.floor(index / 2 ** (histogram.scale - scale));
      rest.set(at, (rest.get(at) ?? 0) + sign * bucket);
    });
  add(value, 1);
  add(before, -1);
  const zeroCount = value.zeroCount - before.zeroCount;
  const rounding = 1e-9 * value.count;
  if (zeroCount < -rounding || [...rest.values()].some(at => at < -rounding)) {
    return value.scaledBy(count / value.count);
  }
  return ExponentialHistogram.from({
    scale,
    zeroCount: Math.max(0, zeroCount),
    buckets: [...rest].filter(([, bucket]) => bucket > rounding),
  });
}

/** Over which time all of a value was counted, where it counts in full. */
function resetRangeOf(
  value: Cumulative,
  before: CumulativeRow | undefined,
): { startMs: number; endMs: number } | undefined {
  const { totals, startMs, timeMs } = value;
  const isStartKnown = startMs < timeMs;
  if (!before) {
    return isStartKnown && timeMs - startMs <= YOUNG_PROCESS_MS
      ? { startMs, endMs: timeMs }
      : undefined;
  }
  if (timeMs <= before.time_ms) {
    return undefined;
  }
  if (isStartKnown && startMs - before.start_ms > SAME_START_MS) {
    return { startMs, endMs: timeMs };
  }
  return totals.count < before.count
    ? { startMs: before.time_ms, endMs: timeMs }
    : undefined;
}

/**
 * What happened since the value before, and over which time. A counter that
 * started anew, or fell, counts from its start. One whose start is unknown
 * (it says none, or the time of its first point) counts from its first point.
 *
 * Source: OpenTelemetry metrics data model, "Resets and Gaps".
 *
 * @returns undefined where nothing can be said, or nothing happened
 */
export function sinceLast(
  value: Cumulative,
  before: CumulativeRow | undefined,
): SinceLast | undefined {
  const { totals, timeMs } = value;
  const range = resetRangeOf(value, before);
  if (range) {
    return totals.count > 0 ? { totals, range } : undefined;
  }
  const count = before ? totals.count - before.count : 0;
  if (!before || timeMs <= before.time_ms || count <= 0) {
    return undefined;
  }
  // All calls of one value ended the same way, so that shares carry over.
  const rest = totals.scaledBy(count / totals.count);
  rest.count = count;
  rest.errors = totals.errors > 0 ? count : 0;
  rest.countingRejections = totals.countingRejections > 0 ? count : 0;
  rest.otherRejections = totals.otherRejections > 0 ? count : 0;
  rest.failures.forEach((_, failure) => rest.setFailure(failure, count));
  rest.sumMs = Math.max(0, totals.sumMs - before.sum_ms);
  rest.histogram = histogramBetween(
    totals.histogram,
    histogramOf(before),
    count,
  );
  return { totals: rest, range: { startMs: before.time_ms, endMs: timeMs } };
}
