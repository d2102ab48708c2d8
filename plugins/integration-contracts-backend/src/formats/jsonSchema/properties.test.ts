import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { judge } from '../../compatibility/judge';
import { compareJsonSchemas } from './compareJsonSchemas';
import { Json, JsonObject, isJsonObject } from '../../text/Json';

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

/** @param references - what a schema may refer to, besides what it says itself */
const schemasWith = (references: readonly string[]) =>
  fc.letrec<{ schema: Json }>(tie => {
    const inner =
      references.length === 0
        ? tie('schema')
        : fc.oneof(
            tie('schema'),
            fc.constantFrom(
              ...references.map(one => ({ $ref: `#/$defs/${one}` })),
            ),
          );
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
        some({
          anyOf: list,
          unevaluatedProperties: inner,
          properties: members,
        }),
        some({ oneOf: list, unevaluatedItems: inner }),
        some({ not: inner, minimum: small }),
        some({ if: inner, then: inner, else: inner }),
      ),
    };
  }).schema;

const schemas = schemasWith([]);

/** Schemas that lead to each other, each to those after it. */
const models = fc.record({
  a: schemasWith(['b', 'c']),
  b: schemasWith(['c']),
  c: schemas,
});

const isCompatible = (writer: Json, reader: Json) =>
  compareJsonSchemas(writer, reader, 'semantic').length === 0;

const NAMED_BY_USERS = [
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
];

/** The same schema with words at every place, and another order of keys. */
function rewritten(schema: Json, isSchema = true): Json {
  if (Array.isArray(schema)) {
    return schema.map(item => rewritten(item, isSchema));
  }
  if (!isJsonObject(schema)) {
    return schema;
  }
  const entries = Object.entries(schema)
    .reverse()
    .map(([key, value]): [string, Json] => [
      key,
      isSchema && key === 'enum'
        ? (value ?? null)
        : rewritten(value ?? null, !(isSchema && NAMED_BY_USERS.includes(key))),
    ]);
  return {
    ...(isSchema && { description: 'Other words', title: 'New' }),
    ...Object.fromEntries(entries),
  };
}

/** Other ways to write a schema. */
const REFACTORINGS: Array<(schema: Json) => Json> = [
  schema => ({ allOf: [schema] }),
  schema => ({ allOf: [{}, schema, schema] }),
  schema => ({ anyOf: [schema, false, schema] }),
  schema => ({ oneOf: [false, schema] }),
  schema => ({ if: schema, else: false }),
  schema => ({ $ref: '#/$defs/a', $defs: { a: schema } }),
  schema => ({
    $ref: 'https://example.com/a',
    $defs: { a: { $id: 'https://example.com/a', allOf: [schema] } },
  }),
  schema => ({ anyOf: [{ allOf: [schema] }, { not: true }] }),
];

/** Negations of negations in a negation are taken apart only as far as it's cheap. */
const NEGATIONS: typeof REFACTORINGS = [
  schema => ({ not: { not: schema } }),
  schema => ({ not: { allOf: [{ not: schema }, true] } }),
  schema => ({ if: { not: schema }, then: false }),
];
const NEGATING = /"(not|if|oneOf|dependentSchemas|unevaluated\w+)":/;

/** Where a schema may stand in another. */
const PLACES: Array<(schema: Json) => Json> = [
  schema => schema,
  schema => ({ properties: { a: schema }, required: ['a'] }),
  schema => ({ additionalProperties: schema, maxProperties: 2 }),
  schema => ({ items: schema, minItems: 1 }),
  schema => ({ anyOf: [{ type: 'string', maxLength: 1 }, schema] }),
  schema => ({ allOf: [{ minimum: 1 }, schema] }),
];

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

  it('a change far away that breaks a document is never called compatible', () => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    let clashes = 0;
    let changes = 0;
    fc.assert(
      fc.property(
        schemasWith(['a', 'b', 'c']),
        models,
        fc.constantFrom('b', 'c'),
        fc.constantFrom('other', 'looser', 'tighter'),
        schemas,
        fc.array(documents, { minLength: 20, maxLength: 20 }),
        (root, model, changed, kind, other, values) => {
          const next = {
            ...model,
            [changed]: {
              other,
              looser: { anyOf: [model[changed], other] },
              tighter: { allOf: [model[changed], other] },
            }[kind],
          };
          const [first, second] = [model, next].map($defs => ({
            $defs,
            properties: { a: root, b: { $ref: '#/$defs/a' } },
            items: { $ref: '#' },
            not: {
              required: ['ab'],
              properties: { ab: { $ref: '#/$defs/a' } },
            },
          }));
          const [takesFirst, takesSecond] = [first, second].map(one =>
            ajv.compile(one),
          );
          const breaks = values
            .flatMap(value => [
              value,
              { a: value },
              { b: value },
              { ab: value },
            ])
            .some(value => takesFirst(value) && !takesSecond(value));
          const compatible = isCompatible(first, second);
          clashes += Number(breaks);
          changes += Number(compatible);
          expect(breaks && compatible).toBe(false);
        },
      ),
      { numRuns: RUNS, seed },
    );
    expect(clashes).toBeGreaterThan(RUNS / 20);
    expect(changes).toBeGreaterThan(RUNS / 20);
  });

  it('a schema is compatible with itself, whatever its descriptions and the order of its keys', () => {
    fc.assert(
      fc.property(schemas, schema => {
        const other = rewritten(schema);
        for (const policy of ['strict', 'lenient', 'semantic'] as const) {
          expect(compareJsonSchemas(other, schema, policy)).toEqual([]);
          expect(compareJsonSchemas(schema, other, policy)).toEqual([]);
        }
      }),
      { numRuns: RUNS, seed },
    );
  });

  it('a schema that says the same in another way is no change', () => {
    fc.assert(
      fc.property(
        schemas,
        fc.constantFrom(...REFACTORINGS, ...NEGATIONS),
        fc.constantFrom(...PLACES),
        (schema, refactor, place) => {
          fc.pre(
            !NEGATIONS.includes(refactor) ||
              !NEGATING.test(JSON.stringify(schema)),
          );
          // What is referred to stands at the root.
          const { $defs, ...next } = refactor(schema) as JsonObject;
          const [before, after] = [
            place(schema),
            { ...(place(next) as object), ...($defs && { $defs }) },
          ];
          expect(compareJsonSchemas(before, after, 'semantic')).toEqual([]);
          expect(compareJsonSchemas(after, before, 'semantic')).toEqual([]);
        },
      ),
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
