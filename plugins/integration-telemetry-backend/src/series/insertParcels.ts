import { Knex } from 'knex';
import { breakOff } from '../boundConnections';
import type { Parcel } from './Inbox';
import { isSqlite, Sqlite, statementsOf } from './sqlite';

/** By then nobody waits for the answer any more. */
const BROKEN_OFF_AFTER_MS = 10_000;

function prepare(sqlite: Sqlite) {
  return {
    digest: sqlite.prepare(
      'insert into inbox_digests (digest, received_ms) values (?, ?) on conflict do nothing',
    ),
    parcel: sqlite.prepare(
      'insert into inbox (received_ms, payload) values (?, ?)',
    ),
  };
}

/** Without knex's building of queries, which takes longer than SQLite here. */
async function insertIntoSqlite(
  knex: Knex,
  parcels: readonly Parcel[],
  nowMs: number,
): Promise<Set<string>> {
  const sqlite: Sqlite = await knex.client.acquireConnection();
  try {
    const { digest, parcel } = statementsOf(sqlite, prepare);
    const fresh = new Set<string>();
    sqlite.exec('begin immediate');
    for (const item of parcels) {
      if (digest.run(item.digest, nowMs).changes > 0) {
        parcel.run(nowMs, item.payload);
        fresh.add(item.digest.toString('latin1'));
      }
    }
    sqlite.exec('commit');
    return fresh;
  } finally {
    if (sqlite.inTransaction) {
      sqlite.exec('rollback');
    }
    await knex.client.releaseConnection(sqlite);
  }
}

/** One statement, which is a transaction by itself: one way to the server and back. */
async function insertIntoPostgres(
  knex: Knex,
  parcels: readonly Parcel[],
  nowMs: number,
): Promise<Set<string>> {
  // In one order everywhere: two replicas with the same repeats can't block each other.
  const sorted = [...parcels].sort((left, right) =>
    Buffer.compare(left.digest, right.digest),
  );
  const connection = await knex.client.acquireConnection();
  const timer = setTimeout(
    () => breakOff(connection, BROKEN_OFF_AFTER_MS),
    BROKEN_OFF_AFTER_MS,
  );
  try {
    const { rows } = await knex
      .raw(
        `with parcels (digest, payload) as (values ${sorted
          .map(() => '(?::bytea, ?::bytea)')
          .join(', ')}),
    fresh as (
      insert into inbox_digests (digest, received_ms)
      select digest, ?::float8 from parcels
      on conflict do nothing
      returning digest
    ),
    stored as (
      insert into inbox (received_ms, payload)
      select ?::float8, payload from parcels join fresh using (digest)
    )
    select digest from fresh`,
        [
          ...sorted.flatMap(({ digest, payload }) => [digest, payload]),
          nowMs,
          nowMs,
        ],
      )
      .connection(connection);
    return new Set(
      rows.map(({ digest }: { digest: Buffer }) => digest.toString('latin1')),
    );
  } finally {
    clearTimeout(timer);
    await knex.client.releaseConnection(connection);
  }
}

/**
 * Writes parcels and their digests in one transaction.
 *
 * @returns the digests that were not there before, each as latin1 text
 */
export async function insertParcels(
  knex: Knex,
  parcels: readonly Parcel[],
  nowMs: number,
): Promise<Set<string>> {
  return isSqlite(knex)
    ? insertIntoSqlite(knex, parcels, nowMs)
    : insertIntoPostgres(knex, parcels, nowMs);
}
