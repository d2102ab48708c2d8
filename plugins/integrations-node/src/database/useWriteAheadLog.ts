import { Knex } from 'knex';

/**
 * Lets SQLite write ahead, which Backstage does not ask it for: who reads the
 * file never waits for who writes, and what was answered survives a power
 * failure. It does nothing to other databases.
 *
 * @see https://www.sqlite.org/wal.html
 * @public
 */
export async function useWriteAheadLog(knex: Knex): Promise<void> {
  if (knex.client.config.client === 'better-sqlite3') {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = FULL');
  }
}
