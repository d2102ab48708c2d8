import {
  HEALTH_STATUSES,
  HealthStatus,
} from '@tieline/plugin-integrations-common';
import {
  HealthSummary,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';

/** A summary without the facets, which the projection has, and the alarm, which the log has. */
export type StoredHealth = Omit<HealthSummary, 'integration' | 'lastAlarm'>;

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

/** What was found out of an integration, in all environments that it is known in. */
export interface EvaluatedHealth {
  entityRef: string;
  environments: Array<{
    /** Whether it is the one that the integration declares. */
    declared: boolean;
    health: StoredHealth;
  }>;
}

/** What was found before, of which the next evaluation makes use. */
export type StatusBefore = Pick<
  StoredHealth,
  'environment' | 'status' | 'since'
>;

const ROWS_PER_STATEMENT = 100;

/** What says nothing new is not written again, unless its moment is older than this. */
const FRESH_FOR_MS = 60_000;

/** Moments that every evaluation moves; text can't hold such quotes unescaped. */
const movingMoments = /"(?:evaluatedAt|from|to)":"[^"]*"/g;

const keyOf = (row: Pick<HealthRow, 'entity_ref' | 'environment'>) =>
  `${row.entity_ref}\u0001${row.environment}`;

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

const worstFirst = [
  { column: 'health.rank' },
  { column: 'projection_integrations.criticality_rank', order: 'desc' },
  { column: 'projection_integrations.entity_ref' },
];

/** Keeps the status of every integration, and lists it worst first. */
export class HealthStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The status of several integrations in every environment. */
  async listStatusOf(
    entityRefs: readonly string[],
  ): Promise<Map<string, StatusBefore[]>> {
    const rows = await this.#knex<HealthRow>('health')
      .whereIn('entity_ref', entityRefs)
      .select('entity_ref', 'environment', 'status', 'since_ms');
    const byRef = new Map<string, StatusBefore[]>();
    for (const row of rows) {
      const { environment, status, since_ms: sinceMs } = row;
      const since = sinceMs === null ? undefined : new Date(sinceMs);
      const known = byRef.get(row.entity_ref) ?? [];
      known.push({ environment, status, since: since?.toISOString() });
      byRef.set(row.entity_ref, known);
    }
    return byRef;
  }

  async listEnvironments(entityRef: string): Promise<StoredHealth[]> {
    const rows = await this.#knex<HealthRow>('health')
      .where({ entity_ref: entityRef })
      .orderBy('environment');
    return rows.map(row => JSON.parse(row.summary));
  }

  /**
   * Writes what was evaluated, all of it in one transaction: on SQLite each
   * waits for the disk. Replicas may write at the same time: they write the
   * same. Environments that are no longer named are forgotten. What says the
   * same as before keeps the moment that it has for up to a minute.
   *
   * @returns the integrations whose status, or the reasons for it, are others than before
   */
  async putAll(evaluated: readonly EvaluatedHealth[]): Promise<string[]> {
    // In one order everywhere: two replicas can't block each other.
    const rows = evaluated
      .flatMap(({ entityRef, environments }) =>
        environments.map(({ declared, health }) => ({
          entity_ref: entityRef,
          environment: health.environment,
          declared,
          status: health.status,
          rank: HEALTH_STATUSES.indexOf(health.status),
          since_ms: health.since ? Date.parse(health.since) : null,
          summary: JSON.stringify(health),
          evaluated_ms: Date.parse(health.evaluatedAt),
        })),
      )
      .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    if (rows.length === 0) {
      return [];
    }
    const current = new Set(rows.map(keyOf));
    const stored: HealthRow[] = await this.#knex<HealthRow>('health').whereIn(
      'entity_ref',
      evaluated.map(({ entityRef }) => entityRef),
    );
    const before = new Map(stored.map(row => [keyOf(row), row]));
    const changed = rows.filter(row => !isFresh(before.get(keyOf(row)), row));
    const gone = stored.filter(row => !current.has(keyOf(row)));
    if (changed.length + gone.length === 0) {
      return [];
    }
    await this.#knex.transaction(async tx => {
      for (let at = 0; at < changed.length; at += ROWS_PER_STATEMENT) {
        await tx('health')
          .insert(changed.slice(at, at + ROWS_PER_STATEMENT))
          .onConflict(['entity_ref', 'environment'])
          .merge();
      }
      for (const row of gone) {
        await tx('health')
          .where({ entity_ref: row.entity_ref, environment: row.environment })
          .delete();
      }
    });
    const news = changed.filter(
      row => !isInTheSameState(before.get(keyOf(row)), row),
    );
    return [...new Set([...news, ...gone].map(row => row.entity_ref))];
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
    // Sorted without what is shown of them: that is most of what there is to read.
    const keys = query
      .orderBy(worstFirst)
      .limit(page.limit + 1)
      .select('health.entity_ref', 'health.environment')
      .as('page');
    const rows = await this.#knex
      .from(keys)
      .join('health', {
        'health.entity_ref': 'page.entity_ref',
        'health.environment': 'page.environment',
      })
      .join(
        'projection_integrations',
        'projection_integrations.entity_ref',
        'page.entity_ref',
      )
      .orderBy(worstFirst)
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

/** Whether what is stored says the same, and was found out lately. */
function isFresh(stored: HealthRow | undefined, row: HealthRow): boolean {
  return (
    stored !== undefined &&
    row.evaluated_ms - stored.evaluated_ms < FRESH_FOR_MS &&
    saysTheSame(stored, row)
  );
}

function saysTheSame(stored: HealthRow | undefined, row: HealthRow): boolean {
  return (
    stored !== undefined &&
    Boolean(stored.declared) === Boolean(row.declared) &&
    stored.summary.replace(movingMoments, '') ===
      row.summary.replace(movingMoments, '')
  );
}

/** Numbers move all the time; what people look up for is a status, or what led to it. */
function isInTheSameState(
  stored: HealthRow | undefined,
  row: HealthRow,
): boolean {
  const stateOf = ({ status, summary }: HealthRow) =>
    [
      status,
      ...(JSON.parse(summary) as StoredHealth).reasons.map(({ code }) => code),
    ].join(' ');
  return stored !== undefined && stateOf(stored) === stateOf(row);
}
