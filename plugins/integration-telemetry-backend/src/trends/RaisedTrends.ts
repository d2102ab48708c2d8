import { StoredTrend, trendKey, TrendStore } from './TrendStore';

/** Trends change by the hour. */
const FRESH_FOR_MS = 30_000;

/** Knows which trends are on: asked for every integration with every evaluation, read for all at once. */
export class RaisedTrends {
  readonly #store: Pick<TrendStore, 'listRaised'>;
  #readMs = -Infinity;
  #raised: Promise<Map<string, StoredTrend[]>> = Promise.resolve(new Map());

  constructor(options: { store: Pick<TrendStore, 'listRaised'> }) {
    this.#store = options.store;
  }

  async of(
    entityRef: string,
    environment: string,
    nowMs: number,
  ): Promise<StoredTrend[]> {
    if (nowMs >= this.#readMs + FRESH_FOR_MS || nowMs < this.#readMs) {
      this.#readMs = nowMs;
      this.#raised = this.#read();
      this.#raised.catch(() => {
        this.#readMs = -Infinity;
      });
    }
    const raised = await this.#raised;
    return raised.get(trendKey(entityRef, environment)) ?? [];
  }

  /** Somebody accepted a level: it is looked at anew. */
  forget(): void {
    this.#readMs = -Infinity;
  }

  async #read(): Promise<Map<string, StoredTrend[]>> {
    const byKey = new Map<string, StoredTrend[]>();
    for (const trend of await this.#store.listRaised()) {
      const key = trendKey(trend.entityRef, trend.environment);
      byKey.set(key, [...(byKey.get(key) ?? []), trend]);
    }
    return byKey;
  }
}
