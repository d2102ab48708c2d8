import { Json, canonicalText, isJsonObject } from '../../text/Json';
import { Action } from './AsyncApiDocument';
import { AsyncApiRuleId } from './rules';
import { Findings } from './Findings';
import { PayloadComparer } from './PayloadComparer';
import { Place, References } from './References';

export interface BindingPair {
  level: 'server' | 'channel' | 'operation' | 'message';
  old: Place;
  next: Place;
  where: string;
  /** What the application does, where that is known. */
  action?: Action;
}

/** Settings that are schemas. */
const SCHEMAS = new Set([
  'message kafka key',
  'message http headers',
  'operation kafka groupId',
  'operation kafka clientId',
  'operation http query',
  'channel ws query',
  'channel ws headers',
]);

type Matters = (old: Json, next: Json | undefined) => boolean;

const always: Matters = () => true;
/** Whoever didn't say so before left it to the broker. */
const bothSaid: Matters = (_, next) => next !== undefined;
const lowered: Matters = (old, next) => Number(next ?? 0) < Number(old);

/** Settings of which a change breaks the counterpart, by level, protocol and name (AsyncAPI's bindings). */
const SETTINGS: ReadonlyArray<[RegExp, AsyncApiRuleId, Matters]> = [
  [/^channel kafka partitions$/, 'kafka-partitions-reduced', lowered],
  [/^message kafka schema/, 'kafka-schema-id-changed', always],
  // Declaring a queue or exchange again with other properties is refused (AMQP 0-9-1, 406).
  [
    /^channel amqp (is|(exchange|queue)\.(name|type|durable|exclusive|autoDelete|vhost))$/,
    'amqp-channel-changed',
    bothSaid,
  ],
  [
    /^message amqp (contentEncoding|messageType)$/,
    'amqp-message-changed',
    always,
  ],
  [/^(operation http|channel ws) method$/, 'http-method-changed', bothSaid],
  [/^operation mqtt5? qos$/, 'mqtt-qos-lowered', lowered],
];

/** What in the settings for protocols a counterpart notices. */
export function compareBindings(
  pair: BindingPair,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const before = settingsOf(findings.old.references, pair.old);
  const after = settingsOf(findings.next.references, pair.next);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(name) ?? { ...pair.old, value: undefined };
    const next = after.get(name) ?? { ...pair.next, value: undefined };
    const setting = `${pair.level} ${name}`;
    if (SCHEMAS.has(setting)) {
      compareSchemas(pair, name, old, next, findings, payloads);
    } else if (
      setting !== 'channel kafka topic' &&
      canonicalText(old.value) !== canonicalText(next.value)
    ) {
      addChange(pair, setting, old, next, findings);
    }
  }
}

/** The topic that a channel's messages are in: what Kafka's binding says, else the address. */
export function compareTopics(
  pair: BindingPair,
  addresses: { old?: string; next?: string },
  findings: Findings,
): void {
  const topic = (references: References, place: Place) =>
    references.child(references.child(place, 'kafka'), 'topic');
  const old = topic(findings.old.references, pair.old);
  const next = topic(findings.next.references, pair.next);
  const before = old.value ?? addresses.old;
  const after = next.value ?? addresses.next;
  const said = old.value !== undefined || next.value !== undefined;
  if (said && canonicalText(before) !== canonicalText(after)) {
    findings.add(
      'kafka-topic-changed',
      old.pointer,
      next.pointer,
      `${pair.where}: its topic was ${before}, now it is ${after}.`,
    );
  }
}

function compareSchemas(
  { where, action, level }: BindingPair,
  name: string,
  old: Place,
  next: Place,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  if (
    level === 'operation' &&
    action === 'receive' &&
    !name.startsWith('http')
  ) {
    // The group and client of the application itself: nobody else uses them.
    return;
  }
  const direction = level === 'message' ? (action ?? 'receive') : 'receive';
  for (const found of payloads.compare(
    { ...old, language: 'json' },
    { ...next, language: 'json' },
    direction,
  )) {
    findings.take({
      ...found,
      message: `${where}, ${name}: ${found.message}`,
    });
  }
}

function addChange(
  { where, level }: BindingPair,
  setting: string,
  old: Place,
  next: Place,
  findings: Findings,
): void {
  const known = SETTINGS.find(
    ([pattern, , matters]) =>
      pattern.test(setting) &&
      old.value !== undefined &&
      matters(old.value, next.value),
  );
  const name = setting.slice(level.length + 1);
  findings.add(
    known?.[1] ?? 'binding-changed',
    old.pointer,
    next.pointer,
    `${where}: the setting ${name} was ${shown(old.value)}, now it is ${shown(next.value)}.`,
  );
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'not there' : canonicalText(value);
}

/** Settings by protocol and name; what belongs to an exchange, a queue or a topic after a dot. */
function settingsOf(references: References, place: Place): Map<string, Place> {
  const found = new Map<string, Place>();
  for (const [protocol, settings] of references.entries(place)) {
    for (const [key, raw] of references.entries(settings)) {
      const setting = references.follow(raw);
      const isGroup =
        isJsonObject(setting.value) &&
        ['exchange', 'queue', 'topicConfiguration', 'lastWill'].includes(key);
      if (isGroup) {
        for (const [name, inner] of references.entries(setting)) {
          found.set(`${protocol} ${key}.${name}`, inner);
        }
      } else if (key !== 'bindingVersion') {
        found.set(`${protocol} ${key}`, setting);
      }
    }
  }
  return found;
}
