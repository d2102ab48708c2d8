import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import { mergeRow, PointRow, TotalsRow, toTotalsRow } from './pointRows';
import { slotOf } from './pointSlots';
import { isSqlite, Sqlite, sqliteOf, statementsOf } from './sqlite';

/** What came to a series' point. */
export interface AddedPoint {
  seriesId: number;
  /** Width in minutes. */
  resolution: number;
  startMinute: number;
  totals: CallTotals;
}

/** A stored point as SQLite gives it: where it stands, and its columns. */
type StoredValues = [
  rowid: number,
  count: number,
  sumMs: number,
  errors: number | null,
  countingRejections: number | null,
  otherRejections: number | null,
  details: Buffer,
];

const VALUES = [
  'count',
  'sum_ms',
  'errors',
  'counting_rejections',
  'other_rejections',
  'details',
];

const valuesOf = (row: TotalsRow) => [
  row.count,
  row.sum_ms,
  row.errors,
  row.counting_rejections,
  row.other_rejections,
  row.details,
];

function prepare(sqlite: Sqlite) {
  return {
    find: sqlite
      .prepare(
        `select rowid, ${VALUES} from points
         where series_id = ? and slot = ?`,
      )
      .raw(),
    update: sqlite.prepare(
      `update points set ${VALUES.map(name => `${name} = ?`)} where rowid = ?`,
    ),
    insert: sqlite.prepare(
      `insert into points (${VALUES}, series_id, slot)
       values (${VALUES.map(() => '?')}, ?, ?)`,
    ),
  };
}

/** One by one: without a server in between, that is the shortest way. */
function mergeInSqlite(sqlite: Sqlite, points: readonly AddedPoint[]): void {
  const { find, update, insert } = statementsOf(sqlite, prepare);
  for (const { seriesId, resolution, startMinute, totals } of points) {
    const key = [seriesId, slotOf(resolution, startMinute)];
    const stored = find.get(key) as StoredValues | undefined;
    if (stored) {
      mergeRow(totals, {
        count: stored[1],
        sum_ms: stored[2],
        errors: stored[3],
        counting_rejections: stored[4],
        other_rejections: stored[5],
        details: stored[6],
      });
      update.run(...valuesOf(toTotalsRow(totals)), stored[0]);
    } else {
      insert.run(...valuesOf(toTotalsRow(totals)), ...key);
    }
  }
}

/** All of them with two questions. */
async function mergeInPostgres(
  tx: Knex.Transaction,
  points: readonly AddedPoint[],
): Promise<void> {
  const ids = points.map(({ seriesId }) => seriesId);
  const slots = points.map(({ resolution, startMinute }) =>
    slotOf(resolution, startMinute),
  );
  const byKey = new Map(
    points.map(({ totals }, at) => [`${ids[at]}/${slots[at]}`, totals]),
  );
  const { rows }: { rows: PointRow[] } = await tx.raw(
    `select points.* from points
     join unnest(?::int[], ?::int[]) as added (series_id, slot)
     using (series_id, slot)`,
    [ids, slots],
  );
  for (const row of rows) {
    mergeRow(byKey.get(`${row.series_id}/${row.slot}`)!, row);
  }
  await tx.raw(
    `insert into points (series_id, slot, ${VALUES})
     select series_id, slot, count, sum_ms, errors, counting_rejections,
       other_rejections, decode(details, 'base64')
     from json_to_recordset(?::json) as added (
       series_id int, slot int, count float8, sum_ms float8, errors float8,
       counting_rejections float8, other_rejections float8, details text)
     on conflict (series_id, slot) do update set
       ${VALUES.map(name => `${name} = excluded.${name}`)}`,
    [
      JSON.stringify(
        points.map(({ totals }, at) => {
          const row = toTotalsRow(totals);
          return {
            series_id: ids[at],
            slot: slots[at],
            ...row,
            details: row.details.toString('base64'),
          };
        }),
      ),
    ],
  );
}

/**
 * Adds to points what is stored of them, and stores the sum.
 *
 * @param points - each point once; their totals are changed
 */
export async function mergePoints(
  tx: Knex.Transaction,
  points: readonly AddedPoint[],
): Promise<void> {
  if (points.length === 0) {
    return;
  }
  if (isSqlite(tx)) {
    mergeInSqlite(await sqliteOf(tx), points);
  } else {
    await mergeInPostgres(tx, points);
  }
}
