import { Knex } from 'knex';
import { addEncoded, encodeBatch } from './batchCodec';
import { ParcelError, UnknownKeysError } from './parcelErrors';
import { KeyStore } from './KeyStore';
import { SeriesBatch } from './SeriesBatch';
import { SeriesStore } from './SeriesStore';
import { Slices } from './Slices';
import { isSqlite } from './sqlite';
import { sizeOf, splitBatch } from './splitBatch';
import { waitForWriterLock } from './writerLock';

/** Rows that are read at once: two megabytes of busy senders' requests. */
const ROWS_PER_QUERY = 64;

/** Rows that one round takes at most. */
const MAX_ROWS = 20_000;

/** A round takes no further rows once it has so many series: what it needs of memory. */
const MAX_SERIES = 30_000;

/** How a round is cut up. */
const cuts = {
  /**
   * Everything needs the one core and the one connection. A part is some twenty milliseconds. While requests arrive it
   * rests three times as long: a round that took half of the time would let them queue.
   */
  sqlite: { seriesPerPart: 200, restsPerWork: { busy: 3, quiet: 0.5 } },
  /** Much of the time is the server's, and others have their turn meanwhile. */
  postgres: { seriesPerPart: 600, restsPerWork: { busy: 0, quiet: 0 } },
};

/** How soon after something was acknowledged it is merged, where little arrives. */
const SOON_MS = 500;

/** Where nothing was acknowledged for so long, nothing is about to be. */
const BUSY_MS = 100;

/** How soon it is merged where nothing else arrived since, however long the last round took. */
const QUIET_MS = 300;

/** How often to look for what another replica left behind. */
const LOOK_MS = 5_000;

/** Merging takes at most this share of the time. */
const BUSY_SHARE = 0.1;

/** The longest time between two rounds: health follows within seconds. */
const LONGEST_WAIT_MS = 10_000;

/** What a row names is loaded at most so often: what else is learned meanwhile may push it out again. */
const MAX_LOADS = 5;

interface InboxRow {
  /** PostgreSQL's is a text. */
  id: number | string;
  received_ms: number;
  payload: Buffer;
}

/** Rows of the inbox, and the sum of what they hold. */
interface Gathered {
  ids: Array<InboxRow['id']>;
  oldestMs: number;
  batch: SeriesBatch;
}

/** What a round did. */
export interface Flushed {
  rows: number;
  /** Since the oldest of its rows was acknowledged. */
  delayMs: number;
  durationMs: number;
}

/** Another replica merged these rows meanwhile. */
class TakenMeanwhile extends Error {}

/**
 * Merges what lies in the inbox into the series. Each row leaves the inbox in
 * the transaction that writes what it holds, so that any replica may merge what
 * any other acknowledged, and none twice.
 *
 * Many rows are added up first, and their sum goes back into the inbox in
 * parts, in the transaction that takes the rows out. Then each part is written
 * in a transaction of its own: between two of them acknowledgements have their
 * turn. What a crash leaves of the parts is merged like any other row.
 */
export class InboxFlush {
  readonly #knex: Knex;
  readonly #store: SeriesStore;
  readonly #keys: KeyStore;
  readonly #giveWay: () => Promise<void>;
  readonly #now: () => number;
  readonly #onFlushed: (flushed: Flushed) => void;
  readonly #onError: (message: string, error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = Infinity;
  #quietTimer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isAwake = false;
  #wokenMs = -Infinity;
  #isStopped = true;
  readonly #cut: (typeof cuts)[keyof typeof cuts];
  #slices: Slices;

  constructor(options: {
    knex: Knex;
    store: SeriesStore;
    keys: KeyStore;
    /** Resolves once nobody is to go first. */
    giveWay?: () => Promise<void>;
    now: () => number;
    onFlushed: (flushed: Flushed) => void;
    onError: (message: string, error: unknown) => void;
  }) {
    this.#knex = options.knex;
    this.#cut = isSqlite(options.knex) ? cuts.sqlite : cuts.postgres;
    this.#giveWay = options.giveWay ?? (async () => {});
    this.#slices = new Slices(() => 0, this.#giveWay);
    this.#store = options.store;
    this.#keys = options.keys;
    this.#now = options.now;
    this.#onFlushed = options.onFlushed;
    this.#onError = options.onError;
  }

  /** Merges from now on, beginning with what the last process left. */
  start(): void {
    this.#isStopped = false;
    this.#schedule(0);
  }

  /**
   * Tries again what was set aside. Another version may have done so, which
   * could not read what this one wrote.
   */
  async retry(): Promise<void> {
    await this.#knex('inbox')
      .where('set_aside', true)
      .update({ set_aside: false });
    this.#schedule(0);
  }

