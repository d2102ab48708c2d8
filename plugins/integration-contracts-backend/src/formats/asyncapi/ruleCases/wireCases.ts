import { Json, JsonObject } from '../../../text/Json';
import { RuleCase, changed, channel2, channel3, order } from './documents';

const both = { send: channel3('send'), receive: channel3('receive') };
const nameless = (type: string) => ({ payload: { type } });
const onServers = (servers: Json) => ({
  ...channel3('send', undefined, { channel: { servers } }),
  servers: {
    ...(both.send.servers as JsonObject),
    spare: { host: 'spare:9092', protocol: 'kafka' },
  },
});
const withProperty = {
  payload: {
    ...order,
    properties: { ...order.properties, extra: { type: 'string' } },
  },
};
const closed = (payload: JsonObject) => ({
  payload: { ...payload, additionalProperties: false },
});
const needsNote = { payload: { ...order, required: ['id', 'note'] } };
const needsNothing = { payload: { ...order, required: [] } };
const kindOfOrder = (kind: JsonObject) =>
  channel3(
    'receive',
    { payload: { $ref: '#/components/schemas/Whole' } },
    {
      rest: {
        components: {
          schemas: {
            Whole: { ...order, discriminator: 'id' },
            Kind: { allOf: [{ $ref: '#/components/schemas/Whole' }, kind] },
          },
        },
      },
    },
  );
const server = (old: JsonObject, next: JsonObject) =>
  [
    channel3('send', undefined, { server: old }),
    channel3('send', undefined, { server: next }),
  ] as const;
const operation = (
  action: 'send' | 'receive',
  old: JsonObject,
  next: JsonObject,
) =>
  [
    channel3(action, undefined, { operation: old }),
    channel3(action, undefined, { operation: next }),
  ] as const;
const inChannel = (old: JsonObject, next: JsonObject) =>
  [
    channel3('send', undefined, { channel: old }),
    channel3('send', undefined, { channel: next }),
  ] as const;
const message = (
  action: 'send' | 'receive',
  old: JsonObject,
  next: JsonObject,
) =>
  [
    channel3(action, { payload: order, ...old }),
    channel3(action, { payload: order, ...next }),
  ] as const;
const avro = (...fields: JsonObject[]) => ({
  payload: {
    schemaFormat: 'application/vnd.apache.avro;version=1.9.0',
    schema: { type: 'record', name: 'Order', fields },
  },
});
const apiKey = { type: 'userPassword' };
const oauth = (...scopes: string[]) => ({
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: 'https://id/token' } },
  scopes,
});
const twoMessages = {
  Order: { payload: order },
  Gone: { payload: { type: 'integer' } },
};
const address = (name: string, more: JsonObject = {}) => ({
  address: `orders/{${name}}`,
  parameters: { [name]: more },
});
const reply = (more: JsonObject = {}) => ({
  reply: {
    address: { location: '$message.header#/replyTo' },
    channel: { $ref: '#/channels/answers' },
    ...more,
  },
});
const answering = (answer: JsonObject, answered: JsonObject = reply()) => {
  const document = channel3('receive', undefined, { operation: answered });
  return {
    ...document,
    channels: {
      ...(document.channels as JsonObject),
      answers: {
        address: 'answers',
        messages: { Answer: { payload: answer } },
      },
      other: { address: 'other', messages: { Answer: { payload: answer } } },
    },
  };
};
const bindings = (protocol: string, settings: JsonObject) => ({
  bindings: { [protocol]: settings },
});

