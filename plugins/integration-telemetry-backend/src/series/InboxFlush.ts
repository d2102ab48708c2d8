import { Knex } from 'knex';
import { addEncoded, ParcelError } from './batchCodec';
import { SeriesBatch } from './SeriesBatch';
import { SeriesStore } from './SeriesStore';
import { tryWriterLock } from './writerLock';

/** Rows that one transaction merges at most, and their bytes. */
const MAX_ROWS = 4_000;

/** How soon after something was acknowledged it is merged, where little arrives. */
const SOON_MS = 500;

/** How often to look for what another replica left behind. */
const LOOK_MS = 5_000;

/** Merging takes at most this share of the time. */
const BUSY_SHARE = 0.1;

/** The longest time between two rounds: health follows within seconds. */
const LONGEST_WAIT_MS = 5_000;

interface InboxRow {
  id: number | string;
  received_ms: number;
  payload: Buffer;
}

/** What a round did. */
export interface Flushed {
  rows: number;
  /** Since the oldest of its rows was acknowledged. */
  delayMs: number;
  durationMs: number;
}

/**
 * Merges what lies in the inbox into the series, in the same transaction that
 * takes it out of the inbox. Any replica merges what any other acknowledged;
 * one at a time does.
 */
export class InboxFlush {
  readonly #knex: Knex;
  readonly #store: SeriesStore;
  readonly #now: () => number;
  readonly #onFlushed: (flushed: Flushed) => void;
  readonly #onError: (message: string, error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = Infinity;
  #running: Promise<void> | undefined;
  #isAwake = false;
  #isStopped = true;
  #lastDurationMs = 0;
  #limit = MAX_ROWS;
  #failures = 0;

  constructor(options: {
    knex: Knex;
    store: SeriesStore;
    now: () => number;
    onFlushed: (flushed: Flushed) => void;
    onError: (message: string, error: unknown) => void;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#now = options.now;
    this.#onFlushed = options.onFlushed;
    this.#onError = options.onError;
  }

  /** Merges from now on, beginning with what the last process left. */
  start(): void {
    this.#isStopped = false;
    this.#schedule(0);
  }

  /** Something was acknowledged. */
  wake(): void {
    this.#isAwake = true;
    const rested = this.#lastDurationMs / BUSY_SHARE;
    this.#schedule(Math.min(Math.max(SOON_MS, rested), LONGEST_WAIT_MS));
  }

  /** Stops after a last round, so that the next start finds little to do. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#turn();
  }

  /**
   * One round.
   *
   * @returns false where another replica is at it
   * @throws Error of the database; nothing is lost, and the next round tries again
   */
  async flush(): Promise<boolean> {
    const startedMs = this.#now();
    let rows: InboxRow[] = [];
    try {
      const isMine = await this.#knex.transaction(async tx => {
        if (!(await tryWriterLock(tx))) {
          return false;
        }
        rows = await tx<InboxRow>('inbox')
          .where('set_aside', false)
          .orderBy('id')
          .limit(this.#limit)
          .select('id', 'received_ms', 'payload');
        await this.#merge(tx, rows);
        return true;
      });
      if (!isMine) {
        return false;
      }
    } catch (error) {
      await this.#handle(error, rows);
      return true;
    }
    this.#isAwake ||= rows.length === this.#limit;
    if (this.#limit === MAX_ROWS) {
      this.#failures = 0;
    }
    this.#limit = Math.min(this.#limit * 2, MAX_ROWS);
    if (rows.length > 0) {
      const nowMs = this.#now();
      this.#lastDurationMs = nowMs - startedMs;
      this.#onFlushed({
        rows: rows.length,
        delayMs: nowMs - rows[0].received_ms,
        durationMs: this.#lastDurationMs,
      });
    }
    return true;
  }

  async #merge(tx: Knex.Transaction, rows: InboxRow[]): Promise<void> {
    if (rows.length === 0) {
      return;
    }
    const batch = new SeriesBatch();
    rows.forEach(({ payload }) => addEncoded(payload, batch));
    await this.#store.writeIn(tx, batch, this.#now());
    const ids = rows.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += 500) {
      await tx('inbox')
        .whereIn('id', ids.slice(at, at + 500))
        .delete();
    }
  }

  /**
   * Halves the round until the row is found that can't be merged, and sets it
   * aside: one of them must not hold up all others.
   */
  async #handle(error: unknown, rows: InboxRow[]): Promise<void> {
    this.#store.forgetUncommitted();
    if (!isAboutData(error)) {
      throw error;
    }
    this.#isAwake = true;
    this.#failures += 1;
    // The first time it may be what the store remembered that was wrong.
    if (this.#failures === 1) {
      return;
    }
    if (rows.length > 1) {
      this.#limit = Math.ceil(rows.length / 2);
      return;
    }
    const [{ id }] = rows;
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
