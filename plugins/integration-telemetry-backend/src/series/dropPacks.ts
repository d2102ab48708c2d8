import { Knex } from 'knex';
import { AddedPoint } from './mergePoints';
import { hourOf } from './packingTimes';
import { isSqlite, Sqlite, sqliteOf, statementsOf } from './sqlite';

const prepare = (sqlite: Sqlite) => ({
  drop: sqlite.prepare(
    'delete from packed_hours where series_id = ? and hour = ?',
  ),
});

/**
 * Drops the packs of hours to which something came late, and has the hours
 * looked through again. To be called in the transaction that adds it, which
 * holds the writer's lock.
 *
 * @param late - minutes that were added to
 */
export async function dropPacks(
  tx: Knex.Transaction,
  late: ReadonlyArray<Pick<AddedPoint, 'seriesId' | 'startMinute'>>,
  nowMs: number,
): Promise<void> {
  const keys = new Map<string, [seriesId: number, hour: number]>();
  const hours = new Set<number>();
  for (const { seriesId, startMinute } of late) {
    const hour = hourOf(startMinute);
    keys.set(`${seriesId}/${hour}`, [seriesId, hour]);
    hours.add(hour);
  }
  if (isSqlite(tx)) {
    const { drop } = statementsOf(await sqliteOf(tx), prepare);
    keys.forEach(key => drop.run(...key));
  } else {
    const all = [...keys.values()];
    await tx.raw(
      `delete from packed_hours
       using unnest(?::int[], ?::int[]) as late (series_id, hour)
       where packed_hours.series_id = late.series_id
         and packed_hours.hour = late.hour`,
      [all.map(([seriesId]) => seriesId), all.map(([, hour]) => hour)],
    );
  }
  await tx('packing')
    .whereIn('hour', [...hours])
    .whereNull('late_ms')
    .update({ late_ms: nowMs });
}
