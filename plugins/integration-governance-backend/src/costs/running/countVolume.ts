import {
  RunOccurrence,
  SeriesSet,
} from '@tieline/plugin-integrations-common/telemetry';
import { Volume } from './VolumeStore';

export const WINDOW_DAYS = 30;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** An hour: what is shorter says nothing of a day. */
const SHORTEST_DAYS = 1 / 24;

/** Nobody measured it. */
export const NO_VOLUME: Volume = {
  calls: undefined,
  days: 0,
  callsBefore: undefined,
  source: undefined,
};

/** The last 30 days in UTC, today among them, and the 30 before. */
export interface VolumeWindow {
  before: Date;
  from: Date;
  to: Date;
}

export function windowAt(now: Date): VolumeWindow {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const from = today - (WINDOW_DAYS - 1) * DAY_MS;
  return {
    before: new Date(from - WINDOW_DAYS * DAY_MS),
    from: new Date(from),
    to: now,
  };
}

/**
 * Adds up a series of days. A day without traffic has no point: after the first
 * that has one, it counts as none; what lies before the first, nobody measured.
 */
export function countCalls(
  series: Partial<SeriesSet>,
  window: VolumeWindow,
): Volume {
  const perMinute = series.values?.throughputPerMinute ?? [];
  const points = (series.at ?? []).flatMap((at, index) => {
    const value = perMinute[index];
    const atMs = Date.parse(at);
    // The point of today is a mean over what has passed of it.
    const widthMs = Math.min(DAY_MS, window.to.getTime() - atMs);
    return typeof value === 'number'
      ? [{ atMs, count: (value * Math.max(MINUTE_MS, widthMs)) / MINUTE_MS }]
      : [];
  });
  const from = [series.source, series.side].filter(word => word !== undefined);
  return sumUp(points, window, `telemetry (${from.join(', ')})`);
}

/** Adds up the records of runs; runs that do not say how many are left out. */
export function countRecords(
  occurrences: readonly RunOccurrence[],
  window: VolumeWindow,
): Volume {
  const points = occurrences.flatMap(({ run }) => {
    const count = run?.recordsOut ?? run?.recordsIn;
    return run && count !== undefined
      ? [{ atMs: Date.parse(run.startedAt), count }]
      : [];
  });
  return sumUp(points, window, 'telemetry (runs)');
}

function sumUp(
  points: ReadonlyArray<{ atMs: number; count: number }>,
  window: VolumeWindow,
  source: string,
): Volume {
  const [beforeMs, fromMs, toMs] = [window.before, window.from, window.to].map(
    date => date.getTime(),
  );
  const inside = points.filter(({ atMs }) => atMs >= beforeMs && atMs <= toMs);
  if (inside.length === 0) {
    return NO_VOLUME;
  }
  const firstMs = Math.min(...inside.map(({ atMs }) => atMs));
  const firstDayMs = Math.floor(firstMs / DAY_MS) * DAY_MS;
  const days = (toMs - Math.max(fromMs, firstDayMs)) / DAY_MS;
  const sumOf = (of: typeof inside) =>
    of.reduce((sum, { count }) => sum + count, 0);
  const begun = daysBegun(days);
  const span =
    begun < WINDOW_DAYS
      ? `${begun} of ${WINDOW_DAYS} days`
      : `${WINDOW_DAYS} days`;
  return {
    calls: Math.round(sumOf(inside.filter(({ atMs }) => atMs >= fromMs))),
    days,
    callsBefore:
      firstDayMs <= beforeMs
        ? Math.round(sumOf(inside.filter(({ atMs }) => atMs < fromMs)))
        : undefined,
    source: `${source}, ${span}`,
  };
}

/** Today counts as a day from its first moment. */
export function daysBegun(days: number): number {
  return Math.floor(days) + 1;
}

/** The mean of a day, of what was measured. */
export function perDayOf({ calls, days }: Volume): number | undefined {
  return calls === undefined
    ? undefined
    : calls / Math.max(days, SHORTEST_DAYS);
}
