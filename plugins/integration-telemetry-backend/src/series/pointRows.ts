import { ByteReader } from './bytes';
import { CallTotals } from './CallTotals';
import { encodeHistogram, readHistogram } from './histogramCodec';

/** Totals as a row of `points` keeps them. */
export interface TotalsRow {
  count: number;
  errors: number;
  counting_rejections: number;
  other_rejections: number;
  sum_ms: number;
  histogram: Buffer;
  failures: string;
}

export interface PointRow extends TotalsRow {
  series_id: number;
  /** Width in minutes. */
  resolution: number;
  start_minute: number;
}

/** Sums of what no database takes as a number stay at the largest that there is. */
const finite = (value: number) => Math.min(value, Number.MAX_VALUE);

export function toTotalsRow(totals: CallTotals): TotalsRow {
  return {
    count: finite(totals.count),
    errors: finite(totals.errors),
    counting_rejections: finite(totals.countingRejections),
    other_rejections: finite(totals.otherRejections),
    sum_ms: finite(totals.sumMs),
    histogram: encodeHistogram(totals.histogram),
    failures:
      totals.failures.size === 0
        ? '{}'
        : JSON.stringify(Object.fromEntries(totals.failures)),
  };
}

/** Adds a row to totals. */
export function mergeRow(totals: CallTotals, row: TotalsRow): void {
  totals.count += row.count;
  totals.errors += row.errors;
  totals.countingRejections += row.counting_rejections;
  totals.otherRejections += row.other_rejections;
  totals.sumMs += row.sum_ms;
  readHistogram(new ByteReader(row.histogram), totals.histogram);
  if (row.failures !== '{}') {
    const failures: Record<string, number> = JSON.parse(row.failures);
    Object.entries(failures).forEach(([failure, count]) =>
      totals.addFailure(failure, count),
    );
  }
}
