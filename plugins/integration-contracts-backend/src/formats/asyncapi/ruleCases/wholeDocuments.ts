import { Json, JsonObject, isJsonObject } from '../../../text/Json';
import { order } from './documents';

/** Where in a document something stands, from the outside in. */
export type Path = ReadonlyArray<string | number>;

const server = {
  protocol: 'kafka',
  protocolVersion: '3',
  variables: { env: { enum: ['test', 'live'], default: 'live' } },
};
const message = {
  name: 'Order',
  payload: order,
  headers: { type: 'object' },
  contentType: 'application/json',
  correlationId: { location: '$message.header#/id' },
  traits: [{ correlationId: {} }],
};
const info = {
  title: 'Orders',
  version: '1',
  license: { name: 'Apache 2.0' },
  contact: { name: 'Orders' },
};
const operation2 = (operationId: string) => ({
  operationId,
  traits: [{}],
  message,
});

/** A document of AsyncAPI 2 in which whatever can be said is there to be changed. */
export const whole2: JsonObject = {
  asyncapi: '2.6.0',
  info,
  servers: { main: { url: 'kafka://{env}.broker:9092', ...server } },
  channels: {
    'orders/{id}': {
      parameters: { id: { schema: { type: 'string' } } },
      subscribe: operation2('read'),
      publish: operation2('write'),
    },
  },
};

const operation3 = (action: 'send' | 'receive', more: JsonObject = {}) => ({
  action,
  channel: { $ref: '#/channels/orders' },
  traits: [{}],
  ...more,
});

/** The same of AsyncAPI 3, where requests are answered on another channel. */
export const whole3: JsonObject = {
  asyncapi: '3.0.0',
  info,
  servers: { main: { host: '{env}.broker:9092', ...server } },
  channels: {
    orders: {
      address: 'orders/{id}',
      parameters: { id: {} },
      messages: { Order: message },
    },
    answers: {
      address: 'answers',
      messages: { Answer: { payload: order } },
    },
  },
  operations: {
    tell: operation3('send'),
    take: operation3('receive', {
      reply: {
        address: { location: '$message.header#/replyTo' },
        channel: { $ref: '#/channels/answers' },
      },
    }),
  },
};

/** A copy in which another value stands somewhere, or none. */
export function withValue(
  document: Json | undefined,
  [key, ...rest]: Path,
  value: Json | undefined,
): Json {
  const inner = (found: Json | undefined) =>
    rest.length === 0 ? value : withValue(found, rest, value);
  if (Array.isArray(document) || typeof key === 'number') {
    const items = Array.isArray(document) ? [...document] : [];
    const next = inner(items[Number(key)]);
    items.splice(Number(key), 1, ...(next === undefined ? [] : [next]));
    return items;
  }
  const entries = new Map(
    isJsonObject(document) ? Object.entries(document) : [],
  );
  const next = inner(entries.get(String(key)));
  if (next === undefined) {
    entries.delete(String(key));
  } else {
    entries.set(String(key), next);
  }
  return Object.fromEntries(entries) as JsonObject;
}
