import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { HealthPage } from '@tieline/plugin-integrations-common/telemetry';
import { execFile } from 'child_process';
import { join } from 'path';
import { promisify } from 'util';
import { startFlakyProxy } from './__testUtils__/startFlakyProxy';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { integration } from './__testUtils__/telemetry';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const entity = integration('prices', {
  telemetry: {
    matchers: [
      {
        conditions: [
          { attribute: 'server.address', equals: 'prices.example.com' },
        ],
      },
    ],
  },
});

describe('the OpenTelemetry JS exporters', () => {
  let telemetry: Awaited<ReturnType<typeof startTelemetry>>;

  beforeEach(async () => {
    telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([entity]),
    });
    await telemetry.until<HealthPage>(
      '/v1/health',
      page => page.totalItems > 0,
    );
  });

  afterEach(async () => {
    await telemetry.stop();
  });

  async function send(
    signal: 'traces' | 'metrics',
    exporterPackage: string,
    config: object,
    more: object = {},
  ) {
    const options = {
      signal,
      exporterPackage: `@opentelemetry/${exporterPackage}`,
      config: {
        url: `http://localhost:${telemetry.server.port()}/api/integration-telemetry/otlp/v1/${signal}`,
        headers: { Authorization: mockCredentials.service.header() },
        ...config,
      },
      resource: {
        'service.name': 'shop',
        'deployment.environment.name': 'production',
      },
      attributes: {
        'http.request.method': 'GET',
        'server.address': 'prices.example.com',
        'http.response.status_code': 200,
      },
      calls: 40,
      rounds: 2,
      ...more,
    };
    const { stderr } = await promisify(execFile)(process.execPath, [
      join(__dirname, '__testUtils__', 'sendWithExporter.cjs'),
      JSON.stringify(options),
    ]);
    expect(stderr).toBe('');
  }

  it.each([
    ['exporter-trace-otlp-http', 'none'],
    ['exporter-trace-otlp-http', 'gzip'],
    ['exporter-trace-otlp-proto', 'none'],
    ['exporter-trace-otlp-proto', 'gzip'],
  ])('send spans with %s, compressed: %s', async (name, compression) => {
    await send('traces', name, { compression });
    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0].calls?.calls === 40,
    );
    expect(page.items[0]).toMatchObject({
      status: 'healthy',
      calls: { source: 'spans', errorRate: 0 },
    });
  });

  // The numbers are the exporters' AggregationTemporalityPreference.
  it.each([
    ['exporter-metrics-otlp-http', 'delta', 0],
    ['exporter-metrics-otlp-http', 'cumulative', 1],
    ['exporter-metrics-otlp-proto', 'delta', 0],
    ['exporter-metrics-otlp-proto', 'cumulative', 1],
  ])('send histograms with %s, %s', async (name, _, temporalityPreference) => {
    await send('metrics', name, { temporalityPreference });
    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0].calls?.calls === 40,
    );
    const { p95Ms, source } = page.items[0].calls!;
    expect(source).toBe('metrics');
    expect(p95Ms).toBeGreaterThan(50);
    expect(p95Ms).toBeLessThan(103);
  });

  it.each([
    ['exporter-trace-otlp-http', 'none'],
    ['exporter-trace-otlp-proto', 'gzip'],
  ])(
    'have each span counted once that their batch processor sends again, with %s, compressed: %s',
    async (name, compression) => {
      const proxy = await startFlakyProxy(telemetry.server.port(), [
        'is refused',
        'loses its answer',
        'is lost',
        'loses its answer',
      ]);
      const url = `${proxy.url}/api/integration-telemetry/otlp/v1/traces`;
      await send(
        'traces',
        name,
        { compression, url },
        { processor: { maxExportBatchSize: 20 } },
      );
      expect(proxy.answered).toEqual({
        'is refused': 1,
        'is lost': 1,
        'loses its answer': 2,
        passes: 2,
      });
      await proxy.stop();
      // What arrives last is counted last: nothing else is under way then.
      await send('traces', name, { compression }, { calls: 5 });
      await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items }) => items[0].calls?.calls === 45,
      );
    },
  );
});
