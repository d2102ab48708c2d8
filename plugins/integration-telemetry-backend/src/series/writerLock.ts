import { Knex } from 'knex';

/** Any number will do, as long as nobody else in the database uses it. */
const WRITER_LOCK = 720_261_122;

const isPostgres = (knex: Knex) => knex.client.config.client.includes('pg');

/** A server that hears nothing for so long of who has the lock takes it away. */
const SILENT_MS = 30_000;

/**
 * Points are read, merged and written back: one writer at a time, among all
 * replicas. SQLite has one writer anyhow. The lock ends with the transaction,
 * and with a connection that died without a word.
 */
export async function waitForWriterLock(tx: Knex.Transaction): Promise<void> {
  if (isPostgres(tx)) {
    await tx.raw(
      `select set_config('idle_in_transaction_session_timeout', ?, true)`,
      [String(SILENT_MS)],
    );
    await tx.raw('select pg_advisory_xact_lock(?)', [WRITER_LOCK]);
  }
}
