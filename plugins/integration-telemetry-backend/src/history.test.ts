import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthPage,
  ReceiverStatus,
  SeriesSet,
} from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { durations, integration } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;

const prices = integration('price-lookup', {
  telemetry: {
    matchers: [
      { conditions: [{ attribute: 'server.address', equals: 'prices' }] },
    ],
  },
});

const calls = (
  startMs: number,
  endMs: number,
  count: number,
  status = 200,
  temporality = 1,
) =>
  durations(
    { 'service.name': 'shop', 'deployment.environment.name': 'production' },
    {
      name: 'http.client.request.duration',
      startMs,
      endMs,
      counts: [[0.1, count]],
      attributes: {
        'http.request.method': 'GET',
        'server.address': 'prices',
        'http.response.status_code': status,
      },
      temporality,
    },
  );

const sum = (values: Array<number | null> | undefined) =>
  (values ?? []).reduce<number>((total, value) => total + (value ?? 0), 0);

describe('history', () => {
  it.each(databases.eachSupportedId())(
    'is kept over a restart, and lands in the time that it belongs to, on %s',
    async id => {
      const knex = await databases.init(id);
      const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
      const catalog = createCatalog([prices]);
      const before = await startTelemetry({ knex, catalog });
      await before.until<HealthPage>('/v1/health', page => page.totalItems > 0);
      for (let week = 1; week <= 4; week += 1) {
        const at = hour - week * WEEK_MS;
        await before.otlp('metrics').send(calls(at, at + HOUR_MS, 600 * week));
      }
      await before.stop();

      const after = await startTelemetry({ knex, catalog });
      const path = '/v1/series/default/price-lookup';
      const from = new Date(hour - 5 * WEEK_MS).toISOString();
      const set = await after.until<SeriesSet>(
        `${path}?from=${from}&stepSeconds=3600&indicator=throughputPerMinute`,
        body => body.at !== undefined,
      );
      expect(set.values.p95Ms).toBeUndefined();
      expect(set.at).toHaveLength(set.values.throughputPerMinute!.length);
      expect(sum(set.values.throughputPerMinute)).toBe(10 + 20 + 30 + 40);
      expect(set.values.throughputPerMinute).toContain(null);

      const today: SeriesSet = (await after.get(`${path}?usual=true`)).body;
      const last = today.at.length - 1;
      expect(today.stepSeconds).toBe(300);
      expect(today.usual?.throughputPerMinute?.low[last]).toBe(10);
      expect(today.usual?.throughputPerMinute?.high[last]).toBe(40);

      const status: ReceiverStatus = (await after.get('/v1/status')).body;
      expect(status).toMatchObject({
        series: 1,
        environments: ['production'],
        replays: [],
      });
      await after.stop();
    },
  );

  it('subtracts cumulative values, and notices a counter that starts anew', async () => {
    const knex = await databases.init('SQLITE_3');
    const telemetry = await startTelemetry({
      knex,
      catalog: createCatalog([prices]),
    });
    await telemetry.until<HealthPage>(
      '/v1/health',
      page => page.totalItems > 0,
    );
    const now = Date.now();
    const start = now - 300_000;
    const send = (startMs: number, endMs: number, count: number) =>
      telemetry.otlp('metrics').send(calls(startMs, endMs, count, 200, 2));
    await send(start, start + 60_000, 10);
    await send(start, start + 120_000, 25);
    await send(start, start + 120_000, 25);
    // The process started again: 8 calls since then, not 17 fewer.
    await send(start + 130_000, start + 180_000, 8);
    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0].calls?.calls === 33,
    );
    expect(page.items[0].calls).toMatchObject({ errors: 0, source: 'metrics' });
    await telemetry.stop();
  });

  it('says when errors began, not when they were noticed', async () => {
    const knex = await databases.init('SQLITE_3');
    const telemetry = await startTelemetry({
      knex,
      catalog: createCatalog([prices]),
    });
    await telemetry.until<HealthPage>(
      '/v1/health',
      page => page.totalItems > 0,
    );
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    for (let ago = 120; ago >= 1; ago -= 1) {
      const at = minute - ago * 60_000;
      const isBad = ago <= 41;
      await telemetry.otlp('metrics').send(calls(at, at + 60_000, 20, 200));
      if (isBad) {
        await telemetry.otlp('metrics').send(calls(at, at + 60_000, 10, 503));
      }
    }
    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0].status === 'failing',
    );
    const since = Date.parse(page.items[0].since!);
    expect(Math.abs(since - (minute - 41 * 60_000))).toBeLessThanOrEqual(
      2 * 60_000,
    );
    await telemetry.stop();
  });

  it('keeps environments apart: only the declared one decides', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([prices]),
    });
    await telemetry.until<HealthPage>(
      '/v1/health',
      page => page.totalItems > 0,
    );
    const at = Date.now() - 60_000;
    const bad = calls(at, at + 30_000, 50, 500);
    bad.resourceMetrics[0].resource.attributes[1].value = {
      stringValue: 'staging',
    } as never;
    await telemetry.otlp('metrics').send(bad);
    await telemetry.otlp('metrics').send(calls(at, at + 30_000, 50));
    await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0].status === 'healthy',
    );
    const staging = await telemetry.until<HealthPage>(
      '/v1/health?environment=staging',
      ({ items }) => items.length === 1,
    );
    expect(staging.items[0].status).toBe('failing');
    const detail = await telemetry.get('/v1/health/default/price-lookup');
    expect(detail.body.otherEnvironments).toMatchObject([
      { environment: 'staging', status: 'failing' },
    ]);
    await telemetry.stop();
  });
});

describe('the tables', () => {
  it.each(databases.eachSupportedId())(
    'can be taken down and up again on %s',
    async id => {
      const knex = await databases.init(id);
      const directory = `${__dirname}/../migrations`;
      await knex.migrate.latest({ directory });
      await knex.migrate.rollback({ directory }, true);
      expect(await knex.schema.hasTable('points')).toBe(false);
      await knex.migrate.latest({ directory });
      expect(await knex.schema.hasTable('points')).toBe(true);
    },
  );
});
