import { Json, JsonObject } from '../../../text/Json';
import { RuleCase, order } from './documents';
import { Path, whole2, whole3, withValue } from './wholeDocuments';

/** A rule and what it counts as; nothing where nobody minds. */
type Expected = readonly [rule: string, breaks: boolean] | undefined;

const breaks = (rule: string): Expected => [rule, true];
const warns = (rule: string): Expected => [rule, false];

/** What a part comes from, goes to and becomes another of, and what follows. */
interface Part {
  path: Path;
  one: Json;
  other?: Json;
  comes?: Expected;
  goes?: Expected;
  changes?: Expected;
}

const password = [{ type: 'userPassword' }];
const key = [{ type: 'apiKey', in: 'user' }];
const needing = (name: string) => ({ type: 'object', required: [name] });
const kafka = (topic: string) => ({ kafka: { topic } });
const from = (location: string) => ({
  location: `$message.payload#/${location}`,
});
const fewer = { ...order, required: [] };

/** What belongs to the document as a whole, in either version. */
const WHOLE_PARTS: readonly Part[] = [
  { path: ['info'], one: whole2.info! },
  {
    path: ['servers', 'main', 'protocol'],
    ...{ one: 'kafka', other: 'amqp' },
    comes: breaks('server-protocol-changed'),
    goes: breaks('server-protocol-changed'),
    changes: breaks('server-protocol-changed'),
  },
  {
    path: ['id'],
    ...{ one: 'urn:one', other: 'urn:other' },
    goes: warns('application-id-changed'),
    changes: warns('application-id-changed'),
  },
];
const VARIABLE: Path = ['servers', 'main', 'variables', 'env'];
const SERVER_PARTS: readonly Part[] = [
  {
    path: ['servers', 'main', 'protocolVersion'],
    ...{ one: '3', other: '4' },
    comes: breaks('server-protocol-version-changed'),
    changes: breaks('server-protocol-version-changed'),
  },
  {
    path: ['servers', 'main', 'variables'],
    one: { env: { enum: ['test', 'live'], default: 'live' } },
    comes: breaks('server-variable-narrowed'),
    goes: breaks('server-variable-default-changed'),
  },
  {
    path: VARIABLE,
    one: { default: 'live' },
    goes: breaks('server-variable-default-changed'),
  },
  {
    path: [...VARIABLE, 'enum'],
    ...{ one: ['test', 'live'], other: ['live', 'staging'] },
    comes: breaks('server-variable-narrowed'),
    changes: breaks('server-variable-narrowed'),
  },
  {
    path: [...VARIABLE, 'enum', 2],
    ...{ one: 'staging', other: 'sandbox' },
    goes: breaks('server-variable-narrowed'),
    changes: breaks('server-variable-narrowed'),
  },
  {
    path: [...VARIABLE, 'default'],
    ...{ one: 'live', other: 'test' },
    goes: breaks('server-variable-default-changed'),
    changes: breaks('server-variable-default-changed'),
  },
  {
    path: ['servers', 'main', 'bindings'],
    one: { kafka: { schemaRegistryVendor: 'one' } },
    other: { kafka: { schemaRegistryVendor: 'other' } },
    comes: warns('binding-changed'),
    goes: warns('binding-changed'),
    changes: warns('binding-changed'),
  },
];

/** A correlation id is promised by whoever sends, and looked for by whoever receives. */
const CORRELATED = {
  goes: breaks('correlation-removed'),
  changes: breaks('correlation-changed'),
};
const RENAMED = {
  comes: warns('message-name-changed'),
  goes: warns('message-name-changed'),
  changes: warns('message-name-changed'),
};
/** Where in a message its schema is named. */
const SCHEMA_PLACE = {
  one: { kafka: { schemaIdLocation: 'header' } },
  other: { kafka: { schemaIdLocation: 'payload' } },
  comes: warns('binding-changed'),
  goes: breaks('kafka-schema-id-changed'),
  changes: breaks('kafka-schema-id-changed'),
};
const PLACE_TRAIT = {
  ...SCHEMA_PLACE,
  one: { bindings: SCHEMA_PLACE.one },
  other: { bindings: SCHEMA_PLACE.other },
};
const PLACE_TRAITS = {
  ...SCHEMA_PLACE,
  one: [PLACE_TRAIT.one],
  other: [PLACE_TRAIT.other],
};
const LANGUAGE = {
  one: 'application/vnd.apache.avro;version=1.9.0',
  other: 'application/raml+yaml;version=1.0',
  comes: breaks('schema-language-changed'),
  goes: breaks('schema-language-changed'),
  changes: breaks('schema-language-changed'),
};
const CONTENT = { one: 'application/xml', other: 'text/plain' };
const OTHER_CONTENT = {
  comes: breaks('content-type-changed'),
  goes: breaks('content-type-changed'),
  changes: breaks('content-type-changed'),
};

