import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import pg from 'pg';
import { answer } from './Helper.mjs';

/** How long the receiver may take to count what it took. */
const PATIENCE_MS = 120_000;

/** Below it, slots are those of minutes: src/series/pointSlots.ts. */
const FIRST_HOUR_SLOT = 2 ** 29;

/** Calls of integrations and of undeclared flows, and how many series they are spread over. */
const QUERY = `
  select case when series.subject like 'flow:%' then 'flows' else 'integrations' end as place,
    sum(points.count) as calls, count(distinct series.id) as series
  from points join series on series.id = points.series_id
  where points.slot < ${FIRST_HOUR_SLOT} group by 1`;

async function readRows({ sqliteFile, connectionString }) {
  if (sqliteFile) {
    const database = new Database(sqliteFile, { readonly: true });
    try {
      return database.prepare(QUERY).all();
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(QUERY)).rows;
  } finally {
    await client.end();
  }
}

answer({
  /**
   * Waits until the database holds exactly the calls that were sent.
   *
   * @throws Error where it holds fewer after two minutes, or ever more
   */
  async await({ database, expected }) {
    const startedAt = performance.now();
    for (;;) {
      const rows = await readRows(database);
      const found = Object.fromEntries(
        ['integrations', 'flows'].map(place => {
          const row = rows.find(item => item.place === place);
          return [place, Number(row?.calls ?? 0)];
        }),
      );
      const waitedMs = performance.now() - startedAt;
      const missing = Object.keys(found).filter(
        place => found[place] !== expected[place],
      );
      if (missing.length === 0) {
        return {
          waitedMs,
          series: rows.reduce((sum, row) => sum + Number(row.series), 0),
        };
      }
      if (
        waitedMs > PATIENCE_MS ||
        missing.some(place => found[place] > expected[place])
      ) {
        throw new Error(
          `What was sent is not what was counted. Sent: ${JSON.stringify(expected)}; counted: ${JSON.stringify(found)}`,
        );
      }
      await sleep(500);
    }
  },
});
