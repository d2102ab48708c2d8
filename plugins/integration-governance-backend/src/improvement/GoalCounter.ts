import { CheckResult } from '@tieline/plugin-integrations-common';
import { GoalFilter } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { StoredInstant } from '../database';
import { applyFilter } from '../scorecard/integrationFilter';
import { ResultChange } from './burnDown';
import { GoalCounts, goalCheckIds, StoredGoal } from './Goal';

/** What makes an integration count, and what it has to pass. */
export type GoalAim = Pick<StoredGoal, 'checkIds' | 'questionIds' | 'filter'>;

/** Counts how far goals are, in the database. */
export class GoalCounter {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
  }

  /** Integrations to which it applies, and those of them that pass all that applies. */
  async count(goal: GoalAim, readable: IntegrationQuery): Promise<GoalCounts> {
    const row = await this.#knex
      .from(this.#standings(goal, readable).as('standings'))
      .select(
        this.#knex.raw('count(*) as total'),
        this.#knex.raw(
          'sum(case when passed = applicable then 1 else 0 end) as met',
        ),
      )
      .where('applicable', '>', 0)
      .first<{ total: number | string; met: number | string | null }>();
    return { total: Number(row?.total ?? 0), met: Number(row?.met ?? 0) };
  }

  /** Whether the caller may read every integration that matches. */
  async mayReadAll(
    filter: GoalFilter,
    readable: IntegrationQuery,
  ): Promise<boolean> {
    const [all, own] = await Promise.all(
      [() => {}, readable].map(async narrow => {
        const row = await this.#matching(filter, narrow)
          .count({ count: 'projection_integrations.entity_ref' })
          .first();
        return Number(row?.count ?? 0);
      }),
    );
    return all === own;
  }

  /** The integrations that are not there yet. */
  missing(goal: GoalAim, readable: IntegrationQuery): Knex.QueryBuilder {
    return this.#knex
      .from(this.#standings(goal, readable).as('standings'))
      .whereRaw('passed < applicable')
      .select('entity_ref');
  }

  /** Each change of a result that counts, in their order, of the integrations that match now. */
  async listChanges(goal: GoalAim): Promise<ResultChange[]> {
    const rows: Array<{
      entity_ref: string;
      check_id: string;
      to_result: CheckResult;
      at: StoredInstant;
    }> = await this.#matching(goal.filter, () => {})
      .innerJoin(
        'transitions',
        'transitions.entity_ref',
        'projection_integrations.entity_ref',
      )
      .whereIn(
        'transitions.check_id',
        goalCheckIds(goal, this.#checklist.current),
      )
      .orderBy(['transitions.at', 'transitions.id'])
      .select(
        'transitions.entity_ref',
        'transitions.check_id',
        'transitions.to_result',
        'transitions.at',
      );
    return rows.map(row => ({
      entityRef: row.entity_ref,
      checkId: row.check_id,
      to: row.to_result,
      at: new Date(row.at),
    }));
  }

  #matching(filter: GoalFilter, readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#projection.query();
    readable(query);
    applyFilter(this.#knex, query, filter);
    return query;
  }

  #standings(goal: GoalAim, readable: IntegrationQuery): Knex.QueryBuilder {
    return this.#matching(goal.filter, readable)
      .innerJoin(
        'results',
        'results.entity_ref',
        'projection_integrations.entity_ref',
      )
      .whereIn('results.check_id', goalCheckIds(goal, this.#checklist.current))
      .groupBy('projection_integrations.entity_ref')
      .select(
        'projection_integrations.entity_ref',
        this.#knex.raw(
          `sum(case when results.result <> 'not-applicable' then 1 else 0 end) as applicable`,
        ),
        this.#knex.raw(
          `sum(case when results.result = 'pass' then 1 else 0 end) as passed`,
        ),
      );
  }
}
