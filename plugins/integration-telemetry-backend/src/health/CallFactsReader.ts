import {
  CallIndicators,
  Sparkline,
} from '@tieline/plugin-integrations-common/telemetry';
import { CallTotals } from '../series/CallTotals';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { SeriesReader, StoredSeries } from '../series/SeriesReader';
import { PointCounts } from '../series/addUpCounts';
import { rounded, toCallIndicators } from './callIndicators';
import { SeriesView } from './chooseView';
import { DEGRADED_FROM, FEWEST_CALLS } from './judgeCalls';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Where series and their points are read. */
export type SeriesSource = Pick<
  SeriesReader,
  'listSeries' | 'readTotals' | 'readCounts' | 'readCountsAt'
>;

/** Where indicators over time are read, too. */
export type PointsSource = SeriesSource & Pick<SeriesReader, 'readPoints'>;

/** Looked through minute by minute for the onset of errors: most began within the first. */
const ONSETS_MS = [3 * HOUR_MS, DAY_MS];

/** With little traffic the window widens until there are enough calls. */
const WINDOWS_MS = [15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS];

/** The calls of a window, and how wide it had to be. */
export interface CallWindow {
  totals: CallTotals;
  bySeries: Map<number, CallTotals>;
  fromMs: number;
  toMs: number;
}

function sum(totals: Iterable<CallTotals>): CallTotals {
  const all = new CallTotals();
  for (const item of totals) {
    all.merge(item);
  }
  return all;
}

/** Reads what the status of calls follows from. */
export class CallFactsReader {
  readonly #reader: SeriesSource;

  constructor(options: { reader: SeriesSource }) {
    this.#reader = options.reader;
  }

  /** The narrowest of the windows with enough calls in it, else the widest. */
  async readWindow(
    series: readonly StoredSeries[],
    nowMs: number,
  ): Promise<CallWindow> {
    const newest = Math.max(...series.map(item => item.last_seen_ms));
    for (const widthMs of WINDOWS_MS) {
      const isWidest = widthMs === DAY_MS;
      const fromMs = nowMs - widthMs;
      if (newest < fromMs && !isWidest) {
        continue;
      }
      // A day of history may be there in hours only.
      const resolution = isWidest ? MINUTES_PER.hour : MINUTES_PER.minute;
      const window = await this.#readTotals(series, resolution, fromMs, nowMs);
      if (window.totals.count >= FEWEST_CALLS || isWidest) {
        return window;
      }
    }
    throw new Error('There is no window');
  }

  /** The narrowest window, whatever is in it: of a silent integration, nothing. */
  readLatest(
    series: readonly StoredSeries[],
    nowMs: number,
  ): Promise<CallWindow> {
    const fromMs = nowMs - WINDOWS_MS[0];
    return this.#readTotals(series, MINUTES_PER.minute, fromMs, nowMs);
  }

  async #readTotals(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<CallWindow> {
    const bySeries = await this.#reader.readTotals(
      series,
      resolution,
      fromMs,
      toMs,
    );
    return { totals: sum(bySeries.values()), bySeries, fromMs, toMs };
  }

  /** What was usual at this hour of the week, over the four weeks before. */
  async readUsual(
    series: readonly StoredSeries[],
    nowMs: number,
  ): Promise<{ errorRate?: number; perHour?: number }> {
    const hour = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
    const points = await this.#reader.readCountsAt(
      series,
      MINUTES_PER.hour,
      [1, 2, 3, 4].map(week => (hour - week * WEEK_MS) / MINUTE_MS),
    );
    const count = points.reduce((total, point) => total + point.count, 0);
    const failed = points.reduce((total, point) => total + point.failed, 0);
    return {
      errorRate: count >= FEWEST_CALLS ? failed / count : undefined,
      perHour: points.length > 0 ? count / points.length : undefined,
    };
  }

  /** Calls of the week before, to know the usual pause between two. */
  async readWeek(
    series: readonly StoredSeries[],
    nowMs: number,
  ): Promise<{ count: number; overMs: number }> {
    const points = await this.#reader.readCounts(
      series,
      MINUTES_PER.hour,
      nowMs - WEEK_MS,
      nowMs,
    );
    if (points.length === 0) {
      return { count: 0, overMs: 0 };
    }
    const first = points[0].startMinute * MINUTE_MS;
    return {
      count: points.reduce((total, point) => total + point.count, 0),
      overMs: Math.max(nowMs - first, HOUR_MS),
    };
  }

  /**
   * When the errors began: walks back while the share of failed calls stays
   * at or above the limit, first by minutes and then by hours.
   */
  async readErrorsSince(
    series: readonly StoredSeries[],
    nowMs: number,
  ): Promise<number | undefined> {
    let fine: Walk = { reachesStart: true, looksAtStart: true };
    for (const overMs of ONSETS_MS) {
      const minutes = await this.#reader.readCounts(
        series,
        MINUTES_PER.minute,
        nowMs - overMs,
        nowMs,
      );
      fine = walkBack(minutes, 5);
      // What it never looked at can't have changed what it found.
      if (!fine.looksAtStart) {
        return fine.sinceMs;
      }
    }
    if (!fine.reachesStart) {
      return fine.sinceMs;
    }
    const hours = await this.#reader.readCounts(
      series,
      MINUTES_PER.hour,
      nowMs - 35 * DAY_MS,
      fine.sinceMs ?? nowMs,
    );
    const coarse = walkBack(hours, 1);
    return coarse.sinceMs ?? fine.sinceMs;
  }

  /** The last 24 hours, an hour a value. */
  async readSparkline(
    series: readonly StoredSeries[],
    indicator: 'errorRate' | 'throughputPerMinute',
    nowMs: number,
  ): Promise<Sparkline> {
    const start = Math.floor(nowMs / HOUR_MS) * HOUR_MS - 23 * HOUR_MS;
    const points = await this.#reader.readCounts(
      series,
      MINUTES_PER.hour,
      start,
      nowMs,
    );
    const byStart = new Map(
      points.map(point => [point.startMinute * MINUTE_MS, point]),
    );
    const values = Array.from({ length: 24 }, (_, index) => {
      const at = start + index * HOUR_MS;
      const point = byStart.get(at);
      if (!point || point.count <= 0) {
        return null;
      }
      const minutes = Math.max(1, Math.min(HOUR_MS, nowMs - at) / MINUTE_MS);
      return rounded(
        indicator === 'errorRate'
          ? point.failed / point.count
          : point.count / minutes,
      );
    });
    return { indicator, stepSeconds: 3600, values };
  }
}

