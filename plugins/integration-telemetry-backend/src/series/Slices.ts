import { performance } from 'perf_hooks';

/** Whatever waits has its turn after so much work. */
const SLICE_MS = 8;

/** And for as long again, this many times: acknowledgements and pages need the same core. */
const RESTS_PER_WORK = 1;

/** Cuts long work into slices, with rests between. */
export class Slices {
  #startedMs = performance.now();
  #busyMs = 0;

  /** All work up to the last rest, without the rests. */
  get busyMs(): number {
    return this.#busyMs;
  }

  /** Lets others have their turn, where one is due. */
  async rest(): Promise<void> {
    const workedMs = performance.now() - this.#startedMs;
    if (workedMs >= SLICE_MS) {
      this.#busyMs += workedMs;
      await new Promise(resolve =>
        setTimeout(resolve, workedMs * RESTS_PER_WORK),
      );
      this.#startedMs = performance.now();
    }
  }
}
