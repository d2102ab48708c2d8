import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { PlannerStatistics } from './PlannerStatistics';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const isPostgres = (knex: Knex) => knex.client.config.client === 'pg';

async function fill(knex: Knex): Promise<void> {
  for (const table of ['filled', 'small']) {
    await knex.schema.createTable(table, builder => builder.integer('n'));
  }
  await knex('small').insert([{ n: 1 }]);
  if (isPostgres(knex)) {
    // In one message, so that the same session tells what it has changed.
    await knex.raw(
      'insert into filled select generate_series(1, 5000); select pg_stat_force_next_flush()',
    );
  }
}

/** The tables that the planner knows something of; only PostgreSQL has to be told. */
async function analysed(knex: Knex): Promise<string[]> {
  if (!isPostgres(knex)) {
    return [];
  }
  const { rows } = await knex.raw(
    'select distinct tablename from pg_stats where schemaname = current_schema() order by tablename',
  );
  return rows.map((row: { tablename: string }) => row.tablename);
}

describe.each(databases.eachSupportedId())(
  'PlannerStatistics on %s',
  (id: TestDatabaseId) => {
    it('know a table that has just been filled, and leave alone what is small, or needs none', async () => {
      const knex = await databases.init(id);
      await fill(knex);
      expect(await analysed(knex)).toEqual([]);
      await new PlannerStatistics(knex).refresh();
      expect(await analysed(knex)).toEqual(
        id === 'POSTGRES_18' ? ['filled'] : [],
      );
    });
  },
);
