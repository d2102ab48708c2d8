import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthDetail,
  HealthPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { durations, integration } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE_MS = 60_000;

const quotes = integration('quotes', {
  telemetry: {
    matchers: [
      {
        conditions: [{ attribute: 'server.address', equals: 'tax.example' }],
        version: { attribute: 'app.flag.rounding', pattern: '(.+)' },
      },
    ],
  },
});

/** Calls of the last minutes with one side of a flag. */
function quoted(flag: string, good: number, failed: number) {
  const endMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const part = (count: number, more: object) =>
    durations(
      {
        'service.name': 'checkout',
        'deployment.environment.name': 'production',
      },
      {
        name: 'http.client.request.duration',
        startMs: endMs - 5 * MINUTE_MS,
        endMs,
        counts: [
          [0.05, count / 2],
          [0.1, count / 2],
        ],
        attributes: {
          'server.address': 'tax.example',
          'http.request.method': 'POST',
          'app.flag.rounding': flag,
          ...more,
        },
      },
    ).resourceMetrics;
  return {
    resourceMetrics: [
      ...part(good, { 'http.response.status_code': 200 }),
      ...part(failed, { 'http.response.status_code': 503 }),
    ],
  };
}

describe('the two sides of a flag', () => {
  it.each(databases.eachSupportedId())(
    'are compared while both run, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog: createCatalog([quotes]),
      });
      await telemetry.until<{ totalItems: number }>(
        '/v1/health',
        ({ totalItems }) => totalItems === 1,
      );
      await telemetry.otlp('metrics').send(quoted('off', 4_980, 20));
      const alone = await telemetry.until<HealthDetail>(
        '/v1/health/default/quotes',
        ({ operations }) => operations.length > 0,
      );
      expect(alone.versionComparison).toBeUndefined();

      await telemetry.otlp('metrics').send(quoted('on', 980, 30));
      const { versionComparison } = await telemetry.until<HealthDetail>(
        '/v1/health/default/quotes',
        detail => detail.versionComparison !== undefined,
      );
      expect(versionComparison).toMatchObject({
        baseline: 'off',
        candidate: 'on',
        baselineCalls: 5_000,
        candidateCalls: 1_010,
        operations: 1,
        verdict: 'worse',
        headline: 'on is worse than off',
      });
      expect(versionComparison!.evidence[0].words).toMatch(
        /^3 % of its calls fail, 0\.4 % of the other's/,
      );
      const { items } = await telemetry.until<HealthPage>(
        '/v1/health',
        page => page.items[0].versions?.length === 2,
      );
      expect(items[0].versions!.map(({ version }) => version).sort()).toEqual([
        'off',
        'on',
      ]);
      await telemetry.stop();
    },
  );
});
