import knexFactory, { Knex } from 'knex';
import { boundConnections } from '../boundConnections';
import { CONNECTION_PRAGMAS, isSqlite } from '../series/sqlite';
import { beginAsWriter } from '../series/beginAsWriter';

/** Merging, what it reads ahead, and requests that are made durable meanwhile. */
const CONNECTIONS = 4;

/** How another thread opens the same database. */
export type DatabaseSettings = Pick<
  Knex.Config,
  'client' | 'connection' | 'searchPath' | 'useNullAsDefault'
>;

/**
 * How another thread would open a database; undefined where it can't: where it
 * is in memory, or where code makes its connections.
 */
export function describeDatabase(knex: Knex): DatabaseSettings | undefined {
  const { client, connection, searchPath, useNullAsDefault } =
    knex.client.config;
  if (isSqlite(knex)) {
    const { filename } = connection;
    return !filename || filename === ':memory:' || /mode=memory/.test(filename)
      ? undefined
      : { client, connection: { filename }, useNullAsDefault };
  }
  if (typeof connection === 'function') {
    return undefined;
  }
  const settings = {
    client,
    connection:
      typeof connection === 'string'
        ? connection
        : // knex hides the password from whoever lists the properties.
          { ...connection, password: connection.password },
    searchPath,
  };
  try {
    return structuredClone(settings);
  } catch {
    return undefined;
  }
}

/** Opens what {@link describeDatabase} described. */
export function openShared(settings: DatabaseSettings): Knex {
  if (settings.client !== 'better-sqlite3') {
    const knex = knexFactory({
      ...settings,
      pool: { min: 0, max: CONNECTIONS },
    });
    boundConnections(knex);
    return knex;
  }
  const knex = knexFactory({
    ...settings,
    pool: {
      min: 1,
      max: 1,
      afterCreate(
        connection: { pragma(text: string): unknown },
        done: (error: unknown, connection: unknown) => void,
      ) {
        CONNECTION_PRAGMAS.forEach(pragma => connection.pragma(pragma));
        done(undefined, connection);
      },
    },
  });
  beginAsWriter(knex);
  return knex;
}