function isBad({ count, failed }: PointCounts): boolean {
  return failed > 0 && failed >= DEGRADED_FROM * count;
}

interface Stretch {
  /** Where it begins among the points. */
  first: number;
  count: number;
  failed: number;
}

/** The points before one, as many as it takes to hold enough calls to mean something. */
function stretchBefore(
  points: PointCounts[],
  end: number,
  width: number,
): Stretch {
  const stretch: Stretch = { first: end, count: 0, failed: 0 };
  while (
    stretch.first > 0 &&
    (end - stretch.first < width || stretch.count < FEWEST_CALLS)
  ) {
    stretch.first -= 1;
    stretch.count += points[stretch.first].count;
    stretch.failed += points[stretch.first].failed;
  }
  return stretch;
}

/**
 * Whether a stretch below the limit is so by chance: it holds few calls or is
 * not far below, and together with the one before it is above.
 */
function isByChance(stretch: Stretch, before: Stretch): boolean {
  const count = stretch.count + before.count;
  const failed = stretch.failed + before.failed;
  const isDoubtful =
    stretch.count < 3 * FEWEST_CALLS ||
    stretch.failed >= (DEGRADED_FROM / 2) * stretch.count;
  return isDoubtful && failed >= DEGRADED_FROM * count;
}

interface Walk {
  sinceMs?: number;
  /** Whether it found no end of the errors. */
  reachesStart: boolean;
  /** Whether earlier points might have made a difference. */
  looksAtStart: boolean;
}

function walkBack(points: PointCounts[], width: number): Walk {
  let sinceMs: number | undefined;
  let looksAtStart = false;
  const look = (end: number) => {
    const stretch = stretchBefore(points, end, width);
    looksAtStart ||= stretch.first === 0;
    return stretch;
  };
  let at = points.length;
  while (at > 0) {
    const stretch = look(at);
    const { first, count, failed } = stretch;
    if (failed >= DEGRADED_FROM * count) {
      const bad = points.slice(first, at).find(isBad);
      sinceMs = (bad ?? points[first]).startMinute * MINUTE_MS;
    } else if (first === 0 || !isByChance(stretch, look(first))) {
      // The first bad minutes may be the last ones of a stretch that is good.
      while (sinceMs !== undefined && at > first && isBad(points[at - 1])) {
        at -= 1;
        sinceMs = points[at].startMinute * MINUTE_MS;
      }
      return { sinceMs, reachesStart: false, looksAtStart };
    }
    at = first;
  }
  return { sinceMs, reachesStart: true, looksAtStart: true };
}

/** The indicators of a view's window. */
export function indicatorsOf(
  view: SeriesView,
  window: CallWindow,
): CallIndicators {
  return toCallIndicators({
    totals: window.totals,
    fromMs: window.fromMs,
    toMs: window.toMs,
    source: view.source,
    side: view.side,
    samplingUnknown: view.series.some(({ sampling_unknown }) =>
      Boolean(sampling_unknown),
    ),
  });
}
