import {
  ContractPage,
  ContractSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { StoredNumber } from '../database';
import { ContractRow, VersionRow } from './Contract';
import { applyFilter, ContractFilter } from './contractFilter';
import {
  applyAfter,
  decodeCursor,
  Direction,
  encodeCursor,
  ListOrder,
  sortKeys,
} from './listOrder';
import { toSummary } from './toSummary';
import { VersionStore } from './VersionStore';

export interface ListRequest {
  filter: ContractFilter;
  orderBy: ListOrder;
  direction: Direction;
  limit: number;
  cursor?: string;
}

/** A contract with what a list is sorted and filtered by. */
export type ListedRow = ContractRow & {
  latest_id: number | null;
  verdict: string;
  rank: number;
  changed_at_ms: StoredNumber;
  consumers: number | string;
  format_key: string;
  name_key: string;
};

/**
 * Ranks of the list that opens with what needs somebody: refused since the
 * latest version or not taken at all, then by verdict; what has no version yet
 * comes last.
 */
const RANK = `case
  when contracts.problem is not null
    or contracts.last_refused_at_ms > coalesce(latest.published_at_ms, 0) then 0
  when latest.id is null then 6
  when latest.verdict_state = 'incompatible' then 1
  when latest.verdict_state = 'overridden' then 2
  when latest.verdict_state = 'unchecked' then 3
  when latest.verdict_state = 'not-comparable' then 4
  else 5 end`;

/** The list of contracts, filtered, sorted and paged in SQL. */
export class ContractList {
  readonly #knex: Knex;
  readonly #versions: VersionStore;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    versions: VersionStore;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#versions = options.versions;
    this.#now = options.now;
  }

  /**
   * @param readable - the integrations that count as consumers
   * @throws InputError where the cursor belongs to another order
   */
  async list(
    request: ListRequest,
    readable: IntegrationQuery,
  ): Promise<ContractPage> {
    const [page, totalItems, formats] = await Promise.all([
      this.#readPage(request, readable),
      this.#count(request.filter, readable),
      this.#countFormats(request.filter, readable),
    ]);
    return { ...page, totalItems, formats };
  }

  /** The contracts with these ids, by id. */
  async summaries(
    ids: readonly number[],
    readable: IntegrationQuery,
  ): Promise<Map<number, ContractSummary>> {
    const rows: ListedRow[] = await this.#listed(readable).whereIn('id', [
      ...ids,
    ]);
    const summaries = await this.#toSummaries(rows);
    return new Map(summaries.map(summary => [summary.id, summary]));
  }

  async #readPage(
    { filter, orderBy, direction, limit, cursor }: ListRequest,
    readable: IntegrationQuery,
  ): Promise<Pick<ContractPage, 'items' | 'nextCursor'>> {
    const keys = sortKeys(orderBy, direction);
    const query = this.#listed(readable).limit(limit + 1);
    applyFilter(query, filter);
    keys.forEach(key => query.orderBy(key.column, key.direction));
    if (cursor) {
      applyAfter(query, keys, decodeCursor(cursor, orderBy, direction));
    }
    const found: ListedRow[] = await query;
    const rows = found.slice(0, limit);
    const last = rows[rows.length - 1];
    const items = await this.#toSummaries(rows);
    return found.length > limit
      ? {
          items,
          nextCursor: encodeCursor(
            orderBy,
            direction,
            keys.map(({ column, isText }) =>
              isText ? String(last[column]) : Number(last[column]),
            ),
          ),
        }
      : { items };
  }

  async #toSummaries(rows: readonly ListedRow[]): Promise<ContractSummary[]> {
    const versions = await this.#versions.listByIds(
      rows.flatMap(row => row.latest_id ?? []),
    );
    const byId = new Map<number | null, VersionRow>(
      versions.map(version => [version.id, version]),
    );
    return rows.map(row =>
      toSummary(row, byId.get(row.latest_id), this.#now()),
    );
  }

  async #count(
    filter: ContractFilter,
    readable: IntegrationQuery,
  ): Promise<number> {
    const query = this.#listed(readable);
    applyFilter(query, filter);
    const row = await query.clearSelect().count({ count: '*' }).first();
    return Number(row?.count ?? 0);
  }

  async #countFormats(
    filter: ContractFilter,
    readable: IntegrationQuery,
  ): Promise<ContractPage['formats']> {
    const query = this.#listed(readable).whereNotNull('format');
    applyFilter(query, { ...filter, format: undefined });
    const rows: Array<{
      format: ContractPage['formats'][number]['format'];
      count: number | string;
    }> = await query
      .clearSelect()
      .select('format')
      .count({ count: '*' })
      .groupBy('format')
      .orderBy('format');
    return rows.map(({ format, count }) => ({ format, count: Number(count) }));
  }

  #listed(readable: IntegrationQuery): Knex.QueryBuilder {
    const consumers = this.#knex('contract_flows')
      .join(
        'projection_integrations',
        'projection_integrations.entity_ref',
        'contract_flows.integration_ref',
      )
      .whereNull('projection_integrations.deleted_at')
      .groupBy('contract_flows.contract_id')
      .select('contract_flows.contract_id')
      .countDistinct({ count: 'contract_flows.integration_ref' });
    readable(consumers);
    const listed = this.#knex('contracts')
      .leftJoin('contract_versions as latest', join =>
        join
          .on('latest.contract_id', 'contracts.id')
          .andOn('latest.number', 'contracts.newest_number'),
      )
      .leftJoin(
        consumers.as('consumers'),
        'consumers.contract_id',
        'contracts.id',
      )
      .select(
        'contracts.*',
        'latest.id as latest_id',
        this.#knex.raw(
          `coalesce(latest.verdict_state, 'unchecked') as verdict`,
        ),
        this.#knex.raw(`${RANK} as rank`),
        this.#knex.raw('coalesce(latest.published_at_ms, 0) as changed_at_ms'),
        this.#knex.raw('coalesce(consumers.count, 0) as consumers'),
        this.#knex.raw(`coalesce(contracts.format, '') as format_key`),
        this.#knex.raw(
          `lower(coalesce(contracts.title, contracts.subject)) as name_key`,
        ),
      );
    return this.#knex.from(listed.as('listed')).select('*');
  }
}
