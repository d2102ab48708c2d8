import { ChangeFit } from './fitChange';
import { DAY_HOURS, HOUR_MS } from './HourGrid';

/** A step is looked for so many hours around the day that fits best. */
const AROUND_HOURS = 36;

/** Hours whose levels before and after are compared. */
const COMPARED_HOURS = 120;

/**
 * When a change began, to the hour for a step: where hours before are nearest
 * to the baseline and hours after to the new level. Of a ramp, the day.
 *
 * @param hours - natural logarithms of ratios to the usual, NaN where spoilt
 */
export function locateChange(
  hours: Float64Array,
  { rise, shape, beganDaysAgo, endedDaysAgo }: ChangeFit,
  { endMs, centre, sign }: { endMs: number; centre: number; sign: 1 | -1 },
): { sinceMs: number; settledMs: number } {
  const began = hours.length - beganDaysAgo * DAY_HOURS;
  const toMs = (hour: number) => endMs - (hours.length - hour) * HOUR_MS;
  if (shape === 'ramp') {
    const settled = hours.length - endedDaysAgo * DAY_HOURS;
    return { sinceMs: toMs(began), settledMs: toMs(settled) };
  }
  const from = Math.max(0, began - COMPARED_HOURS);
  const until = Math.min(hours.length, began + COMPARED_HOURS);
  // How much better an hour fits the new level than the old, as a running sum: it turns where the change is.
  let sum = 0;
  let lowest = Infinity;
  let best = began;
  for (let hour = from; hour < until; hour += 1) {
    const isNear = Math.abs(hour - began) <= AROUND_HOURS;
    if (isNear && sum < lowest) {
      lowest = sum;
      best = hour;
    }
    if (!Number.isNaN(hours[hour])) {
      const level = sign * (hours[hour] - centre);
      sum += Math.max(-rise, Math.min(2 * rise, level)) - rise / 2;
    }
  }
  return { sinceMs: toMs(best), settledMs: toMs(best) };
}
