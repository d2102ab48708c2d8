import { Knex } from 'knex';
import { StoredSeries } from './SeriesReader';
import { isSqlite, Sqlite, sqliteOf, statementsOf } from './sqlite';

/** What of a stored series changes while it is seen. */
export type SeenSeries = Pick<
  StoredSeries,
  | 'id'
  | 'first_seen_ms'
  | 'last_seen_ms'
  | 'sampling_unknown'
  | 'environment_assumed'
>;

const prepare = (sqlite: Sqlite) =>
  sqlite.prepare(
    `update series set
       first_seen_ms = min(first_seen_ms, ?),
       last_seen_ms = max(last_seen_ms, ?),
       sampling_unknown = ?,
       environment_assumed = ?
     where id = ?`,
  );

/** Notes that stored series were seen, which happens to most of them again and again. */
export async function updateSeen(
  tx: Knex.Transaction,
  series: readonly SeenSeries[],
): Promise<void> {
  if (series.length === 0) {
    return;
  }
  if (isSqlite(tx)) {
    const update = statementsOf(await sqliteOf(tx), prepare);
    for (const row of series) {
      update.run(
        row.first_seen_ms,
        row.last_seen_ms,
        Number(row.sampling_unknown),
        Number(row.environment_assumed),
        row.id,
      );
    }
    return;
  }
  await tx.raw(
    `update series set
       first_seen_ms = least(series.first_seen_ms, seen.first_seen_ms),
       last_seen_ms = greatest(series.last_seen_ms, seen.last_seen_ms),
       sampling_unknown = seen.sampling_unknown,
       environment_assumed = seen.environment_assumed
     from unnest(?::int[], ?::float8[], ?::float8[], ?::boolean[], ?::boolean[])
       as seen (id, first_seen_ms, last_seen_ms, sampling_unknown, environment_assumed)
     where series.id = seen.id`,
    [
      series.map(row => row.id),
      series.map(row => row.first_seen_ms),
      series.map(row => row.last_seen_ms),
      series.map(row => Boolean(row.sampling_unknown)),
      series.map(row => Boolean(row.environment_assumed)),
    ],
  );
}
