import { InputError } from '@backstage/errors';
import {
  DriftItem,
  DriftKind,
  DriftPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { decodeCursor, encodeCursor } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { OpenDecision } from './DecisionStore';
import { DecidedRow, isFresh, ItemRow, toItem, toRow } from './itemRows';
import { isSqlite } from '../series/sqlite';
import { DriftTraffic, FoundDrift } from './FoundDrift';

type DriftSort = keyof typeof ORDERS;

/** What a list of differences is narrowed and ordered by. */
export interface DriftQuery {
  kind?: DriftKind[];
  environment?: string;
  text?: string;
  integration?: string;
  dismissed?: boolean;
  sort?: DriftSort;
}

/**
 * Begins a query for the integrations that somebody may read. A query itself
 * would be run by whoever awaits it.
 */
export type ReadableIntegrations = () => Knex.QueryBuilder;

interface Position {
  sort: string;
  first: number;
  second: number;
  id: string;
}

const KINDS: readonly DriftKind[] = ['undeclared', 'silent', 'mismatched'];

/** Each order by two columns, both falling; the id decides among equals. */
const ORDERS = {
  volume: ['calls_last_day', 'last_seen_ms'],
  recent: ['last_seen_ms', 'calls_last_day'],
  newest: ['first_seen_ms', 'calls_last_day'],
} as const;

const ROWS_PER_STATEMENT = 80;

/** Keeps what was found, and lists it in SQL. */
export class DriftItemStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** What is stored now, to be given to {@link replace}. */
  async listStored(): Promise<Map<string, ItemRow>> {
    const rows: ItemRow[] = await this.#knex<ItemRow>('drift_items');
    return new Map(rows.map(row => [row.id, row]));
  }

  /**
   * Makes these the differences that are known, and writes only what changed.
   *
   * @param stored - as it was before anything was compared: what another
   *   replica has found since then is left alone
   */
  async replace(
    stored: ReadonlyMap<string, ItemRow>,
    found: readonly FoundDrift[],
    round: { foundMs: number; leftOut: number },
  ): Promise<void> {
    const wanted = new Map(found.map(drift => [drift.item.id, drift]));
    const gone = [...stored.keys()].filter(id => !wanted.has(id)).sort();
    // In one order everywhere: two replicas can't block each other.
    const changed = [...wanted.values()]
      .map(drift => toRow(drift, round.foundMs))
      .filter(row => !isFresh(stored.get(row.id), row))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
    await this.#knex.transaction(async tx => {
      for (let at = 0; at < changed.length; at += ROWS_PER_STATEMENT) {
        await tx('drift_items')
          .insert(changed.slice(at, at + ROWS_PER_STATEMENT))
          .onConflict('id')
          .merge();
      }
      for (let at = 0; at < gone.length; at += ROWS_PER_STATEMENT) {
        await tx('drift_items')
          .whereIn('id', gone.slice(at, at + ROWS_PER_STATEMENT))
          .delete();
      }
      await tx('drift_rounds')
        .insert({ id: 1, found_ms: round.foundMs, left_out: round.leftOut })
        .onConflict('id')
        .merge();
    });
  }

  /**
   * One difference, or undefined where there is none that may be read.
   *
   * @param readable - the integrations that may be read; undefined where none may
   */
  async get(
    id: string,
    readable: ReadableIntegrations | undefined,
    nowMs: number,
  ): Promise<{ item: DriftItem; traffic: DriftTraffic } | undefined> {
    const query = this.#readable(readable).where('drift_items.id', id);
    const [row] = await this.#withDecisions(query, nowMs);
    return row && { item: toItem(row), traffic: JSON.parse(row.traffic) };
  }

  /** Undeclared differences, but for one, that hold any of these flows. */
  async listHolding(
    flowIds: readonly string[],
    exceptId: string,
    readable: ReadableIntegrations | undefined,
  ): Promise<{ total: number; headlines: string[] }> {
    const headlines = new Map<string, string>();
    for (let at = 0; at < flowIds.length; at += ROWS_PER_STATEMENT) {
      const rows: ItemRow[] = await this.#readable(readable)
        .whereNot('drift_items.id', exceptId)
        .andWhere(any =>
          flowIds
            .slice(at, at + ROWS_PER_STATEMENT)
            .forEach(id =>
              any.orWhere('drift_items.traffic', 'like', `%${id}%`),
            ),
        )
        .select('drift_items.*');
      rows.forEach(row =>
        headlines.set(row.id, (JSON.parse(row.item) as DriftItem).headline),
      );
    }
    return {
      total: headlines.size,
      headlines: [...headlines.values()].slice(0, 5),
    };
  }

  /**
   * One page.
   *
   * @param readable - the integrations that may be read; undefined where none may
   * @throws InputError where the cursor is of another order, or none of ours
   */
  async list(
    filter: DriftQuery,
    page: { limit: number; cursor?: string },
    readable: ReadableIntegrations | undefined,
    nowMs: number,
  ): Promise<DriftPage> {
    const sort = filter.sort ?? 'volume';
    const after = decodeCursor<Position>(page.cursor, {
      sort: 'string',
      first: 'number',
      second: 'number',
      id: 'string',
    });
    if (after && after.sort !== sort) {
      throw new InputError(
        `The cursor is of a list ordered by ${after.sort}; begin without one`,
      );
    }
    return inOneSnapshot(this.#knex, knex =>
      new DriftItemStore({ knex }).#readPage(
        filter,
        { limit: page.limit, after, sort },
        readable,
        nowMs,
      ),
    );
  }

  async #readPage(
    filter: DriftQuery,
    page: { limit: number; after?: Position; sort: DriftSort },
    readable: ReadableIntegrations | undefined,
    nowMs: number,
  ): Promise<DriftPage> {
    const { after, sort } = page;
    const [first, second] = ORDERS[sort];
    const base = this.#filtered(readable, filter);
    const counts: Array<{
      kind: DriftKind;
      is_dismissed: number | string;
      count: number | string;
    }> = await base
      .clone()
      .leftJoin(...this.#openDecision(nowMs))
      .groupBy('drift_items.kind')
      .groupByRaw('case when open.id is null then 0 else 1 end')
      .select('drift_items.kind')
      .select(
        this.#knex.raw(
          'case when open.id is null then 0 else 1 end as is_dismissed',
        ),
      )
      .count({ count: '*' });
    const countOf = (isDismissed: boolean, kinds: readonly DriftKind[]) =>
      counts
        .filter(
          row =>
            Boolean(Number(row.is_dismissed)) === isDismissed &&
            kinds.includes(row.kind),
        )
        .reduce((sum, row) => sum + Number(row.count), 0);

    const isDismissed = filter.dismissed ?? false;
    const kinds = filter.kind?.length ? filter.kind : KINDS;
    const query = base.clone().whereIn('drift_items.kind', [...kinds]);
    if (after) {
      query.andWhere(next => {
        next
          .where(`drift_items.${first}`, '<', after.first)
          .orWhere(same =>
            same
              .where(`drift_items.${first}`, after.first)
              .andWhere(`drift_items.${second}`, '<', after.second),
          )
          .orWhere(same =>
            same
              .where(`drift_items.${first}`, after.first)
              .andWhere(`drift_items.${second}`, after.second)
              .andWhere('drift_items.id', '>', after.id),
          );
      });
    }
    query
      .orderBy([
        { column: `drift_items.${first}`, order: 'desc' },
        { column: `drift_items.${second}`, order: 'desc' },
        { column: 'drift_items.id' },
      ])
      .limit(page.limit + 1);
    const rows = await this.#withDecisions(query, nowMs, isDismissed);
    const shown = rows.slice(0, page.limit);
    const last = shown[shown.length - 1];
    const round = await this.#knex('drift_rounds').where('id', 1).first();
    const environments: Array<{ environment: string }> = await this.#knex(
      'drift_items',
    )
      .distinct('environment')
      .orderBy('environment');
    return {
      items: shown.map(toItem),
      totalItems: countOf(isDismissed, kinds),
      kindCounts: {
        undeclared: countOf(isDismissed, ['undeclared']),
        silent: countOf(isDismissed, ['silent']),
        mismatched: countOf(isDismissed, ['mismatched']),
      },
      dismissedItems: countOf(true, kinds),
      environments: environments.map(({ environment }) => environment),
      leftOut: round?.left_out ?? 0,
      ...(round && { foundAt: new Date(round.found_ms).toISOString() }),
      pageInfo:
        rows.length > page.limit
          ? {
              nextCursor: encodeCursor({
                sort,
                first: last[first],
                second: last[second],
                id: last.id,
              }),
            }
          : {},
    };
  }

  #readable(readable: ReadableIntegrations | undefined): Knex.QueryBuilder {
    return this.#knex('drift_items').where(any => {
      any.whereNull('drift_items.integration_ref');
      if (readable) {
        any.orWhereIn(
          'drift_items.integration_ref',
          readable().select('projection_integrations.entity_ref'),
        );
      }
    });
  }

  #filtered(
    readable: ReadableIntegrations | undefined,
    filter: DriftQuery,
  ): Knex.QueryBuilder {
    const query = this.#readable(readable);
    if (filter.environment) {
      query.andWhere('drift_items.environment', filter.environment);
    }
    if (filter.integration) {
      query.andWhere(
        'drift_items.integration_ref',
        filter.integration.toLocaleLowerCase('en-US'),
      );
    }
    if (filter.text) {
      const pattern = filter.text
        .toLocaleLowerCase('en-US')
        .replace(/[\\%_]/g, '\\$&');
      query.andWhereRaw(`drift_items.search_text like ? escape '\\'`, [
        `%${pattern}%`,
      ]);
    }
    return query;
  }

  #openDecision(nowMs: number): [Knex.QueryBuilder, string, string] {
    return [
      this.#knex('drift_decisions')
        .whereNull('ended_ms')
        .andWhere('expires_ms', '>', nowMs)
        .as('open') as Knex.QueryBuilder,
      'open.item_id',
      'drift_items.id',
    ];
  }

  /** Rows with the dismissal that holds, else with the last that ended by itself. */
  async #withDecisions(
    query: Knex.QueryBuilder,
    nowMs: number,
    isDismissed?: boolean,
  ): Promise<DecidedRow[]> {
    query.leftJoin(...this.#openDecision(nowMs));
    if (isDismissed !== undefined) {
      query.andWhere(which =>
        isDismissed
          ? which.whereNotNull('open.id')
          : which.whereNull('open.id'),
      );
    }
    const rows: ItemRow[] = await query.select('drift_items.*');
    const decisions: OpenDecision[] = await this.#knex('drift_decisions')
      .whereIn(
        'item_id',
        rows.map(({ id }) => id),
      )
      .orderBy('id');
    const latest = new Map(decisions.map(row => [row.item_id, row]));
    return rows.map(row => {
      const decision = latest.get(row.id);
      const isOpen = decision?.ended_ms === null && decision.expires_ms > nowMs;
      return { ...row, decision, isOpen, nowMs };
    });
  }
}

/**
 * Reads with several queries what was there at one moment: a page and its
 * number of items would otherwise be of before and after a round.
 */
function inOneSnapshot<T>(
  knex: Knex,
  read: (snapshot: Knex) => Promise<T>,
): Promise<T> {
  return knex.transaction(
    read,
    // SQLite's transactions are like that by themselves.
    isSqlite(knex) ? {} : { isolationLevel: 'repeatable read', readOnly: true },
  );
}
