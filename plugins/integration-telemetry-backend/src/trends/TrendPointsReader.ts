import { Knex } from 'knex';
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

interface CallRow {
  series_id: number;
  slot: number;
  count: number;
  failed: number;
  sum_ms: number;
}

interface QueueHourRow {
  queueId: number;
  operation: string;
  startMinute: number;
  value: number;
  highest: number;
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

  constructor(options: { knex: Knex; runs: RunStore }) {
    this.#knex = options.knex;
    this.#runs = options.runs;
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
    const hours = Math.max(1, (untilMs - fromMs) / HOUR_MS);
    const together = Math.max(1, Math.floor(POINTS_PER_QUERY / hours));
    const ids = series.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += together) {
      const rows: CallRow[] = await whereSlots(
        this.#knex('points').whereIn('series_id', ids.slice(at, at + together)),
        MINUTES_PER.hour,
        fromMs,
        Math.floor(untilMs / MINUTE_MS) * MINUTE_MS,
      ).select({
        series_id: 'series_id',
        slot: 'slot',
        count: 'count',
        failed: this.#knex.raw(FAILED),
        sum_ms: 'sum_ms',
      });
      for (const row of rows) {
        const operation = operations.get(row.series_id)!;
        const startMs = startMinuteOf(row.slot) * MINUTE_MS;
        const { count } = row;
        for (const [indicator, known] of points) {
          known.push({ operation, startMs, count, sum: sumOf(indicator, row) });
        }
      }
    }
    return points;
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

function sumOf(indicator: CallIndicator, row: CallRow): number {
  switch (indicator) {
    case 'latency':
      return row.sum_ms;
    case 'error-rate':
      return row.failed;
    default:
      return row.count;
  }
}
