import { SeriesSet } from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow } from '../shared/downloadCsv';

type Value = number | null;
type BandValue = [number, number] | null;

/** One point in time of all indicators, as charts and table read it. */
export interface SeriesPoint {
  /** Start of the point, milliseconds since 1970. */
  atMs: number;
  at: string;
  throughputPerMinute: Value;
  errorRate: Value;
  rejectionRate: Value;
  p50Ms: Value;
  p95Ms: Value;
  p99Ms: Value;
  usualThroughput: BandValue;
  usualErrors: BandValue;
  usualP95: BandValue;
}

/** Turns lists per indicator into a list of points. */
export function seriesPoints(series: SeriesSet): SeriesPoint[] {
  const { values, usual } = series;
  type BandName = keyof NonNullable<SeriesSet['usual']>;
  const band = (name: BandName, index: number): BandValue => {
    const low = usual?.[name]?.low[index];
    const high = usual?.[name]?.high[index];
    return typeof low === 'number' && typeof high === 'number'
      ? [low, high]
      : null;
  };
  return series.at.map((at, index) => ({
    at,
    atMs: Date.parse(at),
    throughputPerMinute: values.throughputPerMinute?.[index] ?? null,
    errorRate: values.errorRate?.[index] ?? null,
    rejectionRate: values.rejectionRate?.[index] ?? null,
    p50Ms: values.p50Ms?.[index] ?? null,
    p95Ms: values.p95Ms?.[index] ?? null,
    p99Ms: values.p99Ms?.[index] ?? null,
    usualThroughput: band('throughputPerMinute', index),
    usualErrors: band('errorRate', index),
    usualP95: band('p95Ms', index),
  }));
}

/** The columns of the table view, with units in their titles. */
export function seriesCsvRows(points: SeriesPoint[]): CsvRow[] {
  return points.map(point => ({
    at: point.at,
    'throughput (per minute)': point.throughputPerMinute,
    'error rate (0 to 1)': point.errorRate,
    'rejection rate (0 to 1)': point.rejectionRate,
    'p50 (ms)': point.p50Ms,
    'p95 (ms)': point.p95Ms,
    'p99 (ms)': point.p99Ms,
  }));
}
