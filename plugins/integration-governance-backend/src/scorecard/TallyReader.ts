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
import { SharedReads } from './SharedReads';

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

/**
 * Counts integrations with the same answers in the database: there are far fewer
 * of them than integrations. Whoever asks the same shortly after gets the same,
 * the same object too: a portfolio's page is open on many screens, and all of it
 * is counted for each. How long, and when it is counted anew: see `SharedReads`.
 */
export class TallyReader {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  /** The distinct answers are few, and read again and again. */
  readonly #unpacked = new Map<string, ReadonlyMap<string, AnswerState>>();
  readonly #shared: SharedReads<GroupedTally[]>;

  /** @param options - `now`: milliseconds of a clock; the system's where it is missing */
  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    now?: () => number;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#shared = new SharedReads({ now: options.now });
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
    // The text of a query holds what its caller may read.
    const { sql, bindings } = query.toSQL();
    return this.#shared.get(JSON.stringify([sql, bindings]), async () =>
      this.#toTallies(await query, group),
    );
  }

  /** Something of it changed: what was counted before is told to nobody any more. */
  forget(): void {
    this.#shared.forget();
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

  /** Whether a caller may read all there are, as far as the condition itself says so. */
  isEverything(readable: IntegrationQuery): boolean {
    const query = this.#projection.query();
    const all = query.toSQL();
    readable(query);
    const own = query.toSQL();
    return (
      own.sql === all.sql &&
      JSON.stringify(own.bindings) === JSON.stringify(all.bindings)
    );
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
