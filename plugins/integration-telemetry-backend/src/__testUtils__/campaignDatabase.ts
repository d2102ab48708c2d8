import { randomBytes } from 'crypto';
import { mkdtemp, rm } from 'fs/promises';
import knexFactory, { Knex } from 'knex';
import { tmpdir } from 'os';
import { join } from 'path';
import { Calls } from './campaignLoad';
import { ReceiverDatabase } from './startReceiver';
import { slotsOf } from '../series/pointSlots';

const PLUGIN_ID = 'integration-telemetry';
const WAIT_MS = 30_000;

/** The server that tests may use, where there is one. */
export const postgresForTests =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;

/** A database that outlives the processes that use it. */
export interface CampaignDatabase {
  /** How a receiver is told of it. */
  settings: ReceiverDatabase;
  /** Opens it beside the receivers; only once one of them has made it. */
  open(): Knex;
  remove(): Promise<void>;
}

export async function createSqlite(): Promise<CampaignDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'tieline-campaign-'));
  return {
    settings: { client: 'better-sqlite3', connection: { directory } },
    open: () =>
      knexFactory({
        client: 'better-sqlite3',
        connection: { filename: join(directory, `${PLUGIN_ID}.sqlite`) },
        useNullAsDefault: true,
      }),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/**
 * Databases of their own on a server that is there already.
 *
 * @param port - of what stands before the server, where something does
 */
export function createPostgres(
  connectionString: string,
  port?: number,
): CampaignDatabase {
  const url = new URL(connectionString);
  const connection = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  const prefix = `campaign_${randomBytes(4).toString('hex')}_`;
  const open = (database: string) =>
    knexFactory({
      client: 'pg',
      connection: { ...connection, database },
      pool: { min: 0, max: 2 },
    });
  return {
    settings: {
      client: 'pg',
      connection: { ...connection, ...(port && { port }) },
      prefix,
    },
    open: () => open(`${prefix}${PLUGIN_ID}`),
    async remove() {
      const knex = open('postgres');
      const { rows } = await knex.raw(
        'select datname from pg_database where datname like ?',
        [`${prefix}%`],
      );
      for (const { datname } of rows) {
        await knex.raw('drop database ?? with (force)', [datname]);
      }
      await knex.destroy();
    },
  };
}

async function sums(
  knex: Knex,
  resolution: number,
): Promise<Map<string, Calls>> {
  const rows: Array<{ subject: string; calls: number; errors: number }> =
    await knex('points')
      .join('series', 'series.id', 'points.series_id')
      .whereBetween('slot', slotsOf(resolution))
      .groupBy('subject')
      .orderBy('subject')
      .select('subject')
      .sum({ calls: 'count', errors: 'errors' });
  return new Map(
    rows.map(row => [
      row.subject.replace('integration:default/', ''),
      { calls: Number(row.calls), errors: Number(row.errors) },
    ]),
  );
}

/**
 * What is counted, by the integration's name, as minutes, hours and days; once
 * the call that was sent last is counted too.
 */
export async function readCounted(knex: Knex) {
  const endMs = Date.now() + WAIT_MS;
  while (!(await sums(knex, 1)).has('sentinel')) {
    if (Date.now() > endMs) {
      throw new Error('What was acknowledged last is still not counted');
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    minutes: await sums(knex, 1),
    hours: await sums(knex, 60),
    days: await sums(knex, 1440),
  };
}
