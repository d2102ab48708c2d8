import { CallTotals } from './CallTotals';
import { decodeHistogram, encodeHistogram } from './histogramCodec';

/** Totals as a row of `points` keeps them. */
export interface TotalsRow {
  count: number;
  errors: number;
  counting_rejections: number;
  other_rejections: number;
  sum_ms: number;
  histogram: Uint8Array;
  failures: string;
}

export interface PointRow extends TotalsRow {
  series_id: number;
  /** Width in minutes. */
  resolution: number;
  start_minute: number;
}

export function toTotalsRow(totals: CallTotals): TotalsRow {
  return {
    count: totals.count,
    errors: totals.errors,
    counting_rejections: totals.countingRejections,
    other_rejections: totals.otherRejections,
    sum_ms: totals.sumMs,
    histogram: encodeHistogram(totals.histogram),
    failures: JSON.stringify(Object.fromEntries(totals.failures)),
  };
}

/** Adds a row to totals. */
export function mergeRow(totals: CallTotals, row: TotalsRow): void {
  totals.count += row.count;
  totals.errors += row.errors;
  totals.countingRejections += row.counting_rejections;
  totals.otherRejections += row.other_rejections;
  totals.sumMs += row.sum_ms;
  totals.histogram.merge(decodeHistogram(row.histogram));
  if (row.failures !== '{}') {
    const failures: Record<string, number> = JSON.parse(row.failures);
    Object.entries(failures).forEach(([failure, count]) =>
      totals.addFailure(failure, count),
    );
  }
}
