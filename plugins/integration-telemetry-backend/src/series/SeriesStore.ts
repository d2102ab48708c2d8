import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import { dropPacks } from './dropPacks';
import { AddedPoint, mergePoints } from './mergePoints';
import { firstUnpackedHour } from './packingTimes';
import { isOutdated, SeriesDirectory, SeriesLimits } from './SeriesDirectory';
import { eachSeriesRange } from './eachSeriesRange';
import { whereSlots } from './pointSlots';
import { StoredSeries } from './SeriesReader';
import { waitForWriterLock } from './writerLock';
import { writeNotices } from '../notices/writeNotices';
import { writeExemplars } from '../exemplars/ExemplarStore';
import { writeQueueLevels } from '../queues/writeQueueLevels';
import { writeRecordCounts } from '../reconciliation/writeRecordCounts';
import {
  addTo,
  MINUTE_MS,
  MINUTES_PER,
  SeriesBatch,
  seriesKeyText,
  SeriesTotals,
} from './SeriesBatch';
import { subtractCumulative } from './subtractCumulative';
import { SeenSeries, updateSeen } from './updateSeen';

/** Rows in one statement: SQLite takes 32,766 variables, and plans long lists slowly. */
const ROWS_PER_STATEMENT = 200;

/** An integration may have thousands of points in each of its series. */
const SUBJECTS_PER_TRANSACTION = 5;

const DAY_MS = 86_400_000;

/** How long a repeated request is known. */
const DIGESTS_KEPT_MS = DAY_MS;

const DIGESTS_PER_STATEMENT = 5_000;

/** How long points are kept. */
export interface Retention {
  minutesMs: number;
  hoursMs: number;
  daysMs: number;
}

function chunks<Item>(
  items: readonly Item[],
  size: number = ROWS_PER_STATEMENT,
): Item[][] {
  const result: Item[][] = [];
  for (let at = 0; at < items.length; at += size) {
    result.push(items.slice(at, at + size));
  }
  return result;
}

/** Writes what was observed, and forgets it by age. */
export class SeriesStore {
  readonly #knex: Knex;
  readonly #retention: Retention;
  readonly #isPostgres: boolean;
  readonly #directory: SeriesDirectory;

  constructor(options: {
    knex: Knex;
    retention: Retention;
    limits: SeriesLimits;
  }) {
    this.#knex = options.knex;
    this.#retention = options.retention;
    this.#directory = new SeriesDirectory({ limits: options.limits });
    this.#isPostgres = options.knex.client.config.client.includes('pg');
  }

  /**
   * Writes a batch in one transaction of its own.
   *
   * @see writeIn
   */
  async write(batch: SeriesBatch, nowMs: number): Promise<void> {
    await this.#knex
      .transaction(async tx => {
        await waitForWriterLock(tx);
        await this.writeIn(tx, batch, nowMs);
      })
      .catch(error => {
        this.forgetUncommitted();
        throw error;
      });
  }

  /**
   * Writes a batch within a transaction that holds the writer's lock. Late
   * data lands in the time that it belongs to, as far as that is still kept.
   * Where the transaction fails, {@link forgetUncommitted} is due.
   */
  async writeIn(
    tx: Knex.Transaction,
    batch: SeriesBatch,
    nowMs: number,
  ): Promise<void> {
    await subtractCumulative(tx, batch);
    await this.#directory.limit(tx, batch);
    await this.#writeServices(tx, batch, nowMs);
    await this.#writeFlows(tx, batch, nowMs);
    await this.#writeLogs(tx, batch);
    await writeQueueLevels(
      tx,
      [...batch.queues.values()],
      this.#retention,
      nowMs,
    );
    await writeRecordCounts(
      tx,
      batch.records,
      this.#retention.hoursMs,
      nowMs,
      !batch.isFromEngine,
    );
    await writeExemplars(tx, [...batch.exemplars.values()]);
    await writeNotices(tx, [...batch.notices.values()], nowMs);
    const stored = await this.#writeSeries(tx, batch, nowMs);
    await this.#writePoints(tx, batch, stored, nowMs);
  }

  /** What was written in a transaction that failed is not there. */
  forgetUncommitted(): void {
    this.#directory.clear();
  }

