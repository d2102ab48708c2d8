import { CostRange } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches, StoredInstant, toInstant } from '../../database';
import {
  applyFilter,
  IntegrationFilter,
} from '../../scorecard/integrationFilter';
import {
  ReconsiderationState,
  stateOf,
  StoredReconsideration,
} from './Reconsideration';

interface ReconsiderationRow {
  entity_ref: string;
  state: ReconsiderationState;
  compared_at: StoredInstant;
  comparison: string;
}

interface TallyRow {
  state: ReconsiderationState;
  count: number | string;
  low: number | null;
  expected: number | null;
  high: number | null;
}

/** How many are in each state, and what those would save or cost. */
export type ReconsiderationTally = Record<
  ReconsiderationState,
  { count: number; difference: CostRange }
>;

/** Keeps what the matrix said last of each integration. */
export class ReconsiderationStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** Replicas that write the same at once write the same. */
  async write(rows: readonly StoredReconsideration[]): Promise<void> {
    for (const batch of inBatches(rows)) {
      await this.#knex('reconsiderations')
        .insert(
          batch.map(row => ({
            entity_ref: row.entityRef,
            state: stateOf(row),
            difference_low: row.comparison?.difference.low ?? null,
            difference_expected: row.comparison?.difference.expected ?? null,
            difference_high: row.comparison?.difference.high ?? null,
            compared_at: new Date(row.comparedAt),
            comparison: JSON.stringify(row),
          })),
        )
        .onConflict('entity_ref')
        .merge();
    }
  }

  /** Takes out what has no pattern any more. */
  async remove(entityRefs: readonly string[]): Promise<void> {
    for (const batch of inBatches(entityRefs)) {
      await this.#knex('reconsiderations')
        .whereIn('entity_ref', batch)
        .delete();
    }
  }

  async of(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredReconsideration>> {
    const found = new Map<string, StoredReconsideration>();
    for (const batch of inBatches(entityRefs)) {
      const rows: ReconsiderationRow[] = await this.#knex('reconsiderations')
        .whereIn('entity_ref', batch)
        .select('entity_ref', 'comparison');
      rows.forEach(row =>
        found.set(row.entity_ref, JSON.parse(row.comparison)),
      );
    }
    return found;
  }

  /** The greatest saving first; what nobody can say last. */
  async list(
    filter: IntegrationFilter & { differs?: boolean },
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{ rows: StoredReconsideration[]; total: number }> {
    const matching = this.#matching(filter, readable);
    if (filter.differs !== undefined) {
      matching.whereIn(
        'reconsiderations.state',
        filter.differs ? ['different'] : ['same', 'near-tie'],
      );
    }
    const counted = await matching
      .clone()
      .count({ count: 'reconsiderations.entity_ref' })
      .first();
    const rows: ReconsiderationRow[] = await matching
      .clone()
      .select('reconsiderations.comparison')
      .orderByRaw(
        'case when reconsiderations.difference_expected is null then 1 else 0 end, reconsiderations.difference_expected, reconsiderations.entity_ref',
      )
      .limit(page.limit)
      .offset(page.offset);
    return {
      rows: rows.map(row => JSON.parse(row.comparison)),
      total: Number(counted?.count ?? 0),
    };
  }

  /** @returns also when the one was compared that was compared the longest ago */
  async tally(
    filter: IntegrationFilter,
    readable: IntegrationQuery,
  ): Promise<{ states: ReconsiderationTally; comparedAt?: string }> {
    const matching = this.#matching(filter, readable);
    const rows: TallyRow[] = await matching
      .clone()
      .select('reconsiderations.state')
      .count({ count: 'reconsiderations.entity_ref' })
      .sum({
        low: 'reconsiderations.difference_low',
        expected: 'reconsiderations.difference_expected',
        high: 'reconsiderations.difference_high',
      })
      .groupBy('reconsiderations.state');
    const oldest = await matching
      .clone()
      .min({ at: 'reconsiderations.compared_at' })
      .first();
    const of = (state: ReconsiderationState) => {
      const row = rows.find(one => one.state === state);
      return {
        count: Number(row?.count ?? 0),
        difference: {
          low: Number(row?.low ?? 0),
          expected: Number(row?.expected ?? 0),
          high: Number(row?.high ?? 0),
        },
      };
    };
    return {
      states: {
        same: of('same'),
        'near-tie': of('near-tie'),
        different: of('different'),
        unknown: of('unknown'),
      },
      comparedAt: oldest?.at ? toInstant(oldest.at) : undefined,
    };
  }

  #matching(
    filter: IntegrationFilter,
    readable: IntegrationQuery,
  ): Knex.QueryBuilder {
    const query = this.#projection
      .query()
      .innerJoin(
        'reconsiderations',
        'reconsiderations.entity_ref',
        'projection_integrations.entity_ref',
      );
    readable(query);
    const { owner, system, domain, pattern, criticality } = filter;
    applyFilter(this.#knex, query, {
      ...{ owner, system, domain, pattern, criticality },
    });
    return query;
  }
}
