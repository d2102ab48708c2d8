import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { stringify } from 'yaml';

/** A name that the catalog takes: letters, digits and dashes, at most 63. */
function toName(...parts: string[]): string {
  return (
    parts
      .join('-')
      .toLocaleLowerCase('en-US')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 63)
      .replace(/-+$/, '') || 'integration'
  );
}

const messagingProtocols = new Set([
  'kafka',
  'rabbitmq',
  'amqp',
  'jms',
  'activemq',
  'pulsar',
  'aws_sqs',
  'aws_sns',
  'gcp_pubsub',
  'servicebus',
  'eventhubs',
  'eventgrid',
  'rocketmq',
  'messaging',
]);

/** Whether a protocol carries messages rather than calls. */
export function isMessaging(protocol: string): boolean {
  return messagingProtocols.has(protocol);
}

function conditionsOf(
  item: DriftItem,
): Array<{ attribute: string; equals: string }> {
  const { source, target, protocol = '', destination } = item;
  if (isMessaging(protocol)) {
    return [
      { attribute: 'messaging.system', equals: protocol },
      { attribute: 'messaging.destination.name', equals: destination ?? '' },
    ];
  }
  if (source?.service) {
    const called = target?.address
      ? { attribute: 'server.address', equals: target.address }
      : {
          attribute: 'service.peer.name',
          equals: target?.service ?? target?.name ?? '',
        };
    return [{ attribute: 'service.name', equals: source.service }, called];
  }
  return [
    { attribute: 'service.name', equals: target?.service ?? '' },
    { attribute: 'client.address', equals: source?.address ?? '' },
  ];
}

/** YAML of an Integration that would declare an observed flow. */
export function suggestEntity(item: DriftItem): string {
  const { source, target, protocol = '', destination } = item;
  const endOf = (end: DriftItem['source']) =>
    end?.entityRef ?? `system:default/${toName(end?.name ?? 'unknown')}`;
  const entity = {
    apiVersion: 'tieline.dev/v1alpha1',
    kind: 'Integration',
    metadata: {
      name: toName(source?.name ?? 'unknown', 'to', target?.name ?? 'unknown'),
      description: item.headline,
    },
    spec: {
      type: isMessaging(protocol) ? 'event-driven' : 'point-to-point',
      lifecycle: 'production',
      source: endOf(source),
      targets: [endOf(target)],
      endpoints: [
        {
          name: toName(destination || target?.name || 'endpoint'),
          protocol,
          address: target?.address ?? target?.name ?? '',
          role: isMessaging(protocol) ? 'subscribe' : 'call',
          environment: item.environment,
        },
      ],
      telemetry: {
        environment: item.environment,
        matchers: [{ conditions: conditionsOf(item) }],
      },
    },
  };
  return stringify(entity);
}