  /** Deletes what is older than its retention. */
  async forget(nowMs: number): Promise<void> {
    const ages: Array<[number, number]> = [
      [MINUTES_PER.minute, this.#retention.minutesMs],
      [MINUTES_PER.hour, this.#retention.hoursMs],
      [MINUTES_PER.day, this.#retention.daysMs],
    ];
    const oldestMs = nowMs - this.#retention.daysMs;
    // An hour that has lost its first minutes is no more what its pack says.
    const firstWholeHour = Math.ceil(
      Math.floor((nowMs - this.#retention.minutesMs) / MINUTE_MS) /
        MINUTES_PER.hour,
    );
    await this.#knex('packing').where('hour', '<', firstWholeHour).delete();
    await eachSeriesRange(this.#knex, async (fromId, toId) => {
      const ids = this.#knex('series')
        .whereBetween('id', [fromId, toId])
        .select('id');
      // Before their minutes: nobody may read what is gone otherwise.
      await this.#knex('packed_hours')
        .whereIn('series_id', ids)
        .andWhere('hour', '<', firstWholeHour)
        .delete();
      for (const [resolution, ageMs] of ages) {
        await whereSlots(
          this.#knex('points').whereIn('series_id', ids.clone()),
          resolution,
          0,
          Math.floor((nowMs - ageMs) / MINUTE_MS) * MINUTE_MS,
        ).delete();
      }
      // By their ids: an index of when they were last seen would have to change
      // twice a minute with each of them.
      await this.#knex('series')
        .whereBetween('id', [fromId, toId])
        .andWhere('last_seen_ms', '<', oldestMs)
        .delete();
    });
    await this.#forgetQueueLevels(nowMs);
    for (const table of ['flows', 'services', 'queues']) {
      await this.#knex(table).where('last_seen_ms', '<', oldestMs).delete();
    }
    await this.#knex('log_counts')
      .where('day', '<', Math.floor(oldestMs / DAY_MS))
      .delete();
    await this.#forgetDigests(nowMs - DIGESTS_KEPT_MS);
    // A process that was not heard of for two days counts as gone.
    await this.#knex('cumulative_values')
      .where('time_ms', '<', nowMs - 2 * 86_400_000)
      .delete();
  }

  async #forgetQueueLevels(nowMs: number): Promise<void> {
    const { minutesMs, hoursMs } = this.#retention;
    const ages = [
      [MINUTES_PER.minute, minutesMs],
      [MINUTES_PER.hour, hoursMs],
    ];
    for (const [resolution, ageMs] of ages) {
      await this.#knex('queue_points')
        .where('resolution', resolution)
        .andWhere('at_ms', '<', nowMs - ageMs)
        .delete();
    }
  }

  /** In slices: a day's digests at once would hold up what arrives meanwhile. */
  async #forgetDigests(beforeMs: number): Promise<void> {
    let deleted: number;
    do {
      const some = this.#knex('inbox_digests')
        .where('received_ms', '<', beforeMs)
        .limit(DIGESTS_PER_STATEMENT)
        .select('digest');
      deleted = await this.#knex('inbox_digests')
        .whereIn('digest', some)
        .delete();
    } while (deleted === DIGESTS_PER_STATEMENT);
  }

  /** Deletes everything of some subjects. */
  async forgetSubjects(subjects: readonly string[]): Promise<void> {
    for (const some of chunks(subjects, SUBJECTS_PER_TRANSACTION)) {
      await this.#knex.transaction(async tx => {
        const ids = tx('series').whereIn('subject', some).select('id');
        await tx('points').whereIn('series_id', ids).delete();
        await tx('packed_hours').whereIn('series_id', ids.clone()).delete();
        await tx('series').whereIn('subject', some).delete();
        await tx('log_counts').whereIn('subject', some).delete();
      });
    }
  }

