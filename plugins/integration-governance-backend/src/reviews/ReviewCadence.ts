import {
  Criticality,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { PORTFOLIO } from './Review';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

const ALLOWED_DAYS: Record<Criticality, number> = {
  critical: 91,
  high: 182,
  medium: YEAR_DAYS,
  low: YEAR_DAYS,
};

/** How often something is to be reviewed. */
export interface ReviewCadence {
  /**
   * At the latest so many days after the last review, by subject.
   *
   * @param subjects - entity references, or `PORTFOLIO`; those that don't exist are left out
   */
  days(subjects: readonly string[]): Promise<Map<string, number>>;
}

/** By criticality, or as declared where that is sooner; the portfolio once a year. */
export class PolicyCadence implements ReviewCadence {
  readonly #projection: IntegrationProjection;

  constructor(options: { projection: IntegrationProjection }) {
    this.#projection = options.projection;
  }

  async days(subjects: readonly string[]): Promise<Map<string, number>> {
    const refs = subjects.filter(subject => subject !== PORTFOLIO);
    const found = new Map<string, number>();
    if (refs.length < subjects.length) {
      found.set(PORTFOLIO, YEAR_DAYS);
    }
    for (const { facets, spec } of await this.#projection.listIntegrations(
      refs,
    )) {
      const allowed = ALLOWED_DAYS[facets.criticality ?? 'medium'];
      const cadence = spec.review?.cadence;
      const declaredMs =
        typeof cadence === 'string' ? parseDurationMs(cadence) : undefined;
      found.set(
        facets.entityRef,
        declaredMs === undefined
          ? allowed
          : Math.max(1, Math.min(allowed, Math.floor(declaredMs / DAY_MS))),
      );
    }
    return found;
  }
}
