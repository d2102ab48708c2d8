import { Knex } from 'knex';
import { performance } from 'perf_hooks';
import { FLOW_PREFIX } from '../attribution/flowId';
import { packHour } from './hourPack';
import { hoursToPack } from './packingTimes';
import { PointRow } from './pointRows';
import { startMinuteOf, whereSlots } from './pointSlots';
import { MINUTES_PER } from './SeriesBatch';
import { Slices } from './Slices';
import { waitForWriterLock } from './writerLock';

const HOUR_MS = 3_600_000;

/** Packed in one transaction at most. */
const SERIES_PER_SLICE = 20;

/** Read and packed together, before anybody looks at the time. */
const SERIES_PER_READ = 4;

/** A transaction packs no more after so long: writers wait for it, and on SQLite all else does. */
const SLICE_MS = 15;

/** Looked at in one transaction, where most of them have nothing to be packed: as many as can be within a few milliseconds. */
const SERIES_PER_LOOK = { least: 20, most: 500 };
const LOOK_MS = 8;

/** A run goes on in the next one after so long. */
const RUN_MS = 50_000;

/** An hour that got late data is looked through again after so long: who is late once is so again. */
const LATE_PAUSE_MS = 30 * 60_000;

/** How far an hour is packed. */
interface PackingRow {
  hour: number;
  next_series_id: number | null;
  late_ms: number | null;
}

/**
 * Packs hours that are over: for each series its minutes into one row, from
 * which a chart of a day is read. The newest hours go first, and what was
 * missed is made up for as long as there are minutes.
 *
 * Minutes are read and packed in one transaction that holds the writer's lock.
 * So a pack has all that was committed before, and who adds to a minute of it
 * comes after, and drops it.
 */
export class HourPacker {
  readonly #knex: Knex;
  readonly #minutesKeptMs: number;
  readonly #restsPerWork: number;
  readonly #onError: (message: string, error: unknown) => void;
  readonly #now: () => number;
  readonly #clock: () => number;
  #seriesPerLook = SERIES_PER_LOOK.most;
  #running: Promise<boolean> | undefined;
  #isStopped = false;

  constructor(options: {
    knex: Knex;
    /** How long minutes are kept. */
    minutesKeptMs: number;
    /** How long it rests between slices, in relation to the work before. */
    restsPerWork?: number;
    onError: (message: string, error: unknown) => void;
    now: () => number;
    /** Tells how long something takes, in milliseconds. */
    clock?: () => number;
  }) {
    this.#knex = options.knex;
    this.#minutesKeptMs = options.minutesKeptMs;
    this.#restsPerWork = options.restsPerWork ?? 2;
    this.#onError = options.onError;
    this.#now = options.now;
    this.#clock = options.clock ?? (() => performance.now());
  }

