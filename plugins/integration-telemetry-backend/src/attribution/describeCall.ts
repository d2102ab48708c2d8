import { Attributes, MetricPoint, Span, SPAN_KIND } from '../otlp/model';
import { CallKind, CallSide, ObservedEnd } from '../series/SeriesBatch';
import { bounded, pathTemplate, topicTemplate } from './destinationTemplate';
import { callerAddress } from './networkAddress';
import { pick } from './outcome';

/** A call as one side reports it, with nothing personal left in it. */
export interface DescribedCall {
  side: CallSide;
  kind: CallKind;
  /** For example `http`, `grpc`, `kafka`. */
  protocol: string;
  /** For example `POST /v2/payments`. */
  operation: string;
  destination: string;
  /** Undefined where the report does not say. */
  source?: ObservedEnd;
  target?: ObservedEnd;
}

const kindsByMetric: Record<string, CallKind> = {
  'http.client.request.duration': 'call',
  'http.server.request.duration': 'serve',
  'rpc.client.call.duration': 'call',
  'rpc.client.duration': 'call',
  'rpc.server.call.duration': 'serve',
  'rpc.server.duration': 'serve',
  'messaging.client.operation.duration': 'publish',
  'messaging.publish.duration': 'publish',
  'messaging.process.duration': 'process',
};

const sending = new Set(['send', 'publish']);

function operationType(attributes: Attributes): string | undefined {
  return pick(attributes, 'messaging.operation.type', 'messaging.operation');
}

/**
 * What a span reports, or undefined where it crosses no boundary.
 * Source: OpenTelemetry semantic conventions for HTTP, RPC and messaging.
 */
export function callKindOfSpan(span: Span): CallKind | undefined {
  const { attributes } = span;
  switch (span.kind) {
    case SPAN_KIND.server:
      return 'serve';
    case SPAN_KIND.producer:
      return 'publish';
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

/** What a metric reports, or undefined where it measures no calls. */
export function callKindOfPoint(point: MetricPoint): CallKind | undefined {
  const kind = kindsByMetric[point.name];
  // Waiting for messages, and settling them, is no delivery.
  return point.name === 'messaging.client.operation.duration' &&
    !sending.has(operationType(point.attributes) ?? '')
    ? undefined
    : kind;
}

/** The service that reports. */
export function reportingService(
  resource: Attributes,
): ObservedEnd | undefined {
  const service = pick(resource, 'service.name');
  return service
    ? {
        name: bounded(service),
        service: bounded(service),
        namespace: resource.get('service.namespace')
          ? bounded(resource.get('service.namespace')!)
          : undefined,
      }
    : undefined;
}

function serviceEnd(name: string, namespace?: string): ObservedEnd {
  const service = bounded(name);
  return { name: service, service, namespace: namespace && bounded(namespace) };
}

function calledEnd(attributes: Attributes): ObservedEnd | undefined {
  const service = pick(attributes, 'service.peer.name', 'peer.service');
  const address = pick(
    attributes,
    'server.address',
    'net.peer.name',
    'http.host',
  );
  if (service) {
    return {
      ...serviceEnd(service, attributes.get('service.peer.namespace')),
      address: address && bounded(address),
    };
  }
  return address
    ? { name: bounded(address), address: bounded(address) }
    : undefined;
}

function callingEnd(attributes: Attributes): ObservedEnd | undefined {
  const service = pick(attributes, 'service.peer.name', 'peer.service');
  if (service) {
    return serviceEnd(service, attributes.get('service.peer.namespace'));
  }
  const address = pick(
    attributes,
    'client.address',
    'network.peer.address',
    'net.sock.peer.addr',
    'http.client_ip',
  );
  return address
    ? { name: callerAddress(address), address: callerAddress(address) }
    : undefined;
}

function describeHttp(attributes: Attributes): {
  operation: string;
  destination: string;
} {
  const method = pick(attributes, 'http.request.method', 'http.method') ?? '';
  const path = pick(
    attributes,
    'url.template',
    'http.route',
    'url.path',
    'url.full',
    'http.url',
    'http.target',
  );
  // What calls itself a template may still hold an identifier.
  const destination = path ? pathTemplate(path) : '';
  return {
    operation: bounded(`${method} ${destination}`.trim() || 'HTTP'),
    destination,
  };
}

function describeRpc(attributes: Attributes): {
  operation: string;
  destination: string;
} {
  const method = pick(attributes, 'rpc.method') ?? 'call';
  const service = pick(attributes, 'rpc.service');
  const destination = bounded(
    service && !method.includes('/') ? `${service}/${method}` : method,
  );
  return { operation: destination, destination };
}

function describeMessaging(attributes: Attributes, kind: CallKind) {
  const name =
    pick(attributes, 'messaging.destination.template') ??
    topicTemplate(
      pick(
        attributes,
        'messaging.destination.name',
        'messaging.destination',
        'messaging.destination_publish.name',
      ) ?? 'anonymous',
    );
  const destination = bounded(name);
  return {
    operation: `${destination} ${kind === 'publish' ? 'publish' : 'process'}`,
    destination,
  };
}

/**
 * Describes a call by what its report says of it.
 *
 * @param spanName - only used where the conventions' attributes are missing
 */
export function describeCall(
  kind: CallKind,
  attributes: Attributes,
  resource: Attributes,
  spanName: string = '',
): DescribedCall {
  const reporter = reportingService(resource);
  const side: CallSide =
    kind === 'call' || kind === 'publish' ? 'caller' : 'callee';
  const messaging = pick(attributes, 'messaging.system');
  const rpc = pick(attributes, 'rpc.system.name', 'rpc.system');

  if (messaging || kind === 'publish' || kind === 'process') {
    const described = describeMessaging(attributes, kind);
    const channel: ObservedEnd = {
      name: described.destination,
      address: described.destination,
    };
    return {
      side,
      kind,
      protocol: bounded(messaging ?? 'messaging').slice(0, 64),
      ...described,
      source: side === 'caller' ? reporter : channel,
      target: side === 'caller' ? channel : reporter,
    };
  }

  const described = describeRequest(attributes, rpc, spanName);
  return {
    side,
    kind,
    ...described,
    source: side === 'caller' ? reporter : callingEnd(attributes),
    target: side === 'caller' ? calledEnd(attributes) : reporter,
  };
}

function describeRequest(
  attributes: Attributes,
  rpc: string | undefined,
  spanName: string,
): Pick<DescribedCall, 'protocol' | 'operation' | 'destination'> {
  if (rpc || attributes.has('rpc.method')) {
    const protocol = bounded(rpc ?? 'rpc').slice(0, 64);
    return { protocol, ...describeRpc(attributes) };
  }
  if (attributes.has('http.request.method') || attributes.has('http.method')) {
    return { protocol: 'http', ...describeHttp(attributes) };
  }
  const named = pick(attributes, 'network.protocol.name') ?? 'unknown';
  const destination = pathTemplate(spanName);
  return {
    protocol: bounded(named).slice(0, 64),
    operation: destination,
    destination,
  };
}

/** Calls of a database are an implementation detail, and no flow. */
export function isDatabaseCall(attributes: Attributes): boolean {
  return attributes.has('db.system.name') || attributes.has('db.system');
}
