import { ConflictError } from '@backstage/errors';
import { WaiverState } from '@tieline/plugin-integrations-common/governance';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../database';
import { dayOf, StoredWaiver } from './Waiver';

interface WaiverRow {
  id: string;
  entity_ref: string;
  check_id: string;
  state: StoredWaiver['decided'];
  reason: string;
  until_day: string;
  asked_by: string;
  asked_at: StoredInstant;
  decided_by: string | null;
  decided_at: StoredInstant | null;
  decision_reason: string | null;
  ended_at: StoredInstant | null;
  renews: string | null;
}

/** What a list of waivers is narrowed to. */
export interface WaiverFilter {
  states?: WaiverState[];
  entityRefs?: string[];
  ownerRefs?: string[];
  checkIds?: string[];
}

/** What somebody asks for. */
export type NewWaiver = Pick<
  StoredWaiver,
  'entityRef' | 'checkId' | 'reason' | 'until' | 'askedBy' | 'renews'
>;

/** Writes with the change of a waiver, or throws so that nothing is written. */
export type WaiverWriter = (
  tx: Knex.Transaction,
  changed: StoredWaiver,
) => Promise<void>;

/** Keeps exceptions to checks. */
export class WaiverStore {
  readonly #knex: Knex;
  readonly #writers: WaiverWriter[] = [];

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Writes more in each transaction in which somebody asked, decided or took back. */
  alsoWrite(writer: WaiverWriter): void {
    this.#writers.push(writer);
  }

  async find(id: string): Promise<StoredWaiver | undefined> {
    const row: WaiverRow | undefined = await this.#knex('waivers')
      .where({ id })
      .first();
    return row && (await this.#withRenewals([row]))[0];
  }

  /** Of each integration those that wait or hold; the newest first. */
  async open(
    entityRefs: readonly string[],
    now: Date,
  ): Promise<Map<string, StoredWaiver[]>> {
    const found = new Map<string, StoredWaiver[]>();
    for (const batch of inBatches(entityRefs)) {
      const rows: WaiverRow[] = await this.#knex('waivers')
        .whereIn('entity_ref', batch)
        .whereIn('state', ['asked', 'approved'])
        .where('until_day', '>=', dayOf(now))
        .whereNull('ended_at')
        .orderBy('asked_at', 'desc');
      for (const row of rows) {
        const waivers = found.get(row.entity_ref) ?? [];
        waivers.push(toWaiver(row));
        found.set(row.entity_ref, waivers);
      }
    }
    return found;
  }

  /**
   * Those that somebody has to decide first, then those that hold by their last
   * day, then those that are over, the latest first.
   */
  async list(
    filter: WaiverFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number; now: Date },
  ): Promise<{ waivers: StoredWaiver[]; total: number }> {
    const today = dayOf(page.now);
    const matching = this.#readable(readable);
    if (filter.states && filter.states.length > 0) {
      const { sql, bindings } = stateExpression(today);
      const marks = filter.states.map(() => '?').join(', ');
      matching.whereRaw(`${sql} in (${marks})`, [
        ...bindings,
        ...filter.states,
      ]);
    }
    const narrow = (column: string, values: string[] | undefined) => {
      if (values && values.length > 0) {
        matching.whereIn(column, values);
      }
    };
    narrow('waivers.entity_ref', filter.entityRefs);
    narrow('waivers.check_id', filter.checkIds);
    narrow('projection_integrations.owner_ref', filter.ownerRefs);
    const counted = await matching
      .clone()
      .count({ count: 'waivers.id' })
      .first();
    const { sql, bindings } = stateExpression(today);
    const rank = `case ${sql} when 'asked' then 0 when 'approved' then 1 else 2 end`;
    const rows: WaiverRow[] = await matching
      .clone()
      .select('waivers.*')
      .orderByRaw(
        `${rank}, case when ${rank} < 2 then waivers.until_day end, waivers.asked_at desc, waivers.id`,
        [...bindings, ...bindings],
      )
      .limit(page.limit)
      .offset(page.offset);
    return {
      waivers: await this.#withRenewals(rows),
      total: Number(counted?.count ?? 0),
    };
  }

