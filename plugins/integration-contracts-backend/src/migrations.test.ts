import { TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from './database';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

it.each(databases.eachSupportedId())(
  'the database can be migrated up, down to nothing, and up again on %s',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const directory = migrationsDirectory();
    const tables = async () => {
      const present = [];
      for (const table of [
        'contracts',
        'contract_contents',
        'contract_versions',
        'contract_outbox',
        'caller_claims',
      ]) {
        if (await knex.schema.hasTable(table)) {
          present.push(table);
        }
      }
      return present;
    };
    await knex.migrate.latest({ directory });
    expect(await tables()).toHaveLength(5);
    await knex.migrate.rollback({ directory }, true);
    expect(await tables()).toEqual([]);
    await knex.migrate.latest({ directory });
    expect(await tables()).toHaveLength(5);
  },
);
