import { Pattern } from '@tieline/plugin-integrations-common';
import {
  RegretReason,
  RegretState,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../../database';

/** What is found of a decision whose assumptions do not hold. */
export interface RegretFinding {
  reasons: RegretReason[];
  /** What the matrix says for what is observed. */
  recommendedToday?: Pattern;
  /** Of the chosen pattern. */
  rankToday?: number;
}

export interface StoredRegret extends RegretFinding {
  id: string;
  decisionId: string;
  entityRef: string;
  state: RegretState;
  /** ISO 8601. */
  since: string;
  clearedAt?: string;
  recommendedThen: Pattern;
  acknowledgement?: { by: string; at: string; note: string };
}

interface RegretRow {
  id: string;
  decision_id: string;
  entity_ref: string;
  state: RegretState;
  since: StoredInstant;
  cleared_at: StoredInstant | null;
  reasons: string;
  recommended_then: Pattern;
  recommended_today: Pattern | null;
  rank_today: number | null;
  acknowledged_by: string | null;
  acknowledged_at: StoredInstant | null;
  note: string | null;
}

export interface RegretFilter {
  states?: RegretState[];
  entityRefs?: string[];
  ownerRefs?: string[];
}

/** Writes with the opening of a regret, or throws so that nothing is written. */
export type RegretWriter = (
  tx: Knex.Transaction,
  opened: StoredRegret,
) => Promise<void>;

/** Keeps decisions whose assumptions do not hold: of each decision one that is not cleared. */
export class RegretStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #writers: RegretWriter[] = [];

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** Writes more in each transaction in which one is opened. */
  alsoWrite(writer: RegretWriter): void {
    this.#writers.push(writer);
  }

  /** @returns false where another replica was faster */
  async open(
    decision: { id: string; entityRef: string; recommended: Pattern },
    finding: RegretFinding,
    now: Date,
  ): Promise<boolean> {
    const id = randomUUID();
    return this.#knex.transaction(async tx => {
      const inserted = await tx('regrets')
        .insert({
          id,
          decision_id: decision.id,
          open_key: decision.id,
          entity_ref: decision.entityRef,
          state: 'open',
          since: now,
          recommended_then: decision.recommended,
          ...columnsOf(finding),
        })
        .onConflict('open_key')
        .ignore()
        .returning('id');
      if (inserted.length === 0) {
        return false;
      }
      const row: RegretRow = await tx('regrets').where({ id }).first();
      for (const write of this.#writers) {
        await write(tx, toRegret(row));
      }
      return true;
    });
  }

  /** Brings what is observed up to date, unless it was cleared meanwhile. */
  async update(id: string, finding: RegretFinding): Promise<void> {
    await this.#knex('regrets')
      .where({ id })
      .whereNotNull('open_key')
      .update(columnsOf(finding));
  }

  async clear(id: string, now: Date): Promise<void> {
    await this.#knex('regrets')
      .where({ id })
      .whereNotNull('open_key')
      .update({ state: 'cleared', open_key: null, cleared_at: now });
  }

  /** @returns false where it is cleared */
  async acknowledge(
    id: string,
    { by, note }: { by: string; note: string },
    now: Date,
  ): Promise<boolean> {
    const changed = await this.#knex('regrets')
      .where({ id })
      .whereNotNull('open_key')
      .update({
        state: 'acknowledged',
        acknowledged_by: by,
        acknowledged_at: now,
        note,
      });
    return changed > 0;
  }

  /** Those of integrations that are not cleared. */
  async listOpen(entityRefs: readonly string[]): Promise<StoredRegret[]> {
    const found: StoredRegret[] = [];
    for (const batch of inBatches(entityRefs)) {
      const rows: RegretRow[] = await this.#knex('regrets')
        .whereIn('entity_ref', batch)
        .whereNotNull('open_key');
      found.push(...rows.map(toRegret));
    }
    return found;
  }

  /** One that may be read, or undefined. */
  async find(
    id: string,
    readable: IntegrationQuery,
  ): Promise<StoredRegret | undefined> {
    const row: RegretRow | undefined = await this.#readable(readable)
      .where('regrets.id', id)
      .first('regrets.*');
    return row && toRegret(row);
  }

  /** The last of a decision, if it may be read. */
  async findOf(
    decisionId: string,
    readable: IntegrationQuery,
  ): Promise<StoredRegret | undefined> {
    const row: RegretRow | undefined = await this.#readable(readable)
      .where('regrets.decision_id', decisionId)
      .orderBy([
        { column: 'regrets.since', order: 'desc' },
        { column: 'regrets.id' },
      ])
      .first('regrets.*');
    return row && toRegret(row);
  }

  /** The longest first. */
  async list(
    { states, entityRefs, ownerRefs }: RegretFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{ regrets: StoredRegret[]; total: number }> {
    const matching = this.#readable(readable);
    const narrow = (column: string, values: string[] | undefined) => {
      if (values && values.length > 0) {
        matching.whereIn(column, values);
      }
    };
    narrow('regrets.state', states);
    narrow('regrets.entity_ref', entityRefs);
    narrow('projection_integrations.owner_ref', ownerRefs);
    const counted = await matching
      .clone()
      .count({ count: 'regrets.id' })
      .first();
    const rows: RegretRow[] = await matching
      .clone()
      .select('regrets.*')
      .orderBy(['regrets.since', 'regrets.id'])
      .limit(page.limit)
      .offset(page.offset);
    return { regrets: rows.map(toRegret), total: Number(counted?.count ?? 0) };
  }

  #readable(readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#projection
      .query()
      .innerJoin(
        'regrets',
        'regrets.entity_ref',
        'projection_integrations.entity_ref',
      );
    readable(query);
    return query;
  }
}

function columnsOf({ reasons, recommendedToday, rankToday }: RegretFinding) {
  return {
    reasons: JSON.stringify(reasons),
    recommended_today: recommendedToday ?? null,
    rank_today: rankToday ?? null,
  };
}

function toRegret(row: RegretRow): StoredRegret {
  return {
    id: row.id,
    decisionId: row.decision_id,
    entityRef: row.entity_ref,
    state: row.state,
    since: toInstant(row.since),
    clearedAt: toOptionalInstant(row.cleared_at),
    reasons: JSON.parse(row.reasons),
    recommendedThen: row.recommended_then,
    recommendedToday: row.recommended_today ?? undefined,
    rankToday: row.rank_today ?? undefined,
    acknowledgement:
      row.acknowledged_by && row.acknowledged_at
        ? {
            by: row.acknowledged_by,
            at: toInstant(row.acknowledged_at),
            note: row.note ?? '',
          }
        : undefined,
  };
}
