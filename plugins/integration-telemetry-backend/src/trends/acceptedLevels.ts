import { HOUR_MS, HourGrid } from './HourGrid';
import { TrendState } from './TrendFinding';

/** A copy in which levels that were accepted look as if they had always been there. */
export function adjustAccepted(
  grid: HourGrid,
  { accepted = [] }: TrendState,
): HourGrid {
  if (accepted.length === 0) {
    return grid;
  }
  const factors = new Float64Array(grid.hours).fill(1);
  for (const { fromMs, untilMs, ratio } of accepted) {
    const from = Math.round((fromMs - grid.startMs) / HOUR_MS);
    const until = Math.round((untilMs - grid.startMs) / HOUR_MS);
    for (let at = 0; at < Math.min(until, grid.hours); at += 1) {
      factors[at] *= at < from ? ratio : 0;
    }
  }
  return {
    ...grid,
    operations: grid.operations.map(({ operation, counts, sums }) => ({
      operation,
      counts: counts.map((count, at) => (factors[at] > 0 ? count : 0)),
      sums: sums.map((sum, at) => sum * factors[at]),
    })),
  };
}

/** What is to be remembered in any case. */
export function keepAccepted(
  { accepted = [] }: TrendState,
  grid: HourGrid,
): TrendState {
  const still = accepted.filter(({ untilMs }) => untilMs > grid.startMs);
  return still.length > 0 ? { accepted: still } : {};
}
