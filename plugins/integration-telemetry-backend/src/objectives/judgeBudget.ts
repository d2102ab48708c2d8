import { BurnRate } from '@tieline/plugin-integrations-common/telemetry';
import { BurnWindow } from './burnWindows';

/** Events of a window, as an objective counts them. */
export interface Events {
  total: number;
  bad: number;
}

/** So few bad events are chance, however fast they came. */
const FEWEST_BAD = 10;

/** So few events make no rate. */
const FEWEST_EVENTS = 100;

/** What is left of an error budget, and how fast it goes. */
export interface JudgedBudget {
  /** Share of the budget; below 0 where it is overspent. */
  left: number | null;
  burn: BurnRate[];
  /** The fastest alarm that is on. */
  firing?: BurnRate;
  /** How long it lasts at the pace of the fastest pair; undefined where it grows. */
  lastsMs?: number;
}

/**
 * @param target - percent of good events; at 100 there is no budget
 * @param eventsOf - events of the last so many milliseconds
 */
export function judgeBudget(options: {
  target: number;
  windowMs: number;
  windows: readonly BurnWindow[];
  eventsOf: (ms: number) => Events;
}): JudgedBudget {
  const { target, windowMs, windows, eventsOf } = options;
  const allowed = 1 - target / 100;
  const all = eventsOf(windowMs);
  if (allowed <= 0) {
    return { left: null, burn: [] };
  }
  const paceOf = ({ total, bad }: Events) =>
    total > 0 ? bad / total / allowed : null;
  const burn = windows.map(({ longMs, shortMs, limit }) => {
    const long = eventsOf(longMs);
    const short = eventsOf(shortMs);
    const isEnough = long.total >= FEWEST_EVENTS && long.bad >= FEWEST_BAD;
    const longPace = paceOf(long);
    const shortPace = paceOf(short);
    return {
      longMinutes: longMs / 60_000,
      shortMinutes: shortMs / 60_000,
      limit,
      long: longPace === null ? null : rounded(longPace),
      short: shortPace === null ? null : rounded(shortPace),
      firing: isEnough && (longPace ?? 0) >= limit && (shortPace ?? 0) >= limit,
    };
  });
  const left = all.total > 0 ? 1 - all.bad / all.total / allowed : null;
  const pace = burn[0]?.long ?? 0;
  return {
    left: left === null ? null : rounded(left),
    burn,
    firing: burn.find(({ firing }) => firing),
    lastsMs:
      left !== null && left > 0 && pace > 1
        ? (left * windowMs) / pace
        : undefined,
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
