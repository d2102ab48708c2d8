import fc from 'fast-check';
import { judge } from '../../compatibility/judge';
import { ContractText } from '../../text/ContractText';
import { Json, isJsonObject } from '../../text/Json';
import { asyncApiFormat } from './asyncApiFormat';
import { ruleCases } from './ruleCases';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 200);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);
const POLICIES = ['strict', 'lenient', 'semantic'] as const;

const name = fc.constantFrom('a', 'b');
const schemas = fc.record(
  {
    type: fc.constantFrom('object', 'string', 'integer'),
    required: fc.uniqueArray(name),
    properties: fc.dictionary(name, fc.constant({ type: 'string' }), {
      noNullPrototype: true,
    }),
    minLength: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
);
const messages = fc.record(
  {
    name,
    contentType: fc.constantFrom('application/json', 'text/plain'),
    payload: schemas,
    headers: schemas.map(schema => ({ ...schema, type: 'object' })),
    traits: fc.constant([
      { correlationId: { location: '$message.header#/c' } },
    ]),
    bindings: fc.constantFrom({ kafka: { key: { type: 'string' } } }, {}),
  },
  { requiredKeys: [] },
);
const channels = fc.record({
  address: fc.constantFrom('x', 'x/{id}', 'y'),
  messages: fc.dictionary(name, messages, { noNullPrototype: true }),
});
const documents: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...ruleCases.flatMap(one => [one.old, one.new])),
  fc
    .record({
      channels: fc.dictionary(name, channels, { noNullPrototype: true }),
      actions: fc.array(fc.constantFrom('send', 'receive')),
    })
    .map(({ channels: entries, actions }) => ({
      asyncapi: '3.0.0',
      channels: entries,
      operations: Object.fromEntries(
        Object.keys(entries).map((key, at) => [
          `on-${key}`,
          {
            action: actions[at] ?? 'send',
            channel: { $ref: `#/channels/${key}` },
          },
        ]),
      ),
    })) as fc.Arbitrary<Json>,
);

const read = (content: Json) => asyncApiFormat.read(ContractText.of(content));

/** Objects whose members have names of their own, which a description would add to. */
const MAPS =
  /^(properties|channels|messages|operations|servers|schemas|messageTraits|parameters|variables|components|bindings|kafka|amqp|mqtt|http|flows|queue|exchange|securitySchemes|security|)$/;

/** The same document with other words and another order of keys. */
function rewritten(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    return value.map(item =>
      rewritten(item, key === 'security' ? key : 'item'),
    );
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const described = !MAPS.test(key) && value.$ref === undefined;
  return Object.fromEntries([
    ...(described ? [['description', 'Other words']] : []),
    ...Object.entries(value)
      .reverse()
      .map(([name_, inner]) => [name_, rewritten(inner ?? null, name_)]),
  ]);
}

describe('whatever the AsyncAPI documents', () => {
  it('one is compatible with itself, whatever its words and the order of its keys', () => {
    fc.assert(
      fc.property(documents, document => {
        for (const policy of POLICIES) {
          const [one, same, other] = [
            document,
            document,
            rewritten(document),
          ].map(read);
          expect(asyncApiFormat.compare(one, same, policy)).toEqual([]);
          expect(asyncApiFormat.compare(one, other, policy)).toEqual([]);
          expect(asyncApiFormat.compare(other, one, policy)).toEqual([]);
        }
      }),
      { numRuns: RUNS, seed },
    );
  });

  it('FULL is BACKWARD and FORWARD', () => {
    fc.assert(
      fc.property(
        documents,
        documents,
        fc.constantFrom(...POLICIES),
        (first, second, policy) => {
          const [full, backward, forward] = (
            ['FULL', 'BACKWARD', 'FORWARD'] as const
          ).map(
            mode =>
              judge(
                asyncApiFormat.compare,
                mode,
                policy,
                [{ version: '1', content: read(first) }],
                read(second),
              ).compatible,
          );
          expect(full).toBe(backward && forward);
        },
      ),
      { numRuns: RUNS, seed },
    );
  });
});
