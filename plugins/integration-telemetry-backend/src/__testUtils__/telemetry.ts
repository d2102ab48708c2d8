/** OTLP/JSON as one would write it by hand. */

type AttributeValue = string | number | boolean | string[];

function anyValue(value: AttributeValue): object {
  if (Array.isArray(value)) {
    return { arrayValue: { values: value.map(anyValue) } };
  }
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'number':
      return { intValue: String(value) };
    default:
      return { boolValue: value };
  }
}

export function attributes(values: Record<string, AttributeValue>) {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: anyValue(value),
  }));
}

let sequence = 0;

/** An identifier that no other call gets. */
export function hexId(length: number): string {
  sequence += 1;
  return sequence.toString(16).padStart(length, 'a');
}

export interface SpanOptions {
  kind?: number;
  attributes?: Record<string, AttributeValue>;
  endMs?: number;
  durationMs?: number;
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  traceState?: string;
  statusCode?: number;
  name?: string;
}

export function span(options: SpanOptions = {}) {
  const endMs = options.endMs ?? Date.now() - 1_000;
  const startMs = endMs - (options.durationMs ?? 120);
  return {
    traceId: options.traceId ?? hexId(32),
    spanId: options.spanId ?? hexId(16),
    parentSpanId: options.parentSpanId ?? '',
    traceState: options.traceState,
    name: options.name ?? 'call',
    kind: options.kind ?? 3,
    startTimeUnixNano: String(BigInt(Math.round(startMs)) * 1_000_000n),
    endTimeUnixNano: String(BigInt(Math.round(endMs)) * 1_000_000n),
    status: { code: options.statusCode ?? 0 },
    attributes: attributes(options.attributes ?? {}),
  };
}

export function traces(
  resource: Record<string, AttributeValue>,
  spans: object[],
) {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributes(resource) },
        scopeSpans: [{ scope: { name: 'test' }, spans }],
      },
    ],
  };
}

/** A delta histogram as the semantic conventions' duration metrics have it. */
export function durations(
  resource: Record<string, AttributeValue>,
  metric: {
    name: string;
    startMs: number;
    endMs: number;
    /** Calls by the upper bound of their duration, in seconds. */
    counts: Array<[upperBoundSeconds: number, count: number]>;
    attributes: Record<string, AttributeValue>;
    temporality?: number;
  },
) {
  const count = metric.counts.reduce((sum, [, calls]) => sum + calls, 0);
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributes(resource) },
        scopeMetrics: [
          {
            metrics: [
              {
                name: metric.name,
                unit: 's',
                histogram: {
                  aggregationTemporality: metric.temporality ?? 1,
                  dataPoints: [
                    {
                      attributes: attributes(metric.attributes),
                      startTimeUnixNano: String(
                        BigInt(metric.startMs) * 1_000_000n,
                      ),
                      timeUnixNano: String(BigInt(metric.endMs) * 1_000_000n),
                      count: String(count),
                      sum: metric.counts.reduce(
                        (sum, [bound, calls]) => sum + bound * calls,
                        0,
                      ),
                      explicitBounds: metric.counts.map(([bound]) => bound),
                      bucketCounts: [
                        ...metric.counts.map(([, calls]) => String(calls)),
                        '0',
                      ],
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  };
}

/** Levels of queues as gauges of one metric. */
export function gauges(
  resource: Record<string, AttributeValue>,
  name: string,
  points: Array<{
    attributes?: Record<string, AttributeValue>;
    atMs: number;
    value: number;
  }>,
) {
  const gauge = {
    dataPoints: points.map(point => ({
      attributes: attributes(point.attributes ?? {}),
      timeUnixNano: String(BigInt(point.atMs) * 1_000_000n),
      asInt: String(point.value),
    })),
  };
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributes(resource) },
        scopeMetrics: [{ metrics: [{ name, gauge }] }],
      },
    ],
  };
}

/** Points of a counter that only rises. */
export function sums(
  resource: Record<string, AttributeValue>,
  metric: { name: string; unit?: string; temporality: 'delta' | 'cumulative' },
  points: Array<{
    attributes?: Record<string, AttributeValue>;
    startMs: number;
    endMs: number;
    value: number;
  }>,
) {
  const sum = {
    isMonotonic: true,
    aggregationTemporality: metric.temporality === 'delta' ? 1 : 2,
    dataPoints: points.map(point => ({
      attributes: attributes(point.attributes ?? {}),
      startTimeUnixNano: String(BigInt(point.startMs) * 1_000_000n),
      timeUnixNano: String(BigInt(point.endMs) * 1_000_000n),
      asInt: String(point.value),
    })),
  };
  const { name, unit = '' } = metric;
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributes(resource) },
        scopeMetrics: [{ metrics: [{ name, unit, sum }] }],
      },
    ],
  };
}

/** An Integration entity that is told by its matchers. */
export function integration(name: string, spec: object = {}, metadata = {}) {
  return {
    apiVersion: 'tieline.dev/v1alpha1',
    kind: 'Integration',
    metadata: { name, namespace: 'default', ...metadata },
    spec: {
      type: 'api-gateway',
      lifecycle: 'production',
      owner: 'checkout',
      source: 'web-shop',
      targets: ['payments'],
      ...spec,
    },
  };
}

/** A Component of a system. */
export function component(name: string, system: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service', lifecycle: 'production', owner: 'x', system },
    relations: [{ type: 'partOf', targetRef: `system:default/${system}` }],
  };
}