  /** Columns that widen the time in which something was seen. */
  #seenColumns(table: string) {
    const [least, greatest] = this.#isPostgres
      ? ['least', 'greatest']
      : ['min', 'max'];
    return {
      first_seen_ms: this.#knex.raw(
        `${least}(${table}.first_seen_ms, excluded.first_seen_ms)`,
      ),
      last_seen_ms: this.#knex.raw(
        `${greatest}(${table}.last_seen_ms, excluded.last_seen_ms)`,
      ),
    };
  }

  async #writeServices(
    tx: Knex.Transaction,
    batch: SeriesBatch,
    nowMs: number,
  ) {
    for (const some of chunks([...batch.services.values()])) {
      await tx('services')
        .insert(
          some.map(service => ({
            name: service.name,
            namespace: service.namespace,
            environment: service.environment,
            first_seen_ms: Math.min(service.firstSeenMs, nowMs),
            last_seen_ms: Math.min(service.lastSeenMs, nowMs),
          })),
        )
        .onConflict(['name', 'namespace', 'environment'])
        .merge(this.#seenColumns('services'));
    }
  }

  async #writeFlows(tx: Knex.Transaction, batch: SeriesBatch, nowMs: number) {
    for (const some of chunks([...batch.flows.values()])) {
      await tx('flows')
        .insert(
          some.map(({ source, target, ...flow }) => ({
            id: flow.id,
            environment: flow.environment,
            side: flow.side,
            source_name: source.name,
            source_service: source.service ?? null,
            source_namespace: source.namespace ?? null,
            source_address: source.address ?? null,
            target_name: target.name,
            target_service: target.service ?? null,
            target_namespace: target.namespace ?? null,
            target_address: target.address ?? null,
            protocol: flow.protocol,
            destination: flow.destination,
            first_seen_ms: Math.min(flow.firstSeenMs, nowMs),
            last_seen_ms: Math.min(flow.lastSeenMs, nowMs),
          })),
        )
        .onConflict('id')
        .merge(this.#seenColumns('flows'));
    }
    const declared = [...batch.declaredFlows];
    for (const some of chunks(declared)) {
      const latest = Math.max(...some.map(([, atMs]) => atMs));
      await tx('flows')
        .whereIn(
          'id',
          some.map(([id]) => id),
        )
        .update({ declared_ms: Math.min(latest, nowMs) });
    }
  }

  async #writeLogs(tx: Knex.Transaction, batch: SeriesBatch) {
    const greatest = this.#isPostgres ? 'greatest' : 'max';
    for (const some of chunks([...batch.logs.values()])) {
      await tx('log_counts')
        .insert(
          some.map(log => ({
            subject: log.subject,
            environment: log.environment,
            day: log.day,
            count: log.count,
            with_trace: log.withTrace,
            last_with_trace_ms: log.lastWithTraceMs ?? null,
          })),
        )
        .onConflict(['subject', 'environment', 'day'])
        .merge({
          count: this.#knex.raw('log_counts.count + excluded.count'),
          with_trace: this.#knex.raw(
            'log_counts.with_trace + excluded.with_trace',
          ),
          last_with_trace_ms: this.#knex.raw(
            `${greatest}(coalesce(log_counts.last_with_trace_ms, excluded.last_with_trace_ms), coalesce(excluded.last_with_trace_ms, log_counts.last_with_trace_ms))`,
          ),
        });
    }
  }

  /** Inserts what is new, and notes when the others were last seen. */
  async #writeSeries(
    tx: Knex.Transaction,
    batch: SeriesBatch,
    nowMs: number,
  ): Promise<Map<string, StoredSeries>> {
    const known = await this.#directory.find(tx, batch.series);
    const fresh: SeriesTotals[] = [];
    const seen: SeenSeries[] = [];
    for (const [text, series] of batch.series) {
      const stored = known.get(text);
      if (!stored) {
        fresh.push(series);
      } else if (isOutdated(stored, series)) {
        const { marks, firstSeenMs, lastSeenMs } = series;
        stored.first_seen_ms = Math.min(stored.first_seen_ms, firstSeenMs);
        stored.last_seen_ms = Math.max(
          stored.last_seen_ms,
          Math.min(lastSeenMs, nowMs),
        );
        stored.sampling_unknown = marks.samplingUnknown;
        stored.environment_assumed = marks.environmentAssumed;
        seen.push(stored);
      }
    }
    await updateSeen(tx, seen);
    for (const some of chunks(fresh)) {
      const rows: StoredSeries[] = await tx('series')
        .insert(
          some.map(({ key, marks, firstSeenMs, lastSeenMs }) => ({
            ...key,
            sampling_unknown: marks.samplingUnknown,
            environment_assumed: marks.environmentAssumed,
            first_seen_ms: Math.min(firstSeenMs, nowMs),
            last_seen_ms: Math.min(lastSeenMs, nowMs),
          })),
        )
        .onConflict([
          'subject',
          'environment',
          'source',
          'side',
          'kind',
          'operation',
          'consumer',
          'version',
        ])
        .merge({
          ...this.#seenColumns('series'),
          sampling_unknown: this.#knex.raw('excluded.sampling_unknown'),
          environment_assumed: this.#knex.raw('excluded.environment_assumed'),
        })
        .returning('*');
      rows.forEach(row => known.set(seriesKeyText(row), row));
      this.#directory.add(rows);
    }
    return known;
  }

  async #writePoints(
    tx: Knex.Transaction,
    batch: SeriesBatch,
    stored: ReadonlyMap<string, StoredSeries>,
    nowMs: number,
  ) {
    const points: AddedPoint[] = [];
    const late: AddedPoint[] = [];
    const presentMinute = firstUnpackedHour(nowMs) * MINUTES_PER.hour;
    const oldest = (ageMs: number) => (nowMs - ageMs) / MINUTE_MS;
    const { minutesMs, hoursMs, daysMs } = this.#retention;
    for (const [text, series] of batch.series) {
      const seriesId = stored.get(text)!.id;
      const add = (
        resolution: number,
        oldestStart: number,
        starts: ReadonlyMap<number, CallTotals>,
      ) =>
        starts.forEach((totals, startMinute) => {
          if (startMinute >= oldestStart) {
            const point = { seriesId, resolution, startMinute, totals };
            points.push(point);
            if (
              resolution === MINUTES_PER.minute &&
              startMinute < presentMinute
            ) {
              late.push(point);
            }
          }
        });
      const hours = new Map<number, CallTotals>();
      const days = new Map<number, CallTotals>();
      series.hours.forEach((totals, at) => addTo(hours, at, totals));
      series.minutes.forEach((totals, at) =>
        addTo(hours, at - (at % MINUTES_PER.hour), totals),
      );
      hours.forEach((totals, at) =>
        addTo(days, at - (at % MINUTES_PER.day), totals),
      );
      add(MINUTES_PER.minute, oldest(minutesMs), series.minutes);
      add(MINUTES_PER.hour, oldest(hoursMs), hours);
      add(MINUTES_PER.day, oldest(daysMs), days);
    }
    await mergePoints(tx, points);
    if (late.length > 0) {
      await dropPacks(tx, late, nowMs);
    }
  }
}
