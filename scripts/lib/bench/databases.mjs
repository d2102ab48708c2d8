import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onEnd } from '../run.mjs';
import { startPostgres } from '../testing/postgres.mjs';

/** What tests do without and a portal doesn't: an answered commit survives the machine. */
const durable = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
};

/**
 * Opens a database of a kind, empty and durable.
 *
 * @param {'sqlite' | 'postgres'} kind
 * @param {string} folder for SQLite's files
 * @param {string} pluginId whose tables are looked at
 * @returns what Backstage's configuration and a reader of the plugin's tables need
 */
export async function openDatabase(
  kind,
  folder,
  pluginId = 'integration-telemetry',
) {
  if (kind === 'sqlite') {
    const directory = join(folder, 'database');
    mkdirSync(directory, { recursive: true });
    return {
      client: 'better-sqlite3',
      connection: { directory },
      plugin: { sqliteFile: join(directory, `${pluginId}.sqlite`) },
      close: async () => {},
    };
  }
  const server = await startPostgres(durable);
  const forget = onEnd(server.stop);
  const { hostname, port, username } = new URL(server.connectionString);
  return {
    client: 'pg',
    connection: { host: hostname, port: Number(port), user: username },
    plugin: {
      connectionString: server.connectionString.replace(
        /postgres$/,
        `backstage_plugin_${pluginId}`,
      ),
    },
    close: async () => {
      forget();
      await server.stop();
    },
  };
}
