import { performance } from 'perf_hooks';

/** Whatever waits has its turn after so much work. */
const SLICE_MS = 8;

/** Cuts long work into slices, with rests between. */
export class Slices {
  readonly #restsPerWork: () => number;
  readonly #giveWay: () => Promise<void>;
  #startedMs = performance.now();
  #busyMs = 0;

  /**
   * @param restsPerWork - how long the next rest is, in relation to the work
   *   before it; where it is 0, whatever waits at the moment has its turn
   * @param giveWay - resolves once nobody is to go first
   */
  constructor(restsPerWork: () => number, giveWay: () => Promise<void>) {
    this.#restsPerWork = restsPerWork;
    this.#giveWay = giveWay;
  }

  /** All work up to the last rest, without the rests. */
  get busyMs(): number {
    return this.#busyMs;
  }

  /** Lets others have their turn, where one is due. */
  async rest(): Promise<void> {
    const workedMs = performance.now() - this.#startedMs;
    if (workedMs >= SLICE_MS) {
      this.#busyMs += workedMs;
      const restMs = workedMs * this.#restsPerWork();
      await new Promise(resolve =>
        restMs > 0 ? setTimeout(resolve, restMs) : setImmediate(resolve),
      );
      await this.#giveWay();
      this.#startedMs = performance.now();
    }
  }
}
