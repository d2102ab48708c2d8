import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { judge } from '../../compatibility/judge';
import { compareJsonSchemas } from './compareJsonSchemas';
import { Json, isJsonObject } from '../../text/Json';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 200);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);

const small = fc.integer({ min: 0, max: 4 });
const name = fc.constantFrom('a', 'b', 'ab');
const leaf: fc.Arbitrary<Json> = fc.oneof(
  small,
  fc.constantFrom(-3, 1.5, 6),
  fc.constantFrom('', 'a', 'ab', 'b-long'),
  fc.boolean(),
  fc.constant(null),
);
const documents: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const { schema: schemas } = fc.letrec<{ schema: Json }>(tie => {
  const inner = tie('schema');
  const list = fc.array(inner, { minLength: 1, maxLength: 2 });
  const members = fc.dictionary(name, inner, { maxKeys: 2 });
  const some = (keywords: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(keywords, { requiredKeys: [] }) as fc.Arbitrary<Json>;
  const limits = {
    type: fc.oneof(
      fc.constantFrom('string', 'number', 'integer', 'object', 'array'),
      fc.uniqueArray(fc.constantFrom('string', 'integer', 'object', 'null'), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    minimum: small,
    exclusiveMaximum: small,
    multipleOf: fc.constantFrom(1, 2, 3),
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom('^a', 'b$'),
  };
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      some(limits),
      fc.boolean() as fc.Arbitrary<Json>,
      some({ enum: fc.uniqueArray(leaf, { minLength: 1, maxLength: 3 }) }),
      some({
        properties: members,
        patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), inner, {
          maxKeys: 1,
        }),
        additionalProperties: inner,
        required: fc.uniqueArray(name, { maxLength: 2 }),
        dependentRequired: fc.dictionary(name, fc.uniqueArray(name), {
          maxKeys: 1,
        }),
        dependentSchemas: fc.dictionary(name, inner, { maxKeys: 1 }),
        propertyNames: inner,
        maxProperties: small,
        minProperties: small,
      }),
      some({
        prefixItems: list,
        items: inner,
        uniqueItems: fc.boolean(),
        minItems: small,
        maxItems: small,
      }),
      // Apart from prefixItems: together with it, Ajv lets the empty list through contains.
      some({
        contains: inner,
        items: inner,
        maxContains: small,
        maxItems: small,
      }),
      some({ allOf: list, type: limits.type }),
      some({ anyOf: list, unevaluatedProperties: inner, properties: members }),
      some({ oneOf: list, unevaluatedItems: inner }),
      some({ not: inner, minimum: small }),
      some({ if: inner, then: inner, else: inner }),
    ),
  };
});

const isCompatible = (writer: Json, reader: Json) =>
  compareJsonSchemas(writer, reader, 'semantic').length === 0;

/** The same schema with other annotations and another order of keys. */
function rewritten(schema: Json): Json {
  if (Array.isArray(schema)) {
    return schema.map(rewritten);
  }
  if (!isJsonObject(schema)) {
    return schema;
  }
  const entries = Object.entries(schema).reverse();
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      value === undefined ? null : rewritten(value),
    ]),
  );
}

describe('whatever the schemas', () => {
  it('a document that the old accepts and the new rejects is never called compatible', () => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    let clashes = 0;
    fc.assert(
      fc.property(
        schemas,
        schemas,
        fc.array(documents, { minLength: 30, maxLength: 30 }),
        (first, second, values) => {
          const [takesFirst, takesSecond] = [first, second].map(one =>
            ajv.compile(one as object),
          );
          const breaks = values.some(
            value => takesFirst(value) && !takesSecond(value),
          );
          clashes += Number(breaks);
          expect(breaks && isCompatible(first, second)).toBe(false);
        },
      ),
      { numRuns: RUNS, seed },
    );
    expect(clashes).toBeGreaterThan(RUNS / 10);
  });

  it('a small change that breaks a document is never called compatible', () => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    fc.assert(
      fc.property(
        schemas,
        schemas,
        fc.constantFrom('allOf', 'anyOf', 'not'),
        fc.array(documents, { minLength: 20, maxLength: 20 }),
        (base, change, keyword, values) => {
          const next: Json =
            keyword === 'not'
              ? { allOf: [base, { not: change }] }
              : { [keyword]: [base, change] };
          const [takesBase, takesNext] = [base, next].map(one =>
            ajv.compile(one as object),
          );
          const lost = values.some(
            value => takesBase(value) && !takesNext(value),
          );
          const won = values.some(
            value => !takesBase(value) && takesNext(value),
          );
          expect(lost && isCompatible(base, next)).toBe(false);
          expect(won && isCompatible(next, base)).toBe(false);
        },
      ),
      { numRuns: RUNS, seed },
    );
  });

  it('a schema is compatible with itself, whatever its descriptions and the order of its keys', () => {
    fc.assert(
      fc.property(schemas, schema => {
        const other = rewritten({ allOf: [schema] });
        const described = {
          description: 'Other words',
          title: 'New',
          ...(other as object),
        };
        for (const policy of ['strict', 'lenient', 'semantic'] as const) {
          expect(compareJsonSchemas(other, described, policy)).toEqual([]);
          expect(
            compareJsonSchemas(described, { allOf: [schema] }, policy),
          ).toEqual([]);
        }
      }),
      { numRuns: RUNS, seed },
    );
  });

  it('FULL is BACKWARD and FORWARD', () => {
    fc.assert(
      fc.property(
        schemas,
        schemas,
        fc.constantFrom('strict', 'lenient', 'semantic'),
        (first, second, policy) => {
          const [full, backward, forward] = (
            ['FULL', 'BACKWARD', 'FORWARD'] as const
          ).map(
            mode =>
              judge(
                compareJsonSchemas,
                mode,
                policy,
                [{ version: '1', content: first }],
                second,
              ).compatible,
          );
          expect(full).toBe(backward && forward);
        },
      ),
      { numRuns: RUNS, seed },
    );
  });
});
