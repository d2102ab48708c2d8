import {
  HEALTH_STATUSES,
  HealthStatus,
} from '@tieline/plugin-integrations-common';
import {
  HealthSummary,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';

/** A summary without the facets, which the projection has. */
export type StoredHealth = Omit<HealthSummary, 'integration'>;

interface HealthRow {
  entity_ref: string;
  environment: string;
  declared: boolean | number;
  status: HealthStatus;
  rank: number;
  since_ms: number | null;
  summary: string;
  evaluated_ms: number;
}

/** What a list of health is narrowed by. */
export interface HealthFilter {
  owner?: string[];
  system?: string[];
  pattern?: string[];
  interaction?: string[];
  criticality?: string[];
  status?: HealthStatus[];
  /** The declared one of each integration where it is missing. */
  environment?: string;
  text?: string;
}

/** Where a page begins: after this row. */
export interface HealthPosition {
  rank: number;
  criticalityRank: number;
  ref: string;
}

const columns: Record<string, string> = {
  owner: 'owner_ref',
  system: 'system_ref',
  pattern: 'pattern',
  interaction: 'interaction',
  criticality: 'criticality',
};

/** Keeps the status of every integration, and lists it worst first. */
export class HealthStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(
    entityRef: string,
    environment: string,
  ): Promise<StoredHealth | undefined> {
    const row = await this.#knex<HealthRow>('health')
      .where({ entity_ref: entityRef, environment })
      .first();
    return row && JSON.parse(row.summary);
  }

  async listEnvironments(entityRef: string): Promise<StoredHealth[]> {
    const rows = await this.#knex<HealthRow>('health')
      .where({ entity_ref: entityRef })
      .orderBy('environment');
    return rows.map(row => JSON.parse(row.summary));
  }

  /** Replicas may write at the same time: they write the same. */
  async put(
    entityRef: string,
    declared: boolean,
    health: StoredHealth,
  ): Promise<void> {
    await this.#knex('health')
      .insert({
        entity_ref: entityRef,
        environment: health.environment,
        declared,
        status: health.status,
        rank: HEALTH_STATUSES.indexOf(health.status),
        since_ms: health.since ? Date.parse(health.since) : null,
        summary: JSON.stringify(health),
        evaluated_ms: Date.parse(health.evaluatedAt),
      })
      .onConflict(['entity_ref', 'environment'])
      .merge();
  }

  /** Forgets the environments of an integration that are not named. */
  async keepOnly(entityRef: string, environments: string[]): Promise<void> {
    await this.#knex('health')
      .where('entity_ref', entityRef)
      .whereNotIn('environment', environments)
      .delete();
  }

  async forget(entityRefs: readonly string[]): Promise<void> {
    for (const ref of entityRefs) {
      await this.#knex('health').where('entity_ref', ref).delete();
    }
  }

  /**
   * One page, worst first, then by criticality and reference.
   *
   * @param projection - the integrations that may be read
   */
  async list(
    projection: Knex.QueryBuilder,
    filter: HealthFilter,
    page: { limit: number; after?: HealthPosition },
  ): Promise<{
    items: HealthSummary[];
    totalItems: number;
    statusCounts: Record<HealthStatus, number>;
    next?: HealthPosition;
  }> {
    const base = this.#filtered(projection, filter);
    const counts = await base
      .clone()
      .groupBy('health.status')
      .select('health.status')
      .count({ count: '*' });
    const statusCounts = Object.fromEntries(
      HEALTH_STATUSES.map(status => [status, 0]),
    ) as Record<HealthStatus, number>;
    counts.forEach((row: { status: HealthStatus; count: number | string }) => {
      statusCounts[row.status] = Number(row.count);
    });
    const wanted = filter.status?.length ? filter.status : HEALTH_STATUSES;
    const query = base.clone().whereIn('health.status', [...wanted]);
    if (page.after) {
      const { rank, criticalityRank, ref } = page.after;
      query.andWhere(after => {
        after
          .where('health.rank', '>', rank)
          .orWhere(same =>
            same
              .where('health.rank', rank)
              .andWhere(
                'projection_integrations.criticality_rank',
                '<',
                criticalityRank,
              ),
          )
          .orWhere(same =>
            same
              .where('health.rank', rank)
              .andWhere(
                'projection_integrations.criticality_rank',
                criticalityRank,
              )
              .andWhere('projection_integrations.entity_ref', '>', ref),
          );
      });
    }
    const rows = await query
      .orderBy([
        { column: 'health.rank' },
        { column: 'projection_integrations.criticality_rank', order: 'desc' },
        { column: 'projection_integrations.entity_ref' },
      ])
      .limit(page.limit + 1)
      .select(
        'health.rank',
        'health.summary',
        'projection_integrations.criticality_rank',
        'projection_integrations.entity_ref',
        'projection_integrations.facets',
      );
    const shown = rows.slice(0, page.limit);
    const last = shown[shown.length - 1];
    return {
      items: shown.map((row: { facets: string; summary: string }) => ({
        integration: JSON.parse(row.facets) as IntegrationFacets,
        ...(JSON.parse(row.summary) as StoredHealth),
      })),
      totalItems: [...new Set(wanted)].reduce(
        (sum, status) => sum + statusCounts[status],
        0,
      ),
      statusCounts,
      next:
        rows.length > page.limit
          ? {
              rank: last.rank,
              criticalityRank: last.criticality_rank,
              ref: last.entity_ref,
            }
          : undefined,
    };
  }

  #filtered(
    projection: Knex.QueryBuilder,
    filter: HealthFilter,
  ): Knex.QueryBuilder {
    const query = projection.join(
      'health',
      'health.entity_ref',
      'projection_integrations.entity_ref',
    );
    if (filter.environment) {
      query.where('health.environment', filter.environment);
    } else {
      query.where('health.declared', true);
    }
    for (const [name, column] of Object.entries(columns)) {
      const values = filter[name as 'owner'];
      if (values?.length) {
        const path = `projection_integrations.${column}`;
        query.andWhere(any => {
          any.whereIn(path, values);
          if (name === 'owner' && values.includes('none')) {
            any.orWhereNull(path);
          }
        });
      }
    }
    if (filter.text) {
      const pattern = filter.text
        .toLocaleLowerCase('en-US')
        .replace(/[\\%_]/g, '\\$&');
      query.andWhereRaw(
        `projection_integrations.search_text like ? escape '\\'`,
        [`%${pattern}%`],
      );
    }
    return query;
  }
}
