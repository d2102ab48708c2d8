import { Engine } from '@tieline/plugin-integrations-common/telemetry';

/** An engine that answers, for tests. */
export function testEngine(name: string, engine: Partial<Engine> = {}): Engine {
  return {
    name,
    url: `https://${name}.example.com`,
    precedence: 'store',
    status: 'answering',
    refreshedAt: '2025-11-18T09:50:00.000Z',
    refreshSeconds: 30,
    lastSuccessAt: '2025-11-18T09:53:00.000Z',
    queries: 1_240,
    failures: 0,
    medianMs: 14,
    p95Ms: 120,
    spanMetrics: {
      dialect: 'spanmetrics',
      calls: 'traces_span_metrics_calls_total',
      durations: 'traces_span_metrics_duration_seconds',
      histogram: 'classic',
      unit: 'seconds',
    },
    unusedMetrics: [],
    serviceGraph: true,
    dimensions: ['service_name', 'server_address'],
    labelSets: 4_812,
    labelSetsDropped: 0,
    integrations: 212,
    undeclaredFlows: 7,
    services: 96,
    ...engine,
  };
}