/** @param at - of a message that is received */
const receivedAt = (at: Path): Part[] => [
  {
    path: [...at, 'headers'],
    ...{ one: needing('a'), other: needing('b') },
    comes: breaks('required-added'),
    changes: breaks('required-added'),
  },
  {
    path: [...at, 'payload'],
    ...{ one: order, other: { type: 'integer' } },
    comes: breaks('type-removed'),
    changes: breaks('type-removed'),
  },
];

/** @param at - of a message that is sent */
const sentAt = (at: Path): Part[] => [
  {
    path: [...at, 'headers'],
    ...{ one: needing('a'), other: needing('b') },
    goes: breaks('required-added'),
    changes: breaks('required-added'),
  },
  {
    path: [...at, 'payload'],
    ...{ one: order, other: fewer },
    goes: breaks('type-removed'),
    changes: breaks('required-added'),
  },
];

/** @param at - of a message that one operation sends and another receives */
const eitherWayAt = (at: Path): Part[] => [
  {
    path: [...at, 'headers'],
    ...{ one: needing('a'), other: needing('b') },
    comes: breaks('required-added'),
    goes: breaks('required-added'),
    changes: breaks('required-added'),
  },
  {
    path: [...at, 'payload'],
    ...{ one: order, other: { type: 'integer' } },
    comes: breaks('type-removed'),
    goes: breaks('type-removed'),
    changes: breaks('type-removed'),
  },
];
const isOfHeaders = ({ path }: Part) => path.at(-1) === 'headers';

const messageAt = (at: Path): Part[] => [
  {
    path: [...at, 'correlationId'],
    ...{ one: from('id'), other: from('note') },
    ...CORRELATED,
  },
  {
    path: [...at, 'correlationId', 'location'],
    ...{ one: '$message.header#/a', other: '$message.header#/b' },
    ...CORRELATED,
  },
  { path: [...at, 'contentType'], ...CONTENT, ...OTHER_CONTENT },
  { path: [...at, 'name'], one: 'One', other: 'Other', ...RENAMED },
  { path: [...at, 'bindings'], ...SCHEMA_PLACE },
];

const QUALITY = {
  ...{ one: { mqtt: { qos: 2 } }, other: { mqtt: { qos: 1 } } },
  comes: warns('binding-changed'),
  goes: breaks('mqtt-qos-lowered'),
  changes: breaks('mqtt-qos-lowered'),
};
/** Traits that promise a quality of delivery. */
const QUALITY_TRAITS: Omit<Part, 'path'> = {
  ...QUALITY,
  ...{ one: [{ bindings: QUALITY.one }], other: [{ bindings: QUALITY.other }] },
};
const QUALITY_TRAIT: Omit<Part, 'path'> = {
  ...QUALITY,
  ...{ one: { bindings: QUALITY.one }, other: { bindings: QUALITY.other } },
};
const CONTENT_TRAIT: Omit<Part, 'path'> = {
  ...{
    one: { contentType: CONTENT.one },
    other: { contentType: CONTENT.other },
  },
  ...OTHER_CONTENT,
};
const CONTENT_TRAITS: Omit<Part, 'path'> = {
  ...{ one: [CONTENT_TRAIT.one], other: [CONTENT_TRAIT.other!] },
  ...OTHER_CONTENT,
};
const TOPIC = {
  ...{ one: kafka('a'), other: kafka('b') },
  comes: breaks('kafka-topic-changed'),
  goes: breaks('kafka-topic-changed'),
  changes: breaks('kafka-topic-changed'),
};
const NARROWED = {
  comes: breaks('parameter-narrowed'),
  changes: breaks('parameter-narrowed'),
};
const SECURED = {
  comes: breaks('security-added'),
  changes: breaks('security-removed'),
};

