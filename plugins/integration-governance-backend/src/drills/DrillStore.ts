import { DrillState } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { createHash, randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { inBatches, StoredInstant, toInstant } from '../database';
import { DrillRecord, FaultTestDrill, NewDrill, StoredDrill } from './Drill';
import { DrillRow, toDrill } from './drillRows';
import { claimedUntil } from './DrillSilencer';

/** Of a batch that is only read. */
const READ_BATCH = 500;

/** What a list of drills is narrowed to. */
export interface DrillFilter {
  states?: DrillState[];
  entityRefs?: string[];
  ownerRefs?: string[];
}

/** Keeps rehearsals of failures. */
export class DrillStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  async find(id: string): Promise<StoredDrill | undefined> {
    const row: DrillRow | undefined = await this.#knex('drills')
      .where({ id })
      .first();
    return row && toDrill(row);
  }

  /** What is planned by its beginning, then the newest. */
  async list(
    filter: DrillFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{ drills: StoredDrill[]; total: number }> {
    const visible = this.#projection
      .query()
      .select('projection_integrations.entity_ref');
    readable(visible);
    const owners = filter.ownerRefs ?? [];
    if (owners.length > 0) {
      visible.where(either => {
        either.whereIn('projection_integrations.owner_ref', owners);
        if (owners.includes('none')) {
          either.orWhereNull('projection_integrations.owner_ref');
        }
      });
    }
    const matching = this.#knex('drills').whereIn('drills.entity_ref', visible);
    const narrow = (column: string, values: readonly string[] | undefined) => {
      if (values && values.length > 0) {
        matching.whereIn(column, [...values]);
      }
    };
    narrow('drills.state', filter.states);
    narrow('drills.entity_ref', filter.entityRefs);
    const counted = await matching.clone().count({ count: '*' }).first();
    const rows: DrillRow[] = await matching
      .clone()
      .select('drills.*')
      .orderByRaw(
        "case when drills.state = 'planned' then 0 else 1 end, case when drills.state = 'planned' then drills.from_at end, coalesce(drills.held_at, drills.from_at) desc, drills.id",
      )
      .limit(page.limit)
      .offset(page.offset);
    return { drills: rows.map(toDrill), total: Number(counted?.count ?? 0) };
  }

  /** The newest that took place, whoever may read it. */
  async lastDrill(entityRef: string): Promise<StoredDrill | undefined> {
    const { drills } = await this.list(
      { states: ['done'], entityRefs: [entityRef] },
      () => {},
      { limit: 1, offset: 0 },
    );
    return drills[0];
  }

  async plan(drill: NewDrill, now: Date): Promise<StoredDrill> {
    const id = randomUUID();
    await this.#knex('drills').insert({
      id,
      entity_ref: drill.entityRef,
      failure_mode_id: drill.failureModeId,
      failure_mode_title: drill.failureModeTitle,
      state: 'planned',
      environment: drill.environment,
      from_at: new Date(drill.from),
      to_at: new Date(drill.to),
      is_to_be_silenced: drill.isToBeSilenced,
      silencing_until: claimedUntil(now),
      plan: drill.plan ?? null,
      people: JSON.stringify(drill.people),
      created_at: now,
      created_by: drill.createdBy,
      source: 'portal',
    });
    return (await this.find(id))!;
  }

  /**
   * Writes how a planned drill went, and what follows from it in the same
   * transaction. A fault test of the same failure no longer stands for it.
   *
   * @returns false where it was no longer planned
   */
  async record(
    drill: StoredDrill,
    record: DrillRecord,
    now: Date,
    alsoWrite: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<boolean> {
    return this.#knex.transaction(async tx => {
      const changed = await tx('drills')
        .where({ id: drill.id, state: 'planned' })
        .update({
          state: 'done',
          outcome: record.outcome,
          held_at: new Date(record.heldAt),
          minutes_to_recover: record.minutesToRecover ?? null,
          artefact: record.artefact ?? null,
          notes: record.notes,
          recorded_by: record.recordedBy,
          silencing_until: claimedUntil(now),
        });
      if (changed > 0) {
        await tx('drills')
          .where({ taken_from: keyOf(drill) })
          .delete();
        await alsoWrite(tx);
      }
      return changed > 0;
    });
  }

  /** @returns false where it was no longer planned */
  async cancel(id: string, reason: string, now: Date): Promise<boolean> {
    const changed = await this.#knex('drills')
      .where({ id, state: 'planned' })
      .update({
        state: 'cancelled',
        cancel_reason: reason,
        silencing_until: claimedUntil(now),
      });
    return changed > 0;
  }

  /** A fault test stands for a drill where nobody held one; the newest of a failure mode is kept. */
  async takeOver(test: FaultTestDrill, now: Date): Promise<void> {
    const { entityRef, failureModeId, failureModeTitle, at } = test;
    const held = await this.#knex('drills')
      .where({
        entity_ref: entityRef,
        failure_mode_id: failureModeId,
        state: 'done',
        source: 'portal',
      })
      .first('id');
    if (held) {
      return;
    }
    await this.#knex('drills')
      .insert({
        id: randomUUID(),
        entity_ref: entityRef,
        failure_mode_id: failureModeId,
        failure_mode_title: failureModeTitle,
        state: 'done',
        environment: test.environment,
        from_at: new Date(at),
        to_at: new Date(at),
        is_to_be_silenced: false,
        people: '[]',
        created_at: now,
        created_by: test.by,
        source: 'pipeline',
        taken_from: keyOf(test),
        outcome: test.passed ? 'passed' : 'failed',
        held_at: new Date(at),
        artefact: test.artefact ?? null,
        notes: test.notes,
        recorded_by: test.by,
      })
      .onConflict('taken_from')
      .merge([
        'failure_mode_title',
        'environment',
        'from_at',
        'to_at',
        'created_by',
        'outcome',
        'held_at',
        'artefact',
        'notes',
        'recorded_by',
      ])
      .whereRaw('drills.held_at < excluded.held_at');
  }

  /** Of each integration when each failure mode was last drilled, in ISO 8601. */
  async lastHeld(
    entityRefs?: readonly string[],
  ): Promise<Map<string, Map<string, string>>> {
    const found = new Map<string, Map<string, string>>();
    const batches = entityRefs
      ? inBatches(entityRefs, READ_BATCH)
      : [undefined];
    for (const batch of batches) {
      const query: Knex.QueryBuilder = this.#knex('drills')
        .where('state', 'done')
        .groupBy('entity_ref', 'failure_mode_id')
        .select('entity_ref', 'failure_mode_id')
        .max({ held: 'held_at' });
      if (batch) {
        query.whereIn('entity_ref', batch);
      }
      const rows: Array<{
        entity_ref: string;
        failure_mode_id: string;
        held: StoredInstant;
      }> = await query;
      for (const row of rows) {
        const own = found.get(row.entity_ref) ?? new Map();
        own.set(row.failure_mode_id, toInstant(row.held));
        found.set(row.entity_ref, own);
      }
    }
    return found;
  }

  /** The newest drill that people held, of each integration. */
  async newestHeld(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredDrill>> {
    const found = new Map<string, StoredDrill>();
    for (const batch of inBatches(entityRefs, READ_BATCH)) {
      const rows: DrillRow[] = await this.#knex('drills')
        .whereIn('entity_ref', batch)
        .where({ state: 'done', source: 'portal' })
        .orderBy(['held_at', 'id']);
      rows.forEach(row => found.set(row.entity_ref, toDrill(row)));
    }
    return found;
  }

  /** Planned ones that begin within a time, the next first. */
  async listBeginning(after: Date, until: Date): Promise<StoredDrill[]> {
    const rows: DrillRow[] = await this.#knex('drills')
      .where('state', 'planned')
      .where('from_at', '>', after)
      .where('from_at', '<=', until)
      .orderBy(['from_at', 'id']);
    return rows.map(toDrill);
  }

  /** What is planned of each integration. */
  async listPlanned(now: Date): Promise<StoredDrill[]> {
    const rows: DrillRow[] = await this.#knex('drills')
      .where('state', 'planned')
      .where('to_at', '>', now);
    return rows.map(toDrill);
  }
}

function keyOf(
  drill: Pick<StoredDrill, 'entityRef' | 'failureModeId'>,
): string {
  return createHash('sha256')
    .update(`${drill.entityRef}|${drill.failureModeId}`)
    .digest('hex');
}
