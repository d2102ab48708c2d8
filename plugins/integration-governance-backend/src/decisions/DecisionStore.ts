import {
  Decision,
  Recommendation,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches, StoredInstant, toInstant } from '../database';

/** A decision as it was recorded; what superseded it is found when it is read. */
export interface StoredDecision extends Omit<
  Decision,
  'integration' | 'supersededBy'
> {
  entityRef?: string;
}

/** A decision with the ranking as it was. */
export interface KeptDecision {
  decision: StoredDecision;
  recommendation: Recommendation;
}

interface DecisionRow {
  id: string;
  entity_ref: string | null;
  decided_on: string;
  recorded_at: StoredInstant;
  source: Decision['source'];
  decision: string;
  recommendation: string;
}

export interface DecisionFilter {
  entityRefs?: string[];
  patterns?: string[];
  /** Part of a title or a reason. */
  text?: string;
}

/** Keeps decisions as they were recorded; nothing changes them. */
export class DecisionStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** @returns false where it was taken over from its entity before */
  async add(
    decision: StoredDecision,
    recommendation: Recommendation,
  ): Promise<boolean> {
    const insert = this.#knex('decisions').insert({
      id: decision.id,
      entity_ref: decision.entityRef ?? null,
      pattern: decision.pattern,
      source: decision.source,
      taken_from:
        decision.source === 'catalog' ? (decision.entityRef ?? null) : null,
      decided_on: decision.decidedOn,
      recorded_at: new Date(decision.recordedAt),
      search_text: toSearch(`${decision.title}\n${decision.reason}`),
      decision: JSON.stringify(decision),
      recommendation: JSON.stringify(recommendation),
    });
    const inserted = await insert
      .onConflict('taken_from')
      .ignore()
      .returning('id');
    return inserted.length > 0;
  }

  /** One that may be read, or undefined. */
  async find(
    id: string,
    readable: IntegrationQuery,
  ): Promise<KeptDecision | undefined> {
    const row: DecisionRow | undefined = await this.#readable(readable)
      .where({ id })
      .first();
    return row && toKept(row);
  }

  /** The newest first. */
  async list(
    filter: DecisionFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{ decisions: StoredDecision[]; total: number }> {
    const matching = this.#readable(readable);
    if (filter.entityRefs?.length) {
      matching.whereIn('entity_ref', filter.entityRefs);
    }
    if (filter.patterns?.length) {
      matching.whereIn('pattern', filter.patterns);
    }
    if (filter.text) {
      const escaped = toSearch(filter.text).replace(/[\\%_]/g, '\\$&');
      matching.whereRaw("search_text like ? escape '\\'", [`%${escaped}%`]);
    }
    const counted = await matching.clone().count({ count: 'id' }).first();
    const rows: DecisionRow[] = await matching
      .clone()
      .select('decision')
      .orderBy([
        { column: 'decided_on', order: 'desc' },
        { column: 'recorded_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit)
      .offset(page.offset);
    return {
      decisions: rows.map(row => JSON.parse(row.decision)),
      total: Number(counted?.count ?? 0),
    };
  }

  /** Of each integration its decisions by id, the latest last; what was taken over is older than the others. */
  async orderOf(entityRefs: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, DecisionRow[]>();
    for (const batch of inBatches([...new Set(entityRefs)])) {
      const rows: DecisionRow[] = await this.#knex('decisions')
        .whereIn('entity_ref', batch)
        .select('id', 'entity_ref', 'decided_on', 'recorded_at', 'source');
      for (const row of rows) {
        const ref = row.entity_ref!;
        found.set(ref, [...(found.get(ref) ?? []), row]);
      }
    }
    return new Map(
      [...found].map(([ref, rows]) => [
        ref,
        rows
          .map(row => ({ id: row.id, key: orderKey(row) }))
          .sort((left, right) => (left.key < right.key ? -1 : 1))
          .map(({ id }) => id),
      ]),
    );
  }

  /** Decisions with the ranking that was kept with them, by id. */
  async byId(ids: readonly string[]): Promise<Map<string, KeptDecision>> {
    const found = new Map<string, KeptDecision>();
    for (const batch of inBatches([...new Set(ids)])) {
      const rows: DecisionRow[] = await this.#knex('decisions')
        .whereIn('id', batch)
        .select('id', 'decision', 'recommendation');
      rows.forEach(row => found.set(row.id, toKept(row)));
    }
    return found;
  }

  /** Of each integration the decision that counts, without its ranking. */
  async current(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredDecision>> {
    const order = await this.orderOf(entityRefs);
    const latest = new Map(
      [...order].map(([ref, ids]) => [ids.at(-1)!, ref] as const),
    );
    const found = new Map<string, StoredDecision>();
    for (const batch of inBatches([...latest.keys()])) {
      const rows: DecisionRow[] = await this.#knex('decisions')
        .whereIn('id', batch)
        .select('id', 'decision');
      rows.forEach(row =>
        found.set(latest.get(row.id)!, JSON.parse(row.decision)),
      );
    }
    return found;
  }

  /** The integrations about which something was decided. */
  async listDecided(): Promise<string[]> {
    const rows: Array<{ entity_ref: string }> = await this.#knex('decisions')
      .whereNotNull('entity_ref')
      .distinct('entity_ref')
      .orderBy('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  #readable(readable: IntegrationQuery): Knex.QueryBuilder {
    const visible = this.#projection
      .query()
      .select('projection_integrations.entity_ref');
    readable(visible);
    return this.#knex('decisions').where(either =>
      either.whereNull('entity_ref').orWhereIn('entity_ref', visible),
    );
  }
}

function toKept(row: DecisionRow): KeptDecision {
  return {
    decision: JSON.parse(row.decision),
    recommendation: JSON.parse(row.recommendation),
  };
}

function orderKey(row: DecisionRow): string {
  const rank = row.source === 'catalog' ? 0 : 1;
  return [rank, row.decided_on, toInstant(row.recorded_at), row.id].join('|');
}

function toSearch(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