const AT2: Path = ['channels', 'orders/{id}'];
const operation2 = (keyword: 'subscribe' | 'publish'): Part[] => {
  const at = [...AT2, keyword];
  const message = [...at, 'message'];
  const partsAt = keyword === 'publish' ? receivedAt : sentAt;
  return [
    {
      path: at,
      one: (whole2.channels as Record<string, JsonObject>)['orders/{id}'][
        keyword
      ]!,
      goes: breaks('operation-removed'),
    },
    {
      path: [...at, 'operationId'],
      ...{ one: 'one', other: 'other' },
      goes: warns('operation-id-changed'),
      changes: warns('operation-id-changed'),
    },
    {
      path: [...at, 'traits', 0, 'operationId'],
      ...{ one: 'one', other: 'other' },
      comes: warns('operation-id-changed'),
      goes: warns('operation-id-changed'),
      changes: warns('operation-id-changed'),
    },
    { path: [...at, 'bindings'], ...QUALITY },
    { path: [...at, 'traits'], ...QUALITY_TRAITS },
    { path: [...at, 'traits', 1], ...QUALITY_TRAIT },
    { path: [...at, 'traits', 0, 'bindings'], ...QUALITY },
    { path: [...message, 'schemaFormat'], ...LANGUAGE },
    {
      path: message,
      one: { payload: order },
      other: { payload: { type: 'integer' } },
      comes: breaks('message-added'),
      goes: breaks('message-removed'),
      changes: breaks('type-removed'),
    },
    ...messageAt(message),
    ...partsAt(message),
    { path: [...message, 'traits'], ...CONTENT_TRAITS },
    { path: [...message, 'traits', 1], ...CONTENT_TRAIT },
    { path: [...message, 'traits', 0, 'schemaFormat'], ...LANGUAGE },
  ];
};

const PARTS_2: readonly Part[] = [
  {
    path: ['servers'],
    one: whole2.servers!,
    goes: breaks('server-removed'),
  },
  ...WHOLE_PARTS,
  ...SERVER_PARTS,
  {
    path: ['servers', 'main', 'url'],
    one: 'kafka://{env}.broker:9092',
    other: 'kafka://{env}.other:9092',
    goes: breaks('server-address-changed'),
    changes: breaks('server-address-changed'),
  },
  {
    path: AT2,
    one: (whole2.channels as JsonObject)['orders/{id}']!,
    goes: breaks('channel-removed'),
  },
  { path: [...AT2, 'bindings'], ...TOPIC },
  {
    path: [...AT2, 'parameters'],
    one: { id: { schema: { enum: ['a'] } } },
    other: { id: { schema: { enum: ['b'] } } },
    ...NARROWED,
  },
  {
    path: [...AT2, 'parameters', 'id'],
    one: { schema: { enum: ['a'] } },
    other: { schema: { enum: ['b'] } },
    ...NARROWED,
  },
  {
    path: [...AT2, 'parameters', 'id', 'schema'],
    ...{ one: { enum: ['a'] }, other: { enum: ['b'] } },
    ...NARROWED,
  },
  {
    path: [...AT2, 'parameters', 'id', 'location'],
    ...{ one: '$message.payload#/id', other: '$message.payload#/note' },
    comes: breaks('parameter-location-added'),
    goes: breaks('parameter-location-changed'),
    changes: breaks('parameter-location-changed'),
  },
  ...operation2('subscribe'),
  ...operation2('publish'),
];

