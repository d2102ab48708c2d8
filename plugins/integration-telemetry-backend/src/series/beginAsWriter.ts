import { Knex } from 'knex';
import { isSqlite } from './sqlite';

/**
 * Lets transactions on SQLite wait for other writers as they begin. One that
 * reads first and writes later could not: what it read would be outdated once
 * another connection has written, and SQLite ends it at once instead of letting
 * it wait.
 *
 * Source: https://www.sqlite.org/lang_transaction.html, "BEGIN IMMEDIATE"
 */
export function beginAsWriter(knex: Knex): void {
  if (!isSqlite(knex)) {
    return;
  }
  const { client } = knex;
  const transaction = client.transaction;
  client.transaction = function transactionOfWriter(...options: unknown[]) {
    const begun = transaction.apply(this, options);
    begun.begin = (connection: unknown) =>
      begun.query(connection, 'BEGIN IMMEDIATE;');
    return begun;
  };
}
