import { Attributes, MetricPoint, Span, SPAN_KIND } from '../otlp/model';
import { CallKind } from '../series/SeriesBatch';
import { pick } from './outcome';

/**
 * Metrics of durations, by the name they have now and by those before it.
 * Counters of messages come along with them, and would count calls twice.
 */
const kindsByMetric: Record<string, CallKind> = {
  'http.client.request.duration': 'call',
  'http.client.duration': 'call',
  'http.server.request.duration': 'serve',
  'http.server.duration': 'serve',
  'rpc.client.call.duration': 'call',
  'rpc.client.duration': 'call',
  'rpc.server.call.duration': 'serve',
  'rpc.server.duration': 'serve',
  'messaging.client.operation.duration': 'publish',
  'messaging.publish.duration': 'publish',
  'messaging.process.duration': 'process',
  'db.client.operation.duration': 'call',
};

const isDistribution: Record<MetricPoint['type'], boolean> = {
  gauge: false,
  sum: false,
  histogram: true,
  exponential: true,
  summary: true,
};

const sending = new Set(['send', 'publish']);

function operationType(attributes: Attributes): string | undefined {
  return pick(attributes, 'messaging.operation.type', 'messaging.operation');
}

/**
 * What a span reports, or undefined where it crosses no boundary. Of messages
 * only their publication and their processing are calls: to wait for them, to
 * settle them, and to create what a batch then sends, are steps of those.
 *
 * Source: OpenTelemetry semantic conventions for HTTP, RPC and messaging.
 */
export function callKindOfSpan(
  span: Pick<Span, 'kind' | 'attributes'>,
): CallKind | undefined {
  const { attributes } = span;
  switch (span.kind) {
    case SPAN_KIND.server:
      return 'serve';
    case SPAN_KIND.producer:
      return operationType(attributes) === 'create' ? undefined : 'publish';
    case SPAN_KIND.consumer:
      return operationType(attributes) === 'settle' ? undefined : 'process';
    case SPAN_KIND.client: {
      if (!attributes.has('messaging.system')) {
        return 'call';
      }
      return sending.has(operationType(attributes) ?? '')
        ? 'publish'
        : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * Whether a consumer's span may only wait for messages. Before the conventions
 * made that a client's span, some instrumentations wrote it instead of one of
 * the processing, and some beside it.
 */
export function isReceiving(span: Pick<Span, 'kind' | 'attributes'>): boolean {
  return (
    span.kind === SPAN_KIND.consumer &&
    operationType(span.attributes) === 'receive'
  );
}

/** What a metric reports, or undefined where it measures no calls. */
export function callKindOfPoint(
  point: Pick<MetricPoint, 'name' | 'type' | 'attributes'>,
): CallKind | undefined {
  if (!isDistribution[point.type]) {
    return undefined;
  }
  // Waiting for messages, and settling them, is no delivery.
  return point.name === 'messaging.client.operation.duration' &&
    !sending.has(operationType(point.attributes) ?? '')
    ? undefined
    : kindsByMetric[point.name];
}
