import { RELEVANT_ATTRIBUTES } from '../../attribution/relevantAttributes';
import { Seeded } from '../seeded';

/** What attributes may say that nobody thought of, as text. */
const values = [
  '',
  '0',
  '200',
  '503',
  '-1',
  '1e999',
  'NaN',
  'send',
  'receive',
  'settle',
  'grpc',
  'OK',
  'INTERNAL',
  'prices.example.com',
  'shop',
  '10.0.0.1',
  '::1',
  '[::1]:443',
  'http://user:secret@host:99999/a/b?c=d#e',
  '/orders/12345/items/7f0c9a52-7d3e-4bb0-9c54-2d9f6f1c9f6a',
  'integration:default/prices',
  'Integration:Default/PRICES',
  'api:default/prices',
  'default/',
  '://',
  'a\u0000b',
  '\ud800',
  '\u202e\u0301',
  '\u{1f600}'.repeat(200),
  'x'.repeat(3_000),
  '/x'.repeat(2_000),
];

const traceStates = [
  'ot=th:0',
  'ot=th:fffffffffffffe',
  'ot=th:ffffffffffffff',
  'ot=th:zz;rv:1',
  'ot=p:63;r:1',
  'ot=p:-1',
  ',,,=,ot',
];

interface KeyValue {
  key: string;
  value: Record<string, unknown>;
}

function findLists(message: unknown): KeyValue[][] {
  const lists: KeyValue[][] = [];
  const waiting: unknown[] = [message];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (item && typeof item === 'object') {
      for (const [name, value] of Object.entries(item)) {
        if (name === 'attributes' && Array.isArray(value)) {
          lists.push(value);
        } else {
          waiting.push(value);
        }
      }
    }
  }
  return lists;
}

function valueFor(random: Seeded): Record<string, unknown> {
  const text = random.pick(values);
  return random.pick([
    { stringValue: text },
    { stringValue: text },
    { stringValue: text },
    { intValue: random.pick(['-9223372036854775808', '0', '503']) },
    { doubleValue: random.pick([0.5, 1e300, -1]) },
    { boolValue: true },
  ]);
}

/**
 * A message with attributes that attribution reads, and values that it did not
 * expect; it can be written in either encoding.
 */
export function mutateAttributes(message: object, random: Seeded): object {
  const changed = structuredClone(message);
  const lists = findLists(changed);
  for (let count = random.between(1, 5); count > 0; count -= 1) {
    const pair = {
      key: random.pick(RELEVANT_ATTRIBUTES),
      value: valueFor(random),
    };
    if (lists.length > 0) {
      const list = random.pick(lists);
      list.splice(
        random.between(0, list.length + 1),
        random.between(0, 2),
        pair,
      );
    }
  }
  if (random.happens(0.2)) {
    for (const group of (changed as any).resourceSpans ?? []) {
      for (const span of group.scopeSpans?.[0]?.spans ?? []) {
        span.traceState = random.pick(traceStates);
      }
    }
  }
  return changed;
}
