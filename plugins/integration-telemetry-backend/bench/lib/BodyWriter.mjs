import { randomBytes, randomUUID } from 'node:crypto';
import { createRandom } from './random.mjs';
import {
  SCHEMA_URL,
  toAttributes,
  toException,
  toNanos,
  toPod,
} from './telemetry.mjs';

const KIND = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };
const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'okhttp/5.1.0',
  'node',
  'Java-http-client/21.0.9',
];

const scopes = {
  [KIND.internal]: { name: 'shop-handlers', version: '4.11.2' },
  [KIND.server]: {
    name: '@opentelemetry/instrumentation-http',
    version: '0.207.0',
  },
  [KIND.client]: {
    name: '@opentelemetry/instrumentation-undici',
    version: '0.18.0',
  },
  [KIND.producer]: {
    name: '@opentelemetry/instrumentation-kafkajs',
    version: '0.16.0',
  },
  [KIND.consumer]: {
    name: '@opentelemetry/instrumentation-kafkajs',
    version: '0.16.0',
  },
};

/** Writes one request's message out of whole traces, and keeps count of what has to be counted for it. */
export class BodyWriter {
  #random;
  #nowMs;
  #limit;
  #spans = [];
  #integrationCalls = 0;
  #flowCalls = 0;
  #touched = new Set();
  #pods = new Map();

  /** @param {{ nowMs: number, seed: number, spans: number }} options */
  constructor({ nowMs, seed, spans }) {
    this.#nowMs = nowMs;
    this.#random = createRandom(seed);
    this.#limit = spans;
  }

  write(sources, integrations) {
    let turn = 0;
    while (!this.#isFull) {
      const source = sources[turn % sources.length];
      const own = integrations.filter(item => item.source === source);
      // Each trace makes three calls; from trace to trace the turn passes on, so that none is left out.
      const first = Math.floor(turn / sources.length) * 3;
      const called = [0, 1, 2].map(nth => own[(first + nth) % own.length]);
      this.#addTrace(source, called);
      turn += 1;
    }
    return {
      message: { resourceSpans: this.#toResources() },
      integrationCalls: this.#integrationCalls,
      flowCalls: this.#flowCalls,
      touched: [...this.#touched],
    };
  }

  get #isFull() {
    return this.#spans.length >= this.#limit;
  }

  #chance(share) {
    return this.#random() < share;
  }

