import { Knex } from 'knex';

/** What of better-sqlite3's statements is used here. */
export interface SqliteStatement {
  run(...values: unknown[]): { changes: number };
  get(...values: unknown[]): unknown;
  /** Rows as lists of their columns: half the price of objects. */
  raw(): SqliteStatement;
}

/** What of better-sqlite3 is used here. */
export interface Sqlite {
  prepare(sql: string): SqliteStatement;
  exec(sql: string): void;
  inTransaction: boolean;
}

export function isSqlite(knex: Knex): boolean {
  return knex.client.config.client === 'better-sqlite3';
}

/**
 * What each connection is told. What was acknowledged has to survive a power
 * failure. And the file is read through the system's own memory where it can
 * be, two gigabytes of it at most: a day of minutes lies in as many places, and
 * copying a page for each took three times as long.
 */
export const CONNECTION_PRAGMAS = [
  'synchronous = FULL',
  `mmap_size = ${2 ** 31 - 2 ** 16}`,
];

// Preparing costs more than running: once for each connection.
const prepared = new WeakMap<Sqlite, Map<unknown, unknown>>();

/**
 * A connection's own statements.
 *
 * @param prepare - the same function for the same statements
 */
export function statementsOf<Statements>(
  sqlite: Sqlite,
  prepare: (sqlite: Sqlite) => Statements,
): Statements {
  let known = prepared.get(sqlite);
  if (!known) {
    known = new Map();
    prepared.set(sqlite, known);
  }
  if (!known.has(prepare)) {
    known.set(prepare, prepare(sqlite));
  }
  return known.get(prepare) as Statements;
}

/** The connection that a transaction runs on; it is given back with the transaction. */
export async function sqliteOf(tx: Knex.Transaction): Promise<Sqlite> {
  return tx.client.acquireConnection();
}
