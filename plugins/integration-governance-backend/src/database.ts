import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { useWriteAheadLog } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';

/** How many rows one statement writes: SQLite bounds its variables. */
const BATCH_SIZE = 50;

/** An instant as the database gives it back: SQLite as milliseconds, PostgreSQL as a date. */
export type StoredInstant = Date | number | string;

/** Where this plugin's migrations are. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@tieline/plugin-integration-governance-backend',
    'migrations',
  );
}

/** The plugin's own database, brought up to date. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  await useWriteAheadLog(knex);
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory() });
  }
  return knex;
}

/** @param size - of a batch; what is only read may come in larger ones */
export function inBatches<T>(items: readonly T[], size = BATCH_SIZE): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < items.length; at += size) {
    batches.push(items.slice(at, at + size));
  }
  return batches;
}

/** ISO 8601 in UTC. */
export function toInstant(value: StoredInstant): string {
  return new Date(value).toISOString();
}

/** ISO 8601 in UTC, or undefined where nothing is stored. */
export function toOptionalInstant(
  value: StoredInstant | null | undefined,
): string | undefined {
  return value === null || value === undefined ? undefined : toInstant(value);
}
