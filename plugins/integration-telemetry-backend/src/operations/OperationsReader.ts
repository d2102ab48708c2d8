import {
  Engine,
  Operations,
} from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { hostname } from 'os';
import { CountSnapshot, IngestMeter, RECENT_MINUTES } from '../IngestMeter';
import { eachSeriesRange } from '../series/eachSeriesRange';
import { slotsOf, startMinuteOf } from '../series/pointSlots';
import { MINUTE_MS, MINUTES_PER, OVERFLOW } from '../series/SeriesBatch';
import { Retention } from '../series/SeriesStore';
import { Receiver } from '../receiver/Receiver';
import { Remembered } from './Remembered';
import { judgeOperations } from './judgeOperations';

/** However many people look, the database is asked this often. */
const FRESH_MS = 3_000;

/** What is kept grows and goes by the minute, and each series has to be looked at. */
const OLDEST_FRESH_MS = 60_000;

/** Counting a day of digests would cost more than anybody learns from it. */
export const MOST_DIGESTS_COUNTED = 100_000;

/** The widths of points, as a table. */
const RESOLUTIONS = `(${Object.values(MINUTES_PER)
  .map(width => {
    const [first, last] = slotsOf(width);
    return `select ${width} as resolution, ${first} as first_slot, ${last} as last_slot`;
  })
  .join(' union all ')}) as width`;

/** How many subjects are listed by their series. */
const SUBJECTS_LISTED = 50;

type StoredFacts = Pick<Operations, 'inbox' | 'cardinality' | 'retention'>;

/** PostgreSQL's sums and counts are texts. */
interface InboxRow {
  set_aside: boolean | number;
  rows: number | string;
  bytes: number | string;
  oldest: number;
}

const toInstant = (ms: number) => new Date(ms).toISOString();

const toCount = ({ total, recent, lastAtMs }: CountSnapshot) => ({
  total,
  recent,
  ...(lastAtMs !== undefined && { lastAt: toInstant(lastAtMs) }),
});

const mostFirst = (
  left: { count: { total: number } },
  right: { count: { total: number } },
) => right.count.total - left.count.total;

