import { SeriesBatch } from './SeriesBatch';

/** How many requests may wait for the database at once. */
const MAX_WAITING = 2_000;

interface Waiting {
  batch: SeriesBatch;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Too many requests wait for the database. */
export class CommitQueueFullError extends Error {
  constructor() {
    super('Too much telemetry waits to be written; send it again later');
    this.name = 'CommitQueueFullError';
  }
}

/**
 * Writes what concurrent requests brought in one transaction, and lets each
 * know once it is durable. While one transaction runs, the next one gathers.
 */
export class GroupCommit {
  readonly #write: (batch: SeriesBatch) => Promise<void>;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  /** @param write - writes a batch, all of it or nothing */
  constructor(write: (batch: SeriesBatch) => Promise<void>) {
    this.#write = write;
  }

  /**
   * Resolves once the batch is committed.
   *
   * @throws CommitQueueFullError, or what the write threw
   */
  async commit(batch: SeriesBatch): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) {
      throw new CommitQueueFullError();
    }
    const done = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
    });
    this.#running ??= this.#run();
    await done;
  }

  /** Resolves once nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Requests that were decoded in the same turn go together.
    await new Promise(resolve => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const merged = new SeriesBatch();
        group.forEach(({ batch }) => merged.merge(batch));
        await this.#write(merged);
        group.forEach(({ resolve }) => resolve());
      } catch (error) {
        group.forEach(({ reject }) => reject(error));
      }
    }
    this.#running = undefined;
  }
}
