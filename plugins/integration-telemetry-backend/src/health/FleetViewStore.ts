import { KeptView } from './decideView';
import { KEYS_PER_QUERY, TogetherReader } from './TogetherReader';
import { FirstView, ViewStore } from './ViewStore';

/**
 * Keeps as ViewStore does: what is shown, and what is shown first, is read and
 * written together for all integrations that are evaluated at the same time.
 */
export class FleetViewStore implements Pick<ViewStore, 'list' | 'replace'> {
  readonly #store: ViewStore;
  readonly #together: TogetherReader;

  constructor(options: { store: ViewStore; together: TogetherReader }) {
    this.#store = options.store;
    this.#together = options.together;
  }

  async list(subject: string): Promise<Map<string, KeptView>> {
    const found = await this.#together.readOne('views', subject, subjects =>
      this.#store.listOf(subjects),
    );
    return found ?? new Map();
  }

  async replace(
    subject: string,
    environment: string,
    before: KeptView | undefined,
    next: KeptView,
  ): Promise<KeptView> {
    if (before) {
      return this.#store.replace(subject, environment, before, next);
    }
    const first: FirstView = { subject, environment, view: next };
    const shown = await this.#together.read<FirstView, KeptView>(
      {
        name: 'first views',
        keysPerQuery: KEYS_PER_QUERY,
        fetch: all => this.#store.addFirst(all),
      },
      [first],
    );
    return shown.get(first) ?? next;
  }
}
