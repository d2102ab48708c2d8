import {
  PortfolioScorecard,
  RollUp,
  ScorecardRow,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { DriftStore } from '../evidence/DriftStore';
import { SourceStore } from '../evidence/SourceStore';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { GroupBy, groupKeyOf, groupsWithin } from './groupIntegrations';
import { applyFilter, IntegrationFilter } from './integrationFilter';
import { compareScored } from './rollUp';
import { RollUps } from './RollUps';
import { ScorecardStore } from './ScorecardStore';
import { TallyReader } from './TallyReader';

/** The portfolio's scorecard, over what the caller may read. */
export class Portfolio {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #scorecards: ScorecardStore;
  readonly #sources: SourceStore;
  readonly #drift: DriftStore;
  readonly #checklist: ActiveChecklist;
  readonly #surroundings: SurroundingsCache;
  readonly #tallies: TallyReader;
  readonly #rollUps = new RollUps();

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    scorecards: ScorecardStore;
    sources: SourceStore;
    drift: DriftStore;
    checklist: ActiveChecklist;
    surroundings: SurroundingsCache;
    tallies: TallyReader;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#scorecards = options.scorecards;
    this.#sources = options.sources;
    this.#drift = options.drift;
    this.#checklist = options.checklist;
    this.#surroundings = options.surroundings;
    this.#tallies = options.tallies;
  }

  /**
   * @param readable - the condition of what the caller may read
   * @param options - `withDrift`: whether the caller may know of what was
   *   observed and belongs to no integration; `withRows`: whether each
   *   integration is listed; `within`: of which level the groups are, see
   *   `groupsWithin`
   */
  async read(
    groupBy: GroupBy,
    filter: IntegrationFilter,
    readable: IntegrationQuery,
    options: { withDrift: boolean; withRows: boolean; within?: string },
  ): Promise<PortfolioScorecard> {
    const checklist = this.#checklist.current;
    const [grouped, all, surroundings, evaluatedAt, inventory] =
      await Promise.all([
        this.#tallies.read(groupBy, filter, readable),
        // What goes via several platforms would count several times.
        groupBy === 'platform'
          ? this.#tallies.read(undefined, filter, readable)
          : undefined,
        this.#surroundings.get(),
        this.#scorecards.lastEvaluatedAt(),
        options.withDrift ? this.#readInventory(readable) : undefined,
      ]);
    const groups = this.#rollUps.groupsOf(
      grouped,
      groupBy,
      checklist,
      surroundings,
    );
    return {
      checklistVersion: checklist.version,
      evaluatedAt,
      questions: [...checklist.questions],
      groupBy,
      groups: groupsWithin(groups, options.within),
      total: this.#rollUps.totalOf(all ?? grouped, checklist),
      rows: options.withRows
        ? await this.#readRows(groupBy, filter, readable, groups)
        : [],
      inventory,
    };
  }

  /** In the order of the groups, worst first within each. */
  async #readRows(
    groupBy: GroupBy,
    filter: IntegrationFilter,
    readable: IntegrationQuery,
    groups: readonly RollUp[],
  ): Promise<ScorecardRow[]> {
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
    const found: Array<{ facets: string }> = await query;
    const integrations = found.map((row): ScorecardRow['integration'] =>
      JSON.parse(row.facets),
    );
    const scores = await this.#scorecards.readScores(
      integrations.map(({ entityRef }) => entityRef),
    );
    const rows = integrations.map(integration => ({
      groupKey: groupKeyOf(groupBy, integration),
      integration,
      score: scores.get(integration.entityRef),
    }));
    const place = new Map(groups.map(({ key }, index) => [key, index]));
    return rows.sort(
      (left, right) =>
        (place.get(left.groupKey) ?? 0) - (place.get(right.groupKey) ?? 0) ||
        compareScored(left, right),
    );
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