/** One case or more for each rule, and for what is no change. */
export const wireCases: RuleCase[] = [
  changed(
    'the application has another id',
    'application-id-changed',
    channel3('send', undefined, { rest: { id: 'urn:a' } }),
    channel3('send', undefined, { rest: { id: 'urn:b' } }),
    false,
  ),
  changed('a server goes', 'server-removed', both.send, {
    ...both.send,
    servers: {},
  }),
  changed(
    'a server has another name',
    undefined,
    both.send,
    {
      ...both.send,
      servers: { primary: (both.send.servers as JsonObject).main },
    },
    false,
  ),
  changed(
    'a server moves',
    'server-address-changed',
    ...server({}, { host: 'other:9092' }),
  ),
  changed(
    'a server has another path',
    'server-address-changed',
    ...server({ pathname: '/a' }, { pathname: '/b' }),
  ),
  changed(
    'another protocol',
    'server-protocol-changed',
    ...server({}, { protocol: 'amqp' }),
  ),
  changed(
    'another version of the protocol',
    'server-protocol-version-changed',
    ...server({ protocolVersion: '3' }, { protocolVersion: '4' }),
  ),
  changed(
    'a variable loses a value',
    'server-variable-narrowed',
    ...server(
      { host: '{a}:1', variables: { a: { enum: ['x', 'y'] } } },
      { host: '{b}:1', variables: { b: { enum: ['x'] } } },
    ),
  ),
  changed(
    'a variable has another default',
    'server-variable-default-changed',
    ...server(
      { host: '{a}:1', variables: { a: { default: 'x' } } },
      { host: '{a}:1', variables: { a: { default: 'y' } } },
    ),
  ),
  changed(
    'a variable has another name',
    undefined,
    ...server(
      { host: '{a}:1', variables: { a: { default: 'x' } } },
      { host: '{b}:1', variables: { b: { default: 'x' } } },
    ),
    false,
  ),
  changed(
    'credentials are needed',
    'security-added',
    ...server({}, { security: [apiKey] }),
  ),
  changed(
    'other credentials are needed',
    'security-removed',
    ...server({ security: [apiKey] }, { security: [oauth('a')] }),
  ),
  changed(
    'one more way to come in',
    undefined,
    ...server({ security: [apiKey] }, { security: [oauth('a'), apiKey] }),
    false,
  ),
  changed(
    'one more scope',
    'security-scopes-added',
    ...operation(
      'send',
      { security: [oauth('a')] },
      { security: [oauth('a', 'b')] },
    ),
  ),
  changed(
    'a scope less',
    undefined,
    ...operation(
      'send',
      { security: [oauth('a', 'b')] },
      { security: [oauth('a')] },
    ),
    false,
  ),
  changed('a channel goes', 'channel-removed', channel2('publish'), {
    ...channel2('publish'),
    channels: {},
  }),
  changed(
    'a channel has another address',
    'channel-address-changed',
    ...inChannel({}, { address: 'orders.v2' }),
  ),
  changed(
    'a channel comes',
    undefined,
    { ...channel2('publish'), channels: {} },
    channel2('publish'),
    false,
  ),
  changed(
    'a parameter of the address has another name',
    undefined,
    ...inChannel(address('id'), address('orderId')),
    false,
  ),
  changed(
    'a channel leaves a server',
    'channel-server-removed',
    onServers([]),
    onServers([{ $ref: '#/servers/main' }]),
  ),
  changed(
    'a channel that is on all servers lists none',
    undefined,
    ...inChannel({}, { servers: [] }),
    false,
  ),
  changed(
    'a parameter loses a value',
    'parameter-narrowed',
    ...inChannel(
      address('id', { enum: ['a', 'b'] }),
      address('id', { enum: ['a'] }),
    ),
  ),
  changed(
    'a parameter stands elsewhere',
    'parameter-location-changed',
    ...inChannel(
      address('id', { location: '$message.payload#/id' }),
      address('id', { location: '$message.payload#/key' }),
    ),
  ),
  changed(
    'what is sent holds the value of a parameter',
    undefined,
    ...inChannel(
      address('id'),
      address('id', { location: '$message.payload#/id' }),
    ),
    false,
  ),
  changed(
    'a parameter has another default',
    'parameter-default-changed',
    ...inChannel(
      address('id', { default: 'a' }),
      address('id', { default: 'b' }),
    ),
    false,
  ),
  changed(
    'the application sends instead of receives',
    'operation-removed',
    both.receive,
    both.send,
  ),
  changed(
    'an operation of AsyncAPI 2 goes',
    'operation-removed',
    channel2('publish'),
    channel2('subscribe'),
  ),
  changed(
    'an operation has another name',
    'operation-id-changed',
    channel2('publish', undefined, { operation: { operationId: 'a' } }),
    channel2('publish', undefined, { operation: { operationId: 'b' } }),
    false,
  ),
  changed(
    'a message goes',
    'message-removed',
    ...inChannel({ messages: twoMessages }, {}),
  ),
  changed(
    'a message comes, and the application sends',
    'message-added',
    ...inChannel({}, { messages: twoMessages }),
  ),
  changed(
    'a message comes, and the application receives',
    undefined,
    both.receive,
    channel3('receive', undefined, { channel: { messages: twoMessages } }),
    false,
  ),
  changed(
    'a message without a name comes before another',
    undefined,
    channel2('publish', { oneOf: [nameless('string')] }),
    channel2('publish', {
      oneOf: [nameless('object'), nameless('string')],
    }),
    false,
  ),
  changed(
    'a message has another key',
    undefined,
    both.send,
    channel3('send', undefined, {
      channel: { messages: { Renamed: { payload: order } } },
    }),
    false,
  ),
  changed(
    'a message has another name',
    'message-name-changed',
    ...message('send', { name: 'a' }, { name: 'b' }),
    false,
  ),
  changed(
    'a message outside the text changes',
    'message-outside-changed',
    ...((['a', 'b'] as const).map(file =>
      channel3('send', undefined, {
        channel: { messages: { Order: { $ref: `./${file}.json` } } },
      }),
    ) as [Json, Json]),
  ),
  changed(
    'another content type',
    'content-type-changed',
    ...message('send', {}, { contentType: 'application/xml' }),
  ),
  changed(
    'another content type for all',
    'content-type-changed',
    both.send,
    channel3('send', undefined, {
      rest: { defaultContentType: 'application/xml' },
    }),
  ),
  changed(
    'the content type that was meant',
    undefined,
    ...message('send', {}, { contentType: 'application/json' }),
    false,
  ),
  changed(
    'Avro instead of JSON Schema',
    'schema-language-changed',
    both.send,
    channel3('send', avro()),
  ),
  changed(
    'an Avro schema changes',
    'schema-changed',
    channel3('send', avro()),
    channel3('send', avro({ name: 'a', type: 'int' })),
  ),
  changed(
    'an Avro schema is documented',
    undefined,
    channel3('send', avro({ name: 'a', type: 'int' })),
    channel3('send', avro({ name: 'a', type: 'int', doc: 'A' })),
    false,
  ),
  changed(
    'the correlation id is elsewhere',
    'correlation-changed',
    ...message(
      'send',
      { correlationId: { location: '$message.header#/a' } },
      { correlationId: { location: '$message.header#/b' } },
    ),
  ),
  changed(
    'the correlation id goes',
    'correlation-removed',
    ...message(
      'send',
      { correlationId: { location: '$message.header#/a' } },
      {},
    ),
  ),
  changed(
    'requests are not answered',
    'reply-removed',
    ...operation('receive', { reply: {} }, {}),
  ),
  changed(
    'requests have to be answered',
    'reply-expected',
    ...operation('send', {}, { reply: {} }),
  ),
  changed(
    'requests are answered',
    'reply-added',
    ...operation('receive', {}, { reply: {} }),
    false,
  ),
  changed(
    'the request has to say where the answer goes',
    'reply-address-added',
    answering(order, reply({ address: {} })),
    answering(order),
  ),
  changed(
    'the request says elsewhere where the answer goes',
    'reply-address-changed',
    answering(order),
    answering(order, reply({ address: { location: '$message.header#/to' } })),
  ),
  changed(
    'the answer comes on another channel',
    'reply-channel-changed',
    answering(order),
    answering(order, reply({ channel: { $ref: '#/channels/other' } })),
  ),
  changed(
    'an answer leaves out what was always there',
    'required-added',
    answering(order),
    answering(needsNothing.payload),
  ),
  changed(
    'another topic',
    'kafka-topic-changed',
    ...inChannel(
      bindings('kafka', { topic: 'a' }),
      bindings('kafka', { topic: 'b' }),
    ),
  ),
  changed(
    'the topic that was meant',
    undefined,
    ...inChannel({}, bindings('kafka', { topic: 'orders' })),
    false,
  ),
  changed(
    'fewer partitions',
    'kafka-partitions-reduced',
    ...inChannel(
      bindings('kafka', { partitions: 9 }),
      bindings('kafka', { partitions: 3 }),
    ),
  ),
  changed(
    'more partitions',
    'binding-changed',
    ...inChannel(
      bindings('kafka', { partitions: 3 }),
      bindings('kafka', { partitions: 9 }),
    ),
    false,
  ),
  changed(
    'another place of the schema id',
    'kafka-schema-id-changed',
    ...message(
      'send',
      bindings('kafka', { schemaIdLocation: 'header' }),
      bindings('kafka', { schemaIdLocation: 'payload' }),
    ),
  ),
  changed(
    'another kind of key',
    'type-removed',
    ...message(
      'send',
      bindings('kafka', { key: { type: 'string' } }),
      bindings('kafka', { key: { type: 'integer' } }),
    ),
  ),
  changed(
    'consumers may use fewer groups',
    'enum-narrowed',
    ...operation(
      'send',
      bindings('kafka', { groupId: { enum: ['a', 'b'] } }),
      bindings('kafka', { groupId: { enum: ['a'] } }),
    ),
  ),
  changed(
    'the application has another group',
    undefined,
    ...operation(
      'receive',
      bindings('kafka', { groupId: { enum: ['a'] } }),
      bindings('kafka', { groupId: { enum: ['b'] } }),
    ),
    false,
  ),
  changed(
    'an exchange of another type',
    'amqp-channel-changed',
    ...inChannel(
      bindings('amqp', {
        is: 'routingKey',
        exchange: { name: 'x', type: 'topic' },
      }),
      bindings('amqp', {
        is: 'routingKey',
        exchange: { name: 'x', type: 'direct' },
      }),
    ),
  ),
  changed(
    'another AMQP message type',
    'amqp-message-changed',
    ...message(
      'send',
      bindings('amqp', { messageType: 'a' }),
      bindings('amqp', { messageType: 'b' }),
    ),
  ),
  changed(
    'another HTTP method',
    'http-method-changed',
    ...operation(
      'receive',
      bindings('http', { method: 'POST' }),
      bindings('http', { method: 'PUT' }),
    ),
  ),
  changed(
    'a weaker promise of delivery',
    'mqtt-qos-lowered',
    ...operation(
      'send',
      bindings('mqtt', { qos: 2 }),
      bindings('mqtt', { qos: 0 }),
    ),
  ),
  changed(
    'a stronger promise of delivery',
    'binding-changed',
    ...operation(
      'send',
      bindings('mqtt', { qos: 0 }),
      bindings('mqtt', { qos: 1 }),
    ),
    false,
  ),

  changed(
    'what is received has to have one more member',
    'required-added',
    both.receive,
    channel3('receive', needsNote),
  ),
  changed(
    'what is sent has one more member surely',
    undefined,
    both.send,
    channel3('send', needsNote),
    false,
  ),
  changed(
    'what is sent may lack a member',
    'required-added',
    both.send,
    channel3('send', needsNothing),
  ),
  changed(
    'what is received may lack a member',
    undefined,
    both.receive,
    channel3('receive', needsNothing),
    false,
  ),
  changed(
    'what is received may have one more member',
    undefined,
    both.receive,
    channel3('receive', withProperty),
    false,
  ),
  changed(
    'what is sent may have one more member',
    undefined,
    both.send,
    channel3('send', withProperty),
    false,
  ),
  changed(
    'what is sent may have one more member, which was ruled out',
    'additional-properties-forbidden',
    channel3('send', closed(order)),
    channel3('send', withProperty),
  ),
  changed(
    'what is received must not have other members',
    'additional-properties-forbidden',
    both.receive,
    channel3('receive', closed(order)),
  ),
  changed(
    'AsyncAPI 2: what others publish needs one more member',
    'required-added',
    channel2('publish'),
    channel2('publish', needsNote),
  ),
  changed(
    'AsyncAPI 2: what others subscribe to may lack a member',
    'required-added',
    channel2('subscribe'),
    channel2('subscribe', needsNothing),
  ),
  changed(
    'a header that has to be there',
    'required-added',
    both.receive,
    channel3('receive', {
      payload: order,
      headers: { type: 'object', required: ['h'] },
    }),
  ),
  changed(
    'a header that may be there',
    undefined,
    both.receive,
    channel3('receive', {
      payload: order,
      headers: { type: 'object', properties: { h: { type: 'string' } } },
    }),
    false,
  ),
  changed(
    'a member that has to be there is described now',
    'property-added-to-open-object',
    channel3('receive', { payload: { type: 'object', required: ['id'] } }),
    channel3('receive', { payload: { ...order, required: ['id'] } }),
  ),
  changed(
    'a member that might have been there is described now',
    undefined,
    channel3('receive', { payload: { type: 'object' } }),
    channel3('receive', needsNothing),
    false,
  ),
  changed(
    'messages without an operation have to fit either way',
    'required-added',
    { ...both.send, operations: {} },
    { ...channel3('send', needsNothing), operations: {} },
  ),

  ...(['send', 'receive'] as const).map(action =>
    changed(
      `another member tells kinds apart, where the application ${action}s`,
      'discriminator-changed',
      channel3(action, { payload: { ...order, discriminator: 'id' } }),
      channel3(action, { payload: { ...order, discriminator: 'note' } }),
    ),
  ),
  changed(
    'a kind of what is received needs one more member',
    'required-added',
    ...([order, needsNote.payload].map(kindOfOrder) as [Json, Json]),
  ),
  changed(
    'AsyncAPI 3 says the same as 2: sent',
    undefined,
    channel2('subscribe'),
    channel3('send', { name: 'Order', payload: order }, { operation: {} }),
    false,
  ),
  changed(
    'AsyncAPI 3 says the same as 2: received',
    undefined,
    channel2('publish'),
    channel3('receive', { name: 'Order', payload: order }),
    false,
  ),
  changed(
    'a schema moves behind a reference',
    undefined,
    both.send,
    channel3(
      'send',
      { payload: { $ref: '#/components/schemas/Order' } },
      { rest: { components: { schemas: { Order: order } } } },
    ),
    false,
  ),
  changed(
    'a schema is written where it was referred to',
    undefined,
    channel3(
      'send',
      { payload: { $ref: '#/components/schemas/Order' } },
      { rest: { components: { schemas: { Order: order } } } },
    ),
    both.send,
    false,
  ),
  changed(
    'headers move into a trait',
    undefined,
    channel2('publish', { headers: order }),
    channel2(
      'publish',
      { traits: [{ $ref: '#/components/messageTraits/common' }] },
      {
        rest: { components: { messageTraits: { common: { headers: order } } } },
      },
    ),
    false,
  ),
  changed(
    'a trait asks for one more header',
    'required-added',
    ...([order, needsNote.payload].map(headers =>
      channel2(
        'publish',
        { traits: [{ $ref: '#/components/messageTraits/common' }] },
        { rest: { components: { messageTraits: { common: { headers } } } } },
      ),
    ) as [Json, Json]),
  ),
  changed(
    'a trait says otherwise, where the message itself decides',
    undefined,
    both.send,
    channel3('send', {
      payload: order,
      contentType: 'application/json',
      traits: [{ contentType: 'text/plain' }],
    }),
    false,
  ),
  changed(
    'a trait says otherwise, where the trait decides',
    'content-type-changed',
    channel2('publish'),
    channel2('publish', {
      contentType: 'application/json',
      traits: [{ contentType: 'text/plain' }],
    }),
  ),
];