  /** How many there are in each state, of what may be read. */
  async countByState(
    readable: IntegrationQuery,
    now: Date,
  ): Promise<Partial<Record<WaiverState, number>>> {
    const { sql, bindings } = stateExpression(dayOf(now));
    const rows: Array<{ now_state: WaiverState; count: number | string }> =
      await this.#readable(readable)
        .select(this.#knex.raw(`${sql} as now_state`, bindings))
        .count({ count: 'waivers.id' })
        .groupBy('now_state');
    return Object.fromEntries(
      rows.map(row => [row.now_state, Number(row.count)]),
    );
  }

  /** @throws ConflictError where one for the same check waits already */
  async ask(waiver: NewWaiver, now: Date): Promise<string> {
    const id = randomUUID();
    await this.#knex.transaction(async tx => {
      const inserted = await tx('waivers')
        .insert({
          id,
          entity_ref: waiver.entityRef,
          check_id: waiver.checkId,
          state: 'asked',
          open_key: `${waiver.entityRef}|${waiver.checkId}`,
          reason: waiver.reason,
          until_day: waiver.until,
          asked_by: waiver.askedBy,
          asked_at: now,
          renews: waiver.renews ?? null,
        })
        .onConflict('open_key')
        .ignore()
        .returning('id');
      if (inserted.length === 0) {
        throw new ConflictError(
          'A waiver for this check waits for a decision already.',
        );
      }
      await this.#writeMore(tx, id);
    });
    return id;
  }

  /**
   * Approves or refuses what waits; an approval takes over from the waiver that
   * it renews.
   *
   * @returns false where somebody else was faster
   */
  async decide(
    waiver: StoredWaiver,
    decision: { approved: boolean; reason?: string; by: string },
    now: Date,
  ): Promise<boolean> {
    return this.#knex.transaction(async tx => {
      const changed = await tx('waivers')
        .where({ id: waiver.id, state: 'asked' })
        .update({
          state: decision.approved ? 'approved' : 'refused',
          open_key: null,
          decided_by: decision.by,
          decided_at: now,
          decision_reason: decision.reason ?? null,
        });
      if (changed > 0 && decision.approved && waiver.renews) {
        await tx('waivers')
          .where({ id: waiver.renews })
          .whereNull('ended_at')
          .update({ ended_at: now });
      }
      if (changed > 0) {
        await this.#writeMore(tx, waiver.id);
      }
      return changed > 0;
    });
  }

  /**
   * Takes back what waits or holds.
   *
   * @returns false where there is nothing left to take back
   */
  async withdraw(id: string, now: Date): Promise<boolean> {
    return this.#knex.transaction(async tx => {
      const changed = await tx('waivers')
        .where({ id })
        .whereIn('state', ['asked', 'approved'])
        .whereNull('ended_at')
        .update({ state: 'withdrawn', open_key: null, ended_at: now });
      if (changed > 0) {
        await this.#writeMore(tx, id);
      }
      return changed > 0;
    });
  }

  /** Approved ones that nothing has ended before their last day, by that day; both days count. */
  async listHoldingUntil(
    firstDay: string,
    lastDay: string,
  ): Promise<StoredWaiver[]> {
    const rows: WaiverRow[] = await this.#knex('waivers')
      .where('state', 'approved')
      .whereNull('ended_at')
      .whereBetween('until_day', [firstDay, lastDay])
      .orderBy(['until_day', 'id']);
    return rows.map(toWaiver);
  }

  /** Requests whose last day passed without a decision make room for others. */
  async closeOverdue(now: Date): Promise<void> {
    await this.#knex('waivers')
      .where('until_day', '<', dayOf(now))
      .whereNotNull('open_key')
      .update({ open_key: null });
  }

  async #writeMore(tx: Knex.Transaction, id: string): Promise<void> {
    const row: WaiverRow = await tx('waivers').where({ id }).first();
    for (const write of this.#writers) {
      await write(tx, toWaiver(row));
    }
  }

  #readable(readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#knex('waivers')
      .innerJoin(
        'projection_integrations',
        'projection_integrations.entity_ref',
        'waivers.entity_ref',
      )
      .whereNull('projection_integrations.deleted_at');
    readable(query);
    return query;
  }

  async #withRenewals(rows: readonly WaiverRow[]): Promise<StoredWaiver[]> {
    const renewals = new Map<string, string>();
    for (const batch of inBatches(rows.map(({ id }) => id))) {
      const found: Array<{ id: string; renews: string }> = await this.#knex(
        'waivers',
      )
        .whereIn('renews', batch)
        .where('state', 'approved')
        .select('id', 'renews');
      found.forEach(({ id, renews }) => renewals.set(renews, id));
    }
    return rows.map(row => ({
      ...toWaiver(row),
      renewedBy: renewals.get(row.id),
    }));
  }
}

/** The state on a day, as SQL; the same as `stateOf`. */
function stateExpression(today: string): { sql: string; bindings: string[] } {
  return {
    sql: `case when waivers.state in ('asked', 'approved') and (waivers.until_day < ? or waivers.ended_at is not null) then 'expired' else waivers.state end`,
    bindings: [today],
  };
}

function toWaiver(row: WaiverRow): StoredWaiver {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    checkId: row.check_id,
    decided: row.state,
    reason: row.reason,
    until: row.until_day,
    askedBy: row.asked_by,
    askedAt: toInstant(row.asked_at),
    decidedBy: row.decided_by ?? undefined,
    decidedAt: toOptionalInstant(row.decided_at),
    decisionReason: row.decision_reason ?? undefined,
    endedAt: toOptionalInstant(row.ended_at),
    renews: row.renews ?? undefined,
  };
}
