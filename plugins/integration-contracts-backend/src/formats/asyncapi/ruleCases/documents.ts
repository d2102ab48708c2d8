import { Json, JsonObject } from '../../../text/Json';

/** A change, and what has to be said about it under `semantic`. */
export interface RuleCase {
  /** What was changed, in words. */
  name: string;
  /** The rule that has to be among what is found; none where nothing may be found. */
  rule: string | undefined;
  old: Json;
  new: Json;
  breaks: boolean;
}

/** What passes where a case says nothing else. */
export const order = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, note: { type: 'string' } },
} satisfies Json;

/** AsyncAPI 3 with one channel, on which the application does one thing. */
export function channel3(
  action: 'send' | 'receive',
  message: JsonObject = { payload: order },
  more: {
    channel?: JsonObject;
    operation?: JsonObject;
    server?: JsonObject;
    rest?: JsonObject;
  } = {},
): JsonObject {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Orders', version: '1' },
    servers: {
      main: { host: 'broker:9092', protocol: 'kafka', ...more.server },
    },
    channels: {
      orders: {
        address: 'orders',
        messages: { Order: message },
        ...more.channel,
      },
    },
    operations: {
      handle: {
        action,
        channel: { $ref: '#/channels/orders' },
        ...more.operation,
      },
    },
    ...more.rest,
  };
}

/** AsyncAPI 2 with one channel. */
export function channel2(
  keyword: 'subscribe' | 'publish',
  message: JsonObject = { payload: order },
  more: {
    operation?: JsonObject;
    channel?: JsonObject;
    rest?: JsonObject;
  } = {},
  address = 'orders',
): JsonObject {
  return {
    asyncapi: '2.6.0',
    info: { title: 'Orders', version: '1' },
    servers: { main: { url: 'kafka://broker:9092', protocol: 'kafka' } },
    channels: {
      [address]: {
        [keyword]: {
          message: { name: 'Order', ...message },
          ...more.operation,
        },
        ...more.channel,
      },
    },
    ...more.rest,
  };
}

export const changed = (
  name: string,
  rule: string | undefined,
  old: Json,
  next: Json,
  breaks = true,
): RuleCase => ({ name, rule, old, new: next, breaks });
