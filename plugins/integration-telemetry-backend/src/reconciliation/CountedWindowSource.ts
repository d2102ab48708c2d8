import { groupBy, TogetherReader } from '../health/TogetherReader';
import { RecordCountStore } from './RecordCountStore';
import { WindowFigures, WindowSource } from './WindowFigures';
import { WIDEST_WINDOW_MS, windowsOfCounts } from './windowsOfCounts';

/** Answers that are remembered: with eight days of hours each, some twenty megabytes. */
const MAX_REMEMBERED = 500;

/**
 * Windows from counters of records that came as telemetry. Which integrations
 * have such counters is read together for all that are evaluated at the same
 * time.
 */
export class CountedWindowSource implements WindowSource {
  readonly #store: RecordCountStore;
  readonly #together: TogetherReader;
  readonly #freshForMs: number;
  readonly #known = new Map<
    string,
    { atMs: number; windows: WindowFigures[] }
  >();

  /** @param options - `freshForMs`: how long an answer is good for; not at all by default */
  constructor(options: {
    store: RecordCountStore;
    together?: TogetherReader;
    freshForMs?: number;
  }) {
    this.#store = options.store;
    this.#together = options.together ?? new TogetherReader();
    this.#freshForMs = options.freshForMs ?? 0;
  }

  async list(
    ref: string,
    environment: string,
    fromMs: number,
    toMs: number,
    nowMs: number,
  ): Promise<WindowFigures[]> {
    const all = await this.#together.readOne(
      'record counters',
      ref,
      async refs =>
        groupBy(
          await this.#store.listCounters(refs),
          counter => counter.integration_ref,
        ),
    );
    const counters = (all ?? []).filter(
      counter =>
        counter.environment === environment && counter.last_seen_ms > fromMs,
    );
    if (counters.length === 0) {
      return [];
    }
    const name = [ref, environment, toMs - fromMs].join('\u0001');
    const known = this.#known.get(name);
    if (known && nowMs >= known.atMs && nowMs < known.atMs + this.#freshForMs) {
      return known.windows;
    }
    // Read after the counters: what is stored in between leaves a window open
    // for once. The other way round it would be judged without it.
    // The hours before may belong to the window that the first one is in.
    const counts = await this.#store.listCounts(
      counters.map(({ id }) => id),
      fromMs - WIDEST_WINDOW_MS,
      toMs,
    );
    const windows = windowsOfCounts(counters, counts, nowMs).filter(
      window => window.toMs > fromMs && window.toMs <= toMs,
    );
    this.#remember(name, windows, nowMs);
    return windows;
  }

  #remember(name: string, windows: WindowFigures[], nowMs: number): void {
    this.#known.delete(name);
    if (this.#known.size >= MAX_REMEMBERED) {
      for (const [other, { atMs }] of this.#known) {
        if (nowMs >= atMs + this.#freshForMs) {
          this.#known.delete(other);
        }
      }
    }
    if (this.#freshForMs > 0 && this.#known.size < MAX_REMEMBERED) {
      this.#known.set(name, { atMs: nowMs, windows });
    }
  }
}
