import { Knex } from 'knex';
import { isSqlite } from './sqlite';

/** A transaction that takes so long has lost its server: the longest takes a second or two. */
const TRANSACTION_MS = 30_000;

/** What of the connections of PostgreSQL's client is used here. */
interface PostgresConnection {
  connection?: { stream?: { destroy(error: Error): void } };
}

/**
 * Breaks a connection off whose server says nothing for so long, so that who
 * waits for it gets an error and the pool makes a new one. Left alone it would
 * take the system a quarter of an hour to notice.
 */
export function breakOffAfter(
  timeoutMs: number,
  { connection }: PostgresConnection,
): NodeJS.Timeout {
  return setTimeout(
    () =>
      connection?.stream?.destroy(
        new Error(`No answer from the database within ${timeoutMs} ms`),
      ),
    timeoutMs,
  );
}

/**
 * A transaction that ends, one way or the other: where the server says nothing
 * any more, its connection is broken off; and a server that hears nothing any
 * more of who began the transaction rolls it back, with all of its locks.
 *
 * @throws Error of the database, or that there was no answer
 */
export async function boundedTransaction(
  knex: Knex,
  work: (tx: Knex.Transaction) => Promise<void>,
  timeoutMs: number = TRANSACTION_MS,
): Promise<void> {
  if (isSqlite(knex)) {
    await knex.transaction(work);
    return;
  }
  const connection = await knex.client.acquireConnection();
  const timer = breakOffAfter(timeoutMs, connection);
  try {
    await knex.transaction(
      async tx => {
        await tx.raw(
          `select set_config('idle_in_transaction_session_timeout', ?, true)`,
          [String(timeoutMs)],
        );
        await work(tx);
      },
      { connection },
    );
  } finally {
    clearTimeout(timer);
    await knex.client.releaseConnection(connection);
  }
}
