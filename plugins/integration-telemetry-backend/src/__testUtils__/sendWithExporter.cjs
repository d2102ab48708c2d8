// Runs the real exporters in a process of their own: they import Node's http
// while sending, which Jest's modules don't allow.
const { SpanKind } = require('@opentelemetry/api');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const {
  MeterProvider,
  PeriodicExportingMetricReader,
} = require('@opentelemetry/sdk-metrics');
const {
  BatchSpanProcessor,
  TracerProvider,
} = require('@opentelemetry/sdk-trace');

const {
  signal,
  exporterPackage,
  config,
  processor,
  resource,
  attributes,
  rounds,
  calls,
} = JSON.parse(process.argv[2]);

async function sendSpans() {
  const { OTLPTraceExporter } = require(exporterPackage);
  const provider = new TracerProvider({
    resource: resourceFromAttributes(resource),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(config),
        ...processor,
      }),
    ],
  });
  const tracer = provider.getTracer('test');
  for (let call = 0; call < calls; call += 1) {
    tracer.startSpan('GET', { kind: SpanKind.CLIENT, attributes }).end();
  }
  await provider.forceFlush();
  await provider.shutdown();
}

async function sendHistograms() {
  const { OTLPMetricExporter } = require(exporterPackage);
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(config),
    exportIntervalMillis: 3_600_000,
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes(resource),
    readers: [reader],
  });
  const histogram = provider
    .getMeter('test')
    .createHistogram('http.client.request.duration', {
      unit: 's',
      advice: { explicitBucketBoundaries: [0.05, 0.1, 0.5, 1] },
    });
  for (let round = 0; round < rounds; round += 1) {
    for (let call = 0; call < calls / rounds; call += 1) {
      histogram.record(0.08, attributes);
    }
    await provider.forceFlush();
  }
  await provider.shutdown();
}

(signal === 'traces' ? sendSpans() : sendHistograms()).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
