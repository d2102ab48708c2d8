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
const YOUNG_PROCESS_MS = 10 * 60_000;

export function toCumulativeRow(value: CumulativeValue): CumulativeRow {
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

function subtractHistogram(
  value: ExponentialHistogram,
  before: ExponentialHistogram,
): ExponentialHistogram {
  // Both at the coarser scale of the two, by merging nothing but the range.
  const scale = Math.min(value.scale, before.scale);
  const rest = new Map<number, number>();
  const shifted = (histogram: ExponentialHistogram, index: number) =>
    Math.floor(index / 2 ** (histogram.scale - scale));
  value.buckets.forEach(([index, count]) => {
    const at = shifted(value, index);
    rest.set(at, (rest.get(at) ?? 0) + count);
  });
  before.buckets.forEach(([index, count]) => {
    const at = shifted(before, index);
    rest.set(at, (rest.get(at) ?? 0) - count);
  });
  return ExponentialHistogram.from({
    scale,
    zeroCount: Math.max(0, value.zeroCount - before.zeroCount),
    buckets: [...rest].filter(([, count]) => count > 0),
  });
}

/**
 * What happened since the value before, and over which time. A counter that
 * started anew, or fell, counts from its start.
 *
 * @returns undefined where nothing can be said, or nothing happened
 */
export function sinceLast(
  value: CumulativeValue,
  before: CumulativeRow | undefined,
):
  | { totals: CallTotals; range: { startMs: number; endMs: number } }
  | undefined {
  const { totals, startMs, timeMs } = value;
  const isReset =
    before && (totals.count < before.count || startMs >= before.time_ms);
  if (!before || isReset) {
    const isYoung = timeMs - startMs <= YOUNG_PROCESS_MS;
    return (isReset || isYoung) && totals.count > 0
      ? { totals, range: { startMs, endMs: timeMs } }
      : undefined;
  }
  const count = totals.count - before.count;
  if (timeMs <= before.time_ms || count <= 0) {
    return undefined;
  }
  // All calls of one value ended the same way, so that shares carry over.
  const rest = totals.scaledBy(count / totals.count);
  rest.count = count;
  rest.errors = totals.errors > 0 ? count : 0;
  rest.countingRejections = totals.countingRejections > 0 ? count : 0;
  rest.otherRejections = totals.otherRejections > 0 ? count : 0;
  rest.failures.forEach((_, failure) => rest.failures.set(failure, count));
  rest.sumMs = Math.max(0, totals.sumMs - before.sum_ms);
  rest.histogram = subtractHistogram(totals.histogram, histogramOf(before));
  return { totals: rest, range: { startMs: before.time_ms, endMs: timeMs } };
}
