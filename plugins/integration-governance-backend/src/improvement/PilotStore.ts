import { ConflictError } from '@backstage/errors';
import {
  PilotState,
  WriteUp,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { NO_VALUE } from '../scorecard/integrationFilter';
import { dayOf } from '../waivers/Waiver';
import { PilotFigures, PilotPoint, StoredPilot, teamKeyOf } from './Pilot';
import { PilotRow, searchTextOf, toPilot, toWritten } from './pilotRows';

/** What a list of pilots is narrowed to. */
export interface PilotFilter {
  states?: PilotState[];
  ownerRefs?: string[];
  entityRefs?: string[];
  text?: string;
}

/** What somebody starts. */
export type NewPilot = Pick<
  StoredPilot,
  | 'integration'
  | 'checkIds'
  | 'title'
  | 'reason'
  | 'until'
  | 'startedBy'
  | 'before'
>;

/** How a pilot ends: with a write-up, or stopped. */
export interface PilotEnd {
  by: string;
  integration: IntegrationFacets;
  after: PilotFigures;
  points: PilotPoint[];
  how: { writeUp: WriteUp } | { stopReason: string };
}

/**
 * Keeps improvements. A closed one is a practice, and outlives its integration;
 * who could read that one last can read it for ever.
 */
export class PilotStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Undefined also where the caller may not read its integration. */
  async find(
    id: string,
    readable: IntegrationQuery,
  ): Promise<StoredPilot | undefined> {
    const row: PilotRow | undefined = await this.#readable(readable)
      .where('pilots.id', id)
      .first('pilots.*');
    return row && toPilot(row);
  }

  /** Of each integration the pilot that is active with it. */
  async activeWith(
    entityRefs: readonly string[],
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: PilotRow[] = await this.#knex('pilots').whereIn(
        'active_integration',
        batch,
      );
      rows.forEach(row => found.set(row.entity_ref, row.id));
    }
    return found;
  }

  /** Those that are active and past the day they were to end by, that day first. */
  async overdue(now: Date): Promise<StoredPilot[]> {
    const rows: PilotRow[] = await this.#knex('pilots')
      .where('state', 'active')
      .where('until_day', '<', dayOf(now))
      .orderBy(['until_day', 'id']);
    return rows.map(toPilot);
  }

  /** Active ones whose integration left the catalog before the instant. */
  async listAbandoned(before: Date): Promise<StoredPilot[]> {
    const rows: PilotRow[] = await this.#knex('pilots')
      .innerJoin(
        'projection_integrations',
        'projection_integrations.entity_ref',
        'pilots.entity_ref',
      )
      .where('pilots.state', 'active')
      .where('projection_integrations.deleted_at', '<', before)
      .orderBy('pilots.id')
      .select('pilots.*');
    return rows.map(toPilot);
  }

  /** The active ones first, then those that ended last. */
  async list(
    filter: PilotFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{ pilots: StoredPilot[]; total: number }> {
    const matching = this.#readable(readable);
    if (filter.states && filter.states.length > 0) {
      matching.whereIn('pilots.state', filter.states);
    }
    if (filter.entityRefs && filter.entityRefs.length > 0) {
      matching.whereIn('pilots.entity_ref', filter.entityRefs);
    }
    const { ownerRefs } = filter;
    if (ownerRefs && ownerRefs.length > 0) {
      matching.where(any => {
        any.whereIn('pilots.owner_ref', ownerRefs);
        if (ownerRefs.includes(NO_VALUE)) {
          any.orWhereNull('pilots.owner_ref');
        }
      });
    }
    const text = filter.text?.trim().toLocaleLowerCase('en-US');
    if (text) {
      const literal = text.replace(/[\\%_]/g, match => `\\${match}`);
      matching.whereRaw(`pilots.search_text like ? escape '\\'`, [
        `%${literal}%`,
      ]);
    }
    const counted = await matching
      .clone()
      .count({ count: 'pilots.id' })
      .first();
    const rows: PilotRow[] = await matching
      .clone()
      .select('pilots.*')
      .orderByRaw(
        `case pilots.state when 'active' then 0 else 1 end, coalesce(pilots.ended_at, pilots.started_at) desc, pilots.id`,
      )
      .limit(page.limit)
      .offset(page.offset);
    return { pilots: rows.map(toPilot), total: Number(counted?.count ?? 0) };
  }

  /** How many there are in each state, of what may be read. */
  async countByState(
    readable: IntegrationQuery,
  ): Promise<Partial<Record<PilotState, number>>> {
    const rows: Array<{ state: PilotState; count: number | string }> =
      await this.#readable(readable)
        .select('pilots.state')
        .count({ count: 'pilots.id' })
        .groupBy('pilots.state');
    return Object.fromEntries(
      rows.map(({ state, count }) => [state, Number(count)]),
    );
  }

  /** @throws ConflictError where the team, or the integration, has one already */
  async start(pilot: NewPilot, now: Date): Promise<string> {
    const id = randomUUID();
    const { integration } = pilot;
    const inserted = await this.#knex('pilots')
      .insert({
        id,
        entity_ref: integration.entityRef,
        owner_ref: integration.ownerRef ?? null,
        state: 'active',
        active_team: teamKeyOf(integration),
        active_integration: integration.entityRef,
        title: pilot.title,
        reason: pilot.reason,
        facets: JSON.stringify(integration),
        checks: JSON.stringify(pilot.checkIds),
        before: JSON.stringify(pilot.before),
        until_day: pilot.until ?? null,
        started_at: now,
        started_by: pilot.startedBy,
        search_text: searchTextOf(pilot.title),
      })
      .onConflict()
      .ignore()
      .returning('id');
    if (inserted.length === 0) {
      throw await this.#alreadyActive(integration);
    }
    return id;
  }

  /**
   * Closes or stops what is active.
   *
   * @returns false where somebody else was faster
   */
  async end(pilot: StoredPilot, end: PilotEnd, now: Date): Promise<boolean> {
    const { how } = end;
    const changed = await this.#knex('pilots')
      .where({ id: pilot.id, state: 'active' })
      .update({
        active_team: null,
        active_integration: null,
        facets: JSON.stringify(end.integration),
        after: JSON.stringify(end.after),
        points: JSON.stringify(end.points),
        ended_at: now,
        ended_by: end.by,
        ...('writeUp' in how
          ? { state: 'closed', ...toWritten(pilot, how.writeUp, end.by, now) }
          : { state: 'stopped', stop_reason: how.stopReason }),
      });
    return changed > 0;
  }

  /** Corrects the write-up of what is closed; nothing else of it changes. */
  async correct(
    pilot: StoredPilot,
    writeUp: WriteUp,
    by: string,
    now: Date,
  ): Promise<void> {
    await this.#knex('pilots')
      .where({ id: pilot.id, state: 'closed' })
      .update(toWritten(pilot, writeUp, by, now));
  }

  /** Which of the integrations practices are about. */
  async namedByPractices(entityRefs: readonly string[]): Promise<Set<string>> {
    const named = new Set<string>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: PilotRow[] = await this.#knex('pilots')
        .whereIn('entity_ref', batch)
        .where('state', 'closed');
      rows.forEach(row => named.add(row.entity_ref));
    }
    return named;
  }

  /** Forgets what is no practice of integrations that are gone for good. */
  async purge(entityRefs: readonly string[]): Promise<void> {
    for (const batch of inBatches(entityRefs, 500)) {
      await this.#knex('pilots')
        .whereIn('entity_ref', batch)
        .whereNot('state', 'closed')
        .delete();
    }
  }

  /** Whether the integration is still in the catalog or not: its facets stay as they were. */
  #readable(readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#knex('pilots').innerJoin(
      'projection_integrations',
      'projection_integrations.entity_ref',
      'pilots.entity_ref',
    );
    readable(query);
    return query;
  }

  async #alreadyActive(integration: IntegrationFacets): Promise<ConflictError> {
    const other: PilotRow | undefined = await this.#knex('pilots')
      .where('active_team', teamKeyOf(integration))
      .orWhere('active_integration', integration.entityRef)
      .orderBy('started_at')
      .first();
    if (!other) {
      return new ConflictError(
        'Somebody else has changed the pilots of this team just now: try again.',
      );
    }
    const { name }: IntegrationFacets = JSON.parse(other.facets);
    const whose =
      other.entity_ref === integration.entityRef
        ? 'This integration'
        : `The team ${integration.ownerRef}`;
    return new ConflictError(
      `${whose} has an active pilot already, “${other.title}” with ${name} (${other.id}): write it up or stop it first.`,
    );
  }
}
