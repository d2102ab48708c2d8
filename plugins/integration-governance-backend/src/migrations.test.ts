import { TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from './database';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

it.each(databases.eachSupportedId())(
  'answers survive the way into their scores and back on %s',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const directory = migrationsDirectory();
    const before = '20261128090000_evidence_and_waivers.js';
    const after = '20261128110000_compact_answers.js';
    await knex.migrate.up({ directory, name: '20261122000000_scorecard.js' });
    await knex.migrate.up({ directory, name: before });
    const entity_ref = 'integration:default/a';
    const answer = {
      entity_ref,
      question_id: 'inventory',
      state: 'not-yet',
      failed: 2,
      unmeasured: 1,
      waived: 0,
      passed: 4,
    };
    await knex('scores').insert({ entity_ref, revision: 3, yes_count: 0 });
    await knex('answers').insert(answer);
    await knex.migrate.up({ directory, name: after });
    const row = await knex('scores').first('answers', 'answer_states');
    expect(row.answer_states).toBe('inventory=n');
    expect(JSON.parse(row.answers)).toEqual([
      {
        questionId: 'inventory',
        state: 'not-yet',
        failed: 2,
        unmeasured: 1,
        waived: 0,
        passed: 4,
      },
    ]);
    await knex.migrate.down({ directory, name: after });
    expect(await knex('answers')).toEqual([answer]);
  },
);

it.each(databases.eachSupportedId())(
  'the database can be migrated up, down to nothing, and up again on %s',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const directory = migrationsDirectory();
    const tables = async () => {
      const present = [];
      for (const table of ['results', 'transitions', 'evaluations']) {
        if (await knex.schema.hasTable(table)) {
          present.push(table);
        }
      }
      return present;
    };
    await knex.migrate.latest({ directory });
    expect(await tables()).toHaveLength(3);
    await knex.migrate.rollback({ directory }, true);
    expect(await tables()).toEqual([]);
    await knex.migrate.latest({ directory });
    expect(await tables()).toHaveLength(3);
  },
);
