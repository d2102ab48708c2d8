import { InterventionKind } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { StoredInstant, toInstant } from '../../database';

interface InterventionRow {
  id: string;
  entity_ref: string;
  kind: InterventionKind;
  minutes: number;
  at: StoredInstant;
  logged_by: string;
  logged_at: StoredInstant;
  note: string | null;
  alarm_id: string | null;
}

/** What somebody did by hand, as it is kept. */
export interface StoredIntervention {
  id: string;
  entityRef: string;
  kind: InterventionKind;
  minutes: number;
  at: string;
  by: string;
  loggedAt: string;
  note?: string;
  alarmId?: string;
}

/** How often and how long people stepped in. */
export interface InterventionSum {
  count: number;
  minutes: number;
}

/** Keeps what people did by hand. */
export class InterventionStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  async log(
    intervention: Omit<StoredIntervention, 'id' | 'loggedAt'>,
    now: Date,
  ): Promise<string> {
    const id = randomUUID();
    await this.#knex('interventions').insert({
      id,
      entity_ref: intervention.entityRef,
      kind: intervention.kind,
      minutes: intervention.minutes,
      at: new Date(intervention.at),
      logged_by: intervention.by,
      logged_at: now,
      note: intervention.note ?? null,
      alarm_id: intervention.alarmId ?? null,
    });
    return id;
  }

  /** One that may be read, or undefined. */
  async find(
    id: string,
    readable: IntegrationQuery,
  ): Promise<StoredIntervention | undefined> {
    const row: InterventionRow | undefined = await this.#readable(readable)
      .where('interventions.id', id)
      .first('interventions.*');
    return row && toIntervention(row);
  }

  /** @returns whether it was still there */
  async delete(id: string): Promise<boolean> {
    return (await this.#knex('interventions').where({ id }).delete()) > 0;
  }

  /** Those that may be read, the newest first. */
  async list(
    entityRefs: readonly string[] | undefined,
    readable: IntegrationQuery,
    page: { limit: number; offset: number },
  ): Promise<{
    interventions: StoredIntervention[];
    total: number;
    minutes: number;
  }> {
    const matching = this.#readable(readable);
    if (entityRefs && entityRefs.length > 0) {
      matching.whereIn('interventions.entity_ref', [...entityRefs]);
    }
    const [counted]: Array<{
      count: number | string;
      minutes: number | string | null;
    }> = await matching
      .clone()
      .count({ count: 'interventions.id' })
      .sum({ minutes: 'interventions.minutes' });
    const rows: InterventionRow[] = await matching
      .clone()
      .select('interventions.*')
      .orderBy('interventions.at', 'desc')
      .orderBy('interventions.id')
      .limit(page.limit)
      .offset(page.offset);
    return {
      interventions: rows.map(toIntervention),
      total: Number(counted.count),
      minutes: Number(counted.minutes ?? 0),
    };
  }

  /** By integration, of a time. */
  async sums(from: Date, to: Date): Promise<Map<string, InterventionSum>> {
    const rows: Array<{
      entity_ref: string;
      count: number | string;
      minutes: number | string;
    }> = await this.#knex('interventions')
      .where('at', '>=', from)
      .where('at', '<=', to)
      .groupBy('entity_ref')
      .select('entity_ref')
      .count({ count: 'id' })
      .sum({ minutes: 'minutes' });
    return new Map(
      rows.map(row => [
        row.entity_ref,
        { count: Number(row.count), minutes: Number(row.minutes) },
      ]),
    );
  }

  #readable(readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#projection
      .query()
      .innerJoin(
        'interventions',
        'interventions.entity_ref',
        'projection_integrations.entity_ref',
      );
    readable(query);
    return query;
  }
}

function toIntervention(row: InterventionRow): StoredIntervention {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    kind: row.kind,
    minutes: row.minutes,
    at: toInstant(row.at),
    by: row.logged_by,
    loggedAt: toInstant(row.logged_at),
    note: row.note ?? undefined,
    alarmId: row.alarm_id ?? undefined,
  };
}
