import { INTEGRATION_ATTRIBUTE } from './AttributionIndex';

/**
 * Every attribute of a span, a data point, a scope or a resource that
 * attribution, outcome and sampling read, beside those that matchers name.
 * What decodes telemetry may leave out all others: two spans that agree on
 * these are judged alike. `ENDING_HEADERS` pass beside them, since they tell no
 * spans apart.
 */
export const RELEVANT_ATTRIBUTES: readonly string[] = [
  INTEGRATION_ATTRIBUTE,
  // Who reports, and from where.
  'service.name',
  'service.namespace',
  'deployment.environment.name',
  'deployment.environment',
  // The other side.
  'service.peer.name',
  'service.peer.namespace',
  'peer.service',
  'server.address',
  'net.peer.name',
  'http.host',
  'client.address',
  'network.peer.address',
  'net.sock.peer.addr',
  'net.peer.ip',
  'http.client_ip',
  'network.protocol.name',
  // HTTP
  'http.request.method',
  'http.method',
  'http.route',
  'http.target',
  'http.url',
  'url.full',
  'url.path',
  'url.template',
  'http.response.status_code',
  'http.status_code',
  'http.request.resend_count',
  'http.resend_count',
  'http.retry_count',
  // RPC
  'rpc.system.name',
  'rpc.system',
  'rpc.service',
  'rpc.method',
  'rpc.response.status_code',
  'rpc.grpc.status_code',
  'rpc.connect_rpc.error_code',
  'rpc.jsonrpc.error_code',
  // Messaging
  'messaging.system',
  'messaging.operation.type',
  'messaging.operation',
  'messaging.destination.name',
  'messaging.destination.template',
  'messaging.destination.temporary',
  'messaging.destination.anonymous',
  'messaging.temp_destination',
  'messaging.destination',
  'messaging.destination_publish.name',
  'messaging.consumer.group.name',
  'messaging.kafka.consumer.group',
  // Databases
  'db.system.name',
  'db.system',
  'db.namespace',
  'db.name',
  'db.operation.name',
  'db.operation',
  'db.collection.name',
  'db.sql.table',
  'db.mongodb.collection',
  'db.cassandra.table',
  // How it ended
  'error.type',
  // Sampling
  'sampling.policy',
  'tailsampling.policy',
  'sampling.probability',
  'SampleRate',
  'sampleRate',
  'sampler.type',
  'sampler.param',
];
