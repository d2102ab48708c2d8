import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  HealthDetail,
  HealthPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { reconciliationsIn } from '@tieline/simulator';
import { readDemoLandscape } from './__testUtils__/DemoRuns';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { integration } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const HOUR_MS = 3_600_000;
const thisHourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

const orders = integration('order-to-3pl', { targets: ['nordfreight'] });

const stock = integration('stock-file', {
  type: 'batch-file',
  dataFlows: [{ data: 'stock' }],
});

/** What one side counted in an hour, so many hours ago. */
function counted(hoursAgo: number, figures: object) {
  const toMs = thisHourMs - (hoursAgo - 1) * HOUR_MS;
  return {
    id: `orders-${hoursAgo}-${Object.keys(figures).join()}`,
    integration: 'order-to-3pl',
    from: new Date(toMs - HOUR_MS).toISOString(),
    to: new Date(toMs).toISOString(),
    ...figures,
  };
}

/** Both sides of an hour, each by itself. */
const hour = (hoursAgo: number, sent: number, received: number) => [
  counted(hoursAgo, { sent, unit: 'orders', source: 'dispatch' }),
  counted(hoursAgo, { received, rejected: 2, source: 'Nordfreight' }),
];

describe('reconciliations', () => {
  it.each(databases.eachSupportedId())(
    'of two sides become one, and degrade health once orders are doubled, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog: createCatalog([orders]),
      });
      const good = {
        reconciliations: [6, 5, 4].flatMap(ago => hour(ago, 602, 600)),
      };
      const first = await telemetry.send('post', '/v1/reconciliations', good);
      expect(first.body).toEqual({ accepted: 6, repeated: 0 });
      const again = await telemetry.send('post', '/v1/reconciliations', good);
      expect(again.body).toEqual({ accepted: 0, repeated: 6 });
      await telemetry.until<HealthDetail>(
        '/v1/health/default/order-to-3pl',
        ({ reconciliation }) => reconciliation?.state === 'reconciled',
      );

      await telemetry.send('post', '/v1/reconciliations', {
        reconciliations: [3, 2, 1].flatMap(ago => hour(ago, 602, 619)),
      });
      const page = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items }) =>
          items[0]?.status === 'degraded' &&
          items[0].reconciliation?.windows === 3,
      );
      const since = counted(3, {}).from;
      expect(page.items[0]).toMatchObject({
        since,
        reasons: [
          {
            code: 'unreconciled',
            since,
            headline:
              '57 orders doubled: 3.2 % of the window is unexplained. Sent 1,806, received 1,857, rejected 6',
            short: '57 orders doubled',
            detail:
              'In 3 windows since then. Counted by dispatch and Nordfreight.',
          },
        ],
        reconciliation: { state: 'doubled', unexplained: -57, windows: 3 },
      });

      // A correction of what one side said is all that it takes.
      await telemetry.send('post', '/v1/reconciliations', {
        reconciliations: [3, 2, 1].map(ago =>
          counted(ago, { received: 600, rejected: 2, source: 'Nordfreight' }),
        ),
      });
      await telemetry.until<HealthDetail>(
        '/v1/health/default/order-to-3pl',
        ({ status, reconciliation }) =>
          status === 'unknown' && reconciliation?.state === 'reconciled',
      );

      const { body } = await telemetry.get(
        '/v1/reconciliations/default/order-to-3pl',
      );
      expect(body.tolerance).toBe(0.001);
      expect(body.items).toHaveLength(6);
      expect(body.items[0]).toMatchObject({
        to: new Date(thisHourMs).toISOString(),
        state: 'reconciled',
        sent: 602,
        received: 600,
        rejected: 2,
        unexplained: 0,
        sources: ['dispatch', 'Nordfreight'],
      });
      await telemetry.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'follow from runs that lose records, between the two sides of a file, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog: createCatalog([stock]),
      });
      const run = (side: string, minutesAgo: number, figures: object) => ({
        id: side,
        integration: 'stock-file',
        startedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
        endedAt: new Date(Date.now() - (minutesAgo - 4) * 60_000).toISOString(),
        result: 'succeeded',
        fileNameDigest: 'sha256:abc',
        side,
        ...figures,
      });
      await telemetry.send('post', '/v1/runs', {
        runs: [
          run('sender', 20, { recordsOut: 48_210 }),
          run('receiver', 10, { recordsIn: 48_000, recordsRejected: 0 }),
        ],
      });
      const page = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items }) => items[0]?.status === 'degraded',
      );
      expect(page.items[0].reasons[0]).toMatchObject({
        code: 'unreconciled',
        headline:
          '210 records lost: 0.4 % of the window is unexplained. Sent 48,210, received 48,000',
        detail:
          'In one window since then. Counted by run sender and run receiver.',
      });
      await telemetry.stop();
    },
  );

  it('are taken as the demo posts them, for orders that were doubled since then', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([orders]),
    });
    const nowMs = Date.now();
    const landscape = await readDemoLandscape(nowMs);
    const period = { fromMs: nowMs - 3 * 24 * HOUR_MS, toMs: nowMs };
    const answer = await telemetry.send('post', '/v1/reconciliations', {
      reconciliations: reconciliationsIn(landscape, period),
    });
    expect(answer.body).toEqual({ accepted: 144, repeated: 0 });
    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0]?.status === 'degraded',
    );
    expect(page.items[0].reasons).toMatchObject([
      {
        code: 'unreconciled',
        since: new Date(nowMs - (11 * 60 + 53) * 60_000).toISOString(),
      },
    ]);
    await telemetry.stop();
  });

  it('may leave unexplained what is configured', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([orders]),
      config: { reconciliation: { tolerance: 0.05 } },
    });
    await telemetry.send('post', '/v1/reconciliations', {
      reconciliations: hour(1, 602, 619),
    });
    const health = await telemetry.until<HealthDetail>(
      '/v1/health/default/order-to-3pl',
      ({ reconciliation }) => reconciliation !== undefined,
    );
    expect(health.reasons.map(({ code }) => code)).not.toContain(
      'unreconciled',
    );
    expect(health.reconciliation).toMatchObject({
      state: 'reconciled',
      unexplained: -19,
      tolerance: 0.05,
    });
    await telemetry.stop();
  });

  it('are refused where they make no sense or are not allowed', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([orders]),
    });
    const post = async (change: object) =>
      (
        await telemetry.send('post', '/v1/reconciliations', {
          reconciliations: [{ ...counted(1, { sent: 1 }), ...change }],
        })
      ).status;
    expect(await post({})).toBe(200);
    expect(await post({ to: '2020-01-01T00:00:00Z' })).toBe(400);
    expect(await post({ sent: undefined })).toBe(400);
    expect(await post({ sent: -1 })).toBe(400);
    expect(await post({ integration: 'component:shop' })).toBe(400);
    expect(await post({ customer: 'mira' })).toBe(400);
    await telemetry.stop();

    const denied = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      permissions: AuthorizeResult.DENY,
    });
    const body = { reconciliations: [counted(1, { sent: 1 })] };
    const answer = await denied.send('post', '/v1/reconciliations', body);
    expect(answer.status).toBe(403);
    const read = await denied.get('/v1/reconciliations/default/order-to-3pl');
    expect(read.status).toBe(403);
    await denied.stop();
  });
});
