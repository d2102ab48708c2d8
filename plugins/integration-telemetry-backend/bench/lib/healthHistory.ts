import { DatabaseService } from '@backstage/backend-plugin-api';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { knex as createKnex, Knex } from 'knex';
import { openDatabase } from '../../src/openDatabase';
import { HourPacker } from '../../src/series/HourPacker';
import { fillPoints } from './fillPoints';
import { fillRecords } from './fillRecords';
import { fillTrends } from './fillTrends';
import { isNewest } from './Span';

const DAY_MS = 86_400_000;

/** Which part of the history is to be written, and where. */
interface Order {
  plugin: { sqliteFile?: string; connectionString?: string };
  /** How many days ago it begins. */
  fromDays: number;
  /** How many days ago it ends; 0 is now, with what is not history too. */
  toDays: number;
}

/** As the portal would have hour by hour: with the plugin's own packer. */
async function packHours(knex: Knex, nowMs: number): Promise<void> {
  const packer = new HourPacker({
    knex,
    minutesKeptMs: 2 * DAY_MS,
    restsPerWork: 0,
    onError(message, error) {
      throw new Error(message, { cause: error });
    },
    now: () => nowMs,
  });
  // PostgreSQL knows nothing yet of so many new rows.
  await knex.raw('analyze');
  let isDone = false;
  while (!isDone) {
    isDone = await packer.pack();
  }
}

/** Writes past the plugin's own classes, which would take an hour for a month. */
async function main(): Promise<void> {
  const { plugin, fromDays, toDays }: Order = JSON.parse(process.argv[2]);
  const isSqlite = plugin.sqliteFile !== undefined;
  const knex = createKnex(
    isSqlite
      ? {
          client: 'better-sqlite3',
          connection: { filename: plugin.sqliteFile! },
          useNullAsDefault: true,
        }
      : {
          client: 'pg',
          connection: plugin.connectionString,
          pool: { min: 1, max: 1 },
        },
  );
  const database = { getClient: async () => knex } as DatabaseService;
  if (isSqlite) {
    await openDatabase(database);
    await knex.raw('PRAGMA synchronous = OFF');
    await knex.raw('PRAGMA cache_size = -1000000');
  } else {
    await knex.raw('set synchronous_commit = off');
  }
  const nowMs = Date.now();
  const span = {
    nowMs,
    fromMs: nowMs - fromDays * DAY_MS,
    toMs: nowMs - toDays * DAY_MS,
  };
  await fillPoints(knex, span);
  if (isNewest(span)) {
    await packHours(knex, nowMs);
  }
  await fillRecords(knex, span);
  const projection = await IntegrationProjection.create({ database });
  await fillTrends(knex, await projection.listIntegrations(), nowMs);
  // As the databases are after a night.
  await knex.raw(
    isSqlite ? 'PRAGMA wal_checkpoint(TRUNCATE)' : 'vacuum analyze',
  );
  await knex.destroy();
  process.exit(0);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
