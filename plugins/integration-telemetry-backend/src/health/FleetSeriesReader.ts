import { Knex } from 'knex';
import { addUpCounts, PointCounts } from '../series/addUpCounts';
import { CallTotals } from '../series/CallTotals';
import { slotOf, startMinuteOf, whereSlots } from '../series/pointSlots';
import { MINUTE_MS } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import {
  FAILED,
  selectSums,
  SummedRow,
  toTotals,
} from '../series/summedPoints';
import { SeriesSource } from './CallFactsReader';
import { groupBy, KEYS_PER_QUERY, TogetherReader } from './TogetherReader';

/** Points that one query may read: less than ten milliseconds on SQLite. */
const COUNTS_PER_QUERY = 6_000;
const TOTALS_PER_QUERY = 3_000;

interface CountsRow {
  seriesId: number;
  slot: number;
  count: number;
  failed: number;
}

/** The points of a series in one row. */
interface TotalsRow extends SummedRow {
  series_id: number;
}

/**
 * Reads as SeriesReader does, together for all integrations that are evaluated
 * at the same time.
 */
export class FleetSeriesReader implements SeriesSource {
  readonly #knex: Knex;
  readonly #together: TogetherReader;

  constructor(options: { knex: Knex; together: TogetherReader }) {
    this.#knex = options.knex;
    this.#together = options.together;
  }

  async listSeries(subject: string): Promise<StoredSeries[]> {
    const found = await this.#together.readOne(
      'series',
      subject,
      async subjects => {
        const rows: StoredSeries[] = await this.#knex<StoredSeries>('series')
          .whereIn('subject', subjects)
          .orderBy('id');
        return groupBy(rows, row => row.subject);
      },
    );
    return found ?? [];
  }

  async readTotals(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<Map<number, CallTotals>> {
    const pointsPerSeries = (toMs - fromMs) / (resolution * MINUTE_MS) + 1;
    const answers = await this.#together.read<number, CallTotals>(
      {
        name: `totals ${resolution} ${fromMs} ${toMs}`,
        keysPerQuery: keysFor(TOTALS_PER_QUERY, pointsPerSeries),
        fetch: async ids => {
          const points = whereSlots(
            this.#points(ids),
            resolution,
            fromMs,
            toMs,
          );
          const rows: TotalsRow[] = await selectSums(
            this.#knex,
            points.groupBy('series_id').select('series_id'),
          );
          return new Map(rows.map(row => [row.series_id, toTotals(row)]));
        },
      },
      series.map(({ id }) => id),
    );
    const own = new Map<number, CallTotals>();
    for (const { id } of series) {
      const totals = answers.get(id);
      if (totals) {
        own.set(id, totals);
      }
    }
    return own;
  }

  async readCounts(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<PointCounts[]> {
    const pointsPerSeries = (toMs - fromMs) / (resolution * MINUTE_MS) + 1;
    return this.#counts(
      series,
      `counts ${resolution} ${fromMs} ${toMs}`,
      pointsPerSeries,
      ids => whereSlots(this.#points(ids), resolution, fromMs, toMs),
    );
  }

  async readCountsAt(
    series: readonly StoredSeries[],
    resolution: number,
    startMinutes: readonly number[],
  ): Promise<PointCounts[]> {
    return this.#counts(
      series,
      `counts at ${resolution} ${startMinutes}`,
      startMinutes.length,
      ids =>
        this.#points(ids).whereIn(
          'slot',
          startMinutes.map(minute => slotOf(resolution, minute)),
        ),
    );
  }

  async #counts(
    series: readonly StoredSeries[],
    name: string,
    pointsPerSeries: number,
    pointsOf: (ids: number[]) => Knex.QueryBuilder,
  ): Promise<PointCounts[]> {
    const answers = await this.#together.read<number, PointCounts[]>(
      {
        name,
        keysPerQuery: keysFor(COUNTS_PER_QUERY, pointsPerSeries),
        fetch: async ids => {
          const rows: CountsRow[] = await pointsOf(ids).select({
            seriesId: 'series_id',
            slot: 'slot',
            count: 'count',
            failed: this.#knex.raw(FAILED),
          });
          return countsBySeries(rows);
        },
      },
      series.map(({ id }) => id),
    );
    return addUpCounts(series.flatMap(({ id }) => answers.get(id) ?? []));
  }

  #points(ids: number[]): Knex.QueryBuilder {
    return this.#knex('points').whereIn('series_id', ids);
  }
}

function countsBySeries(
  rows: readonly CountsRow[],
): Map<number, PointCounts[]> {
  const bySeries = new Map<number, PointCounts[]>();
  for (const { seriesId, slot, count, failed } of rows) {
    const counts = bySeries.get(seriesId) ?? [];
    counts.push({ startMinute: startMinuteOf(slot), count, failed });
    bySeries.set(seriesId, counts);
  }
  return bySeries;
}

function keysFor(pointsPerQuery: number, pointsPerSeries: number): number {
  const keys = Math.floor(pointsPerQuery / pointsPerSeries);
  return Math.max(1, Math.min(KEYS_PER_QUERY, keys));
}
