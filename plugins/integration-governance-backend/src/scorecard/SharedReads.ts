/** What another replica changed is seen at the latest after this long, if anyone asks. */
const FRESH_MS = 2_000;

/** From then on, and for so long, whoever asks gets what is kept while it is read anew. */
const STALE_MS = 4_000;

/** Above this many different ones, all are dropped. */
const MAX_KEPT = 50;

interface Read<Value> {
  startedAtMs: number;
  value: Promise<Value>;
}

interface Kept<Value> extends Read<Value> {
  isThere: boolean;
  /** Takes its place as soon as it is there. */
  next?: Read<Value>;
}

/**
 * Reads once what many ask for at the same time or shortly after each other:
 * a page is open on many screens.
 *
 * For two seconds whoever asks gets what is kept. For four more they still get
 * it at once, while it is read anew behind them, once for all; so that on a page
 * that is asked for all the time nobody waits for the database. What is older
 * than six seconds is served to no one: who asks then waits. `forget()` drops
 * everything at once, what is being read too, since it may hold what was before.
 *
 * A read that fails is not kept: those who wait for it get its error, and the
 * next one reads anew. Where it failed behind them, nobody waits for it.
 */
export class SharedReads<Value> {
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept<Value>>();

  /** @param options - `now`: milliseconds of a clock; the system's where it is missing */
  constructor(options: { now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
  }

  /** @param key - the same for all that get the same, and may get it */
  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const kept = this.#kept.get(key);
    if (!kept || this.#ageOf(kept) >= FRESH_MS + STALE_MS) {
      const isComing =
        kept?.next && this.#ageOf(kept.next) < FRESH_MS + STALE_MS;
      return isComing ? kept.next!.value : this.#start(key, read).value;
    }
    if (this.#ageOf(kept) >= FRESH_MS && kept.isThere && !kept.next) {
      this.#readBehind(key, kept, read);
    }
    return kept.value;
  }

  /** Something of it changed. */
  forget(): void {
    this.#kept.clear();
  }

  #ageOf({ startedAtMs }: Read<Value>): number {
    return this.#now() - startedAtMs;
  }

  #start(key: string, read: () => Promise<Value>): Kept<Value> {
    if (this.#kept.size >= MAX_KEPT) {
      this.#kept.clear();
    }
    const kept: Kept<Value> = {
      startedAtMs: this.#now(),
      value: read(),
      isThere: false,
    };
    this.#kept.set(key, kept);
    kept.value.then(
      () => {
        kept.isThere = true;
      },
      () => this.#drop(key, kept),
    );
    return kept;
  }

  #readBehind(
    key: string,
    kept: Kept<Value>,
    read: () => Promise<Value>,
  ): void {
    const next: Read<Value> = { startedAtMs: this.#now(), value: read() };
    kept.next = next;
    next.value.then(
      () => {
        if (this.#kept.get(key) === kept) {
          this.#kept.set(key, { ...next, isThere: true });
        }
      },
      () => this.#drop(key, kept),
    );
  }

  #drop(key: string, kept: Kept<Value>): void {
    if (this.#kept.get(key) === kept) {
      this.#kept.delete(key);
    }
  }
}