const AT3: Path = ['channels', 'orders'];
const MESSAGE3: Path = [...AT3, 'messages', 'Order'];
const TAKE: Path = ['operations', 'take'];
const PARTS_3: readonly Part[] = [
  {
    // Of answers alone, as nobody sends anything else there.
    path: [
      ...['channels', 'answers', 'messages', 'Answer', 'payload'],
      'required',
    ],
    one: ['id'],
    goes: breaks('required-added'),
  },
  {
    path: ['operations'],
    one: whole3.operations!,
    goes: breaks('operation-removed'),
  },
  {
    path: [...AT3, 'messages'],
    one: { Order: { payload: order } },
    comes: breaks('message-added'),
    goes: breaks('message-removed'),
  },
  ...WHOLE_PARTS,
  ...SERVER_PARTS,
  {
    path: ['servers', 'main', 'host'],
    ...{ one: '{env}.broker:9092', other: '{env}.other:9092' },
    goes: breaks('server-address-changed'),
    changes: breaks('server-address-changed'),
  },
  {
    path: ['servers', 'main', 'pathname'],
    ...{ one: '/one', other: '/other' },
    comes: breaks('server-address-changed'),
    goes: breaks('server-address-changed'),
    changes: breaks('server-address-changed'),
  },
  {
    path: ['servers', 'main', 'security'],
    ...{ one: password, other: key, ...SECURED },
  },
  {
    path: ['servers', 'main', 'security', 0],
    ...{ one: password[0], other: key[0], ...SECURED },
  },
  {
    path: [...AT3, 'address'],
    ...{ one: 'orders/{id}', other: 'others/{id}' },
    goes: breaks('channel-address-changed'),
    changes: breaks('channel-address-changed'),
  },
  { path: [...AT3, 'bindings'], ...TOPIC },
  {
    path: [...AT3, 'parameters'],
    one: { id: { enum: ['a'] } },
    other: { id: { enum: ['b'] } },
    ...NARROWED,
  },
  {
    path: [...AT3, 'servers'],
    one: [{ $ref: '#/servers/main' }],
  },
  {
    path: [...AT3, 'messages', 'Other'],
    one: { payload: { type: 'integer' } },
    comes: breaks('message-added'),
    goes: breaks('message-removed'),
  },
  ...messageAt(MESSAGE3),
  ...eitherWayAt(MESSAGE3),
  { path: [...MESSAGE3, 'traits'], ...PLACE_TRAITS },
  { path: [...MESSAGE3, 'traits', 1], ...PLACE_TRAIT },
  {
    path: TAKE,
    one: (whole3.operations as JsonObject).take!,
    goes: breaks('operation-removed'),
  },
  {
    path: [...TAKE, 'action'],
    ...{ one: 'receive', other: 'send' },
    goes: breaks('operation-removed'),
    changes: breaks('operation-removed'),
  },
  {
    path: [...TAKE, 'channel'],
    one: { $ref: '#/channels/orders' },
    other: { $ref: '#/channels/answers' },
    goes: breaks('operation-removed'),
    changes: breaks('operation-removed'),
  },
  {
    path: [...TAKE, 'security'],
    ...{ one: password, other: key, ...SECURED },
  },
  {
    path: [...TAKE, 'security', 0],
    ...{ one: password[0], other: key[0], ...SECURED },
  },
  {
    path: [...TAKE, 'traits', 0, 'security'],
    ...{ one: password, other: key, ...SECURED },
  },
  {
    path: [...TAKE, 'traits', 0, 'security', 0],
    ...{ one: password[0], other: key[0], ...SECURED },
  },
  { path: [...TAKE, 'bindings'], ...QUALITY },
  { path: [...TAKE, 'traits'], ...QUALITY_TRAITS },
  { path: [...TAKE, 'traits', 1], ...QUALITY_TRAIT },
  { path: [...TAKE, 'traits', 0, 'bindings'], ...QUALITY },
  {
    path: [...TAKE, 'messages'],
    one: [{ $ref: '#/channels/orders/messages/Order' }],
  },
  {
    path: [...TAKE, 'reply'],
    one: (whole3.operations as Record<string, JsonObject>).take.reply!,
    comes: warns('reply-added'),
    goes: breaks('reply-removed'),
  },
  {
    path: [...TAKE, 'reply', 'address'],
    ...{
      one: { location: '$message.header#/a' },
      other: { location: '$message.header#/b' },
    },
    comes: breaks('reply-address-added'),
    goes: breaks('reply-address-changed'),
    changes: breaks('reply-address-changed'),
  },
  {
    path: [...TAKE, 'reply', 'address', 'location'],
    ...{ one: '$message.header#/a', other: '$message.header#/b' },
    comes: breaks('reply-address-added'),
    goes: breaks('reply-address-changed'),
    changes: breaks('reply-address-changed'),
  },
  {
    path: [...TAKE, 'reply', 'channel'],
    ...{
      one: { $ref: '#/channels/answers' },
      other: { $ref: '#/channels/orders' },
    },
    comes: breaks('message-added'),
    goes: breaks('reply-channel-changed'),
    changes: breaks('reply-channel-changed'),
  },
  {
    path: [...TAKE, 'reply', 'messages'],
    one: [{ $ref: '#/channels/answers/messages/Answer' }],
  },
];

const plain = { payload: order, traits: [{}] };
/** What stands in a trait of AsyncAPI 2 alone, where it would decide anyway. */
const plain2 = (['subscribe', 'publish'] as const).reduce<JsonObject>(
  (document, keyword) =>
    withValue(document, [...AT2, keyword, 'message'], plain) as JsonObject,
  whole2,
);
const TRAIT_PARTS_2: readonly Part[] = (
  ['subscribe', 'publish'] as const
).flatMap(keyword => {
  const at = [...AT2, keyword, 'message', 'traits', 0];
  const partsAt = keyword === 'publish' ? receivedAt : sentAt;
  return [...messageAt(at), ...partsAt(at).filter(isOfHeaders)];
});

