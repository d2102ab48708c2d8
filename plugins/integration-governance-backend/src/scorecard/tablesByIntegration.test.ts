import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../database';
import { tablesByIntegration } from './tablesByIntegration';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** What stays though its integration goes, or is forgotten in another way. */
const KEPT = [
  // What was frozen is read as it was.
  'assessment_rows',
  // Those of a pilot that is closed teach others: see RetentionJob.
  'pilots',
];

it('names each table that has rows of integrations, so that what belongs to a deleted one goes', async () => {
  const knex = await databases.init('SQLITE_3');
  await openDatabase(mockServices.database({ knex }));
  const rows: Array<{ name: string }> = await knex.raw(
    `select tables.name from sqlite_master as tables
     join pragma_table_info(tables.name) as columns
     where tables.type = 'table' and columns.name = 'entity_ref'
       and tables.name not like 'projection_%'`,
  );
  const found = rows.map(({ name }) => name);
  expect([...found].sort()).toEqual([...tablesByIntegration, ...KEPT].sort());
});
