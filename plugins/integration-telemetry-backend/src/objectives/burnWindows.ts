const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The window that the usual burn rates are meant for. */
const USUAL_WINDOW_MS = 30 * DAY_MS;

/** Below these a window holds too few events to mean something. */
const SHORTEST = { longMs: 15 * MINUTE_MS, shortMs: 5 * MINUTE_MS };

/** A pair of windows over which an error budget must not burn too fast. */
export interface BurnWindow {
  longMs: number;
  /** Shows that it still burns: the alarm ends soon after the errors do. */
  shortMs: number;
  /** So many times the pace at which the budget lasts for its window. */
  limit: number;
}

/**
 * The pairs for an objective's window, the fastest first. For 30 days they are
 * those of the SRE workbook: 2 % of the budget in an hour, 5 % in six hours,
 * 10 % in three days; for other windows all are longer or shorter alike.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 */
export function burnWindows(windowMs: number): BurnWindow[] {
  const scale = windowMs / USUAL_WINDOW_MS;
  return [
    { longMs: HOUR_MS, shortMs: 5 * MINUTE_MS, limit: 14.4 },
    { longMs: 6 * HOUR_MS, shortMs: 30 * MINUTE_MS, limit: 6 },
    { longMs: 3 * DAY_MS, shortMs: 6 * HOUR_MS, limit: 1 },
  ].map(({ longMs, shortMs, limit }) => ({
    longMs: toMinutes(Math.max(longMs * scale, SHORTEST.longMs)),
    shortMs: toMinutes(Math.max(shortMs * scale, SHORTEST.shortMs)),
    limit,
  }));
}

function toMinutes(ms: number): number {
  return Math.round(ms / MINUTE_MS) * MINUTE_MS;
}
