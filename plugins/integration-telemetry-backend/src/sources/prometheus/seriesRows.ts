import { CallTotals } from '../../series/CallTotals';
import { MINUTE_MS } from '../../series/SeriesBatch';
import { StoredSeries } from '../../series/SeriesReader';
import { LabelledSamples } from './EngineClient';
import { SeriesRow } from './IncreaseReader';
import { Bucket } from './readDurations';

/** Visits the rows of these series. */
export function eachRow(
  series: readonly StoredSeries[],
  rows: ReadonlyMap<number, SeriesRow[]>,
  visit: (row: SeriesRow) => void,
): void {
  for (const { id } of series) {
    rows.get(id)?.forEach(visit);
  }
}

/** The value of a window. */
export function lastValue({ samples }: LabelledSamples): number {
  const value = samples[samples.length - 1]?.value ?? 0;
  return Number.isFinite(value) ? value : 0;
}

/** How many of so many calls failed: all of a row ended the same way. */
export function countsOf({ judged }: SeriesRow, count: number) {
  const { outcome } = judged.judgement;
  const hasFailed = outcome === 'error' || outcome === 'counting-rejection';
  return { count, failed: hasFailed ? count : 0 };
}

/** Counts calls of a row. */
export function addCalls(
  totals: CallTotals,
  { judged }: SeriesRow,
  count: number,
) {
  if (count <= 0) {
    return;
  }
  const { outcome, failure } = judged.judgement;
  totals.count += count;
  if (outcome === 'error') {
    totals.errors += count;
  } else if (outcome === 'counting-rejection') {
    totals.countingRejections += count;
  } else if (outcome === 'other-rejection') {
    totals.otherRejections += count;
  }
  if (failure) {
    totals.addFailure(failure, count);
  }
}

/** The minutes, or hours, that a wider bin counts for in equal parts; none of them is to come. */
export function spread(
  startMinute: number,
  overMs: number,
  resolution: number,
  untilMinute: number,
): number[] {
  const starts: number[] = [];
  const end = Math.min(startMinute + overMs / MINUTE_MS, untilMinute);
  for (let at = startMinute; at < end; at += resolution) {
    starts.push(at);
  }
  return starts.length > 0 ? starts : [startMinute];
}

/** The minute that what is asked for ends in. */
export function nowMinute({ untilMs }: { untilMs: number }): number {
  return Math.ceil(untilMs / MINUTE_MS);
}

/** Buckets belong together that differ in their bound alone. */
export function bucketsByLabels(
  rows: readonly SeriesRow[],
): Iterable<Map<number, Bucket[]>> {
  const groups = new Map<string, Map<number, Bucket[]>>();
  for (const { labels, samples } of rows) {
    const { le, vmrange, ...others } = labels;
    if (le !== undefined || vmrange !== undefined) {
      const key = JSON.stringify(others);
      const byMoment = groups.get(key) ?? new Map<number, Bucket[]>();
      groups.set(key, byMoment);
      for (const { atMs, value } of samples) {
        const buckets = byMoment.get(atMs) ?? [];
        buckets.push({ le, vmrange, count: value });
        byMoment.set(atMs, buckets);
      }
    }
  }
  return groups.values();
}
