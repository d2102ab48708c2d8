import { HOUR_MS, HourPoint } from '../trends/HourGrid';
import { Seeded } from './seeded';

/** A Monday. */
export const SERIES_START_MS = Date.UTC(2026, 0, 5);

/** What an operation is like in the hours since {@link SERIES_START_MS}. */
export interface SeriesOperation {
  name: string;
  callsPerHour: (hour: number) => number;
  /** Mean duration in milliseconds, or the share that fails. */
  level: (hour: number) => number;
}

/** Nearly normal, of standard deviation 1: the sum of twelve even draws. */
function draw(random: Seeded): number {
  let sum = -6;
  for (let nth = 0; nth < 12; nth += 1) {
    sum += random.next();
  }
  return sum;
}

const isWeekend = (hour: number) => Math.floor(hour / 24) % 7 >= 5;

/** More at noon than at night, and fewer at weekends. */
export const season = (hour: number) =>
  (1 + 0.6 * Math.cos((2 * Math.PI * ((hour % 24) - 13)) / 24)) *
  (isWeekend(hour) ? 0.4 : 1);

/** Hourly points of durations, each day off by `dayNoise` and each hour by 5 %. */
export function hourlyDurations(
  operations: readonly SeriesOperation[],
  options: { hours: number; seed?: number; dayNoise?: number },
): HourPoint[] {
  const { hours, seed = 1, dayNoise = 0.02 } = options;
  const random = new Seeded(seed);
  const points: HourPoint[] = [];
  let day = 1;
  for (let hour = 0; hour < hours; hour += 1) {
    if (hour % 24 === 0) {
      day = Math.exp(dayNoise * draw(random));
    }
    for (const { name, callsPerHour, level } of operations) {
      const count = Math.round(callsPerHour(hour));
      const noise = Math.exp(0.05 * draw(random));
      if (count > 0) {
        points.push({
          operation: name,
          startMs: SERIES_START_MS + hour * HOUR_MS,
          count,
          sum: count * level(hour) * day * noise,
        });
      }
    }
  }
  return points;
}

/** Hourly points of failures, each call failing by chance. */
export function hourlyFailures(
  { name, callsPerHour, level }: SeriesOperation,
  options: { hours: number; seed?: number },
): HourPoint[] {
  const random = new Seeded(options.seed ?? 1);
  const points: HourPoint[] = [];
  for (let hour = 0; hour < options.hours; hour += 1) {
    const count = Math.round(callsPerHour(hour));
    let failed = 0;
    for (let call = 0; call < count; call += 1) {
      failed += random.happens(level(hour)) ? 1 : 0;
    }
    const startMs = SERIES_START_MS + hour * HOUR_MS;
    points.push({ operation: name, startMs, count, sum: failed });
  }
  return points;
}
