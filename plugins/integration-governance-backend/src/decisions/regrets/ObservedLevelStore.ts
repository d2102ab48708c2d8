import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches } from '../../database';
import { ObservedLevels } from './ObservedLevels';

interface LevelRow {
  entity_ref: string;
  day: string;
  levels: string;
}

/** Keeps the levels of integrations about which something was decided. */
export class ObservedLevelStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** Those whose levels are of another day, the oldest first. */
  async listDue(day: string, limit: number): Promise<string[]> {
    const decided = this.#knex('decisions')
      .whereNotNull('entity_ref')
      .select('entity_ref');
    const rows: Array<{ entity_ref: string }> = await this.#projection
      .query()
      .leftJoin(
        'observed_levels',
        'observed_levels.entity_ref',
        'projection_integrations.entity_ref',
      )
      .whereIn('projection_integrations.entity_ref', decided)
      .where(old =>
        old
          .whereNull('observed_levels.day')
          .orWhere('observed_levels.day', '<', day),
      )
      .orderByRaw(
        `coalesce(observed_levels.day, ''), projection_integrations.entity_ref`,
      )
      .limit(limit)
      .select('projection_integrations.entity_ref');
    return rows.map(row => row.entity_ref);
  }

  async write(
    entityRef: string,
    day: string,
    levels: ObservedLevels,
  ): Promise<void> {
    await this.#knex('observed_levels')
      .insert({ entity_ref: entityRef, day, levels: JSON.stringify(levels) })
      .onConflict('entity_ref')
      .merge();
  }

  /** @param sinceDay - older ones say nothing of now */
  async of(
    entityRefs: readonly string[],
    sinceDay: string,
  ): Promise<Map<string, ObservedLevels>> {
    const found = new Map<string, ObservedLevels>();
    for (const batch of inBatches(entityRefs)) {
      const rows: LevelRow[] = await this.#knex('observed_levels')
        .whereIn('entity_ref', batch)
        .where('day', '>=', sinceDay);
      rows.forEach(row => found.set(row.entity_ref, JSON.parse(row.levels)));
    }
    return found;
  }
}