/** Reads how the receiver is doing: what this process counted, and what the database holds. */
export class OperationsReader {
  readonly #knex: Knex;
  readonly #meter: IngestMeter;
  readonly #retention: Retention;
  readonly #limits: { perIntegration: number; overall: number };
  readonly #receiver: Pick<Receiver, 'readState'>;
  readonly #engines: () => Engine[];
  readonly #now: () => number;
  readonly #facts = new Remembered({
    ask: () => this.#readFacts(),
    freshMs: FRESH_MS,
  });
  readonly #oldest = new Remembered({
    ask: () => this.#readOldest(),
    freshMs: OLDEST_FRESH_MS,
  });

  constructor(options: {
    knex: Knex;
    meter: IngestMeter;
    retention: Retention;
    /** How many series are kept apart. */
    limits: { perIntegration: number; overall: number };
    receiver: Pick<Receiver, 'readState'>;
    /** Those that telemetry is read from. */
    engines: () => Engine[];
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#meter = options.meter;
    this.#retention = options.retention;
    this.#limits = options.limits;
    this.#receiver = options.receiver;
    this.#engines = options.engines;
    this.#now = options.now;
  }

  async read(): Promise<Operations> {
    const process = await this.#readProcess();
    const { answer, atMs } = this.#facts.read(this.#now());
    const operations = { process, ...(await answer) };
    return {
      readAt: toInstant(atMs),
      problems: judgeOperations(operations, atMs, this.#engines()),
      ...operations,
    };
  }

  async #readProcess(): Promise<Operations['process']> {
    const { startedMs, signals, rejected, refused, flush } =
      this.#meter.snapshot();
    const { listener, workers } = await this.#receiver.readState();
    return {
      host: hostname(),
      processId: process.pid,
      startedAt: toInstant(startedMs),
      recentMinutes: RECENT_MINUTES,
      signals: signals.map(({ signal, requests, items, duplicates }) => ({
        signal,
        requests: toCount(requests),
        items: toCount(items),
        duplicates: toCount(duplicates),
      })),
      rejected: rejected
        .map(({ signal, reason, ...count }) => ({
          signal,
          reason,
          count: toCount(count),
        }))
        .sort(mostFirst),
      refused: refused
        .map(({ status, reason, ...count }) => ({
          httpStatus: status,
          reason,
          count: toCount(count),
        }))
        .sort(mostFirst),
      flush: {
        flushes: toCount(flush.flushes),
        rows: toCount(flush.rows),
        lastDelayMs: flush.lastDelayMs,
        p95DelayMs: flush.p95DelayMs,
        lastDurationMs: flush.lastDurationMs,
      },
      listener,
      workers,
    };
  }

  async #readFacts(): Promise<StoredFacts> {
    const [inbox, cardinality, retention] = await Promise.all([
      this.#readInbox(),
      this.#readCardinality(),
      this.#readRetention(),
    ]);
    return { inbox, cardinality, retention };
  }

  async #readInbox(): Promise<Operations['inbox']> {
    const rows: InboxRow[] = await this.#knex('inbox')
      .groupBy('set_aside')
      .select('set_aside')
      .count({ rows: '*' })
      .min({ oldest: 'received_ms' })
      .select(this.#knex.raw('sum(length(payload)) as bytes'));
    const waiting = rows.find(row => !row.set_aside);
    const setAside = rows.find(row => row.set_aside);
    const digests: { count: number | string; oldest: number | null } =
      await this.#knex
        .first(
          this.#knex.raw('count(*) as count'),
          this.#knex.raw('min(received_ms) as oldest'),
        )
        .from(
          this.#knex('inbox_digests')
            .select('received_ms')
            .orderBy('received_ms')
            .limit(MOST_DIGESTS_COUNTED)
            .as('counted'),
        );
    return {
      rows: Number(waiting?.rows ?? 0),
      bytes: Number(waiting?.bytes ?? 0),
      ...(waiting && { oldestAt: toInstant(waiting.oldest) }),
      setAside: Number(setAside?.rows ?? 0),
      digests: Number(digests.count),
      ...(digests.oldest !== null && {
        oldestDigestAt: toInstant(digests.oldest),
      }),
    };
  }

  async #readCardinality(): Promise<Operations['cardinality']> {
    const { perIntegration, overall } = this.#limits;
    const counts: Array<{ subject: string; series: number | string }> =
      await this.#knex('series')
        .groupBy('subject')
        .select('subject')
        .count({ series: '*' });
    const overflows: Array<{ subject: string; last: number }> =
      await this.#knex('series')
        .where('operation', OVERFLOW)
        .groupBy('subject')
        .select('subject')
        .max({ last: 'last_seen_ms' });
    const overflowMs = new Map(
      overflows.map(({ subject, last }) => [subject, last]),
    );
    const subjects = counts.map(({ subject, series }) => ({
      subject,
      series: Number(series),
      lastMs: overflowMs.get(subject) ?? 0,
    }));
    const isFlow = ({ subject }: { subject: string }) =>
      subject.startsWith('flow:');
    const total = (some: typeof subjects) =>
      some.reduce((sum, { series }) => sum + series, 0);
    return {
      series: total(subjects),
      limit: overall,
      flows: total(subjects.filter(isFlow)),
      perIntegrationLimit: perIntegration,
      overflowed: overflows.length,
      most: subjects
        // A flow is one or two series: only what overflows is worth a line.
        .filter(item => !isFlow(item) || item.lastMs > 0)
        .sort(
          (left, right) =>
            Math.sign(right.lastMs) - Math.sign(left.lastMs) ||
            right.series - left.series ||
            (left.subject < right.subject ? -1 : 1),
        )
        .slice(0, SUBJECTS_LISTED)
        .map(({ subject, series, lastMs }) => ({
          subject,
          series,
          limit: perIntegration,
          ...(lastMs > 0 && { overflowedAt: toInstant(lastMs) }),
        })),
    };
  }

  async #readRetention(): Promise<Operations['retention']> {
    const { minutesMs, hoursMs, daysMs } = this.#retention;
    const kept = [
      ['minute', minutesMs],
      ['hour', hoursMs],
      ['day', daysMs],
    ] as const;
    const oldest = await this.#oldest.read(this.#now()).answer;
    return kept.map(([resolution, keptMs]) => {
      const start = oldest.get(MINUTES_PER[resolution]);
      return {
        resolution,
        keptMs,
        ...(start !== undefined && { oldestAt: toInstant(start * MINUTE_MS) }),
      };
    });
  }

  /** The minute that the oldest point of each width starts in. */
  async #readOldest(): Promise<Map<number, number>> {
    const oldest = new Map<number, number>();
    await eachSeriesRange(this.#knex, async (fromId, toId) => {
      const rows: Array<{ resolution: number; slot: number | null }> =
        await this.#knex('series')
          .whereBetween('id', [fromId, toId])
          .crossJoin(this.#knex.raw(RESOLUTIONS))
          .groupBy('width.resolution')
          .select('width.resolution')
          .min({
            // The first of each series is one look into its index.
            slot: this.#knex.raw(
              `(select min(slot) from points where series_id = series.id
                and slot between width.first_slot and width.last_slot)`,
            ),
          });
      for (const { resolution, slot } of rows) {
        if (slot !== null) {
          const start = startMinuteOf(slot);
          const before = oldest.get(resolution) ?? start;
          oldest.set(resolution, Math.min(before, start));
        }
      }
    });
    return oldest;
  }
}
