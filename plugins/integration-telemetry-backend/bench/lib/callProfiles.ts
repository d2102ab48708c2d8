import { CallTotals } from '../../src/series/CallTotals';
import { TotalsRow, toTotalsRow } from '../../src/series/pointRows';

/** Different durations of calls; each point has those of one of them. */
export const PROFILES = 50;

/**
 * Calls as the columns of a point's row, in {@link PROFILES} variations.
 *
 * @param calls - how many there are of them: this, and up to three times as many
 * @param failing - the share of calls that fail
 * @param slowness - by which durations are multiplied
 */
export function createProfiles(
  random: () => number,
  calls: number,
  failing: number,
  slowness = 1,
): TotalsRow[] {
  return Array.from({ length: PROFILES }, () => {
    const totals = new CallTotals();
    const count = calls + Math.floor(3 * calls * random());
    for (let nth = 0; nth < count; nth += 1) {
      const spread = random() + random() + random() + random() - 2;
      const duration = slowness * Math.exp(3.7 + 1.2 * spread);
      totals.count += 1;
      totals.sumMs += duration;
      totals.histogram.add(duration);
      if (random() < failing) {
        totals.errors += 1;
        totals.addFailure('503', 1);
      }
    }
    return toTotalsRow(totals);
  });
}
