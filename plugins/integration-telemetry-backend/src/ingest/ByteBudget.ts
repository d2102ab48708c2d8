/** What one thread takes stands in one place, what another takes in the other. */
const PLACES = 2;

/** Where threads count together. */
export interface SharedBudget {
  counts: SharedArrayBuffer;
  /** Which of the places is this thread's. */
  place: number;
}

/** Bounds the bytes that are worked on at the same time, in all threads that share it. */
export class ByteBudget {
  readonly #maxBytes: bigint;
  readonly #shared: SharedBudget;
  readonly #counts: BigInt64Array;

  constructor(
    maxBytes: number,
    shared: SharedBudget = {
      counts: new SharedArrayBuffer(PLACES * BigInt64Array.BYTES_PER_ELEMENT),
      place: 0,
    },
  ) {
    this.#maxBytes = BigInt(maxBytes);
    this.#shared = shared;
    this.#counts = new BigInt64Array(shared.counts);
  }

  /** For another thread, that begins with nothing taken: one before it may have ended with its hands full. */
  shareWithNext(): SharedBudget {
    const { counts, place } = this.#shared;
    const other = PLACES - 1 - place;
    Atomics.store(this.#counts, other, 0n);
    return { counts, place: other };
  }

  /** Bytes that are taken at the moment. */
  get bytes(): number {
    return Number(this.#sum());
  }

  /** Takes some; false where that would be too many. */
  take(bytes: number): boolean {
    const { place } = this.#shared;
    // First taken, then looked at: of two that take at once none may miss the other.
    Atomics.add(this.#counts, place, BigInt(bytes));
    if (this.#sum() > this.#maxBytes) {
      this.giveBack(bytes);
      return false;
    }
    return true;
  }

  giveBack(bytes: number): void {
    Atomics.sub(this.#counts, this.#shared.place, BigInt(bytes));
  }

  #sum(): bigint {
    return Atomics.load(this.#counts, 0) + Atomics.load(this.#counts, 1);
  }
}
