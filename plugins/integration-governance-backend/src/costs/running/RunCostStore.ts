import {
  CostRange,
  RunCost,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches } from '../../database';
import {
  applyFilter,
  IntegrationFilter,
} from '../../scorecard/integrationFilter';

/** A run cost without what the projection knows. */
export type StoredRunCost = Omit<RunCost, 'integration'>;

export type RunCostOrder = 'total' | 'per-message';

/** What groups and totals are added up from. */
export interface RunCostFigures {
  facets: IntegrationFacets;
  perMonth: CostRange;
  /** Undefined where nobody measured. */
  calls: number | undefined;
  interventionMinutes: number;
}

interface CostRow {
  facets: string;
  cost: string;
}

interface SumRow {
  count: number | string;
  low: number | string | null;
  expected: number | string | null;
  high: number | string | null;
  measured: number | string;
}

/** Keeps what integrations cost to run, with columns to sort and add up by. */
export class RunCostStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** The most expensive first; what has no cost a message comes last. */
  async list(
    filter: IntegrationFilter,
    readable: IntegrationQuery,
    page: { orderBy: RunCostOrder; limit: number; offset: number },
  ): Promise<{
    items: RunCost[];
    totalItems: number;
    total: CostRange;
    unmeasured: number;
  }> {
    const matching = this.#readable(readable);
    applyFilter(this.#knex, matching, filter);
    const [sums]: SumRow[] = await matching
      .clone()
      .count({ count: 'run_costs.entity_ref', measured: 'run_costs.calls' })
      .sum({
        low: 'run_costs.low_cents',
        expected: 'run_costs.expected_cents',
        high: 'run_costs.high_cents',
      });
    const order =
      page.orderBy === 'total'
        ? 'run_costs.expected_cents desc'
        : 'case when run_costs.per_message is null then 1 else 0 end, run_costs.per_message desc';
    const rows: CostRow[] = await matching
      .clone()
      .select('facets', 'cost')
      .orderByRaw(`${order}, run_costs.entity_ref`)
      .limit(page.limit)
      .offset(page.offset);
    return {
      items: rows.map(toRunCost),
      totalItems: Number(sums.count),
      total: {
        low: Number(sums.low ?? 0) / 100,
        expected: Number(sums.expected ?? 0) / 100,
        high: Number(sums.high ?? 0) / 100,
      },
      unmeasured: Number(sums.count) - Number(sums.measured),
    };
  }

  /** Undefined where it may not be read, or was not calculated yet. */
  async get(
    entityRef: string,
    readable: IntegrationQuery,
  ): Promise<RunCost | undefined> {
    const row: CostRow | undefined = await this.#readable(readable)
      .where('run_costs.entity_ref', entityRef)
      .first('facets', 'cost');
    return row && toRunCost(row);
  }

  /**
   * What an integration costs in 30 days, as last calculated.
   *
   * @returns undefined where it was not calculated yet
   */
  async monthlyCost(entityRef: string): Promise<CostRange | undefined> {
    const cost = await this.get(entityRef.toLocaleLowerCase('en-US'), () => {});
    return cost?.perMonth;
  }

  /** Whoever may read it; undefined where it was not calculated yet. */
  runCost(entityRef: string): Promise<RunCost | undefined> {
    return this.get(entityRef, () => {});
  }

  /** Of all integrations, whoever may read them, the dearest first. */
  async mostExpensive(limit: number): Promise<RunCost[]> {
    const { items } = await this.list({}, () => {}, {
      orderBy: 'total',
      limit,
      offset: 0,
    });
    return items;
  }

  /** Of all that may be read. */
  async figures(readable: IntegrationQuery): Promise<RunCostFigures[]> {
    const rows: Array<{
      facets: string;
      low_cents: number | string;
      expected_cents: number | string;
      high_cents: number | string;
      calls: number | null;
      intervention_minutes: number;
    }> = await this.#readable(readable)
      .orderBy('run_costs.entity_ref')
      .select(
        'facets',
        'low_cents',
        'expected_cents',
        'high_cents',
        'calls',
        'intervention_minutes',
      );
    return rows.map(row => ({
      facets: JSON.parse(row.facets),
      perMonth: {
        low: Number(row.low_cents) / 100,
        expected: Number(row.expected_cents) / 100,
        high: Number(row.high_cents) / 100,
      },
      calls: row.calls ?? undefined,
      interventionMinutes: row.intervention_minutes,
    }));
  }

  /**
   * Writes costs, except where another replica wrote some that were calculated
   * from what was read later.
   */
  async write(
    costs: ReadonlyArray<{ entityRef: string; cost: StoredRunCost }>,
    readAt: Date,
  ): Promise<void> {
    for (const batch of inBatches(costs)) {
      await this.#knex('run_costs')
        .insert(
          batch.map(({ entityRef, cost }) => ({
            entity_ref: entityRef,
            low_cents: Math.round(cost.perMonth.low * 100),
            expected_cents: Math.round(cost.perMonth.expected * 100),
            high_cents: Math.round(cost.perMonth.high * 100),
            per_message: cost.perMessage?.expected ?? null,
            calls: cost.calls,
            intervention_minutes: cost.interventions.minutes,
            cost: JSON.stringify(cost),
            calculated_at: readAt,
          })),
        )
        .onConflict('entity_ref')
        .merge()
        .where('run_costs.calculated_at', '<=', readAt);
    }
  }

  #readable(readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#projection
      .query()
      .innerJoin(
        'run_costs',
        'run_costs.entity_ref',
        'projection_integrations.entity_ref',
      );
    readable(query);
    return query;
  }
}

function toRunCost(row: CostRow): RunCost {
  return { integration: JSON.parse(row.facets), ...JSON.parse(row.cost) };
}
