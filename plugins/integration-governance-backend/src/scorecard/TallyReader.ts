import { Criticality } from '@tieline/plugin-integrations-common';
import { AnswerState } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { GroupBy, GroupedTally } from './groupIntegrations';
import { applyFilter, IntegrationFilter, NO_VALUE } from './integrationFilter';
import { unpackAnswerStates } from './scoreRows';

const columns: Record<GroupBy, string> = {
  team: 'projection_integrations.owner_ref',
  system: 'projection_integrations.system_ref',
  domain: 'projection_integrations.domain_ref',
  pattern: 'projection_integrations.pattern',
  interaction: 'projection_integrations.interaction',
  platform: 'platforms.ref',
  criticality: 'projection_integrations.criticality',
};

/** A map of eight answers takes about a kilobyte. */
const MAX_UNPACKED = 20_000;

/** What another replica changed is seen at the latest after this long. */
const LIFETIME_MS = 2_000;

/** A grouping, or a caller's right to read a part; what is asked for beside them is filtered, and small. */
const MAX_KEPT = 50;

interface Kept {
  untilMs: number;
  tallies: Promise<GroupedTally[]>;
}

/**
 * Counts integrations with the same answers in the database: there are far fewer
 * of them than integrations. Whoever asks the same shortly after gets the same:
 * a portfolio's page is open on many screens, and all of it is counted for each.
 */
export class TallyReader {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  /** The distinct answers are few, and read again and again. */
  readonly #unpacked = new Map<string, ReadonlyMap<string, AnswerState>>();
  readonly #kept = new Map<string, Kept>();

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /**
   * @param by - where it is missing, all have the key `all`. An integration
   *   that goes via several platforms is in each of them.
   */
  async read(
    by: GroupBy | undefined,
    filter: IntegrationFilter,
    readable: IntegrationQuery,
  ): Promise<GroupedTally[]> {
    const query = this.#projection
      .query()
      .leftJoin(
        'scores',
        'scores.entity_ref',
        'projection_integrations.entity_ref',
      );
    if (filter.status) {
      query.leftJoin(
        'health_snapshots',
        'health_snapshots.entity_ref',
        'projection_integrations.entity_ref',
      );
    }
    if (by === 'platform') {
      query.leftJoin('projection_integration_refs as platforms', join =>
        join
          .on('platforms.entity_ref', 'projection_integrations.entity_ref')
          .andOnVal('platforms.role', 'via'),
      );
    }
    readable(query);
    applyFilter(this.#knex, query, filter);
    const group = by && columns[by];
    query
      .select(
        ...(group ? [this.#knex.raw('?? as group_key', [group])] : []),
        'projection_integrations.criticality',
        'scores.answer_states',
      )
      .count({ count: 'projection_integrations.entity_ref' })
      .groupBy(
        ...(group ? [group] : []),
        'projection_integrations.criticality',
        'scores.answer_states',
      );
    return this.#once(query, async () => this.#toTallies(await query, group));
  }

  /** Something of it changed. */
  forget(): void {
    this.#kept.clear();
  }

  /** The text of a query holds what its caller may read. */
  #once(
    query: Knex.QueryBuilder,
    count: () => Promise<GroupedTally[]>,
  ): Promise<GroupedTally[]> {
    const { sql, bindings } = query.toSQL();
    const key = JSON.stringify([sql, bindings]);
    const known = this.#kept.get(key);
    if (known && known.untilMs > Date.now()) {
      return known.tallies;
    }
    if (this.#kept.size >= MAX_KEPT) {
      this.#kept.clear();
    }
    const kept = { untilMs: Date.now() + LIFETIME_MS, tallies: count() };
    this.#kept.set(key, kept);
    kept.tallies.catch(() => {
      if (this.#kept.get(key) === kept) {
        this.#kept.delete(key);
      }
    });
    return kept.tallies;
  }

  #toTallies(
    rows: ReadonlyArray<{
      group_key?: string | null;
      criticality: Criticality | null;
      answer_states: string | null;
      count: number | string;
    }>,
    group: string | undefined,
  ): GroupedTally[] {
    return rows.map(row => ({
      key: group ? (row.group_key ?? NO_VALUE) : 'all',
      criticality: row.criticality ?? undefined,
      states: row.answer_states ? this.#unpack(row.answer_states) : undefined,
      count: Number(row.count),
    }));
  }

  /** How many integrations there are, whatever their answers. */
  async count(
    filter: IntegrationFilter,
    readable: IntegrationQuery,
  ): Promise<number> {
    const query = this.#projection.query();
    readable(query);
    applyFilter(this.#knex, query, filter);
    const row = await query.count({ count: '*' }).first();
    return Number(row?.count ?? 0);
  }

  #unpack(packed: string): ReadonlyMap<string, AnswerState> {
    let states = this.#unpacked.get(packed);
    if (!states) {
      if (this.#unpacked.size >= MAX_UNPACKED) {
        this.#unpacked.clear();
      }
      states = unpackAnswerStates(packed);
      this.#unpacked.set(packed, states);
    }
    return states;
  }
}
