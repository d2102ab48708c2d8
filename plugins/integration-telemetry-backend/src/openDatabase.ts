import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { boundConnections } from './boundConnections';
import { beginAsWriter } from './series/beginAsWriter';

/**
 * The plugin's database with its tables. What was answered with success has to
 * survive a crash, for which SQLite takes two settings; Backstage makes none.
 * And a server that falls silent must not hold up what another would answer.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (knex.client.config.client === 'better-sqlite3') {
    // Before anything is written: requests in the inbox fill a page or two then, not eight of four kilobytes.
    await knex.raw('PRAGMA page_size = 16384');
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = FULL');
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
