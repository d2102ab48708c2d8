import {
  FacetCounts,
  IntegrationPage,
  IntegrationRow,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { readIntegration } from '@tieline/plugin-integrations-common';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { SourceStore } from '../evidence/SourceStore';
import {
  applyFilter,
  facetExpressions,
  FacetName,
  facetNames,
  IntegrationFilter,
  NO_VALUE,
} from './integrationFilter';
import {
  applyAfter,
  applyOrder,
  decodeCursor,
  Direction,
  encodeCursor,
  ListOrder,
  sortKeys,
} from './listOrder';
import { readScores } from './scoreRows';

export interface ListRequest {
  filter: IntegrationFilter;
  orderBy: ListOrder;
  direction: Direction;
  limit: number;
  cursor?: string;
}

interface ListRow {
  entity_ref: string;
  facets: string;
  entity: string;
  summary: string | null;
  [sortKey: `key${number}`]: string | number;
}

/**
 * The joined list of integrations: facets from the projection, health from the
 * snapshots, score from the scorecard; filtered, sorted and paged in SQL.
 */
export class IntegrationList {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #sources: SourceStore;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    sources: SourceStore;
    checklist: ActiveChecklist;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#sources = options.sources;
    this.#checklist = options.checklist;
  }

  /**
   * @param readable - the condition of what the caller may read
   * @throws InputError where the cursor belongs to another order
   */
  async list(
    request: ListRequest,
    readable: IntegrationQuery,
  ): Promise<IntegrationPage> {
    const [page, totalItems, facets, counts, health] = await Promise.all([
      this.#readPage(request, readable),
      this.#count(request.filter, readable),
      this.#countFacets(request.filter, readable),
      this.#countAll(readable),
      this.#sources.get('health'),
    ]);
    return {
      ...page,
      totalItems,
      facets,
      counts,
      healthReadAt: health.readAt,
      healthNotReadSince: health.notReadSince,
    };
  }

  /** What the caller may read, joined with health and score. */
  #readable(readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#projection
      .query()
      .leftJoin(
        'health_snapshots',
        'health_snapshots.entity_ref',
        'projection_integrations.entity_ref',
      )
      .leftJoin(
        'scores',
        'scores.entity_ref',
        'projection_integrations.entity_ref',
      );
    readable(query);
    return query;
  }

  async #readPage(
    request: ListRequest,
    readable: IntegrationQuery,
  ): Promise<Pick<IntegrationPage, 'items' | 'pageInfo'>> {
    const { orderBy, direction, limit, cursor, filter } = request;
    const keys = sortKeys(orderBy, direction);
    const query = this.#readable(readable)
      .join(
        'projection_entities',
        'projection_entities.entity_ref',
        'projection_integrations.entity_ref',
      )
      .select(
        'projection_integrations.entity_ref',
        'projection_integrations.facets',
        'projection_entities.entity',
        'health_snapshots.summary',
      )
      .limit(limit + 1);
    applyFilter(this.#knex, query, filter);
    applyOrder(this.#knex, query, keys);
    if (cursor) {
      applyAfter(query, keys, decodeCursor(cursor, orderBy, direction));
    }
    const found: ListRow[] = await query;
    const rows = found.slice(0, limit);
    const last = rows[rows.length - 1];
    const nextCursor =
      found.length > limit
        ? encodeCursor(
            orderBy,
            direction,
            keys.map((_, index) => last[`key${index}`]),
          )
        : undefined;
    const scores = await readScores(
      this.#knex,
      rows.map(row => row.entity_ref),
      this.#checklist.current.questionIds,
    );
    const items = rows.map((row): IntegrationRow => {
      return {
        integration: JSON.parse(row.facets),
        health: row.summary ? JSON.parse(row.summary) : undefined,
        score: scores.get(row.entity_ref),
        findings: readIntegration(JSON.parse(row.entity)).findings.length,
      };
    });
    return { items, pageInfo: { nextCursor } };
  }

  async #count(
    filter: IntegrationFilter,
    readable: IntegrationQuery,
  ): Promise<number> {
    const query = this.#readable(readable);
    applyFilter(this.#knex, query, filter);
    const row = await query
      .count({ count: 'projection_integrations.entity_ref' })
      .first();
    return Number(row?.count ?? 0);
  }

  async #countFacets(
    filter: IntegrationFilter,
    readable: IntegrationQuery,
  ): Promise<FacetCounts> {
    const counted = await Promise.all(
      facetNames.map(async name => {
        const query = this.#readable(readable);
        applyFilter(this.#knex, query, filter, name);
        return [name, await this.#countValues(query, name)] as const;
      }),
    );
    return Object.fromEntries(counted);
  }

  async #countValues(
    query: Knex.QueryBuilder,
    name: FacetName,
  ): Promise<FacetCounts[string]> {
    if (name === 'via') {
      query.leftJoin('projection_integration_refs as via', join =>
        join
          .on('via.entity_ref', '=', 'projection_integrations.entity_ref')
          .andOn('via.role', '=', this.#knex.raw('?', ['via'])),
      );
    }
    const expression = name === 'via' ? 'via.ref' : facetExpressions[name];
    const rows: Array<{ value: string | null; count: number | string }> =
      await query
        .select(this.#knex.raw(`${expression} as value`))
        .select(
          this.#knex.raw(
            'count(distinct projection_integrations.entity_ref) as count',
          ),
        )
        .groupByRaw(expression);
    return rows
      .map(row => ({ value: row.value ?? NO_VALUE, count: Number(row.count) }))
      .sort(
        (left, right) =>
          right.count - left.count || left.value.localeCompare(right.value),
      );
  }

  async #countAll(
    readable: IntegrationQuery,
  ): Promise<IntegrationPage['counts']> {
    const refs = () =>
      this.#readable(readable).select('projection_integrations.entity_ref');
    const [integrations, teams, sources, others] = await Promise.all([
      this.#count({}, readable),
      this.#readable(readable)
        .countDistinct({ count: 'projection_integrations.owner_ref' })
        .first(),
      this.#readable(readable)
        .whereNotNull('projection_integrations.source_ref')
        .distinct({ ref: 'projection_integrations.source_ref' }),
      this.#knex('projection_integration_refs')
        .whereIn('entity_ref', refs())
        .distinct('role', 'ref'),
    ]);
    const platforms = others.filter(({ role }) => role === 'via');
    const systems = new Set<string>([
      ...sources.map(({ ref }: { ref: string }) => ref),
      ...others
        .filter(({ role }) => role === 'target')
        .map(({ ref }: { ref: string }) => ref),
    ]);
    return {
      integrations,
      systems: systems.size,
      teams: Number(teams?.count ?? 0),
      platforms: platforms.length,
    };
  }
}
