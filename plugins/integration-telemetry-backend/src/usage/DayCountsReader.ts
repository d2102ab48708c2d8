import { Knex } from 'knex';
import { PointRow } from '../series/pointRows';
import { startMinuteOf, whereSlots } from '../series/pointSlots';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';

const SERIES_PER_QUERY = 200;

/** Calls of a series on a day. */
export interface DayRow {
  series_id: number;
  start_minute: number;
  count: number;
  errors: number;
}

/** Calls of some series, day by day. */
export class DayCounts {
  readonly #rows = new Map<number, DayRow[]>();

  constructor(rows: Iterable<DayRow>) {
    for (const row of rows) {
      const known = this.#rows.get(row.series_id);
      if (known) {
        known.push(row);
      } else {
        this.#rows.set(row.series_id, [row]);
      }
    }
  }

  /** All calls of these series. */
  sum(series: readonly StoredSeries[]): { calls: number; errors: number } {
    const total = { calls: 0, errors: 0 };
    for (const row of this.#of(series)) {
      total.calls += row.count;
      total.errors += row.errors;
    }
    return total;
  }

  /** Calls of these series by day in UTC, oldest first, days without calls left out. */
  daysOf(
    series: readonly StoredSeries[],
  ): Array<{ startMs: number; calls: number }> {
    const days = new Map<number, number>();
    for (const { start_minute, count } of this.#of(series)) {
      days.set(start_minute, (days.get(start_minute) ?? 0) + count);
    }
    return [...days]
      .filter(([, calls]) => calls > 0)
      .sort(([left], [right]) => left - right)
      .map(([start, calls]) => ({ startMs: start * MINUTE_MS, calls }));
  }

  *#of(series: readonly StoredSeries[]): Iterable<DayRow> {
    for (const { id } of series) {
      yield* this.#rows.get(id) ?? [];
    }
  }
}

/** Where calls are read by day. */
export type DayCountsSource = Pick<DayCountsReader, 'read'>;

/** Reads calls by day without their durations, which usage has no need of. */
export class DayCountsReader {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * @param fromMs - start of a day in UTC
   * @param toMs - exclusive
   */
  async read(
    series: readonly StoredSeries[],
    fromMs: number,
    toMs: number,
  ): Promise<DayCounts> {
    return new DayCounts(await this.readRows(series, fromMs, toMs));
  }

  /** The same, row by row. */
  async readRows(
    series: readonly StoredSeries[],
    fromMs: number,
    toMs: number,
  ): Promise<DayRow[]> {
    const rows: DayRow[] = [];
    for (let at = 0; at < series.length; at += SERIES_PER_QUERY) {
      const some = series.slice(at, at + SERIES_PER_QUERY);
      const found: PointRow[] = await whereSlots(
        this.#knex('points').whereIn(
          'series_id',
          some.map(({ id }) => id),
        ),
        MINUTES_PER.day,
        fromMs,
        toMs,
      ).select('series_id', 'slot', 'count', 'errors');
      for (const { series_id, slot, count, errors } of found) {
        const start_minute = startMinuteOf(slot);
        rows.push({ series_id, start_minute, count, errors: errors ?? 0 });
      }
    }
    return rows;
  }
}
