import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import { addDetails } from './addDetails';

/** Calls of a point that failed. */
export const FAILED = 'coalesce(errors, 0) + coalesce(counting_rejections, 0)';

/** Several points in one row. */
export interface SummedRow {
  count: number;
  sum_ms: number;
  errors: number | null;
  counting_rejections: number | null;
  other_rejections: number | null;
  /** One after another, in hexadecimal digits. */
  all_details: string;
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
    ? `encode(details, 'hex')`
    : 'hex(details)';
  return points
    .sum({
      count: 'count',
      sum_ms: 'sum_ms',
      errors: 'errors',
      counting_rejections: 'counting_rejections',
      other_rejections: 'other_rejections',
    })
    .select({ all_details: knex.raw(`string_agg(${hexadecimal}, '')`) });
}

export function toTotals(row: SummedRow): CallTotals {
  const totals = new CallTotals();
  totals.count = row.count;
  totals.sumMs = row.sum_ms;
  totals.errors = row.errors ?? 0;
  totals.countingRejections = row.counting_rejections ?? 0;
  totals.otherRejections = row.other_rejections ?? 0;
  addDetails(totals, Buffer.from(row.all_details, 'hex'));
  return totals;
}
