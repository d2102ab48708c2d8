import { Knex } from 'knex';
import { addUpCounts, PointCounts } from '../series/addUpCounts';
import { CallTotals } from '../series/CallTotals';
import { MINUTE_MS } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { selectSums, SummedRow, toTotals } from '../series/summedPoints';
import { SeriesSource } from './CallFactsReader';
import { groupBy, KEYS_PER_QUERY, TogetherReader } from './TogetherReader';

/** Points that one query may read: less than ten milliseconds on SQLite. */
const COUNTS_PER_QUERY = 6_000;
const TOTALS_PER_QUERY = 3_000;

interface CountsRow extends PointCounts {
  seriesId: number;
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
          const points = inRange(this.#points(ids, resolution), fromMs, toMs);
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
      ids => inRange(this.#points(ids, resolution), fromMs, toMs),
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
        this.#points(ids, resolution).whereIn('start_minute', [
          ...startMinutes,
        ]),
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
            startMinute: 'start_minute',
            count: 'count',
            failed: this.#knex.raw('errors + counting_rejections'),
          });
          return groupBy(rows, row => row.seriesId);
        },
      },
      series.map(({ id }) => id),
    );
    return addUpCounts(series.flatMap(({ id }) => answers.get(id) ?? []));
  }

  #points(ids: number[], resolution: number): Knex.QueryBuilder {
    return this.#knex('points')
      .whereIn('series_id', ids)
      .andWhere('resolution', resolution);
  }
}

function inRange(
  points: Knex.QueryBuilder,
  fromMs: number,
  toMs: number,
): Knex.QueryBuilder {
  return points
    .andWhere('start_minute', '>=', Math.floor(fromMs / MINUTE_MS))
    .andWhere('start_minute', '<', Math.ceil(toMs / MINUTE_MS));
}

function keysFor(pointsPerQuery: number, pointsPerSeries: number): number {
  const keys = Math.floor(pointsPerQuery / pointsPerSeries);
  return Math.max(1, Math.min(KEYS_PER_QUERY, keys));
}
