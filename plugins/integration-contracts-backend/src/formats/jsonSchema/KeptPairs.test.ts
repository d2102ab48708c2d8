import fc from 'fast-check';
import { compareSchemas } from './compareSchemas';
import { KeptPairs } from './KeptPairs';
import { Json, JsonObject } from '../../text/Json';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 150);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261127);

const x = { $ref: '#/$defs/x' };
const object = (more: JsonObject): Json => ({ type: 'object', ...more });

/** Whether it is remembered. */
function isKept(own: Json, wanted: Json): boolean {
  const kept = new KeptPairs();
  kept.add(own, wanted);
  return kept.has(own, wanted);
}

describe('a pair of schemas', () => {
  it.each([
    [object({ properties: { a: x } }), object({ properties: { a: x, b: {} } })],
    [
      { items: x, maxItems: 2 },
      { items: { ...x }, maxItems: 3 },
    ],
    [{ enum: [1] }, { enum: [1, 2] }],
    [
      object({ properties: { a: { properties: { b: x } } }, title: 'A' }),
      object({ properties: { a: { properties: { b: x } } }, required: ['a'] }),
    ],
  ])('that rests on itself is remembered: %j, %j', (own, wanted) => {
    expect(isKept(own, wanted)).toBe(true);
    const kept = new KeptPairs();
    kept.add(own, wanted);
    expect([kept.has(wanted, own), kept.has({}, wanted)]).toEqual([
      false,
      false,
    ]);
  });

  it.each([
    [x, { $ref: '#/$defs/y' }],
    [object({ properties: { a: x } }), object({ properties: {} })],
    [
      object({ properties: { a: x } }),
      object({ properties: { a: { $ref: '#/$defs/y' } } }),
    ],
    [
      object({ properties: { a: x } }),
      object({ properties: { a: x }, patternProperties: { a: true } }),
    ],
    [{ items: x }, { items: x, prefixItems: [{}] }],
    [
      object({ properties: { a: x }, additionalProperties: x }),
      object({ properties: { a: x, b: {} }, additionalProperties: x }),
    ],
    [{ anyOf: [x], maxLength: 1 }, { anyOf: [x] }],
    [
      { properties: { a: x }, enum: [{}] },
      { properties: { a: x }, enum: [{}, 1] },
    ],
    [true, {}],
  ])('that may rest on something else is not: %j, %j', (own, wanted) => {
    expect(isKept(own, wanted)).toBe(false);
  });
});

/** What clashes, or why it is refused: a schema that only leads back to itself is. */
function judged(own: Json, wanted: Json): unknown[] {
  try {
    return compareSchemas(own, wanted);
  } catch (error) {
    return [(error as Error).message];
  }
}

describe('versions that share schemas', () => {
  const references = ['a', 'b', 'c'].map(name => ({ $ref: `#/$defs/${name}` }));
  const limits = fc.record(
    {
      type: fc.constantFrom('string', 'integer', 'object'),
      maxLength: fc.integer({ min: 0, max: 2 }),
      minimum: fc.integer({ min: 0, max: 2 }),
      enum: fc.constantFrom<Json[]>([1], [1, 'a'], [{}], [{ p: 1 }, 'a']),
    },
    { requiredKeys: [] },
  );
  const { schema } = fc.letrec<{ schema: Json }>(tie => {
    const inner = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<Json>(...references) },
      { weight: 2, arbitrary: tie('schema') },
    );
    const name = fc.constantFrom('p', 'q');
    return {
      schema: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        limits as fc.Arbitrary<Json>,
        fc.boolean(),
        fc.record(
          {
            type: fc.constant('object'),
            properties: fc.dictionary(name, inner, {
              maxKeys: 2,
              noNullPrototype: true,
            }),
            required: fc.uniqueArray(name, { maxLength: 2 }),
            additionalProperties: fc.oneof(fc.boolean(), inner),
            maxProperties: fc.integer({ min: 0, max: 2 }),
          },
          { requiredKeys: [] },
        ) as fc.Arbitrary<Json>,
        fc.record(
          {
            items: inner,
            maxItems: fc.integer({ min: 0, max: 2 }),
            prefixItems: fc.tuple(inner),
          },
          { requiredKeys: ['items'] },
        ) as fc.Arbitrary<Json>,
        fc.record(
          {
            not: inner,
            anyOf: fc.tuple(inner, inner),
            allOf: fc.tuple(inner),
            patternProperties: fc.record({ '^p': inner }),
          },
          { requiredKeys: [] },
        ) as fc.Arbitrary<Json>,
      ),
    };
  });
  const pool = fc.array(schema, { minLength: 2, maxLength: 3 });

  it('are judged as if they shared none', () => {
    let compatible = 0;
    fc.assert(
      fc.property(
        fc.record({ a: pool, b: pool, c: pool }),
        fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), {
          minLength: 3,
          maxLength: 5,
        }),
        ({ a, b, c }, choices) => {
          const versions = choices.map(([one, two, three]) => ({
            items: references[0],
            $defs: {
              a: a[one % a.length],
              b: b[two % b.length],
              c: c[three % c.length],
            },
          }));
          for (const next of versions) {
            for (const earlier of versions) {
              const found = judged(earlier, next);
              compatible += Number(found.length === 0);
              expect(found).toEqual(
                judged(structuredClone(earlier), structuredClone(next)),
              );
            }
          }
        },
      ),
      { numRuns: RUNS, seed },
    );
    expect(compatible).toBeGreaterThan(RUNS);
  });

  it('are judged anew where one let nothing through before', () => {
    const [own, wanted] = [['a'], ['a', 'b']].map(required =>
      object({ properties: { a: x }, required }),
    );
    const found = (meant: Json) =>
      compareSchemas(
        { items: { $ref: '#/$defs/t' }, $defs: { t: own, x: meant } },
        { items: { $ref: '#/$defs/t' }, $defs: { t: wanted, x: meant } },
      ).map(({ ruleId }) => ruleId);
    expect(found(false)).toEqual([]);
    expect(found({ type: 'string' })).toEqual(['required-added']);
  });
});
