import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Usage } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { createCatalog, startTelemetry } from '../__testUtils__/startTelemetry';
import { component, integration } from '../__testUtils__/telemetry';
import { OVERFLOW } from '../series/SeriesBatch';
import { slotOf } from '../series/pointSlots';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const DAY_MS = 86_400_000;
const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);

const matcher = {
  conditions: [{ attribute: 'server.address', equals: 'orders' }],
};
const orders = integration('order-api', {
  telemetry: {
    matchers: [
      { ...matcher, version: { attribute: 'url.path', pattern: '^/(v\\d+)/' } },
    ],
  },
});

interface Stored {
  consumer?: string;
  version?: string;
  source?: 'metrics' | 'spans';
  side?: 'caller' | 'callee';
  operation?: string;
  environment?: string;
  samplingUnknown?: boolean;
  /** Calls by day; every tenth call is an error. */
  days: Record<string, number>;
}

async function store(knex: Knex, series: Stored): Promise<void> {
  const seen = Object.keys(series.days).map(noon);
  const [{ id }] = await knex('series')
    .insert({
      subject: 'integration:default/order-api',
      environment: series.environment ?? 'production',
      source: series.source ?? 'metrics',
      side: series.side ?? 'caller',
      kind: 'call',
      operation: series.operation ?? 'GET /orders',
      consumer: series.consumer ?? '',
      version: series.version ?? '',
      sampling_unknown: series.samplingUnknown ?? false,
      environment_assumed: false,
      first_seen_ms: Math.min(...seen),
      last_seen_ms: Math.max(...seen),
    })
    .returning('id');
  await knex('points').insert(
    Object.entries(series.days).map(([date, count]) => ({
      series_id: id,
      slot: slotOf(1440, Date.parse(`${date}T00:00:00Z`) / 60_000),
      count,
      sum_ms: count,
      errors: count / 10,
      details: Buffer.alloc(0),
    })),
  );
}

const PATH =
  '/v1/usage/default/order-api?from=2026-11-01T15:00:00Z&to=2026-11-20T18:00:00Z';

async function startWith(id: any, entity: object = orders, config?: object) {
  const knex = await databases.init(id);
  const telemetry = await startTelemetry({
    knex,
    config,
    catalog: createCatalog([
      entity as typeof orders,
      component('checkout', 'web-shop'),
    ]),
  });
  await telemetry.until(PATH, () => true);
  const read = async (path = PATH): Promise<Usage> =>
    (await telemetry.get(path)).body;
  return { knex, telemetry, read };
}

