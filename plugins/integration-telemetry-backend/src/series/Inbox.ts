import { Knex } from 'knex';
import { performance } from 'perf_hooks';
import { insertParcels } from './insertParcels';

/** A request that is to be made durable. */
export interface Parcel {
  /** 16 bytes that tell the request apart from all others. */
  digest: Buffer;
  /** What it brought, as `encodeBatch` writes it. */
  payload: Buffer;
}

/** Requests in one transaction; more go into the next. */
const MAX_GROUP = 64;

/** With so many a transaction is worth its price: the disk is waited for once. */
const WORTHWHILE_GROUP = 16;

/** For so many it is waited no longer than this. */
const GATHER_MS = 40;

/**
 * A database that says nothing for so long is not waited for: senders give up
 * after ten seconds. What it took after all is known by its digest.
 */
const ANSWER_WITHIN_MS = 8_000;

interface Waiting extends Parcel {
  resolve: (isNew: boolean) => void;
  reject: (error: Error) => void;
}

/**
 * Makes requests durable, several in one transaction. While one transaction
 * runs, the next group gathers. What was taken before, by this replica or
 * another, is told by its digest and not taken again.
 */
export class Inbox {
  readonly #knex: Knex;
  readonly #now: () => number;
  readonly #isMoreComing: () => boolean;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(options: {
    knex: Knex;
    now: () => number;
    /** Whether other requests will be added within milliseconds. */
    isMoreComing?: () => boolean;
  }) {
    this.#knex = options.knex;
    this.#now = options.now;
    this.#isMoreComing = options.isMoreComing ?? (() => false);
  }

  /**
   * Resolves once the parcel is durable: with true where it is new, with false
   * where the same digest was taken before.
   *
   * @throws Error of the database; the parcel may be sent again
   */
  add(parcel: Parcel): Promise<boolean> {
    const added = new Promise<boolean>((resolve, reject) => {
      this.#waiting.push({ ...parcel, resolve, reject });
    });
    this.#running ??= this.#run();
    return added;
  }

  /** Resolves once nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#gather();
      const group = this.#waiting.splice(0, MAX_GROUP);
      try {
        // The same request twice at once: the second is the repeat.
        const parcels = new Map<string, Parcel>();
        group.forEach(({ digest, payload }) => {
          const key = digest.toString('latin1');
          if (!parcels.has(key)) {
            parcels.set(key, { digest, payload });
          }
        });
        const fresh = await within(
          ANSWER_WITHIN_MS,
          insertParcels(this.#knex, [...parcels.values()], this.#now()),
        );
        group.forEach(({ digest, resolve }) =>
          resolve(fresh.delete(digest.toString('latin1'))),
        );
      } catch (error) {
        group.forEach(({ reject }) => reject(error));
      }
    }
    this.#running = undefined;
  }

  /** Requests that arrive in the same turn, or in the next few, go together. */
  async #gather(): Promise<void> {
    const untilMs = performance.now() + GATHER_MS;
    do {
      await new Promise(resolve => setImmediate(resolve));
    } while (
      this.#waiting.length < WORTHWHILE_GROUP &&
      this.#isMoreComing() &&
      performance.now() < untilMs
    );
  }
}

/** @throws Error where the answer takes longer */
async function within<Answer>(
  timeoutMs: number,
  answer: Promise<Answer>,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