  /** Something was acknowledged. */
  wake(): void {
    this.#isAwake = true;
    this.#wokenMs = this.#now();
    const rested = this.#slices.busyMs / BUSY_SHARE;
    this.#schedule(Math.min(Math.max(SOON_MS, rested), LONGEST_WAIT_MS));
    if (this.#quietTimer) {
      this.#quietTimer.refresh();
    } else if (!this.#isStopped) {
      this.#quietTimer = setTimeout(() => {
        this.#quietTimer = undefined;
        this.#schedule(0);
      }, QUIET_MS);
    }
  }

  /** Stops after a last round, so that the next start finds little to do. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#quietTimer);
    this.#quietTimer = undefined;
    await this.#running;
    await this.#turn();
  }

  /**
   * One round.
   *
   * @throws Error of the database; nothing is lost, and the next round tries again
   */
  async flush(): Promise<void> {
    const startedMs = this.#now();
    this.#slices = new Slices(() => this.#restsPerWork, this.#giveWay);
    const gathered = await this.#gather();
    const { ids, oldestMs, batch } = gathered;
    if (ids.length === 0) {
      return;
    }
    try {
      await this.#merge(gathered);
      await this.#keys.write(startedMs, () => this.#slices.rest());
    } catch (error) {
      if (error instanceof TakenMeanwhile) {
        return;
      }
      throw error;
    }
    this.#isAwake ||= ids.length >= MAX_ROWS || batch.series.size >= MAX_SERIES;
    const nowMs = this.#now();
    this.#onFlushed({
      rows: ids.length,
      delayMs: nowMs - oldestMs,
      durationMs: nowMs - startedMs,
    });
  }

  get #restsPerWork(): number {
    const { busy, quiet } = this.#cut.restsPerWork;
    return this.#now() - this.#wokenMs < BUSY_MS ? busy : quiet;
  }

  /** Reads rows, the oldest first, and adds up what they hold. */
  async #gather(): Promise<Gathered> {
    const batch = new SeriesBatch({ maxSeries: Infinity });
    const ids: Array<InboxRow['id']> = [];
    let oldestMs = Infinity;
    let next = this.#read(0);
    let isMore = true;
    while (isMore) {
      const rows = await next;
      isMore =
        rows.length === ROWS_PER_QUERY &&
        ids.length < MAX_ROWS &&
        batch.series.size < MAX_SERIES;
      if (isMore) {
        // While these are added up, a server may read the next.
        next = this.#read(rows[rows.length - 1].id);
        next.catch(() => {});
      }
      for (const { id, received_ms: receivedMs, payload } of rows) {
        try {
          await this.#add(payload, batch);
        } catch (error) {
          if (!isAboutData(error)) {
            throw error;
          }
          await this.#setAside(id, error);
          if (error instanceof ParcelError) {
            continue;
          }
          // A part of it was added already: all is added up again, without it.
          return this.#gather();
        }
        ids.push(id);
        oldestMs = Math.min(oldestMs, receivedMs);
        await this.#slices.rest();
      }
    }
    return { ids, oldestMs, batch };
  }

  /** @throws Error where the bytes are at fault, or the database */
  async #add(
    payload: Buffer,
    batch: SeriesBatch,
    loads: number = MAX_LOADS,
  ): Promise<void> {
    try {
      addEncoded(payload, batch, this.#keys.dictionary);
    } catch (error) {
      // Another replica, or the process before, named them.
      const isLoaded =
        error instanceof UnknownKeysError &&
        loads > 0 &&
        (await this.#keys.load(error.digests));
      if (!isLoaded) {
        throw error;
      }
      // Learning them may have made it forget others that are named here.
      await this.#add(payload, batch, loads - 1);
    }
  }

  async #read(afterId: InboxRow['id']): Promise<InboxRow[]> {
    return this.#knex<InboxRow>('inbox')
      .where('set_aside', false)
      .andWhere('id', '>', afterId)
      .orderBy('id')
      .limit(ROWS_PER_QUERY)
      .select('id', 'received_ms', 'payload');
  }

  /** @throws TakenMeanwhile where another replica did so */
  async #merge(gathered: Gathered): Promise<void> {
    const { ids, batch } = gathered;
    const isSmall =
      sizeOf(batch) <= this.#cut.seriesPerPart && ids.length <= ROWS_PER_QUERY;
    if (!isSmall) {
      await this.#mergeInParts(gathered);
    } else if (await this.#write(ids, batch)) {
      // What was to be written was changed by trying: it is added up anew.
      await this.#mergeInParts(await this.#gather());
    }
  }

  async #mergeInParts({ ids, oldestMs, batch }: Gathered): Promise<void> {
    await this.#mergeAsParts(
      ids,
      splitBatch(batch, this.#cut.seriesPerPart),
      oldestMs,
    );
  }

  async #mergeAsParts(
    ids: ReadonlyArray<InboxRow['id']>,
    parts: readonly SeriesBatch[],
    oldestMs: number,
  ): Promise<void> {
    const partIds = await this.#replace(ids, parts, oldestMs);
    for (const [at, part] of parts.entries()) {
      await this.#slices.rest();
      await this.#mergePart(partIds[at], part, oldestMs);
    }
  }

  /** In smaller and smaller parts, until what the database does not take is alone. */
  async #mergePart(
    id: InboxRow['id'],
    part: SeriesBatch,
    oldestMs: number,
  ): Promise<void> {
    try {
      if (!(await this.#write([id], part))) {
        return;
      }
      // Once more as it is: what the store remembered may have been wrong.
      const error = await this.#write([id], await this.#readPart(id));
      if (!error) {
        return;
      }
      const again = await this.#readPart(id);
      const halves = splitBatch(again, Math.ceil(sizeOf(again) / 2));
      if (halves.length < 2) {
        await this.#setAside(id, error);
      } else {
        await this.#mergeAsParts([id], halves, oldestMs);
      }
    } catch (error) {
      if (!(error instanceof TakenMeanwhile)) {
        throw error;
      }
    }
  }

  /** What a part holds; nothing where another replica took it. */
  async #readPart(id: InboxRow['id']): Promise<SeriesBatch> {
    const batch = new SeriesBatch({ maxSeries: Infinity });
    const row = await this.#knex<InboxRow>('inbox').where({ id }).first();
    if (row) {
      await this.#add(row.payload, batch);
    }
    return batch;
  }

  /**
   * Writes what rows hold, and takes them out of the inbox. Writing changes the
   * batch, also where it fails.
   *
   * @returns why the database does not take it, where the data is at fault
   * @throws TakenMeanwhile where another replica merged them
   */
  async #write(
    ids: ReadonlyArray<InboxRow['id']>,
    batch: SeriesBatch,
  ): Promise<unknown> {
    try {
      await this.#take(ids, tx => this.#store.writeIn(tx, batch, this.#now()));
      // What was past a limit of cardinality went over to another series, and gets no name.
      batch.series.forEach(({ inboxKey }) => {
        if (inboxKey) {
          this.#keys.dictionary.note(inboxKey);
        }
      });
      return undefined;
    } catch (error) {
      if (!isAboutData(error)) {
        throw error;
      }
      return error;
    }
  }

  /** Takes rows out of the inbox and puts the parts that hold the same into it. */
  async #replace(
    ids: ReadonlyArray<InboxRow['id']>,
    parts: readonly SeriesBatch[],
    oldestMs: number,
  ): Promise<Array<InboxRow['id']>> {
    const payloads: Buffer[] = [];
    for (const part of parts) {
      payloads.push(encodeBatch(part, this.#keys.dictionary));
      await this.#slices.rest();
    }
    const partIds: Array<InboxRow['id']> = [];
    await this.#take(ids, async tx => {
      for (const payload of payloads) {
        const [{ id }] = await tx('inbox')
          .insert({ received_ms: oldestMs, payload })
          .returning('id');
        partIds.push(id);
      }
    });
    return partIds;
  }

  /**
   * Takes rows out of the inbox in the transaction in which something is done
   * with them.
   *
   * @throws TakenMeanwhile where not all of them are there any more
   */
  async #take(
    ids: ReadonlyArray<InboxRow['id']>,
    work: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    try {
      await this.#knex.transaction(async tx => {
        await waitForWriterLock(tx);
        let deleted = 0;
        for (let at = 0; at < ids.length; at += 500) {
          deleted += await tx('inbox')
            .whereIn('id', ids.slice(at, at + 500))
            .delete();
        }
        if (deleted < ids.length) {
          throw new TakenMeanwhile();
        }
        await work(tx);
      });
    } catch (error) {
      this.#store.forgetUncommitted();
      throw error;
    }
  }

  /** One row must not hold up all others. */
  async #setAside(id: InboxRow['id'], error: unknown): Promise<void> {
    await this.#knex('inbox').where({ id }).update({ set_aside: true });
    this.#onError(
      `Acknowledged telemetry can't be merged; row ${id} of the inbox is set aside`,
      error,
    );
  }

  #schedule(delayMs: number): void {
    const dueMs = this.#now() + delayMs;
    if (this.#isStopped || this.#running || this.#dueMs <= dueMs) {
      return;
    }
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => {
      this.#running = this.#turn().finally(() => {
        this.#running = undefined;
        this.#dueMs = Infinity;
        if (this.#isAwake) {
          this.wake();
        } else {
          this.#schedule(LOOK_MS);
        }
      });
    }, delayMs);
  }

  async #turn(): Promise<void> {
    this.#isAwake = false;
    try {
      await this.flush();
    } catch (error) {
      // With a pause, whoever may have called meanwhile: the database is in trouble.
      this.#isAwake = false;
      this.#onError(
        'Acknowledged telemetry could not be merged, will try again',
        error,
      );
    }
  }
}

/** Whether the data is at fault, and not the database or the way to it. */
function isAboutData(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof ParcelError) {
    return true;
  }
  const { code } = error as { code?: unknown };
  return (
    typeof code === 'string' &&
    // SQLSTATE: data exceptions and violated constraints.
    (/^2[23]...$/.test(code) || /^SQLITE_(CONSTRAINT|MISMATCH)/.test(code))
  );
}
