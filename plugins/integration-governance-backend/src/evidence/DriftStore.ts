import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { inBatches } from '../database';

/** Differences between declared and observed, as the telemetry API last told them. */
export class DriftStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(): Promise<DriftItem[]> {
    const rows: Array<{ item: string }> = await this.#knex('drift_items')
      .orderBy('id')
      .select('item');
    return rows.map(row => JSON.parse(row.item));
  }

  async countUndeclared(): Promise<number> {
    const row = await this.#knex('drift_items')
      .where('kind', 'undeclared')
      .count({ count: 'id' })
      .first();
    return Number(row?.count ?? 0);
  }

  /** How much was observed and belongs to no integration; dismissed ones are not asked for. */
  async sumUndeclared(): Promise<{ count: number; callsADay: number }> {
    const items = await this.list();
    const undeclared = items.filter(({ kind }) => kind === 'undeclared');
    return {
      count: undeclared.length,
      callsADay: undeclared.reduce(
        (sum, { callsLastDay = 0 }) => sum + callsLastDay,
        0,
      ),
    };
  }

  /**
   * Makes these the items that are known; writes only differences.
   *
   * @returns whether items came or went
   */
  async replace(items: readonly DriftItem[]): Promise<boolean> {
    return this.#knex.transaction(async tx => {
      const rows: Array<{ id: string; item: string }> = await tx(
        'drift_items',
      ).select('id', 'item');
      const stored = new Map(rows.map(row => [row.id, row.item]));
      const wanted = new Map(items.map(item => [item.id, item]));
      const gone = [...stored.keys()].filter(id => !wanted.has(id));
      const different = [...wanted.values()].filter(
        item => stored.get(item.id) !== JSON.stringify(item),
      );
      for (const batch of inBatches(gone)) {
        await tx('drift_items').whereIn('id', batch).delete();
      }
      for (const batch of inBatches(different)) {
        await tx('drift_items')
          .insert(
            batch.map(item => ({
              id: item.id,
              kind: item.kind,
              item: JSON.stringify(item),
            })),
          )
          .onConflict('id')
          .merge();
      }
      return gone.length > 0 || different.some(item => !stored.has(item.id));
    });
  }
}
