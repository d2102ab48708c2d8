import { AuditState } from '@tieline/plugin-integrations-common/governance';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../database';
import { NO_VALUE } from '../scorecard/integrationFilter';
import { OverturnedPass, StoredAudit } from './StoredAudit';

interface AuditRow {
  id: string;
  quarter: string;
  entity_ref: string;
  check_id: string;
  state: Exclude<AuditState, 'lapsed'>;
  now_state: AuditState;
  reason: string;
  evidence: string;
  sampled_at: StoredInstant;
  decided_at: StoredInstant | null;
  decided_by: string | null;
  note: string | null;
}

/** A pass that is drawn. */
export type DrawnPass = Pick<
  StoredAudit,
  'entityRef' | 'checkId' | 'reason' | 'evidence'
>;

/** What a list of audits is narrowed to. */
export interface AuditFilter {
  quarter: string;
  states?: AuditState[];
  ownerRefs?: string[];
}

/** The result still is the pass that was drawn, without a break. */
const STILL_PASSES = `exists (
  select 1 from results
  where results.entity_ref = audits.entity_ref
    and results.check_id = audits.check_id
    and results.result = 'pass'
    and results.since <= audits.sampled_at
)`;

const STATE = `case when audits.state = 'open' and not ${STILL_PASSES} then 'lapsed' else audits.state end`;

const RANK = `case ${STATE} when 'open' then 0 when 'overturned' then 1 when 'confirmed' then 2 else 3 end`;

/** Keeps the passes that were drawn, and what was decided about them. */
export class AuditStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async hasSample(quarter: string): Promise<boolean> {
    const row = await this.#knex('audit_samples').where({ quarter }).first();
    return row !== undefined;
  }

  /** Keeps a quarter's sample; the second of two replicas leaves that of the first. */
  async addSample(
    quarter: string,
    sample: { passes: number; drawn: readonly DrawnPass[] },
    now: Date,
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      const inserted = await tx('audit_samples')
        .insert({ quarter, drawn_at: now, passes: sample.passes })
        .onConflict('quarter')
        .ignore()
        .returning('quarter');
      if (inserted.length === 0) {
        return;
      }
      for (const batch of inBatches(sample.drawn)) {
        await tx('audits').insert(
          batch.map(pass => ({
            id: randomUUID(),
            quarter,
            entity_ref: pass.entityRef,
            check_id: pass.checkId,
            state: 'open',
            reason: pass.reason,
            evidence: JSON.stringify(pass.evidence),
            sampled_at: now,
          })),
        );
      }
    });
  }

  /** Newest first, with the number of passes that each was drawn of. */
  async samples(): Promise<Array<{ quarter: string; passes: number }>> {
    return this.#knex('audit_samples')
      .orderBy('quarter', 'desc')
      .select('quarter', 'passes');
  }

  async find(id: string): Promise<StoredAudit | undefined> {
    const row: AuditRow | undefined = await this.#knex('audits')
      .where({ id })
      .select('audits.*', this.#knex.raw(`${STATE} as now_state`))
      .first();
    return row && toAudit(row);
  }

  /** Open ones first, most critical first. */
  async list(
    filter: AuditFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{ audits: StoredAudit[]; total: number }> {
    const matching = this.#readable(filter.quarter, readable);
    const { states, ownerRefs } = filter;
    if (states && states.length > 0) {
      const marks = states.map(() => '?').join(', ');
      matching.whereRaw(`${STATE} in (${marks})`, states);
    }
    if (ownerRefs && ownerRefs.length > 0) {
      matching.andWhere(owned => {
        owned.whereIn('projection_integrations.owner_ref', ownerRefs);
        if (ownerRefs.includes(NO_VALUE)) {
          owned.orWhereNull('projection_integrations.owner_ref');
        }
      });
    }
    const counted = await matching
      .clone()
      .count({ count: 'audits.id' })
      .first();
    const rows: AuditRow[] = await matching
      .clone()
      .select('audits.*', this.#knex.raw(`${STATE} as now_state`))
      .orderByRaw(
        `${RANK}, projection_integrations.criticality_rank desc, audits.entity_ref, audits.check_id`,
      )
      .limit(page.limit)
      .offset(page.offset);
    return { audits: rows.map(toAudit), total: Number(counted?.count ?? 0) };
  }

  /** How many of a quarter there are in each state, of what may be read. */
  async countByState(
    quarter: string,
    readable: IntegrationQuery,
  ): Promise<Partial<Record<AuditState, number>>> {
    const rows: Array<{ now_state: AuditState; count: number | string }> =
      await this.#readable(quarter, readable)
        .select(this.#knex.raw(`${STATE} as now_state`))
        .count({ count: 'audits.id' })
        .groupBy('now_state');
    return Object.fromEntries(
      rows.map(row => [row.now_state, Number(row.count)]),
    );
  }

  /** @returns false where it was decided about, or went away, in the meantime */
  async decide(
    id: string,
    decision: { confirmed: boolean; by: string; note?: string },
    now: Date,
  ): Promise<boolean> {
    const changed = await this.#knex('audits')
      .where({ id, state: 'open' })
      .whereRaw(STILL_PASSES)
      .update({
        state: decision.confirmed ? 'confirmed' : 'overturned',
        decided_at: now,
        decided_by: decision.by,
        note: decision.note ?? null,
      });
    return changed > 0;
  }

  /** What was overturned of each integration, the latest first. */
  async overturned(
    entityRefs: readonly string[],
  ): Promise<Map<string, OverturnedPass[]>> {
    const found = new Map<string, OverturnedPass[]>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: AuditRow[] = await this.#knex('audits')
        .whereIn('entity_ref', batch)
        .where('state', 'overturned')
        .orderBy('decided_at', 'desc');
      for (const row of rows) {
        const own = found.get(row.entity_ref) ?? [];
        own.push({
          checkId: row.check_id,
          decidedAt: toInstant(row.decided_at!),
          decidedBy: row.decided_by!,
          note: row.note ?? '',
        });
        found.set(row.entity_ref, own);
      }
    }
    return found;
  }

  #readable(quarter: string, readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#knex('audits')
      .innerJoin(
        'projection_integrations',
        'projection_integrations.entity_ref',
        'audits.entity_ref',
      )
      .whereNull('projection_integrations.deleted_at')
      .where('audits.quarter', quarter);
    readable(query);
    return query;
  }
}

function toAudit(row: AuditRow): StoredAudit {
  return {
    id: row.id,
    quarter: row.quarter,
    entityRef: row.entity_ref,
    checkId: row.check_id,
    state: row.now_state,
    reason: row.reason,
    evidence: JSON.parse(row.evidence),
    sampledAt: toInstant(row.sampled_at),
    decidedAt: toOptionalInstant(row.decided_at),
    decidedBy: row.decided_by ?? undefined,
    note: row.note ?? undefined,
  };
}
