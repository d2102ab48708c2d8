import fc from 'fast-check';
import { ContractText } from '../../text/ContractText';
import { Json, JsonObject, isJsonObject } from '../../text/Json';
import { judge } from '../../compatibility/judge';
import { compareOpenApi } from './compareOpenApi';
import { readOpenApi } from './readOpenApi';
import { ruleCases } from './ruleCases';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 200);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);
const POLICIES = ['strict', 'semantic', 'lenient'] as const;

const read = (content: Json) => readOpenApi(ContractText.of(content));

const schemas: fc.Arbitrary<Json> = fc.letrec<{ schema: Json }>(tie => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Json>(
      { type: 'string', maxLength: 3 },
      { type: 'string', enum: ['a', 'b'] },
      { type: ['integer', 'null'], minimum: 1 },
      { $ref: '#/components/schemas/A' },
      { $ref: '#/components/schemas/B' },
      true,
    ),
    fc.record({
      type: fc.constant('array'),
      items: tie('schema'),
    }) as fc.Arbitrary<Json>,
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(
          fc.constantFrom('a', 'title', 'description'),
          tie('schema'),
          { maxKeys: 2, noNullPrototype: true },
        ),
        required: fc.subarray(['a', 'title']),
        additionalProperties: fc.boolean(),
        readOnly: fc.boolean(),
      },
      { requiredKeys: ['type'] },
    ) as fc.Arbitrary<Json>,
    fc.record({
      oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
    }) as fc.Arbitrary<Json>,
    fc.record({
      allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
    }) as fc.Arbitrary<Json>,
  ),
})).schema;

const content = schemas.map(schema => ({ 'application/json': { schema } }));
const operations = fc.record(
  {
    operationId: fc.constantFrom('a', 'b'),
    deprecated: fc.boolean(),
    parameters: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('p', 'q'),
        in: fc.constantFrom('query', 'header'),
        required: fc.boolean(),
        schema: schemas,
      }),
      { maxLength: 2, selector: one => `${one.in} ${one.name}` },
    ),
    requestBody: fc.record({ required: fc.boolean(), content }),
    responses: fc.dictionary(
      fc.constantFrom('200', '2XX', '404', 'default'),
      fc.record({ content }),
      { maxKeys: 2, noNullPrototype: true },
    ),
    security: fc.subarray([{ key: [] }, { other: ['read'] }]),
  },
  { requiredKeys: ['responses'] },
);
const items = fc.dictionary(fc.constantFrom('get', 'post'), operations, {
  maxKeys: 2,
  noNullPrototype: true,
});
const descriptions = fc.record({
  openapi: fc.constantFrom('3.0.3', '3.1.0'),
  info: fc.constant({ title: 'T', version: '1' }),
  paths: fc.dictionary(fc.constantFrom('/a', '/a/{id}'), items, {
    maxKeys: 2,
    noNullPrototype: true,
  }),
  webhooks: fc.dictionary(fc.constantFrom('w'), items, {
    maxKeys: 1,
    noNullPrototype: true,
  }),
  components: fc.record({
    schemas: fc.record({ A: schemas, B: schemas }),
    securitySchemes: fc.constant({
      key: { type: 'apiKey', in: 'query', name: 'k' },
    }),
  }),
}) as unknown as fc.Arbitrary<JsonObject>;

/** The same with its keys in another order. */
function reordered(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(reordered);
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reordered(inner ?? null)]),
      )
    : value;
}

/** The same with words at every operation, parameter, response and schema. */
function described(value: Json, isNames = false): Json {
  if (Array.isArray(value)) {
    return value.map(one => described(one));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      ['enum', 'required', 'security', 'securitySchemes', 'info'].includes(key)
        ? (one ?? null)
        : described(
            one ?? null,
            !isNames &&
              [
                'properties',
                'paths',
                'webhooks',
                'responses',
                'content',
                'schemas',
                'components',
              ].includes(key),
          ),
    ]),
  );
  const isReference = '$ref' in inner;
  return isNames || isReference
    ? inner
    : { ...inner, description: 'New words' };
}

describe('whatever the descriptions', () => {
  it('one is compatible with itself', () => {
    fc.assert(
      fc.property(descriptions, one => {
        for (const policy of POLICIES) {
          expect(compareOpenApi(read(one), read(one), policy)).toEqual([]);
        }
      }),
      { numRuns: RUNS, seed },
    );
  });

  it('more words and another order of keys never matter', () => {
    fc.assert(
      fc.property(descriptions, one => {
        const other = described(reordered(one));
        for (const policy of POLICIES) {
          expect(compareOpenApi(read(one), read(other), policy)).toEqual([]);
          expect(compareOpenApi(read(other), read(one), policy)).toEqual([]);
        }
      }),
      { numRuns: RUNS, seed },
    );
  });

  it('the order of keys never changes what clashes', () => {
    const rulesOf = (old: Json, next: Json) =>
      compareOpenApi(read(old), read(next), 'semantic')
        .map(({ ruleId, writerPointer, readerPointer }) =>
          [ruleId, writerPointer, readerPointer].join(' '),
        )
        .sort();
    fc.assert(
      fc.property(descriptions, descriptions, (old, next) => {
        expect(rulesOf(old, reordered(next))).toEqual(rulesOf(old, next));
      }),
      { numRuns: RUNS, seed },
    );
  });

  it('what two differ in is found, whatever surrounds it', () => {
    const simple = ruleCases.filter(
      one =>
        one.breaks && one.policy === undefined && !one.title.includes('sunset'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...simple), descriptions, (one, around) => {
        const within = (inner: JsonObject): JsonObject => ({
          ...inner,
          paths: {
            ...(isJsonObject(around.paths) ? prefixed(around.paths) : {}),
            ...(inner.paths as JsonObject),
          },
          components: {
            ...(inner.components as JsonObject),
            schemas: {
              ...((around.components as JsonObject).schemas as JsonObject),
              ...((inner.components as JsonObject | undefined)
                ?.schemas as JsonObject),
            },
          },
        });
        const { compatible } = judge(
          compareOpenApi,
          'BACKWARD',
          'semantic',
          [{ version: '1', content: read(within(one.old)) }],
          read(within(one.new)),
        );
        expect(compatible).toBe(false);
      }),
      { numRuns: RUNS, seed },
    );
  });
});

function prefixed(paths: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      `/around${path}`,
      item ?? null,
    ]),
  );
}
