import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import { sumHistograms } from './sumHistograms';

/** Several points in one row. */
export interface SummedRow {
  count: number;
  errors: number;
  counting_rejections: number;
  other_rejections: number;
  sum_ms: number;
  /** One after another, in hexadecimal digits. */
  histograms: string;
  /** Objects with commas between; null where nothing failed. */
  failures: string | null;
}

/**
 * Adds points up where they are: as rows, most of the work would be to make
 * and to drop them.
 *
 * @param points - a query on `points`, grouped by what is to be kept apart
 */
export function selectSums(
  knex: Knex,
  points: Knex.QueryBuilder,
): Knex.QueryBuilder {
  const hexadecimal = knex.client.config.client.includes('pg')
    ? `encode(histogram, 'hex')`
    : 'hex(histogram)';
  return points
    .sum({
      count: 'count',
      errors: 'errors',
      counting_rejections: 'counting_rejections',
      other_rejections: 'other_rejections',
      sum_ms: 'sum_ms',
    })
    .select({
      histograms: knex.raw(`string_agg(${hexadecimal}, '')`),
      failures: knex.raw(`string_agg(nullif(failures, '{}'), ',')`),
    });
}

export function toTotals(row: SummedRow): CallTotals {
  const totals = new CallTotals();
  totals.count = row.count;
  totals.errors = row.errors;
  totals.countingRejections = row.counting_rejections;
  totals.otherRejections = row.other_rejections;
  totals.sumMs = row.sum_ms;
  totals.histogram = sumHistograms(Buffer.from(row.histograms, 'hex'));
  if (row.failures) {
    const all: Array<Record<string, number>> = JSON.parse(`[${row.failures}]`);
    for (const failures of all) {
      for (const [failure, count] of Object.entries(failures)) {
        totals.addFailure(failure, count);
      }
    }
  }
  return totals;
}
