import { randomBytes, randomUUID } from 'node:crypto';

/** The conventions' version that the names of the attributes are from. */
export const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.37.0';

function toAttribute([key, value]) {
  return {
    key,
    value:
      typeof value === 'number' ? { intValue: value } : { stringValue: value },
  };
}

/** Attributes as protobufjs's messages have them. */
export function toAttributes(values) {
  return Object.entries(values).map(toAttribute);
}

/** Nanoseconds as text: a number can't tell them apart. */
export function toNanos(ms) {
  return `${Math.floor(ms)}${String(Math.floor((ms % 1) * 1e6)).padStart(6, '0')}`;
}

/** The event that an instrumentation adds to a span that failed. */
export function toException(endMs) {
  return {
    timeUnixNano: toNanos(endMs),
    name: 'exception',
    attributes: toAttributes({
      'exception.type': 'UpstreamError',
      'exception.message': 'The other side answered with an error',
      'exception.stacktrace':
        'UpstreamError: The other side answered with an error\n    at Client.send (client.js:211:13)\n    at async Handler.handle (handler.js:48:20)\n    at async dispatch (router.js:93:5)',
    }),
  };
}

/** An instance of a service, with what the SDK and the Collector know of where it runs. */
export function toPod(service) {
  const suffix = randomBytes(5).toString('hex');
  const name = `${service.name}-7d9f8c6b5-${suffix.slice(0, 5)}`;
  return {
    service,
    attributes: {
      'service.name': service.name,
      'service.namespace': service.namespace,
      'service.version': '2026.11.3',
      'service.instance.id': randomUUID(),
      'deployment.environment.name': 'production',
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.sdk.language': 'nodejs',
      'telemetry.sdk.version': '2.2.0',
      'host.name': name,
      'host.arch': 'amd64',
      'os.type': 'linux',
      'process.pid': 1,
      'process.runtime.name': 'nodejs',
      'process.runtime.version': '22.23.3',
      'k8s.cluster.name': 'shop-eu-1',
      'k8s.namespace.name': service.namespace,
      'k8s.deployment.name': service.name,
      'k8s.pod.name': name,
      'k8s.node.name': `ip-10-8-3-${parseInt(suffix.slice(0, 2), 16)}.internal`,
      'cloud.provider': 'aws',
      'cloud.region': 'eu-central-1',
    },
  };
}
