import { Decision } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { readFacets } from '../http/readFacets';
import { DecisionStore, StoredDecision } from './DecisionStore';

/** Shows decisions as whoever asks may see them. */
export class DecisionPresenter {
  readonly #store: DecisionStore;
  readonly #projection: IntegrationProjection;

  constructor(options: {
    store: DecisionStore;
    projection: IntegrationProjection;
  }) {
    this.#store = options.store;
    this.#projection = options.projection;
  }

  /** With the integration, where it may be read, and what superseded them. */
  async toWire(
    decisions: readonly StoredDecision[],
    readable: IntegrationQuery,
  ): Promise<Decision[]> {
    const refs = [
      ...new Set(decisions.flatMap(({ entityRef }) => entityRef ?? [])),
    ];
    const facets = await readFacets(this.#projection, refs, readable);
    const order = await this.#store.orderOf(refs);
    return decisions.map(({ entityRef, ...decision }) => {
      const ids = (entityRef && order.get(entityRef)) || [];
      return {
        ...decision,
        integration: entityRef ? facets.get(entityRef) : undefined,
        supersededBy: ids[ids.indexOf(decision.id) + 1],
      };
    });
  }
}
