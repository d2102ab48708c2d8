import { Knex } from 'knex';

/** Nothing here keeps a connection for so long: work is cut into slices of a second at most. */
const LONGEST_USE_MS = 30_000;

/** What of the connections of PostgreSQL's client is used here. */
export interface PostgresConnection {
  connection?: { stream?: { destroy(error: Error): void } };
}

/** Breaks a connection off, so that who waits for its answer gets an error and the pool makes a new one. */
export function breakOff(
  { connection }: PostgresConnection,
  afterMs: number,
): void {
  connection?.stream?.destroy(
    new Error(`No answer from the database within ${afterMs} ms`),
  );
}

/**
 * Breaks connections off whose server says nothing any more (a network that
 * fails tells nobody). Left alone it would take the system a quarter of an
 * hour to notice, and whoever waits would wait as long. SQLite has no server.
 */
export function boundConnections(
  knex: Knex,
  longestUseMs: number = LONGEST_USE_MS,
): void {
  if (!knex.client.config.client.includes('pg')) {
    return;
  }
  const timers = new Map<PostgresConnection, NodeJS.Timeout>();
  const { pool } = knex.client;
  const forget = (connection: PostgresConnection) => {
    clearTimeout(timers.get(connection));
    timers.delete(connection);
  };
  pool.on('acquireSuccess', (_: number, connection: PostgresConnection) => {
    const timer = setTimeout(
      () => breakOff(connection, longestUseMs),
      longestUseMs,
    );
    timer.unref();
    timers.set(connection, timer);
  });
  pool.on('release', forget);
  pool.on('destroyRequest', (_: number, connection: PostgresConnection) =>
    forget(connection),
  );
}
