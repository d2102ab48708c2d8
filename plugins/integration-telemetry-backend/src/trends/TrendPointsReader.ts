import { Knex } from 'knex';
import { groupBy, TogetherReader } from '../health/TogetherReader';
import { RunStore } from '../runs/RunStore';
import { startMinuteOf, whereSlots } from '../series/pointSlots';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { FAILED } from '../series/summedPoints';
import { DAY_HOURS, HOUR_MS, HourPoint } from './HourGrid';
import { TrendIndicator } from './indicators';

const DAY_MS = DAY_HOURS * HOUR_MS;

/** Points that one query may read: about ten milliseconds on SQLite, in which nothing else has its turn. */
const POINTS_PER_QUERY = 6_000;

/** Series that are asked for elsewhere at once: five weeks of them are some megabytes. */
const SERIES_TOGETHER = 50;

interface QueueHourRow {
  queueId: number;
  operation: string;
  startMinute: number;
  value: number;
  highest: number;
}

/** Calls of a series in an hour. */
export interface HourRow {
  seriesId: number;
  startMs: number;
  count: number;
  /** Of them. */
  failed: number;
  /** Of their durations, in milliseconds. */
  sumMs: number;
}

/** Series that are not in our own store. */
export interface HoursElsewhere {
  has(series: StoredSeries): boolean;
  readHours(
    series: readonly StoredSeries[],
    fromMs: number,
    untilMs: number,
  ): Promise<HourRow[]>;
}

/** What calls say of an indicator. */
type CallIndicator = Extract<
  TrendIndicator,
  'latency' | 'error-rate' | 'throughput'
>;

/** Reads hourly points for trends. */
export class TrendPointsReader {
  readonly #knex: Knex;
  readonly #runs: RunStore;
  readonly #elsewhere: HoursElsewhere | undefined;
  readonly #together = new TogetherReader();

  constructor(options: {
    knex: Knex;
    runs: RunStore;
    elsewhere?: HoursElsewhere;
  }) {
    this.#knex = options.knex;
    this.#runs = options.runs;
    this.#elsewhere = options.elsewhere;
  }

  /**
   * Points of calls for each indicator, by operation; consumers and versions
   * are in one.
   *
   * @param untilMs - exclusive
   */
  async readCalls(
    series: readonly StoredSeries[],
    indicators: readonly CallIndicator[],
    fromMs: number,
    untilMs: number,
  ): Promise<Map<CallIndicator, HourPoint[]>> {
    const points = new Map<CallIndicator, HourPoint[]>(
      indicators.map(indicator => [indicator, []]),
    );
    const operations = new Map(
      series.map(({ id, operation }) => [id, operation]),
    );
    const add = (row: HourRow) => {
      const operation = operations.get(row.seriesId)!;
      const { startMs, count } = row;
      for (const [indicator, known] of points) {
        known.push({ operation, startMs, count, sum: sumOf(indicator, row) });
      }
    };
    const theirs = series.filter(item => this.#elsewhere?.has(item));
    if (this.#elsewhere && theirs.length > 0) {
      const hours = await this.#readElsewhere(
        this.#elsewhere,
        theirs,
        fromMs,
        untilMs,
      );
      theirs.forEach(one => hours.get(one)?.forEach(add));
    }
    const own = series.filter(item => !theirs.includes(item));
    await this.#readOwn(own, fromMs, untilMs, add);
    return points;
  }

  /** Asked once for all integrations that are judged at the same time. */
  #readElsewhere(
    elsewhere: HoursElsewhere,
    series: readonly StoredSeries[],
    fromMs: number,
    untilMs: number,
  ): Promise<ReadonlyMap<StoredSeries, HourRow[]>> {
    return this.#together.read<StoredSeries, HourRow[]>(
      {
        name: `${fromMs} ${untilMs}`,
        keysPerQuery: SERIES_TOGETHER,
        fetch: async some => {
          const rows = await elsewhere.readHours(some, fromMs, untilMs);
          const bySeries = groupBy(rows, row => row.seriesId);
          return new Map(some.map(one => [one, bySeries.get(one.id) ?? []]));
        },
      },
      series,
    );
  }

  async #readOwn(
    series: readonly StoredSeries[],
    fromMs: number,
    untilMs: number,
    add: (row: HourRow) => void,
  ): Promise<void> {
    const hours = Math.max(1, (untilMs - fromMs) / HOUR_MS);
    const together = Math.max(1, Math.floor(POINTS_PER_QUERY / hours));
    const ids = series.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += together) {
      const rows: Array<Omit<HourRow, 'startMs'> & { slot: number }> =
        await whereSlots(
          this.#knex('points').whereIn(
            'series_id',
            ids.slice(at, at + together),
          ),
          MINUTES_PER.hour,
          fromMs,
          Math.floor(untilMs / MINUTE_MS) * MINUTE_MS,
        ).select({
          seriesId: 'series_id',
          slot: 'slot',
          count: 'count',
          failed: this.#knex.raw(FAILED),
          sumMs: 'sum_ms',
        });
      rows.forEach(({ slot, ...row }) =>
        add({ ...row, startMs: startMinuteOf(slot) * MINUTE_MS }),
      );
    }
  }

  /**
   * How many messages came into dead-letter queues, hour by hour: by how much
   * each rose above where the hour before left it.
   */
  async readDeadLetterInflow(
    queues: readonly string[],
    environment: string,
    fromMs: number,
    untilMs: number,
  ): Promise<HourPoint[]> {
    if (queues.length === 0) {
      return [];
    }
    const rows: QueueHourRow[] = await this.#knex('queue_points')
      .join('queues', 'queues.id', 'queue_points.queue_id')
      .whereIn('queues.queue', [...queues])
      .andWhere('queues.environment', environment)
      .whereIn('queues.measure', ['ready', 'lag'])
      .andWhere('resolution', MINUTES_PER.hour)
      .andWhere('start_minute', '>=', Math.floor(fromMs / MINUTE_MS))
      .andWhere('start_minute', '<', Math.floor(untilMs / MINUTE_MS))
      .orderBy(['queue_id', 'start_minute'])
      .select({
        queueId: 'queue_id',
        operation: 'queues.queue',
        startMinute: 'start_minute',
        value: 'queue_points.value',
        highest: 'highest',
      });
    return rows.flatMap((row, at) => {
      const before = rows[at - 1];
      if (before?.queueId !== row.queueId) {
        return [];
      }
      const inflow = Math.max(0, row.highest - before.value);
      const { operation, startMinute } = row;
      const startMs = startMinute * MINUTE_MS;
      return [{ operation, startMs, count: inflow, sum: inflow }];
    });
  }

  /**
   * A point for each run that succeeded, at the first hour of its day: nightly
   * jobs begin some minutes sooner or later.
   */
  async readRuns(
    entityRef: string,
    environment: string,
    fromMs: number,
    untilMs: number,
  ): Promise<HourPoint[]> {
    const runs = await this.#runs.list(entityRef, environment, fromMs, untilMs);
    return runs.flatMap(({ startedAt, result, durationMs }) =>
      result === 'succeeded' && durationMs !== undefined
        ? [
            {
              operation: '',
              startMs: Math.floor(Date.parse(startedAt) / DAY_MS) * DAY_MS,
              count: 1,
              sum: durationMs,
            },
          ]
        : [],
    );
  }
}

function sumOf(indicator: CallIndicator, row: HourRow): number {
  switch (indicator) {
    case 'latency':
      return row.sumMs;
    case 'error-rate':
      return row.failed;
    default:
      return row.count;
  }
}
