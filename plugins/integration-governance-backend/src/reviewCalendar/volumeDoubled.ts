/** How many days are compared on either side. */
export const COMPARED_DAYS = 14;
/** With fewer measured days on a side nothing is said. */
const FEWEST_DAYS = 7;
/** Below it, twice as much is still next to nothing. */
const LEAST_PER_DAY = 10;

/** Middle levels, in calls or messages a day. */
export interface VolumeLevels {
  before: number;
  now: number;
}

/**
 * The levels where volume doubled, else undefined. A few days that stand out
 * change no median, and where days differ widely among themselves, the quieter
 * ones of now have to be above the busier ones of before.
 *
 * @param before - of each measured day, calls or messages a day
 */
export function volumeDoubled(
  before: readonly number[],
  now: readonly number[],
): VolumeLevels | undefined {
  if (before.length < FEWEST_DAYS || now.length < FEWEST_DAYS) {
    return undefined;
  }
  const levels = { before: quantile(before, 0.5), now: quantile(now, 0.5) };
  const isDouble =
    levels.now >= LEAST_PER_DAY &&
    levels.now >= 2 * levels.before &&
    quantile(now, 0.25) > quantile(before, 0.75);
  return isDouble ? levels : undefined;
}

/** Between two values in proportion. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  return below + (above - below) * (at - Math.floor(at));
}