  #pick(items) {
    return items[Math.floor(this.#random() * items.length)];
  }

  /** A request from outside, what it does, and the integrations that it calls. */
  #addTrace(service, integrations) {
    const traceId = randomBytes(16);
    const pod = this.#podOf(service);
    const root = this.#addServerRoot(traceId, pod);
    const handler = this.#add(pod, KIND.internal, {
      traceId,
      parent: root,
      name: 'handle request',
      attributes: {
        'code.function.name': 'Handler.handle',
        'app.tenant.id': String(1000 + Math.floor(this.#random() * 40)),
      },
    });
    this.#addDatabaseCalls(traceId, pod, handler, 2);
    this.#add(pod, KIND.internal, {
      traceId,
      parent: handler,
      name: 'render',
      attributes: { 'code.function.name': 'View.render', 'app.lines': 12 },
    });
    for (const integration of integrations) {
      this.#addCall(traceId, pod, handler, integration);
    }
  }

  #addServerRoot(traceId, pod) {
    // Who comes from outside is a visitor and no integration; a caller in a private network is an undeclared flow.
    const isPrivate = pod.service.name.endsWith('-edge');
    const id = this.#identifier();
    const span = this.#add(pod, KIND.server, {
      traceId,
      name: 'GET /v1/orders/{id}',
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/v1/orders/{id}',
        'url.path': `/v1/orders/${id}`,
        'url.scheme': 'https',
        'server.address': `${pod.service.name}.example`,
        'server.port': 443,
        'client.address': isPrivate
          ? '10.4.0.7'
          : `203.0.113.${Math.floor(this.#random() * 255)}`,
        'network.protocol.version': '1.1',
        'user_agent.original': this.#pick(AGENTS),
        'http.response.status_code': 200,
      },
    });
    if (span && isPrivate) {
      this.#flowCalls += 1;
    }
    return span;
  }

  #addDatabaseCalls(traceId, pod, parent, count) {
    for (let nth = 0; nth < count; nth += 1) {
      this.#add(pod, KIND.client, {
        traceId,
        parent,
        name: 'SELECT orders',
        scope: { name: '@opentelemetry/instrumentation-pg', version: '0.60.0' },
        attributes: {
          'db.system.name': 'postgresql',
          'db.namespace': `${pod.service.namespace}|public`,
          'db.operation.name': 'SELECT',
          'db.collection.name': 'orders',
          'db.query.text':
            'SELECT id, state, total FROM orders WHERE customer_id = $1 AND state <> $2 ORDER BY id LIMIT 50',
          'server.address': `db.${pod.service.namespace}.svc.cluster.local`,
          'server.port': 5432,
        },
      });
    }
  }

  #addCall(traceId, pod, parent, integration) {
    switch (integration.protocol) {
      case 'kafka':
        return this.#addMessage(traceId, pod, parent, integration);
      case 'grpc':
        return this.#addRpc(traceId, pod, parent, integration);
      default:
        return this.#addHttp(traceId, pod, parent, integration);
    }
  }

  #addHttp(traceId, pod, parent, integration) {
    const { method, path } = this.#pick(integration.operations);
    const failed = this.#chance(0.015);
    const status = failed ? this.#pick([500, 502, 503]) : 200;
    const id = this.#identifier();
    const caller = this.#addCounted(pod, KIND.client, integration, {
      traceId,
      parent,
      name: method,
      failed,
      attributes: {
        'http.request.method': method,
        'server.address': integration.address,
        'server.port': 443,
        'url.full': `https://${integration.address}${path(id)}?expand=lines`,
        'http.response.status_code': status,
        'network.protocol.version': '1.1',
        ...(failed && { 'error.type': String(status) }),
        ...(this.#chance(0.5) && { 'user_agent.original': AGENTS[2] }),
      },
    });
    // The called side is in the same body where it sends through the same Collector.
    if (!integration.target || !caller || !this.#chance(0.6)) {
      return;
    }
    const called = this.#calledPodOf(integration.target);
    const served = this.#addCounted(called, KIND.server, integration, {
      traceId,
      parent: caller,
      name: `${method} ${path('{id}')}`,
      failed,
      attributes: {
        'http.request.method': method,
        'http.route': path('{id}'),
        'url.path': path(id),
        'url.scheme': 'https',
        'server.address': integration.address,
        'server.port': 443,
        'client.address': '10.8.3.1',
        'network.protocol.version': '1.1',
        'http.response.status_code': status,
        ...(failed && { 'error.type': String(status) }),
      },
    });
    this.#addDatabaseCalls(traceId, called, served, 1);
  }

  #addRpc(traceId, pod, parent, integration) {
    const method = this.#pick(['Get', 'List', 'Change']);
    this.#addCounted(pod, KIND.client, integration, {
      traceId,
      parent,
      name: `${integration.rpcService}/${method}`,
      scope: {
        name: '@opentelemetry/instrumentation-grpc',
        version: '0.207.0',
      },
      attributes: {
        'rpc.system': 'grpc',
        'rpc.service': integration.rpcService,
        'rpc.method': method,
        'rpc.grpc.status_code': 0,
        'server.address': integration.address,
        'server.port': 8443,
      },
    });
  }

  #addMessage(traceId, pod, parent, integration) {
    const common = {
      'messaging.system': 'kafka',
      'messaging.destination.name': integration.topic,
      'messaging.destination.partition.id': String(
        Math.floor(this.#random() * 24),
      ),
      'messaging.kafka.message.key': randomUUID(),
      'server.address': integration.address,
      'server.port': 9092,
    };
    const producer = this.#addCounted(pod, KIND.producer, integration, {
      traceId,
      parent,
      name: `send ${integration.topic}`,
      attributes: {
        ...common,
        'messaging.operation.type': 'send',
        'messaging.operation.name': 'send',
      },
    });
    if (!producer || !integration.target) {
      return;
    }
    this.#addCounted(
      this.#calledPodOf(integration.target),
      KIND.consumer,
      integration,
      {
        traceId,
        parent: producer,
        name: `process ${integration.topic}`,
        links: [{ traceId, spanId: producer.spanId, flags: 0x101 }],
        attributes: {
          ...common,
          'messaging.operation.type': 'process',
          'messaging.operation.name': 'process',
          'messaging.consumer.group.name': integration.target.name,
        },
      },
    );
  }

  #addCounted(pod, kind, integration, options) {
    const span = this.#add(pod, kind, options);
    if (span) {
      this.#integrationCalls += 1;
      this.#touched.add(integration.name);
    }
    return span;
  }

  /** @returns the span, or nothing where the body is full */
  #add(pod, kind, { traceId, parent, name, scope, failed, attributes, links }) {
    if (this.#isFull) {
      return undefined;
    }
    const endMs = this.#nowMs - this.#random() * 5_000;
    const durationMs = this.#duration();
    const span = {
      traceId,
      spanId: randomBytes(8),
      ...(parent && { parentSpanId: parent.spanId }),
      flags: parent && kind === KIND.server ? 0x301 : 0x101,
      name,
      kind,
      startTimeUnixNano: toNanos(endMs - durationMs),
      endTimeUnixNano: toNanos(endMs),
      attributes: toAttributes(attributes),
      status: failed ? { code: 2 } : {},
      ...(links && { links }),
      ...(failed && { events: [toException(endMs)] }),
    };
    this.#spans.push({ pod, scope: scope ?? scopes[kind], span });
    return span;
  }

  /** Calls' durations have a long tail: half take less than 20 ms, one in a hundred more than 250. */
  #duration() {
    let deviation = -2;
    for (let nth = 0; nth < 4; nth += 1) {
      deviation += this.#random();
    }
    return Math.exp(3 + 2 * deviation);
  }

  #identifier() {
    return this.#chance(0.5)
      ? String(Math.floor(this.#random() * 1e9) + 1e8)
      : randomUUID();
  }

  /** One of the instances of a service whose traces these are. */
  #podOf(service) {
    return this.#pick(this.#podsOf(service, 2));
  }

  /** Of a called service, one instance is in a body. */
  #calledPodOf(service) {
    return this.#pick(this.#podsOf(service, 1));
  }

  #podsOf(service, count) {
    const pods =
      this.#pods.get(service) ??
      Array.from({ length: count }, () => toPod(service));
    this.#pods.set(service, pods);
    return pods;
  }

  #toResources() {
    const byPod = Map.groupBy(this.#spans, ({ pod }) => pod);
    return [...byPod].map(([pod, spans]) => ({
      resource: { attributes: toAttributes(pod.attributes) },
      schemaUrl: SCHEMA_URL,
      scopeSpans: [...Map.groupBy(spans, ({ scope }) => scope.name)].map(
        ([, items]) => ({
          scope: items[0].scope,
          schemaUrl: SCHEMA_URL,
          spans: items.map(({ span }) => span),
        }),
      ),
    }));
  }
}
