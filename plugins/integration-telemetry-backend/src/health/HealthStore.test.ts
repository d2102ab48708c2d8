import { TestDatabases } from '@backstage/backend-test-utils';
import { HealthStatus } from '@tieline/plugin-integrations-common';
import { openDatabase } from '../openDatabase';
import { EvaluatedHealth, HealthStore, StoredHealth } from './HealthStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

function evaluated(
  entityRef: string,
  statuses: Record<string, HealthStatus>,
): EvaluatedHealth {
  return {
    entityRef,
    environments: Object.entries(statuses).map(([environment, status]) => ({
      declared: environment === 'production',
      health: {
        environment,
        status,
        reasons: [],
        evaluatedAt: '2026-11-23T12:00:00.000Z',
      } as StoredHealth,
    })),
  };
}

describe('HealthStore', () => {
  it.each(databases.eachSupportedId())(
    'keeps what was found out last, for each environment that still is one, on %s',
    async id => {
      const knex = await databases.init(id);
      await openDatabase({ getClient: async () => knex });
      const store = new HealthStore({ knex });
      const many = Array.from({ length: 150 }, (_, at) =>
        evaluated(`integration:default/many-${at}`, { production: 'unknown' }),
      );
      await store.putAll([
        ...many,
        evaluated('integration:default/a', {
          production: 'healthy',
          staging: 'failing',
        }),
      ]);
      const changed = await store.putAll([
        many[0],
        evaluated('integration:default/a', {
          production: 'degraded',
          test: 'silent',
        }),
      ]);
      expect(changed).toEqual(['integration:default/a']);
      expect(await store.putAll([])).toEqual([]);

      const kept = await store.listEnvironments('integration:default/a');
      expect(
        kept.map(({ environment, status }) => [environment, status]),
      ).toEqual([
        ['production', 'degraded'],
        ['test', 'silent'],
      ]);
      const rows = await knex('health').where('environment', 'production');
      expect(rows).toHaveLength(151);
    },
  );
});
