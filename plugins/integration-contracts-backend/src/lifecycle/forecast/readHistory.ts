import { ConsumerUse } from './Forecast';

export const DAY_MS = 86_400_000;

/** Older days say nothing more about who leaves when. A year and a month shows each quarter-end with its neighbours. */
export const HISTORY_DAYS = 400;

/** What is read of a consumer, whatever is sent. */
const MOST_DAYS = 10 * HISTORY_DAYS;
const MOST_CALLS = 1e9;

/** Dates are not thought of as farther away than ten years. */
export const FARTHEST_DAYS = 3_650;

/** A consumer's use, counted back from today. */
export interface History {
  key: string;
  /** Calls by days ago; today is 0. */
  calls: Float64Array;
  /** The days with calls as days ago, the latest first; where all are older than what is kept, the latest alone. */
  usedAgo: number[];
  /** Days from today; less than 0 where the date has passed. */
  movesInDays?: number;
  cadenceDays?: number;
}

/** The day an instant lies in, counted from 1 January 1970. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** @returns undefined where it was never seen */
export function readHistory(
  { key, days, cadenceDays, movesAtMs }: ConsumerUse,
  today: number,
): History | undefined {
  const calls = new Float64Array(HISTORY_DAYS);
  let longAgo = Infinity;
  for (const { date, calls: counted } of days.slice(-MOST_DAYS)) {
    const ago = today - dayOf(Date.parse(date));
    if (ago >= 0 && counted > 0) {
      if (ago < HISTORY_DAYS) {
        calls[ago] = Math.min(MOST_CALLS, calls[ago] + counted);
      } else {
        longAgo = Math.min(longAgo, ago);
      }
    }
  }
  const usedAgo: number[] = [];
  calls.forEach((count, ago) => {
    if (count > 0) {
      usedAgo.push(ago);
    }
  });
  if (usedAgo.length === 0 && longAgo < Infinity) {
    usedAgo.push(longAgo);
  }
  if (usedAgo.length === 0) {
    return undefined;
  }
  return {
    key,
    calls,
    usedAgo,
    ...(isNumber(movesAtMs) && {
      movesInDays: within(FARTHEST_DAYS, dayOf(movesAtMs) - today),
    }),
    ...(isNumber(cadenceDays) && {
      cadenceDays: within(HISTORY_DAYS, Math.max(1, cadenceDays)),
    }),
  };
}

/** A number of days that is at most `days` away. */
export function within(days: number, value: number): number {
  return Math.max(-days, Math.min(days, value));
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && !Number.isNaN(value);
}
