import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { SpanKind } from '@opentelemetry/api';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { HealthPage } from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './testing/startTelemetry';
import { integration } from './testing/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const resource = resourceFromAttributes({
  'service.name': 'shop',
  'deployment.environment.name': 'production',
});
const attributes = {
  'http.request.method': 'GET',
  'server.address': 'prices.example.com',
  'http.response.status_code': 200,
};
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
  const config = (signal: string, compression: string) => ({
    url: `http://localhost:${telemetry.server.port()}/api/integration-telemetry/otlp/v1/${signal}`,
    headers: { Authorization: mockCredentials.service.header() },
    compression: compression as never,
  });

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

  it.each([
    ['JSON', JsonTraceExporter, 'none'],
    ['JSON', JsonTraceExporter, 'gzip'],
    ['protobuf', ProtobufTraceExporter, 'none'],
    ['protobuf', ProtobufTraceExporter, 'gzip'],
  ])(
    'send spans as %s, with compression: %3$s',
    async (_, Exporter, compression) => {
      const provider = new TracerProvider({
        resource,
        spanProcessors: [
          new SimpleSpanProcessor({
            exporter: new Exporter(config('traces', compression)),
          }),
        ],
      });
      const tracer = provider.getTracer('test');
      for (let call = 0; call < 25; call += 1) {
        tracer.startSpan('GET', { kind: SpanKind.CLIENT, attributes }).end();
      }
      await provider.forceFlush();
      const page = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items }) => items[0].calls?.calls === 25,
      );
      expect(page.items[0]).toMatchObject({
        status: 'healthy',
        calls: { source: 'spans', errorRate: 0 },
      });
      await provider.shutdown();
    },
  );

  it.each([
    ['JSON, delta', JsonMetricExporter, 0],
    ['JSON, cumulative', JsonMetricExporter, 1],
    ['protobuf, delta', ProtobufMetricExporter, 0],
    ['protobuf, cumulative', ProtobufMetricExporter, 1],
  ])('send histograms as %s', async (_, Exporter, temporalityPreference) => {
    const reader = new PeriodicExportingMetricReader({
      exporter: new Exporter({
        ...config('metrics', 'none'),
        temporalityPreference,
      }),
      exportIntervalMillis: 3_600_000,
    });
    const provider = new MeterProvider({ resource, readers: [reader] });
    const histogram = provider
      .getMeter('test')
      .createHistogram('http.client.request.duration', {
        unit: 's',
        advice: { explicitBucketBoundaries: [0.05, 0.1, 0.5, 1] },
      });
    for (let round = 1; round <= 2; round += 1) {
      for (let call = 0; call < 20; call += 1) {
        histogram.record(0.08, attributes);
      }
      await provider.forceFlush();
    }
    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0].calls?.calls === 40,
    );
    const { p95Ms } = page.items[0].calls!;
    expect(p95Ms).toBeGreaterThan(50);
    expect(p95Ms).toBeLessThan(103);
    await provider.shutdown();
  });
});