  /**
   * Packs what is to be packed, for a minute at most; to be called each minute.
   *
   * @returns whether nothing is left
   */
  async pack(): Promise<boolean> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Finishes the slice that was begun. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running?.catch(() => {});
  }

  async #run(): Promise<boolean> {
    const untilMs = performance.now() + RUN_MS;
    const slices = new Slices(
      () => this.#restsPerWork,
      async () => {},
    );
    let isMore = true;
    while (isMore && !this.#isStopped && performance.now() < untilMs) {
      isMore = await this.#knex.transaction(tx => this.#packSlice(tx));
      await slices.rest();
    }
    return !isMore;
  }

  /** @returns whether there may be more to do */
  async #packSlice(tx: Knex.Transaction): Promise<boolean> {
    await waitForWriterLock(tx);
    const startedMs = this.#clock();
    const packing = await this.#findHour(tx);
    if (!packing) {
      return false;
    }
    const { hour, next_series_id: fromId } = packing;
    const ids: number[] = await tx('series')
      .where('id', '>=', fromId ?? 0)
      .orderBy('id')
      .limit(this.#seriesPerLook)
      .pluck('id');
    const isLastLook = ids.length < this.#seriesPerLook;
    const due = await this.#findUnpacked(tx, hour, ids);
    this.#fitLook(this.#clock() - startedMs);
    const packed = await this.#packSeries(tx, hour, due, startedMs + SLICE_MS);
    const isMore =
      packed.length < due.length || due.length === SERIES_PER_SLICE;
    const lastOfLook = isLastLook ? undefined : ids[ids.length - 1];
    const last = isMore ? packed[packed.length - 1] : lastOfLook;
    packing.next_series_id = last === undefined ? null : last + 1;
    await tx('packing').insert(packing).onConflict('hour').merge();
    return true;
  }

  /** Looks at fewer series where looking takes long, as it does from a disk. */
  #fitLook(tookMs: number): void {
    const { least, most } = SERIES_PER_LOOK;
    if (tookMs > LOOK_MS) {
      this.#seriesPerLook = Math.max(least, Math.ceil(this.#seriesPerLook / 2));
    } else if (tookMs < LOOK_MS / 2) {
      this.#seriesPerLook = Math.min(most, 2 * this.#seriesPerLook);
    }
  }

  /** The newest hour with something to do. */
  async #findHour(tx: Knex.Transaction): Promise<PackingRow | undefined> {
    const nowMs = this.#now();
    const [from, to] = hoursToPack(nowMs, this.#minutesKeptMs);
    const rows = await tx<PackingRow>('packing').where('hour', '>=', from);
    const byHour = new Map(rows.map(row => [row.hour, row]));
    for (let hour = to - 1; hour >= from; hour -= 1) {
      const row = byHour.get(hour);
      if (!row) {
        return { hour, next_series_id: 0, late_ms: null };
      }
      if (row.next_series_id !== null) {
        return row;
      }
      if (row.late_ms !== null && row.late_ms + LATE_PAUSE_MS <= nowMs) {
        return { hour, next_series_id: 0, late_ms: null };
      }
    }
    return undefined;
  }

  /** Series with minutes in the hour and without a pack of it. Flows that nobody declared have no chart. */
  async #findUnpacked(
    tx: Knex.Transaction,
    hour: number,
    ids: readonly number[],
  ): Promise<number[]> {
    if (ids.length === 0) {
      return [];
    }
    return tx('series')
      .whereBetween('id', [ids[0], ids[ids.length - 1]])
      .whereNot('subject', 'like', `${FLOW_PREFIX}%`)
      .whereExists(
        whereSlots(
          tx('points').whereRaw('points.series_id = series.id'),
          MINUTES_PER.minute,
          hour * HOUR_MS,
          (hour + 1) * HOUR_MS,
        ).select(tx.raw('1')),
      )
      .whereNotExists(
        tx('packed_hours')
          .whereRaw('packed_hours.series_id = series.id')
          .andWhere('hour', hour)
          .select(tx.raw('1')),
      )
      .orderBy('id')
      .limit(SERIES_PER_SLICE)
      .pluck('id');
  }

  /**
   * Packs these, or the first of them, where it takes longer than until then.
   *
   * @returns which were packed, or can't be
   */
  async #packSeries(
    tx: Knex.Transaction,
    hour: number,
    ids: readonly number[],
    untilMs: number,
  ): Promise<readonly number[]> {
    let at = 0;
    do {
      const some = ids.slice(at, at + SERIES_PER_READ);
      if (some.length > 0) {
        await this.#packTogether(tx, hour, some);
      }
      at += SERIES_PER_READ;
    } while (at < ids.length && this.#clock() < untilMs);
    return ids.slice(0, at);
  }

  async #packTogether(
    tx: Knex.Transaction,
    hour: number,
    ids: readonly number[],
  ): Promise<void> {
    const rows: PointRow[] = await whereSlots(
      tx('points').whereIn('series_id', ids),
      MINUTES_PER.minute,
      hour * HOUR_MS,
      (hour + 1) * HOUR_MS,
    ).orderBy(['series_id', 'slot']);
    const packs: Array<{ series_id: number; hour: number; pack: Buffer }> = [];
    for (const id of ids) {
      const minutes = rows
        .filter(row => row.series_id === id)
        .map(row => ({ ...row, minute: startMinuteOf(row.slot) % 60 }));
      try {
        packs.push({ series_id: id, hour, pack: packHour(minutes) });
      } catch (error) {
        // One series must not hold up all others: its chart is made of its minutes.
        this.#onError(`Minutes of series ${id} can't be packed`, error);
      }
    }
    if (packs.length > 0) {
      await tx('packed_hours').insert(packs);
    }
  }
}