describe('usage', () => {
  it.each(databases.eachSupportedId())(
    'tells who calls, with which version, since when and how often each day, on %s',
    async id => {
      const { knex, telemetry, read } = await startWith(id);
      await store(knex, {
        consumer: 'checkout',
        version: 'v1',
        days: { '2026-10-01': 500, '2026-11-01': 20, '2026-11-03': 10 },
      });
      await store(knex, {
        consumer: 'checkout',
        version: 'v2',
        days: { '2026-11-03': 30, '2026-11-20': 30 },
      });
      await store(knex, {
        consumer: 'checkout',
        version: 'v2',
        operation: 'POST /orders',
        days: { '2026-11-20': 10 },
      });
      await store(knex, { consumer: 'report', days: { '2026-10-02': 7 } });

      const usage = await read();
      expect(usage).toMatchObject({
        entityRef: 'integration:default/order-api',
        environment: 'production',
        from: '2026-11-01T00:00:00.000Z',
        to: '2026-11-20T18:00:00.000Z',
        source: 'metrics',
        side: 'caller',
        versionAttributes: ['url.path'],
        totals: {
          calls: 100,
          errors: 10,
          firstSeenAt: '2026-10-01T12:00:00.000Z',
          lastSeenAt: '2026-11-20T12:00:00.000Z',
        },
      });
      expect(usage.items).toEqual([
        {
          consumer: 'checkout',
          consumerRef: 'component:default/checkout',
          callerKey: { kind: 'service', value: 'checkout' },
          version: 'v2',
          firstSeenAt: '2026-11-03T12:00:00.000Z',
          lastSeenAt: '2026-11-20T12:00:00.000Z',
          calls: 70,
          errors: 7,
          share: 0.7,
          days: [
            { date: '2026-11-03', calls: 30 },
            { date: '2026-11-20', calls: 40 },
          ],
          source: 'metrics',
          side: 'caller',
        },
        expect.objectContaining({
          version: 'v1',
          calls: 30,
          share: 0.3,
          firstSeenAt: '2026-10-01T12:00:00.000Z',
          days: [
            { date: '2026-11-01', calls: 20 },
            { date: '2026-11-03', calls: 10 },
          ],
        }),
        // Used before the range: still known, so that nobody retires it in haste.
        expect.objectContaining({ consumer: 'report', calls: 0, days: [] }),
      ]);
      expect(usage.items[2]).not.toHaveProperty('version');
      expect(usage.overflow).toBeUndefined();
      await telemetry.stop();
    },
  );

  it('counts one report of the calls, and names who only another one knows', async () => {
    const { knex, telemetry, read } = await startWith('SQLITE_3');
    await store(knex, { consumer: 'checkout', days: { '2026-11-20': 50 } });
    for (const consumer of ['checkout', 'night-job', '']) {
      await store(knex, {
        consumer,
        source: 'spans',
        side: 'callee',
        days: { '2026-11-19': 40 },
      });
    }
    await store(knex, {
      consumer: 'night-job',
      source: 'spans',
      side: 'caller',
      days: { '2026-11-20': 8 },
    });
    await store(knex, {
      consumer: 'checkout',
      version: 'v2',
      source: 'spans',
      days: { '2026-11-20': 9 },
    });
    const usage = await read();
    expect(usage.totals.calls).toBe(50);
    expect(usage.items.map(({ consumer }) => consumer)).toEqual(['checkout']);
    expect(usage.elsewhere).toMatchObject([
      // The metrics do not tell versions, the spans do.
      { consumer: 'checkout', version: 'v2', calls: 9, share: null },
      {
        consumer: 'night-job',
        calls: 8,
        share: null,
        source: 'spans',
        side: 'caller',
      },
    ]);
    await telemetry.stop();
  });

  it.each(databases.eachSupportedId())(
    'tells who called within some minutes, and what of it failed, on %s',
    async id => {
      const { knex, telemetry } = await startWith(id);
      const minuteOf = (time: string) =>
        Date.parse(`2026-11-20T${time}:00Z`) / 60_000;
      for (const [consumer, times] of [
        ['checkout', ['09:59', '10:00', '10:04', '10:05']],
        ['report', ['08:00']],
      ] as const) {
        await store(knex, { consumer, days: { '2026-11-20': 50 } });
        const { id: seriesId } = await knex('series')
          .where('consumer', consumer)
          .first('id');
        await knex('points').insert(
          times.map(time => ({
            series_id: seriesId,
            slot: slotOf(1, minuteOf(time)),
            count: 10,
            sum_ms: 10,
            errors: 2,
            details: Buffer.alloc(0),
          })),
        );
      }
      const { body } = await telemetry.get(
        '/v1/callers/default/order-api?from=2026-11-20T10:00:00Z&to=2026-11-20T10:05:00Z',
      );
      expect(body.items).toEqual([
        {
          consumer: 'checkout',
          consumerRef: 'component:default/checkout',
          callerKey: { kind: 'service', value: 'checkout' },
          calls: 20,
          errors: 4,
        },
      ]);
      await telemetry.stop();
    },
  );

  it('keeps environments apart, and counts the declared one where none is named', async () => {
    const { knex, telemetry, read } = await startWith('SQLITE_3');
    await store(knex, { consumer: 'checkout', days: { '2026-11-20': 5 } });
    await store(knex, {
      consumer: 'checkout',
      environment: 'staging',
      days: { '2026-11-20': 70 },
    });
    expect((await read()).totals.calls).toBe(5);
    expect((await read(`${PATH}&environment=staging`)).totals.calls).toBe(70);
    await telemetry.stop();
  });

  it('says what is lost where there were more series than may be kept', async () => {
    const { knex, telemetry, read } = await startWith('SQLITE_3', orders, {
      cardinality: { perIntegration: 2, overall: 100 },
    });
    await store(knex, { consumer: 'checkout', days: { '2026-11-20': 60 } });
    await store(knex, {
      consumer: OVERFLOW,
      operation: OVERFLOW,
      days: { '2026-11-19': 40 },
    });
    const usage = await read();
    expect(usage.items).toMatchObject([{ consumer: 'checkout', share: 0.6 }]);
    expect(usage.totals.calls).toBe(100);
    expect(usage.overflow).toEqual({
      reached: 'integration',
      series: 2,
      limit: 2,
      calls: 40,
      errors: 4,
      firstSeenAt: '2026-11-19T12:00:00.000Z',
      lastSeenAt: '2026-11-19T12:00:00.000Z',
    });
    await telemetry.stop();
  });

  it('gives no share where spans were sampled at an unknown rate, and says why', async () => {
    const { knex, telemetry, read } = await startWith('SQLITE_3');
    await store(knex, {
      consumer: 'checkout',
      samplingUnknown: true,
      days: { '2026-11-20': 60 },
    });
    const [item] = (await read()).items;
    expect(item.share).toBeNull();
    expect(item.unmeasuredBecause).toBe('tail sampling at an unknown rate');
    await telemetry.stop();
  });

  it('counts the last 30 days where no range is named', async () => {
    const { telemetry, read } = await startWith('SQLITE_3');
    const { from, to } = await read('/v1/usage/default/order-api');
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    expect(days).toBeGreaterThanOrEqual(30);
    expect(days).toBeLessThan(31);
    await telemetry.stop();
  });

  it('hides integrations that do not exist or may not be read', async () => {
    const { knex, telemetry } = await startWith('SQLITE_3');
    const missing = await telemetry.get('/v1/usage/default/nothing');
    expect(missing.status).toBe(404);
    await telemetry.stop();

    const denied = await startTelemetry({
      knex,
      permissions: AuthorizeResult.DENY,
    });
    expect((await denied.get(PATH)).status).toBe(403);
    await denied.stop();
  });
});
