import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { boundConnections } from './boundConnections';
import { beginAsWriter } from './series/beginAsWriter';
import { CONNECTION_PRAGMAS, isSqlite } from './series/sqlite';

const PAGE_BYTES = 16_384;

/** More would hold up a start. */
const MOST_REWRITTEN_BYTES = 16 * 1024 * 1024;

/**
 * The plugin's database with its tables, and SQLite with settings that Backstage
 * makes none of. A server that falls silent must not hold up what another would
 * answer.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (isSqlite(knex)) {
    await widenPages(knex);
    await knex.raw('PRAGMA journal_mode = WAL');
    for (const pragma of CONNECTION_PRAGMAS) {
      await knex.raw(`PRAGMA ${pragma}`);
    }
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@tieline/plugin-integration-telemetry-backend',
        'migrations',
      ),
    });
  }
  boundConnections(knex);
  beginAsWriter(knex);
  return knex;
}

/**
 * Requests in the inbox fill a page or two of sixteen kilobytes, and eight of
 * four. Backstage's scheduler writes its tables before, with SQLite's own page
 * size; a database that small is written anew in milliseconds. A large one
 * stays as it is.
 */
async function widenPages(knex: Knex): Promise<void> {
  const read = async (pragma: string) => {
    const [row] = await knex.raw(`PRAGMA ${pragma}`);
    return Number(Object.values(row)[0]);
  };
  const pageBytes = await read('page_size');
  const isSmall =
    (await read('page_count')) * pageBytes <= MOST_REWRITTEN_BYTES;
  if (pageBytes !== PAGE_BYTES && isSmall) {
    // With a log ahead the size of a page can't change.
    await knex.raw('PRAGMA journal_mode = DELETE');
    await knex.raw(`PRAGMA page_size = ${PAGE_BYTES}`);
    await knex.raw('VACUUM');
  }
}
