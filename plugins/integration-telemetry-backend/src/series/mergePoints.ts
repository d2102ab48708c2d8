import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import { mergeRow, PointRow, TotalsRow, toTotalsRow } from './pointRows';
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
  errors: number,
  countingRejections: number,
  otherRejections: number,
  sumMs: number,
  histogram: Buffer,
  failures: string,
];

const VALUES = [
  'count',
  'errors',
  'counting_rejections',
  'other_rejections',
  'sum_ms',
  'histogram',
  'failures',
];

const valuesOf = (row: TotalsRow) => [
  row.count,
  row.errors,
  row.counting_rejections,
  row.other_rejections,
  row.sum_ms,
  row.histogram,
  row.failures,
];

function prepare(sqlite: Sqlite) {
  return {
    find: sqlite
      .prepare(
        `select rowid, ${VALUES} from points
         where series_id = ? and resolution = ? and start_minute = ?`,
      )
      .raw(),
    update: sqlite.prepare(
      `update points set ${VALUES.map(name => `${name} = ?`)} where rowid = ?`,
    ),
    insert: sqlite.prepare(
      `insert into points (${VALUES}, series_id, resolution, start_minute)
       values (${VALUES.map(() => '?')}, ?, ?, ?)`,
    ),
  };
}

/** One by one: without a server in between, that is the shortest way. */
function mergeInSqlite(sqlite: Sqlite, points: readonly AddedPoint[]): void {
  const { find, update, insert } = statementsOf(sqlite, prepare);
  for (const { seriesId, resolution, startMinute, totals } of points) {
    const key = [seriesId, resolution, startMinute];
    const stored = find.get(key) as StoredValues | undefined;
    if (stored) {
      mergeRow(totals, {
        count: stored[1],
        errors: stored[2],
        counting_rejections: stored[3],
        other_rejections: stored[4],
        sum_ms: stored[5],
        histogram: stored[6],
        failures: stored[7],
      });
      update.run(...valuesOf(toTotalsRow(totals)), stored[0]);
    } else {
      insert.run(...valuesOf(toTotalsRow(totals)), ...key);
    }
  }
}

const keyOf = (seriesId: number, resolution: number, startMinute: number) =>
  `${seriesId}/${resolution}/${startMinute}`;

/** All of them with two questions. */
async function mergeInPostgres(
  tx: Knex.Transaction,
  points: readonly AddedPoint[],
): Promise<void> {
  const byKey = new Map(
    points.map(point => [
      keyOf(point.seriesId, point.resolution, point.startMinute),
      point.totals,
    ]),
  );
  const { rows }: { rows: PointRow[] } = await tx.raw(
    `select points.* from points
     join unnest(?::int[], ?::int[], ?::int[])
       as added (series_id, resolution, start_minute)
     using (series_id, resolution, start_minute)`,
    [
      points.map(({ seriesId }) => seriesId),
      points.map(({ resolution }) => resolution),
      points.map(({ startMinute }) => startMinute),
    ],
  );
  for (const row of rows) {
    const { series_id: id, resolution, start_minute: start } = row;
    mergeRow(byKey.get(keyOf(id, resolution, start))!, row);
  }
  await tx.raw(
    `insert into points (series_id, resolution, start_minute, ${VALUES})
     select series_id, resolution, start_minute, count, errors,
       counting_rejections, other_rejections, sum_ms,
       decode(histogram, 'base64'), failures
     from json_to_recordset(?::json) as added (
       series_id int, resolution int, start_minute int, count float8,
       errors float8, counting_rejections float8, other_rejections float8,
       sum_ms float8, histogram text, failures text)
     on conflict (series_id, resolution, start_minute) do update set
       ${VALUES.map(name => `${name} = excluded.${name}`)}`,
    [
      JSON.stringify(
        points.map(({ seriesId, resolution, startMinute, totals }) => {
          const row = toTotalsRow(totals);
          return {
            series_id: seriesId,
            resolution,
            start_minute: startMinute,
            ...row,
            histogram: row.histogram.toString('base64'),
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
