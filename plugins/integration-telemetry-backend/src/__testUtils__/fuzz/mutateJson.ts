import { Seeded } from '../seeded';

/** What may stand where something else should, as JSON text. */
const tokens = [
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '-1',
  '0.5',
  '1e308',
  '1e999',
  '-1e999',
  '9007199254740993',
  '"18446744073709551615"',
  '18446744073709551616',
  '"-9223372036854775808"',
  '123456789012345678901234567890',
  '"NaN"',
  'NaN',
  '"Infinity"',
  '"AGGREGATION_TEMPORALITY_CUMULATIVE"',
  '"SPAN_KIND_CONSUMER"',
  '"STATUS_CODE_ERROR"',
  '"0000000000000000"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\ud83d\\ude00"',
  '"//"',
  '{"stringValue":5}',
  '{"arrayValue":{"values":[{"intValue":"7"}]}}',
  '{"__proto__":{"stringValue":"x"},"constructor":1}',
];

const keys = [
  '__proto__',
  'constructor',
  'toString',
  'resourceSpans',
  'instrumentationLibrarySpans',
  'spans',
  'attributes',
  'dataPoints',
  'timeUnixNano',
  'flags',
];

/** Where a token of JSON text starts and ends. */
const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{}:,]/g;

const deep = (open: string, close: string, depth: number) =>
  open.repeat(depth) + close.repeat(depth);

type Change = (found: string, random: Seeded, other: () => string) => string;

const changes: Change[] = [
  (_, random) => random.pick(tokens),
  () => '',
  found => `${found}${found}`,
  found => `${found},${found}`,
  (_found, _random, other) => other(),
  (_, random) => JSON.stringify(random.pick(keys)),
  (_, random) => deep('[', ']', random.pick([3, 200, 20_000])),
  (_, random) => deep('{"a":', '}', random.pick([3, 200, 5_000])),
  (_, random) => `"${'x'.repeat(random.pick([300, 70_000]))}"`,
  found => found.replace(/\d/g, '9'),
  found => `${found} `,
];

/** Looking for them takes longer than replacing some. */
const knownTokens = new WeakMap<Buffer, RegExpExecArray[]>();

function tokensOf(body: Buffer): RegExpExecArray[] {
  let found = knownTokens.get(body);
  if (!found) {
    found = [...body.toString('latin1').matchAll(token)];
    knownTokens.set(body, found);
  }
  return found;
}

/** The same text with some of its tokens replaced by what should not stand there. */
export function mutateJson(body: Buffer, random: Seeded): Buffer {
  const found = tokensOf(body);
  const other = () => random.pick(found)[0];
  const places = new Set(
    Array.from({ length: random.between(1, 4) }, () =>
      random.between(0, found.length),
    ),
  );
  const parts: Buffer[] = [];
  let copied = 0;
  for (const place of [...places].sort((left, right) => left - right)) {
    const { 0: text, index } = found[place];
    const instead = random.pick(changes)(text, random, other);
    parts.push(body.subarray(copied, index), Buffer.from(instead));
    copied = index + text.length;
  }
  return Buffer.concat([...parts, body.subarray(copied)]);
}
