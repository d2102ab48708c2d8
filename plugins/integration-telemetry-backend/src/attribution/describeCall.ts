import { Attributes } from '../otlp/model';
import { CallKind, CallSide, ObservedEnd } from '../series/SeriesBatch';
import { bounded, pathTemplate, topicTemplate } from './destinationTemplate';
import { callerAddress, withoutPort } from './networkAddress';
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

/** The host of a URL, without its port and whoever it names before an `@`. */
function hostOf(url: string | undefined): string | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(
    url ?? '',
  )?.[1];
  return host && withoutPort(host);
}

/** The host that is called; empty where the report does not say. */
export function calledAddress(attributes: Attributes): string {
  const address =
    pick(attributes, 'server.address', 'net.peer.name') ??
    hostOf(pick(attributes, 'url.full', 'http.url')) ??
    withoutPort(pick(attributes, 'http.host') ?? '');
  return address ? bounded(address) : '';
}

function calledEnd(attributes: Attributes): ObservedEnd | undefined {
  const service = pick(attributes, 'service.peer.name', 'peer.service');
  const address = calledAddress(attributes);
  if (service) {
    return {
      ...serviceEnd(service, attributes.get('service.peer.namespace')),
      address: address || undefined,
    };
  }
  return address ? { name: address, address } : undefined;
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
    'net.peer.ip',
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

const isTrue = (value: string | undefined) => value === 'true';

/** The names of temporary destinations are made up, and never the same. */
function isTemporary(attributes: Attributes): boolean {
  return [
    'messaging.destination.temporary',
    'messaging.destination.anonymous',
    'messaging.temp_destination',
  ].some(name => isTrue(attributes.get(name)));
}

function destinationOf(attributes: Attributes): string {
  const template = pick(attributes, 'messaging.destination.template');
  if (template) {
    return template;
  }
  if (isTemporary(attributes)) {
    return '(temporary)';
  }
  const name = pick(
    attributes,
    'messaging.destination.name',
    'messaging.destination',
    'messaging.destination_publish.name',
  );
  return topicTemplate(name ?? 'anonymous');
}

function describeMessaging(attributes: Attributes, kind: CallKind) {
  const destination = bounded(destinationOf(attributes));
  return {
    operation: `${destination} ${kind === 'publish' ? 'publish' : 'process'}`,
    destination,
  };
}

/** Never the query, which holds what somebody asked for. */
function describeDatabase(attributes: Attributes, system: string) {
  const operation =
    pick(attributes, 'db.operation.name', 'db.operation') ?? 'query';
  const collection = pick(
    attributes,
    'db.collection.name',
    'db.sql.table',
    'db.mongodb.collection',
    'db.cassandra.table',
  );
  const destination = [pick(attributes, 'db.namespace', 'db.name'), collection]
    .filter(part => part !== undefined)
    .map(part => topicTemplate(part!))
    .join('.');
  return {
    protocol: bounded(system).slice(0, 64),
    operation: bounded(`${operation} ${destination}`.trim()),
    destination: bounded(destination),
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
  const database = pick(attributes, 'db.system.name', 'db.system');
  if (database) {
    return describeDatabase(attributes, database);
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
