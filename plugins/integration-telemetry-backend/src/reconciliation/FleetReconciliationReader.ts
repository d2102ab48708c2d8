import { groupBy, TogetherReader } from '../health/TogetherReader';
import { ReconciliationStore } from './ReconciliationStore';
import { WindowFigures, WindowSource } from './WindowFigures';

/**
 * Reads as ReconciliationStore does: which integrations have reports, together
 * for all that are evaluated at the same time.
 */
export class FleetReconciliationReader implements WindowSource {
  readonly #store: ReconciliationStore;
  readonly #together: TogetherReader;

  constructor(options: {
    store: ReconciliationStore;
    together: TogetherReader;
  }) {
    this.#store = options.store;
    this.#together = options.together;
  }

  /** One by one: few integrations are reconciled. */
  async list(
    ref: string,
    environment: string,
    fromMs: number,
    toMs: number,
  ): Promise<WindowFigures[]> {
    const extents = await this.#together.readOne(
      'reconciliations',
      ref,
      async refs =>
        groupBy(await this.#store.listExtents(refs), extent => extent.ref),
    );
    const isThere = extents?.some(
      extent => extent.environment === environment && extent.lastToMs > fromMs,
    );
    return isThere ? this.#store.list(ref, environment, fromMs, toMs) : [];
  }
}
