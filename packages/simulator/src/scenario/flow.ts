import { z } from 'zod';
import { incidentSchema, latencySchema, outcomesSchema } from './behaviour';
import { duration, moment, share } from './fields';

const attributes = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]),
);

const operation = z.strictObject({
  /** For incidents and logs; the operation's own words where it is missing. */
  name: z.string().min(1).optional(),
  /** HTTP: the request method. */
  method: z.string().min(1).optional(),
  /** HTTP: the server's route template (`/v2/orders/{id}`), also the client's `url.template`. */
  route: z.string().min(1).optional(),
  /** RPC: the fully qualified method (`stock.v1.Stock/Reserve`). */
  rpcMethod: z.string().min(1).optional(),
  /** Which part of the flow's calls this is; equal parts where none is given. */
  share: share.optional(),
  latency: latencySchema.optional(),
  outcomes: outcomesSchema.optional(),
  /** Attributes on this operation's spans and points, on both sides. */
  attributes: attributes.default({}),
});

const common = {
  name: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be lower-case words with dashes'),
  environment: z.string().min(1).default('production'),
  /** Average volume per day; weekday and hour follow the shape. */
  perDay: z.number().nonnegative(),
  shape: z.string().default('flat'),
  latency: latencySchema.optional(),
  outcomes: outcomesSchema.optional(),
  incidents: z.array(incidentSchema).default([]),
  /** Attributes on every span and point, on both sides. */
  attributes: attributes.default({}),
  /**
   * `probability`: metrics of everything, and sample traces that say in their
   * tracestate which share they are. `tail`: no metrics, and traces chosen
   * after they ended (all that failed, some of the rest), so that nobody can
   * tell how many calls there were.
   */
  sampling: z.enum(['probability', 'tail']).default('probability'),
};

const call = {
  ...common,
  /** Calling service; missing where the caller is nobody that reports a name. */
  from: z.string().min(1).optional(),
  /** Called service: what its own telemetry names it. */
  to: z.string().min(1),
  /** Which sides are instrumented. A partner's API reports nothing: `[client]`. */
  reportedBy: z
    .array(z.enum(['client', 'server']))
    .min(1)
    .default(['client', 'server']),
  /** `server.address` that the caller uses. */
  address: z.string().min(1),
  port: z.number().int().positive().optional(),
  /** `client.address` that the called side sees. */
  clientAddress: z.string().optional(),
  /** Part of the calls that are repeated once more (`http.request.resend_count`). */
  resendShare: share.default(0),
  operations: z.array(operation).min(1),
};

const http = z.strictObject({
  protocol: z.literal('http'),
  ...call,
  scheme: z.enum(['https', 'http']).default('https'),
  /** `user_agent.original` that the called side sees. */
  userAgent: z.string().optional(),
  /** Fields of each response that both sides capture in their spans, by their names in lower case. */
  responseHeaders: z
    .record(z.string().regex(/^[a-z0-9-]+$/), z.string())
    .default({}),
});

const rpc = z.strictObject({
  protocol: z.literal('rpc'),
  ...call,
  /** `rpc.system.name`. */
  system: z.string().default('grpc'),
});

const consumer = z.strictObject({
  service: z.string().min(1),
  /** `messaging.consumer.group.name`; the service's name where it is missing. */
  group: z.string().min(1).optional(),
  latency: latencySchema.optional(),
  outcomes: outcomesSchema.optional(),
  /** From published to being processed. */
  delay: latencySchema.prefault({ p50: '40ms', p95: '200ms' }),
});

const messaging = z.strictObject({
  protocol: z.literal('messaging'),
  ...common,
  /** Publishing service. */
  from: z.string().min(1),
  /** Everybody who processes each message. */
  consumers: z.array(consumer).default([]),
  /** Which sides are instrumented. */
  reportedBy: z
    .array(z.enum(['producer', 'consumer']))
    .min(1)
    .default(['producer', 'consumer']),
  /** `messaging.system`: `kafka`, `rabbitmq`, … */
  system: z.string().min(1),
  /** `messaging.destination.name`: the topic, exchange or queue. */
  destination: z.string().min(1),
  /** `server.address`: the broker. */
  address: z.string().min(1),
  port: z.number().int().positive().optional(),
  /** How long publishing takes. */
  publishLatency: latencySchema.prefault({ p50: '4ms', p95: '12ms' }),
});

/** Calls or messages from one service to others, all of one protocol. */
export const flowSchema = z.discriminatedUnion('protocol', [
  http,
  rpc,
  messaging,
]);

/** A dead-letter queue (or a consumer's lag) that a Collector reports as a gauge. */
export const deadLetterQueueSchema = z.strictObject({
  queue: z.string().min(1),
  /** Decides the gauge: `rabbitmq.message.current` or `kafka.consumer_group.lag`. */
  system: z.enum(['rabbitmq', 'kafka']).default('rabbitmq'),
  /** kafka: the consumer group. */
  group: z.string().min(1).optional(),
  environment: z.string().min(1).default('production'),
  /** Messages that always lie there. */
  depth: z.number().int().nonnegative().default(0),
  /** Since when it grows, and how fast. */
  growth: z
    .strictObject({
      from: moment,
      perHour: z.number().positive(),
      to: moment.optional(),
    })
    .optional(),
  every: duration.default('60s'),
});

/** Calls or messages from one service to others, all of one protocol. */
export type Flow = z.output<typeof flowSchema>;
/** A flow of HTTP or RPC calls. */
export type CallFlow = Exclude<Flow, { protocol: 'messaging' }>;
/** A flow of messages. */
export type MessagingFlow = Extract<Flow, { protocol: 'messaging' }>;
/** One kind of call in a flow. */
export type Operation = z.output<typeof operation>;
/** Somebody who processes the messages of a flow. */
export type Consumer = z.output<typeof consumer>;
/** A dead-letter queue that is reported as a gauge. */
export type DeadLetterQueue = z.output<typeof deadLetterQueueSchema>;
