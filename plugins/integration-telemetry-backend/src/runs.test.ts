import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  HealthPage,
  RunOccurrence,
} from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { integration } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;

/** Every day at midnight UTC: a whole number of days apart whenever it runs. */
const stock = integration('supplier-stock-file', {
  type: 'batch-file',
  source: 'hallbeck',
  targets: ['erp'],
  dataFlows: [
    {
      data: 'stock',
      schedule: {
        cron: '0 0 * * *',
        expectedBy: '00:30',
        grace: '5m',
        minRecords: 40_000,
      },
    },
  ],
});

function run(daysAgo: number, records = 48_210, result = 'succeeded') {
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS - daysAgo * DAY_MS;
  return {
    id: `stock-${daysAgo}`,
    integration: 'supplier-stock-file',
    startedAt: new Date(midnight + 300_000).toISOString(),
    endedAt: new Date(midnight + 660_000).toISOString(),
    result,
    recordsIn: records,
  };
}

describe('runs', () => {
  it.each(databases.eachSupportedId())(
    'make an integration late that did not come, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog: createCatalog([stock]),
      });
      const reported = { runs: [run(7), run(6), run(5)] };
      const first = await telemetry.send('post', '/v1/runs', reported);
      expect(first.body).toEqual({ accepted: 3, repeated: 0 });
      const again = await telemetry.send('post', '/v1/runs', reported);
      expect(again.body).toEqual({ accepted: 0, repeated: 3 });

      const page = await telemetry.until<HealthPage>(
        '/v1/health?pattern=batch-file',
        ({ items }) => items[0]?.status === 'failing',
      );
      expect(page.items[0].reasons[0]).toMatchObject({
        code: 'late',
        headline: expect.stringMatching(
          /^Late: no file for [45] days\. Expected every day by 00:30$/,
        ),
        detail: expect.stringContaining('with 48,210 records'),
      });

      const { items }: { items: RunOccurrence[] } = (
        await telemetry.get(
          `/v1/runs/default/supplier-stock-file?from=${new Date(Date.now() - 10 * DAY_MS).toISOString()}`,
        )
      ).body;
      expect(items[0].state).toBe('expected');
      const states = items.map(({ state }) => state);
      expect(states.filter(state => state === 'on-time')).toHaveLength(3);
      expect(states).toContain('missing');
      await telemetry.stop();
    },
  );

  it('tell a file with too few records, and a run that failed', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([stock]),
    });
    const days = [3, 2, 1, 0];
    await telemetry.send('post', '/v1/runs', {
      runs: days.map(day => run(day, 9_642)),
    });
    const short = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0]?.status === 'degraded',
    );
    expect(short.items[0].reasons[0]).toMatchObject({
      code: 'too-few-records',
      headline: 'Short: 9,642 records came, at least 40,000 expected',
    });
    // A run that is reported again replaces what was known of it.
    await telemetry.send('post', '/v1/runs', {
      runs: days.map(day => run(day, 0, 'failed')),
    });
    const failed = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0]?.status === 'failing',
    );
    expect(failed.items[0].reasons[0].code).toBe('failed-run');
    await telemetry.stop();
  });

  it('are refused where they make no sense or are not allowed', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
    });
    const odd = { ...run(1), endedAt: '2020-01-01T00:00:00Z' };
    const bad = await telemetry.send('post', '/v1/runs', { runs: [odd] });
    expect(bad.status).toBe(400);
    const unknown = await telemetry.send('post', '/v1/runs', {
      runs: [{ ...run(1), fileName: 'mira.csv' }],
    });
    expect(unknown.status).toBe(400);
    const nul = await telemetry.send('post', '/v1/runs', {
      runs: [{ ...run(1), message: 'a\u0000b' }],
    });
    expect(nul.status).toBe(400);
    expect((await telemetry.get('/v1/health?text=%00')).status).toBe(400);
    await telemetry.stop();

    const denied = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      permissions: AuthorizeResult.DENY,
    });
    const body = { runs: [run(1)] };
    expect((await denied.send('post', '/v1/runs', body)).status).toBe(403);
    expect((await denied.get('/v1/health')).status).toBe(403);
    expect((await denied.get('/v1/drift')).status).toBe(403);
    expect((await denied.get('/v1/status')).status).toBe(403);
    await denied.stop();
  });
});

describe('the API', () => {
  it('takes one value for a list, and refuses parameters that do not exist', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([stock]),
    });
    const one = await telemetry.until<HealthPage>(
      '/v1/health?status=unknown&owner=group:default/checkout&text=STOCK',
      page => page.totalItems === 1,
    );
    expect(one.items).toHaveLength(1);
    const many = await telemetry.get('/v1/health?status=failing&status=silent');
    expect(many.status).toBe(200);
    expect(many.body.statusCounts.unknown).toBe(1);
    expect((await telemetry.get('/v1/health?state=bad')).status).toBe(400);
    expect((await telemetry.get('/v1/health?limit=0')).status).toBe(400);
    expect((await telemetry.get('/v1/health/default/nobody')).status).toBe(404);
    expect((await telemetry.get('/openapi.json')).body.paths).toHaveProperty(
      '/api/integration-telemetry/v1/health',
    );
    await telemetry.stop();
  });

  it('keeps how far a replay of history is', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
    });
    const replay = {
      from: '2026-10-18T00:00:00.000Z',
      to: '2026-11-22T00:00:00.000Z',
      completedShare: 0.4,
      checkpoint: 'day 14',
    };
    const put = await telemetry.send('put', '/v1/replays/demo', replay);
    expect(put.body).toMatchObject({ id: 'demo', ...replay });
    await telemetry.send('put', '/v1/replays/demo', {
      ...replay,
      completedShare: 1,
    });
    const { body } = await telemetry.get('/v1/status');
    expect(body.replays).toMatchObject([{ id: 'demo', completedShare: 1 }]);
    await telemetry.stop();
  });
});
