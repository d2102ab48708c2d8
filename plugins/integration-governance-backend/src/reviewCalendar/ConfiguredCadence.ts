import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { PORTFOLIO } from '../reviews/Review';
import { ReviewCadence } from '../reviews/ReviewCadence';
import { cadenceOf, CadencePolicy } from './CadencePolicy';

/** By the organisation's policy, or as declared where that is sooner. */
export class ConfiguredCadence implements ReviewCadence {
  readonly #projection: IntegrationProjection;
  readonly #policy: CadencePolicy;

  constructor(options: {
    projection: IntegrationProjection;
    policy: CadencePolicy;
  }) {
    this.#projection = options.projection;
    this.#policy = options.policy;
  }

  async days(subjects: readonly string[]): Promise<Map<string, number>> {
    const refs = subjects.filter(subject => subject !== PORTFOLIO);
    const found = new Map<string, number>();
    if (refs.length < subjects.length) {
      found.set(PORTFOLIO, this.#policy.portfolio);
    }
    for (const { facets, spec } of await this.#projection.listIntegrations(
      refs,
    )) {
      const { days } = cadenceOf(
        this.#policy,
        facets.criticality,
        spec.review?.cadence,
      );
      found.set(facets.entityRef, days);
    }
    return found;
  }
}
