import { SourceState, SourceStore } from './SourceStore';

/** What can be read anew at once. */
export type RefreshedSource = 'telemetry' | 'contracts';

/** Reads a source now, for whoever does not want to wait for its next turn. */
export class EvidenceRefresh {
  readonly #sources: SourceStore;
  readonly #collect: Readonly<Record<RefreshedSource, () => Promise<void>>>;
  readonly #running = new Map<RefreshedSource, Promise<void>>();

  /** @param collect - read a source once; a source that does not answer is no error */
  constructor(options: {
    sources: SourceStore;
    collect: Readonly<Record<RefreshedSource, () => Promise<void>>>;
  }) {
    this.#sources = options.sources;
    this.#collect = options.collect;
  }

  /**
   * Those who ask while it is read wait for the same answer.
   *
   * @returns when the source last answered, and since when it does not
   */
  async refresh(source: RefreshedSource): Promise<SourceState> {
    const running =
      this.#running.get(source) ??
      this.#collect[source]().finally(() => this.#running.delete(source));
    this.#running.set(source, running);
    await running;
    return this.#sources.get(source === 'telemetry' ? 'health' : source);
  }
}
