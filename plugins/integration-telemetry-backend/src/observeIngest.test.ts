import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { IngestMeter } from './IngestMeter';
import { observeIngest } from './observeIngest';
import { openDatabase } from './openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const nowMs = 1_795_000_000_000;

describe.each(databases.eachSupportedId())('observeIngest on %s', id => {
  it('tells an OpenTelemetry SDK what was taken, turned away and waits', async () => {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    const exporter = new InMemoryMetricExporter(
      AggregationTemporality.CUMULATIVE,
    );
    const provider = new MeterProvider({
      readers: [
        new PeriodicExportingMetricReader({
          exporter,
          exportIntervalMillis: 3_600_000,
        }),
      ],
    });
    const meter = new IngestMeter(() => nowMs);
    observeIngest({
      otel: provider.getMeter('test'),
      meter,
      knex,
      now: () => nowMs,
    });

    meter.accepted('traces', 1_000);
    meter.duplicate('traces');
    meter.rejected('metrics', 'no name', 3);
    meter.refused(413, 'too large');
    meter.flushed({ rows: 1, delayMs: 1_500, durationMs: 250 });
    await provider.forceFlush();

    const seen = Object.fromEntries(
      exporter
        .getMetrics()[0]
        .scopeMetrics[0].metrics.map(({ descriptor, dataPoints }) => [
          `${descriptor.name} ${descriptor.unit}`,
          dataPoints
            .filter(({ value }) => value !== 0)
            .map(({ value, attributes }) => [
              value,
              ...Object.values(attributes),
            ]),
        ]),
    );
    expect(seen).toEqual({
      'tieline.ingest.accepted {item}': [[1_000, 'traces']],
      'tieline.ingest.requests {request}': [[1, 'traces']],
      'tieline.ingest.duplicates {request}': [[1, 'traces']],
      'tieline.ingest.rejected {item}': [[3, 'metrics', 'no name']],
      'tieline.ingest.refused {request}': [[1, 413, 'too large']],
      'tieline.inbox.flushes {flush}': [[1]],
      'tieline.inbox.flush.duration s': [[0.25]],
      'tieline.inbox.delay s': [[1.5]],
      'tieline.inbox.rows {request}': [],
      'tieline.inbox.age s': [],
    });
    await provider.shutdown();
  });
});
