import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import { addUpCounts, PointCounts } from './addUpCounts';
import { mergeRow, PointRow } from './pointRows';
import { minutesOf, slotOf, startMinuteOf, whereSlots } from './pointSlots';
import { SeriesKey } from './SeriesBatch';
import { StepReader } from './StepReader';

/** A series as it is stored. */
export interface StoredSeries extends SeriesKey {
  id: number;
  sampling_unknown: boolean | number;
  environment_assumed: boolean | number;
  first_seen_ms: number;
  last_seen_ms: number;
}

const SERIES_PER_QUERY = 200;

const COUNT_COLUMNS = ['slot', 'count', 'errors', 'counting_rejections'];

const countsOf = (row: PointRow): PointCounts => ({
  startMinute: startMinuteOf(row.slot),
  count: row.count,
  failed: (row.errors ?? 0) + (row.counting_rejections ?? 0),
});

/** Reads what {@link SeriesStore} wrote. */
export class SeriesReader {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** All series of a subject, in every environment. */
  async listSeries(subject: string): Promise<StoredSeries[]> {
    return this.#knex<StoredSeries>('series')
      .where('subject', subject)
      .orderBy('id');
  }

  /**
   * Totals of several series by the minute that each point starts in.
   *
   * @param resolution - width of a point in minutes: 1, 60 or 1440
   * @param toMs - exclusive
   * @param stepMinutes - points that start in the same stretch of so many
   *   minutes may be given as one, by the minute that the stretch starts in
   */
  async readPoints(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
    stepMinutes: number = resolution,
  ): Promise<Map<number, CallTotals>> {
    const [fromMinute, toMinute] = minutesOf(fromMs, toMs);
    const steps = new StepReader({
      knex: this.#knex,
      span: {
        resolution,
        fromMinute,
        toMinute,
        stepMinutes: Number.isInteger(stepMinutes) ? stepMinutes : resolution,
      },
    });
    return steps.read(series.map(({ id }) => id));
  }

  /** Totals apart for each series' id, all points in one. */
  async readTotals(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<Map<number, CallTotals>> {
    const bySeries = new Map<number, CallTotals>();
    await this.#eachRow(series, resolution, fromMs, toMs, '*', row => {
      const totals = bySeries.get(row.series_id) ?? new CallTotals();
      mergeRow(totals, row);
      bySeries.set(row.series_id, totals);
    });
    return bySeries;
  }

  /** Counts only, in rising order of time. */
  async readCounts(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<PointCounts[]> {
    const points: PointCounts[] = [];
    const columns = COUNT_COLUMNS;
    await this.#eachRow(series, resolution, fromMs, toMs, columns, row =>
      points.push(countsOf(row)),
    );
    return addUpCounts(points);
  }

  /** The same of the points alone that start in one of these minutes. */
  async readCountsAt(
    series: readonly StoredSeries[],
    resolution: number,
    startMinutes: readonly number[],
  ): Promise<PointCounts[]> {
    const points: PointCounts[] = [];
    for (let at = 0; at < series.length; at += SERIES_PER_QUERY) {
      const rows: PointRow[] = await this.#pointsOf(
        series.slice(at, at + SERIES_PER_QUERY),
      )
        .whereIn(
          'slot',
          startMinutes.map(minute => slotOf(resolution, minute)),
        )
        .select(COUNT_COLUMNS);
      rows.forEach(row => points.push(countsOf(row)));
    }
    return addUpCounts(points);
  }

  async #eachRow(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
    columns: string | string[],
    visit: (row: PointRow) => void,
  ): Promise<void> {
    for (let at = 0; at < series.length; at += SERIES_PER_QUERY) {
      const rows: PointRow[] = await whereSlots(
        this.#pointsOf(series.slice(at, at + SERIES_PER_QUERY)),
        resolution,
        fromMs,
        toMs,
      ).select(columns);
      rows.forEach(visit);
    }
  }

  #pointsOf(series: readonly StoredSeries[]) {
    return this.#knex('points').whereIn(
      'series_id',
      series.map(({ id }) => id),
    );
  }
}
