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
