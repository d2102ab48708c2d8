import { daysBegun, WINDOW_DAYS } from './countVolume';
import { Volume } from './VolumeStore';

const DAY_MS = 86_400_000;
/** Beyond that nobody can say. */
const LOOKS_AHEAD_DAYS = 3 * 365;

/**
 * By how much the volume grows in 30 days, of 1: of those that both times were
 * measured on every day. Undefined where there are none, or nothing went over
 * them before.
 */
export function growthOf(volumes: readonly Volume[]): number | undefined {
  const both = volumes.filter(
    ({ calls, days, callsBefore }) =>
      calls !== undefined &&
      daysBegun(days) === WINDOW_DAYS &&
      callsBefore !== undefined,
  );
  const before = both.reduce((sum, { callsBefore }) => sum + callsBefore!, 0);
  if (before === 0) {
    return undefined;
  }
  const perDay = both.reduce((sum, { calls, days }) => sum + calls! / days, 0);
  return perDay / (before / WINDOW_DAYS) - 1;
}

/**
 * By how much a number grows in 30 days, of 1, if it went by the same share all
 * the time. Undefined where it was none, or less than 30 days ago.
 */
export function growthBetween(
  before: number,
  now: number,
  days: number,
): number | undefined {
  return before > 0 && now > 0 && days >= WINDOW_DAYS
    ? (now / before) ** (WINDOW_DAYS / days) - 1
    : undefined;
}

/**
 * The day on which what is used reaches the limit, if it goes on to grow by the
 * same share every 30 days. Undefined where it does not within three years.
 */
export function runsOutOn(
  used: number,
  limit: number,
  growthPerMonth: number | undefined,
  now: Date,
): string | undefined {
  if (used >= limit) {
    return dayAfter(now, 0);
  }
  if (!growthPerMonth || growthPerMonth <= 0 || used <= 0) {
    return undefined;
  }
  const days =
    (Math.log(limit / used) / Math.log(1 + growthPerMonth)) * WINDOW_DAYS;
  return days > LOOKS_AHEAD_DAYS ? undefined : dayAfter(now, days);
}

function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + Math.floor(days) * DAY_MS)
    .toISOString()
    .slice(0, 10);
}
