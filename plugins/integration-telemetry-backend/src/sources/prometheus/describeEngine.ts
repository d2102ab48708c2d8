import { Engine } from '@tieline/plugin-integrations-common/telemetry';
import { PrometheusEngine } from './PrometheusEngine';

const toInstant = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString();

const inMs = (ms: number | undefined) =>
  ms === undefined ? undefined : Number(ms.toPrecision(3));

const toStatus = ({ isOut, meter }: PrometheusEngine): Engine['status'] => {
  if (isOut) {
    return 'out';
  }
  return meter.queries === 0 ? 'not-asked' : 'answering';
};

/** How an engine is doing, and what was found in it. */
export function describeEngine(engine: PrometheusEngine): Engine {
  const { config, meter, schema, catalogue } = engine;
  const spans = schema?.spans;
  const integrations = catalogue.subjects.filter(
    subject => !subject.startsWith('flow:'),
  );
  return {
    name: config.name,
    url: config.url,
    precedence: config.precedence,
    status: toStatus(engine),
    refreshedAt: toInstant(engine.refreshedMs),
    refreshSeconds: config.refreshMs / 1000,
    lastSuccessAt: toInstant(meter.lastSuccessMs),
    lastFailureAt: toInstant(meter.lastFailureMs),
    lastError: meter.lastError,
    queries: meter.queries,
    failures: meter.failures,
    medianMs: inMs(meter.latencyMs(0.5)),
    p95Ms: inMs(meter.latencyMs(0.95)),
    ...(spans && {
      spanMetrics: {
        dialect: spans.dialect,
        calls: spans.calls,
        ...(spans.durations && {
          durations: spans.durations.metric,
          histogram: spans.durations.form,
          unit: spans.durations.unitMs === 1 ? 'milliseconds' : 'seconds',
        }),
      },
    }),
    unusedMetrics: schema?.unused ?? [],
    serviceGraph: schema?.graph !== undefined,
    dimensions: schema ? engine.reader.callLabels : [],
    sampleIntervalSeconds: schema && schema.sampleIntervalMs / 1000,
    labelSets: catalogue.size,
    labelSetsDropped: catalogue.dropped,
    integrations: integrations.length,
    undeclaredFlows: catalogue.flows.length,
    services: catalogue.services.length,
  };
}
