import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthDetail,
  HealthPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { durations, integration } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

const objective = (threshold: string, window: string, target = 99) => ({
  indicator: 'freshness',
  target,
  threshold,
  window,
});

const matchers = [
  { conditions: [{ attribute: 'server.address', equals: 'prices' }] },
];

const prices = integration('price-lookup', {
  objectives: [
    objective('10m', '12h'),
    objective('10m', '12h', 80),
    objective('3h', '10d'),
    objective('20m', '10d'),
  ],
  telemetry: { matchers },
});

/** Calls that ended between two moments. */
function calls(startMs: number, endMs: number, status = 200) {
  return durations(
    { 'service.name': 'shop' },
    {
      name: 'http.client.request.duration',
      startMs,
      endMs,
      counts: [[0.1, 6]],
      attributes: {
        'http.request.method': 'GET',
        'server.address': 'prices',
        'http.response.status_code': status,
      },
    },
  );
}

describe('freshness', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'of calls is judged by the minute, by the hour before, and not where that can’t tell, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog: createCatalog([prices]),
      });
      await telemetry.until<HealthPage>(
        '/v1/health',
        ({ totalItems }) => totalItems === 1,
      );
      const path = '/v1/health/default/price-lookup';
      const known = await telemetry.until<HealthDetail>(
        path,
        ({ objectives }) => objectives?.length === 4,
      );
      expect(known.objectives).toMatchObject(
        Array(4).fill({
          state: 'unmeasured',
          explanation: 'No call was seen yet.',
        }),
      );

      const historyMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS - 20 * HOUR_MS;
      const hourly = Array.from({ length: 12 * 24 }, (_, hour) => {
        const endMs = historyMs - hour * HOUR_MS;
        return calls(endMs - HOUR_MS, endMs);
      });
      const minutes = (nowMs - historyMs) / MINUTE_MS;
      const byMinute = Array.from({ length: minutes }, (_, minute) => {
        const endMs = nowMs - minute * MINUTE_MS;
        // Two hours in which all calls failed.
        const hasFailed = minute >= 120 && minute < 240;
        return calls(endMs - MINUTE_MS, endMs, hasFailed ? 503 : 200);
      });
      await telemetry
        .otlp('metrics')
        .send({
          resourceMetrics: [...hourly, ...byMinute].flatMap(
            body => body.resourceMetrics,
          ),
        })
        .expect(200);

      const { objectives } = await telemetry.until<HealthDetail>(
        path,
        detail =>
          detail.objectives?.[2].state === 'met' &&
          detail.objectives[0].state === 'missed',
      );
      const [missed, met, byHour, open] = objectives!;
      // A minute may pass while it runs.
      expect(Math.abs(missed.good! - (720 - 110))).toBeLessThanOrEqual(1);
      expect(missed.total).toBe(720);
      expect(met).toMatchObject({ state: 'met', good: missed.good });
      expect(byHour).toMatchObject({ total: 14_400, good: 14_400 });
      expect(open.state).toBe('unmeasured');
      expect(open.explanation).toMatch(
        /^Between .* and 99\.\d % of the time: of calls before .* UTC only the hour is known\. Since then minutes are kept for it: it can be told by .* UTC\.$/,
      );
      await telemetry.stop();
    },
  );

  it('of calls without a bound is unmeasured, and says so', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([
        integration('price-lookup', {
          objectives: [{ ...objective('10m', '12h'), threshold: undefined }],
          telemetry: { matchers },
        }),
      ]),
    });
    await telemetry.until<HealthPage>(
      '/v1/health',
      ({ totalItems }) => totalItems === 1,
    );
    await telemetry
      .otlp('metrics')
      .send(calls(nowMs - MINUTE_MS, nowMs))
      .expect(200);
    const { objectives } = await telemetry.until<HealthDetail>(
      '/v1/health/default/price-lookup',
      detail =>
        Boolean(detail.objectives) &&
        detail.objectives![0].explanation !== 'No call was seen yet.',
    );
    expect(objectives).toMatchObject([
      {
        state: 'unmeasured',
        explanation:
          'A freshness objective of calls needs a threshold of a minute or more.',
      },
    ]);
    await telemetry.stop();
  });
});
