import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { useWriteAheadLog } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';

/** How many rows one statement writes or asks for: SQLite bounds its variables. */
const BATCH_SIZE = 50;

/** A count or an instant as the database gives it back: PostgreSQL's big integers are texts. */
export type StoredNumber = number | string;

/** Where this plugin's migrations are. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@tieline/plugin-integration-contracts-backend',
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

export function inBatches<T>(items: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < items.length; at += BATCH_SIZE) {
    batches.push(items.slice(at, at + BATCH_SIZE));
  }
  return batches;
}

/** ISO 8601 in UTC, or undefined where nothing is stored. */
export function toOptionalInstant(
  ms: StoredNumber | null | undefined,
): string | undefined {
  return ms === null || ms === undefined
    ? undefined
    : new Date(Number(ms)).toISOString();
}