/** Since AsyncAPI 3, a trait only says what the message itself leaves open. */
const plain3 = withValue(whole3, MESSAGE3, plain) as JsonObject;
const TRAIT_AT3: Path = [...MESSAGE3, 'traits', 0];
const TRAIT_PARTS_3: readonly Part[] = [
  ...messageAt(TRAIT_AT3),
  ...eitherWayAt(TRAIT_AT3).filter(isOfHeaders),
  { path: ['defaultContentType'], ...CONTENT, ...OTHER_CONTENT },
];

/** With several messages on each channel, and two servers. */
const several3 = (
  [
    [['servers', 'spare'], { host: 'spare:9092', protocol: 'kafka' }],
    [[...AT3, 'servers'], [{ $ref: '#/servers/main' }]],
    [[...AT3, 'messages', 'Other'], { payload: { type: 'integer' } }],
    [['channels', 'answers', 'messages', 'No'], { payload: { type: 'null' } }],
    [[...TAKE, 'messages'], [{ $ref: '#/channels/orders/messages/Order' }]],
    [
      [...TAKE, 'reply', 'messages'],
      [{ $ref: '#/channels/answers/messages/Answer' }],
    ],
  ] as Array<[Path, Json]>
).reduce<JsonObject>(
  (document, [path, value]) => withValue(document, path, value) as JsonObject,
  whole3,
);
const LIST_PARTS_3: readonly Part[] = [
  {
    path: [...AT3, 'servers', 0],
    one: { $ref: '#/servers/main' },
    other: { $ref: '#/servers/spare' },
    comes: breaks('channel-server-removed'),
    changes: breaks('channel-server-removed'),
  },
  {
    path: [...AT3, 'servers', 1],
    one: { $ref: '#/servers/spare' },
    goes: breaks('channel-server-removed'),
  },
  {
    path: [...TAKE, 'messages', 0],
    one: { $ref: '#/channels/orders/messages/Order' },
    other: { $ref: '#/channels/orders/messages/Other' },
    goes: breaks('message-removed'),
    changes: breaks('type-removed'),
  },
  {
    path: [...TAKE, 'messages', 1],
    one: { $ref: '#/channels/orders/messages/Other' },
    goes: breaks('message-removed'),
  },
  {
    path: [...TAKE, 'reply', 'messages', 0],
    one: { $ref: '#/channels/answers/messages/Answer' },
    other: { $ref: '#/channels/answers/messages/No' },
    comes: breaks('message-added'),
    goes: breaks('message-removed'),
    changes: breaks('type-removed'),
  },
  {
    path: [...TAKE, 'reply', 'messages', 1],
    one: { $ref: '#/channels/answers/messages/No' },
    comes: breaks('message-added'),
    goes: breaks('message-removed'),
  },
];

/** Each part of a document comes, goes and becomes another. */
export const partCases: RuleCase[] = [
  ...PARTS_2.flatMap(part => casesOf(whole2, part)),
  ...PARTS_3.flatMap(part => casesOf(whole3, part)),
  ...TRAIT_PARTS_2.flatMap(part => casesOf(plain2, part)),
  ...TRAIT_PARTS_3.flatMap(part => casesOf(plain3, part)),
  ...LIST_PARTS_3.flatMap(part => casesOf(several3, part)),
  // Operations would refer to them.
  ...casesOf(withValue(whole3, ['operations'], undefined) as JsonObject, {
    path: ['channels'],
    one: whole3.channels!,
    goes: breaks('channel-removed'),
  }),
];

function casesOf(document: JsonObject, part: Part): RuleCase[] {
  const holding = (value?: Json) => withValue(document, part.path, value);
  const { one, other } = part;
  const changed = (
    what: 'comes' | 'goes' | 'changes',
    old: Json,
    next: Json,
  ): RuleCase => ({
    name: `AsyncAPI ${document.asyncapi}, ${part.path.join(' ')}: ${what}`,
    rule: part[what]?.[0],
    breaks: part[what]?.[1] ?? false,
    old,
    new: next,
  });
  return [
    changed('comes', holding(), holding(one)),
    changed('goes', holding(one), holding()),
    ...(other === undefined
      ? []
      : [changed('changes', holding(one), holding(other))]),
  ];
}
