import {
  PortfolioScorecard,
  RollUp,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { Checklist } from '../checklist/Checklist';
import { DriftStore } from '../evidence/DriftStore';
import { SourceStore } from '../evidence/SourceStore';
import { Surroundings } from '../evidence/Surroundings';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { GroupBy, groupIntegrations } from './groupIntegrations';
import { applyFilter, IntegrationFilter } from './integrationFilter';
import { compareScored, rollUp } from './rollUp';
import { ScorecardStore } from './ScorecardStore';

/** The portfolio's scorecard, over what the caller may read. */
export class Portfolio {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #scorecards: ScorecardStore;
  readonly #sources: SourceStore;
  readonly #drift: DriftStore;
  readonly #checklist: Checklist;
  readonly #surroundings: SurroundingsCache;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    scorecards: ScorecardStore;
    sources: SourceStore;
    drift: DriftStore;
    checklist: Checklist;
    surroundings: SurroundingsCache;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#scorecards = options.scorecards;
    this.#sources = options.sources;
    this.#drift = options.drift;
    this.#checklist = options.checklist;
    this.#surroundings = options.surroundings;
  }

  /**
   * @param readable - the condition of what the caller may read
   * @param options - `withDrift`: whether the caller may know of what was
   *   observed and belongs to no integration
   */
  async read(
    groupBy: GroupBy,
    filter: IntegrationFilter,
    readable: IntegrationQuery,
    options: { withDrift: boolean },
  ): Promise<PortfolioScorecard> {
    const query = this.#projection
      .query()
      .leftJoin(
        'health_snapshots',
        'health_snapshots.entity_ref',
        'projection_integrations.entity_ref',
      )
      .select('projection_integrations.facets');
    readable(query);
    applyFilter(this.#knex, query, filter);
    const [rows, surroundings, evaluatedAt, inventory]: [
      Array<{ facets: string }>,
      Surroundings,
      string | undefined,
      PortfolioScorecard['inventory'],
    ] = await Promise.all([
      query,
      this.#surroundings.get(),
      this.#scorecards.lastEvaluatedAt(),
      options.withDrift ? this.#readInventory(readable) : undefined,
    ]);
    const integrations = rows.map((row): IntegrationFacets =>
      JSON.parse(row.facets),
    );
    const scores = await this.#scorecards.readScores(
      integrations.map(({ entityRef }) => entityRef),
    );
    const members = integrations.map(integration => ({
      integration,
      score: scores.get(integration.entityRef),
    }));
    const { questionIds, questions, version } = this.#checklist;
    const grouping = groupIntegrations(
      groupBy,
      members,
      surroundings,
      questionIds,
    );
    const place = new Map(
      grouping.groups.map(({ key }: RollUp, index) => [key, index]),
    );
    const placed = members.map(member => ({
      groupKey: grouping.keyOf(member.integration),
      ...member,
    }));
    placed.sort(
      (left, right) =>
        (place.get(left.groupKey) ?? 0) - (place.get(right.groupKey) ?? 0) ||
        compareScored(left, right),
    );
    return {
      checklistVersion: version,
      evaluatedAt,
      questions: [...questions],
      groupBy,
      groups: grouping.groups,
      total: rollUp(
        { key: 'all', title: 'All integrations', depth: 0 },
        members,
        questionIds,
      ),
      rows: placed,
      inventory,
    };
  }

  /** Question 1 for the whole; undefined where drift was never read. */
  async #readInventory(
    readable: IntegrationQuery,
  ): Promise<PortfolioScorecard['inventory']> {
    const { readAt } = await this.#sources.get('drift');
    if (!readAt) {
      return undefined;
    }
    const query = this.#projection.query();
    readable(query);
    const row = await query.count({ count: 'entity_ref' }).first();
    return {
      declared: Number(row?.count ?? 0),
      undeclared: await this.#drift.countUndeclared(),
    };
  }
}
