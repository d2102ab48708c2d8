import { TestDatabases } from '@backstage/backend-test-utils';
import { startGovernance } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('prices on %s', databaseId => {
  it('can be read, and say that they are examples', async () => {
    const knex = await databases.init(databaseId);
    const running = await startGovernance(knex, {});
    try {
      const { status, body } = await running.get('/v1/prices');
      expect(status).toBe(200);
      expect(body).toMatchObject({ currency: 'EUR', version: '2026-11' });
      expect(body.items).toContainEqual({
        id: 'day-rate',
        title: 'A day of an engineer',
        unit: '€ a day',
        low: 650,
        expected: 800,
        high: 1000,
        source: 'example',
        isExample: true,
      });
    } finally {
      await running.stop();
    }
  });
});
