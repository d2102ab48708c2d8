import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { StoredHealth } from '../health/HealthStore';
import { Ailing } from './findCauses';
import { keyOf } from './alarmKeys';

/** Statuses that need somebody. */
const AILING = ['failing', 'degraded', 'silent'];

/** So few failed calls are chance: nobody is called for them. */
const FEWEST_FAILED = 5;

/** An integration that needs somebody, in the environment that counts. */
export interface AilingIntegration extends Ailing {
  facets: IntegrationFacets;
  health: StoredHealth;
}

interface AilingRow {
  summary: string;
  facets: string;
}

interface UnknownRow {
  entity_ref: string;
  environment: string;
}

/** Reads which integrations need somebody. */
export class AilingReader {
  readonly #projection: IntegrationProjection;

  constructor(options: { projection: IntegrationProjection }) {
    this.#projection = options.projection;
  }

  /** Those that need somebody, and the keys of those of which nothing is known. */
  async read(): Promise<[AilingIntegration[], Set<string>]> {
    const [rows, unknown]: [AilingRow[], UnknownRow[]] = await Promise.all([
      this.#health()
        .whereIn('health.status', AILING)
        .orderBy('projection_integrations.entity_ref')
        .select('health.summary', 'facets'),
      this.#health()
        .where('health.status', 'unknown')
        .select('health.entity_ref', 'health.environment'),
    ]);
    return [
      rows.map(toAiling).filter(({ health }) => isWorthAnAlarm(health)),
      new Set(unknown.map(row => keyOf(row.entity_ref, row.environment))),
    ];
  }

  #health(): Knex.QueryBuilder {
    return this.#projection
      .query()
      .join('health', 'health.entity_ref', 'projection_integrations.entity_ref')
      .where('health.declared', true);
  }
}

function toAiling(row: AilingRow): AilingIntegration {
  const health: StoredHealth = JSON.parse(row.summary);
  const since = health.since ?? health.evaluatedAt;
  return {
    facets: JSON.parse(row.facets),
    health,
    onsetMs: Date.parse(since),
  };
}

function isWorthAnAlarm(health: StoredHealth): boolean {
  const { calls, errorRate } = health.calls ?? {};
  const failed = (calls ?? 0) * (errorRate ?? 0);
  return health.reasons.some(
    ({ status, code }) =>
      AILING.includes(status) && (code !== 'errors' || failed >= FEWEST_FAILED),
  );
}
