import { SpanMetricNames } from './EngineConfig';

/** How durations are counted. */
export type HistogramForm = 'classic' | 'native';

/** Metrics of calls by service, operation, kind and status. */
export interface SpanMetrics {
  /** As the state of the engine shows it. */
  dialect: string;
  calls: string;
  durations?: { metric: string; form: HistogramForm; unitMs: number };
}

/** Metrics of calls between two services. */
export interface ServiceGraph {
  calls: string;
  failed: string;
}

/** What a dialect calls its metrics, the preferred names first. */
interface Dialect {
  name: string;
  calls: string[];
  durations: Array<{ metric: string; unitMs: number }>;
}

/**
 * Source: OpenTelemetry Collector Contrib, README of `spanmetricsconnector`
 * (namespace `traces.span.metrics`, before 0.105 none) and of the former
 * `spanmetricsprocessor`; Grafana Tempo, "Span metrics".
 */
const dialects: Dialect[] = [
  {
    name: 'spanmetrics connector',
    calls: ['traces_span_metrics_calls_total', 'traces_span_metrics_calls'],
    durations: [
      { metric: 'traces_span_metrics_duration_seconds', unitMs: 1000 },
      { metric: 'traces_span_metrics_duration_milliseconds', unitMs: 1 },
    ],
  },
  {
    name: 'Tempo',
    calls: ['traces_spanmetrics_calls_total'],
    durations: [
      { metric: 'traces_spanmetrics_latency', unitMs: 1000 },
      { metric: 'traces_spanmetrics_duration_seconds', unitMs: 1000 },
    ],
  },
  {
    name: 'spanmetrics connector without a namespace',
    calls: ['calls_total'],
    durations: [
      { metric: 'duration_seconds', unitMs: 1000 },
      { metric: 'duration_milliseconds', unitMs: 1 },
      { metric: 'duration', unitMs: 1 },
      // The processor that came before the connector.
      { metric: 'latency', unitMs: 1 },
    ],
  },
];

const GRAPH: ServiceGraph = {
  calls: 'traces_service_graph_request_total',
  failed: 'traces_service_graph_request_failed_total',
};

const FORMS: Array<{ suffix: string; form: HistogramForm }> = [
  { suffix: '_bucket', form: 'classic' },
  { suffix: '', form: 'native' },
];

/** A selector of every metric that a dialect may have. */
export function dialectSelector(
  filter: string | undefined,
  own: SpanMetricNames | undefined,
): string {
  const names = [
    'traces_span_?metrics_.+',
    'traces_service_graph_request_.+',
    'calls_total',
    '(duration_seconds|duration_milliseconds|duration|latency)(_bucket)?',
    ...(own ? [own.calls] : []),
    ...(own?.durations ? [`${own.durations}(_bucket)?`] : []),
  ];
  return `{${[...(filter ? [filter] : []), `__name__=~"${names.join('|')}"`].join(',')}}`;
}

function durationsAmong(
  names: ReadonlySet<string>,
  candidates: Dialect['durations'],
): SpanMetrics['durations'] {
  for (const { metric, unitMs } of candidates) {
    for (const { suffix, form } of FORMS) {
      if (names.has(`${metric}${suffix}`)) {
        return { metric, form, unitMs };
      }
    }
  }
  return undefined;
}

/** The dialects that an engine has, the one that is asked first. */
export function findDialects(
  names: ReadonlySet<string>,
  own: SpanMetricNames | undefined,
): SpanMetrics[] {
  if (own) {
    return [
      {
        dialect: 'configured',
        calls: own.calls,
        durations: own.durations
          ? durationsAmong(names, [
              { metric: own.durations, unitMs: own.unitMs },
            ])
          : undefined,
      },
    ];
  }
  return dialects.flatMap(({ name, calls, durations }) => {
    const found = calls.find(metric => names.has(metric));
    return found
      ? [
          {
            dialect: name,
            calls: found,
            durations: durationsAmong(names, durations),
          },
        ]
      : [];
  });
}

/** Undefined where the engine has none. */
export function findServiceGraph(
  names: ReadonlySet<string>,
): ServiceGraph | undefined {
  return names.has(GRAPH.calls) ? GRAPH : undefined;
}
