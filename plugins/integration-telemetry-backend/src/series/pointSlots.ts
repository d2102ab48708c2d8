import { Knex } from 'knex';
import { MINUTE_MS, MINUTES_PER } from './SeriesBatch';

/** Minutes since 1970 that a slot can name: the year 2990. */
const MINUTES = 2 ** 29;

/** Where the slots of each width begin. */
const FIRST_SLOTS: ReadonlyMap<number, number> = new Map([
  [MINUTES_PER.minute, 0],
  [MINUTES_PER.hour, MINUTES],
  [MINUTES_PER.day, 2 * MINUTES],
]);

/** First and last slot of a width in minutes: 1, 60 or 1440. */
export function slotsOf(resolution: number): [first: number, last: number] {
  const first = FIRST_SLOTS.get(resolution);
  if (first === undefined) {
    throw new RangeError(`No points are ${resolution} minutes wide`);
  }
  return [first, first + MINUTES - 1];
}

/**
 * Width and start of a point in one number of four bytes, as `points` keeps
 * it: two of them would widen each row, and more so its place in the index.
 *
 * @throws RangeError where there is no such point
 */
export function slotOf(resolution: number, startMinute: number): number {
  const [first] = slotsOf(resolution);
  if (!(startMinute >= 0 && startMinute < MINUTES)) {
    throw new RangeError(`No point starts in minute ${startMinute}`);
  }
  return first + startMinute;
}

/** The minute since 1970 that a point starts in. */
export const startMinuteOf = (slot: number) => slot % MINUTES;

/**
 * The minutes since 1970 that a range touches.
 *
 * @param toMs - exclusive
 * @returns the first, and the one after the last
 */
export function minutesOf(
  fromMs: number,
  toMs: number,
): [from: number, to: number] {
  return [
    Math.max(0, Math.floor(fromMs / MINUTE_MS)),
    Math.min(Math.ceil(toMs / MINUTE_MS), MINUTES),
  ];
}

/**
 * Points of a width that start in a range.
 *
 * @param toMs - exclusive
 */
export function whereSlots(
  points: Knex.QueryBuilder,
  resolution: number,
  fromMs: number,
  toMs: number = Infinity,
): Knex.QueryBuilder {
  const [first] = slotsOf(resolution);
  const [from, to] = minutesOf(fromMs, toMs);
  return points.whereBetween('points.slot', [first + from, first + to - 1]);
}
