import {
  SeriesSet,
  Trend,
} from '@tieline/plugin-integrations-common/telemetry';
import { formatDuration, formatRate, formatShare } from '../shared/format';

/** A day of the indicator that a trend is of. */
export interface TrendDay {
  /** Start of the day in UTC, milliseconds since 1970. */
  atMs: number;
  value: number | null;
}

/** How the days of a trend are read from the series. */
export interface TrendSeries {
  indicator: 'p50Ms' | 'errorRate' | 'throughputPerMinute';
  title: string;
  format: (value: number) => string;
}

function rateText(perMinute: number): string {
  const { value, unit } = formatRate(perMinute);
  return `${value}\u00a0${unit}`;
}

/**
 * What of the series shows a trend by day. The trend itself weighs operations and
 * hours, which no series does: days show its shape, not its level.
 */
export const TREND_SERIES: Partial<Record<Trend['indicator'], TrendSeries>> = {
  latency: {
    indicator: 'p50Ms',
    title: 'Median by day',
    format: formatDuration,
  },
  'error-rate': {
    indicator: 'errorRate',
    title: 'Errors by day',
    format: formatShare,
  },
  throughput: {
    indicator: 'throughputPerMinute',
    title: 'Throughput by day',
    format: rateText,
  },
};

/** The days with their values, those before the first measured one left out. */
export function trendDays(
  series: SeriesSet,
  { indicator }: TrendSeries,
): TrendDay[] {
  const days = series.at.map((at, index) => ({
    atMs: Date.parse(at),
    value: series.values[indicator]?.[index] ?? null,
  }));
  const first = days.findIndex(({ value }) => value !== null);
  return first < 0 ? [] : days.slice(first);
}

/** The median of the days that a trend compares with; undefined where there are none. */
export function usualOf(days: TrendDay[], trend: Trend): number | undefined {
  const fromMs = Date.parse(trend.baselineFrom ?? '');
  const untilMs = Date.parse(trend.baselineUntil ?? '');
  const values = days
    .filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)
    .flatMap(({ value }) => (value === null ? [] : [value]))
    .sort((one, other) => one - other);
  const middle = values.length >> 1;
  if (values.length === 0) {
    return undefined;
  }
  return values.length % 2
    ? values[middle]
    : (values[middle - 1] + values[middle]) / 2;
}
