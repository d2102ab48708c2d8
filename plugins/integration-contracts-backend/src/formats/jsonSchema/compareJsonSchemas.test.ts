import { compareJsonSchemas } from './compareJsonSchemas';
import { Json } from '../../text/Json';

type Row = [name: string, writer: Json, reader: Json, rules: string[]];

const object = (properties: Json, more: object = {}) =>
  ({ type: 'object', properties, ...more }) as Json;

const BREAKS: Row[] = [
  [
    'a type goes',
    { type: ['string', 'null'] },
    { type: 'string' },
    ['type-removed'],
  ],
  [
    'whole numbers only',
    { type: 'number' },
    { type: 'integer' },
    ['integer-required'],
  ],
  [
    'a minimum',
    { type: 'number' },
    { type: 'number', minimum: 1 },
    ['minimum-added'],
  ],
  [
    'a higher minimum',
    { type: 'integer', minimum: 1 },
    { type: 'integer', minimum: 2 },
    ['minimum-tightened'],
  ],
  [
    'a lower maximum',
    { type: 'number', maximum: 9 },
    { type: 'number', exclusiveMaximum: 9 },
    ['maximum-tightened'],
  ],
  [
    'another multiple',
    { type: 'number', multipleOf: 4 },
    { type: 'number', multipleOf: 3 },
    ['multiple-of-changed'],
  ],
  [
    'longer texts',
    { type: 'string' },
    { type: 'string', minLength: 1 },
    ['min-length-increased'],
  ],
  [
    'shorter texts',
    { type: 'string' },
    { type: 'string', maxLength: 8 },
    ['max-length-decreased'],
  ],
  [
    'a pattern',
    { type: 'string' },
    { type: 'string', pattern: '^a' },
    ['pattern-added'],
  ],
  [
    'another pattern',
    { type: 'string', pattern: '^b' },
    { type: 'string', pattern: '^a' },
    ['pattern-changed'],
  ],
  [
    'another format',
    { type: 'string', format: 'date' },
    { type: 'string', format: 'uuid' },
    ['format-changed'],
  ],
  [
    'another encoding',
    { type: 'string', contentEncoding: 'base32' },
    { type: 'string', contentEncoding: 'base64' },
    ['content-changed'],
  ],
  ['a value goes', { enum: ['a', 'b'] }, { enum: ['a'] }, ['enum-narrowed']],
  [
    'values are listed',
    { type: 'string' },
    { type: 'string', enum: ['a'] },
    ['enum-added'],
  ],
  [
    'more items',
    { type: 'array' },
    { type: 'array', minItems: 1 },
    ['min-items-increased'],
  ],
  [
    'fewer items',
    { type: 'array' },
    { type: 'array', maxItems: 4 },
    ['max-items-decreased'],
  ],
  [
    'different items',
    { type: 'array' },
    { type: 'array', uniqueItems: true },
    ['unique-items-added'],
  ],
  [
    'items of a kind',
    { type: 'array' },
    { type: 'array', contains: { type: 'null' } },
    ['contains-added'],
  ],
  [
    'fewer items of a kind',
    { type: 'array', contains: { const: 1 }, maxContains: 3 },
    { type: 'array', contains: { const: 1 }, maxContains: 2 },
    ['max-contains-decreased'],
  ],
  [
    'a place of a tuple',
    { prefixItems: [{ type: 'string' }] },
    { prefixItems: [{ type: 'number' }] },
    ['type-removed'],
  ],
  [
    'a required member',
    object({ a: {} }),
    object({ a: {} }, { required: ['a'] }),
    ['required-added'],
  ],
  [
    'a described member',
    object({}),
    object({ a: { type: 'string' } }),
    ['property-added-to-open-object'],
  ],
  [
    'a refused member',
    object({ a: {} }),
    object({ a: false }),
    ['property-forbidden'],
  ],
  [
    'no other members',
    object({}),
    object({}, { additionalProperties: false }),
    ['additional-properties-forbidden'],
  ],
  [
    'a pattern of names',
    object({}),
    { type: 'object', patternProperties: { '^x': { type: 'string' } } },
    ['type-removed'],
  ],
  [
    'more members',
    { type: 'object' },
    { type: 'object', minProperties: 1 },
    ['min-properties-increased'],
  ],
  [
    'fewer members',
    { type: 'object' },
    { type: 'object', maxProperties: 1 },
    ['max-properties-decreased'],
  ],
  [
    'names',
    { type: 'object' },
    { type: 'object', propertyNames: { maxLength: 3 } },
    ['property-names-tightened'],
  ],
  [
    'a dependency',
    { type: 'object' },
    { type: 'object', dependentRequired: { a: ['b'] } },
    ['dependency-added'],
  ],
  [
    'an exclusion',
    { type: 'string' },
    { type: 'string', not: { maxLength: 2 } },
    ['exclusion-added'],
  ],
  [
    'overlapping choices',
    { oneOf: [{ type: 'string' }] },
    { oneOf: [{ type: 'string' }, { type: 'string', maxLength: 2 }] },
    ['exclusion-added'],
  ],
  [
    'what is left over',
    { type: 'object', anyOf: [object({ a: {} })] },
    {
      type: 'object',
      anyOf: [object({ a: {} })],
      unevaluatedProperties: false,
    },
    ['unevaluated-changed'],
  ],
];

/** What breaks in either direction. */
const MUTUAL = /^another |^a place|^overlapping/;

const SAME: Array<[name: string, one: Json, other: Json]> = [
  ['const and enum', { const: 'a' }, { enum: ['a'] }],
  [
    'a list of types and anyOf',
    { type: ['string', 'null'] },
    { anyOf: [{ type: 'null' }, { type: 'string' }] },
  ],
  [
    'nullable and a type',
    { type: 'string', nullable: true },
    { type: ['string', 'null'] },
  ],
  [
    'both ways to exclude a bound',
    { type: 'number', minimum: 3, exclusiveMinimum: true },
    { type: 'number', exclusiveMinimum: 3 },
  ],
  [
    'definitions and $defs',
    { $ref: '#/definitions/a', definitions: { a: { type: 'string' } } },
    { $ref: '#/$defs/b', $defs: { b: { type: 'string' } } },
  ],
  [
    'an anchor',
    { $ref: '#a', $defs: { x: { $anchor: 'a', type: 'null' } } },
    { type: 'null' },
  ],
  [
    'a bundled schema',
    {
      $ref: 'https://example.com/a',
      $defs: { x: { $id: 'https://example.com/a', type: 'null' } },
    },
    { type: 'null' },
  ],
  [
    'allOf and its parts',
    { allOf: [{ type: 'number', minimum: 1 }, { maximum: 4 }] },
    { type: 'number', minimum: 1, maximum: 4 },
  ],
  [
    'both ways to write tuples',
    { type: 'array', items: [{ type: 'null' }], additionalItems: false },
    { type: 'array', prefixItems: [{ type: 'null' }], items: false },
  ],
  [
    'both ways to write dependencies',
    { type: 'object', dependencies: { a: ['b'] } },
    { type: 'object', dependentRequired: { a: ['b'] } },
  ],
  [
    'a double negation',
    { not: { not: { type: 'string', minLength: 2 } } },
    { type: 'string', minLength: 2 },
  ],
  [
    'numbers in two parts',
    { type: 'integer' },
    {
      anyOf: [
        { type: 'integer', maximum: 3 },
        { type: 'integer', minimum: 4 },
      ],
    },
  ],
  [
    'a choice by a member',
    object({ kind: { enum: ['a', 'b'] } }, { required: ['kind'] }),
    {
      anyOf: [
        object({ kind: { const: 'a' } }, { required: ['kind'] }),
        object({ kind: { const: 'b' } }, { required: ['kind'] }),
      ],
    },
  ],
  [
    'recursion unrolled once',
    object({ next: { $ref: '#' } }),
    object({ next: object({ next: { $ref: '#' } }) }),
  ],
];

describe('compareJsonSchemas', () => {
  it('takes nullable for a keyword of OpenAPI only, and never adds null to an enum', () => {
    const rules = (reader: Json) =>
      compareJsonSchemas({ type: 'null' }, reader, 'semantic').map(
        ({ ruleId }) => ruleId,
      );
    const $schema = 'https://json-schema.org/draft/2020-12/schema';
    expect(rules({ type: 'string', nullable: true })).toEqual([]);
    expect(rules({ type: 'string', nullable: true, $schema })).toEqual([
      'type-removed',
    ]);
    expect(rules({ type: 'string', nullable: true, enum: ['a'] })).toEqual([
      'type-removed',
    ]);
  });

  it('lets the siblings of a reference count from draft 2019-09 on', () => {
    const rules = (draft: string) =>
      compareJsonSchemas(
        { type: 'string' },
        {
          $schema: draft,
          allOf: [{ $ref: '#/definitions/a', maxLength: 3 }],
          definitions: { a: { type: 'string' } },
        },
        'semantic',
      ).map(({ ruleId }) => ruleId);
    expect(rules('http://json-schema.org/draft-07/schema#')).toEqual([]);
    expect(rules('https://json-schema.org/draft/2019-09/schema')).toEqual([
      'max-length-decreased',
    ]);
  });

  it.each(BREAKS)('semantic: %s breaks', (_, writer, reader, rules) => {
    const found = compareJsonSchemas(writer, reader, 'semantic');
    expect(found.map(({ ruleId }) => ruleId)).toEqual(rules);
  });

  it.each(BREAKS.filter(([name]) => !MUTUAL.test(name)))(
    'semantic: %s, the other way round, breaks nothing',
    (_, writer, reader) => {
      expect(compareJsonSchemas(reader, writer, 'semantic')).toEqual([]);
    },
  );

  it.each(SAME)('semantic: %s say the same', (_, one, other) => {
    expect(compareJsonSchemas(one, other, 'semantic')).toEqual([]);
    expect(compareJsonSchemas(other, one, 'semantic')).toEqual([]);
  });

  it('points at the place in both texts', () => {
    const [found] = compareJsonSchemas(
      object(
        { a: { $ref: '#/$defs/b' } },
        { $defs: { b: { type: 'string' } } },
      ),
      object({ a: { type: 'string', maxLength: 3 } }),
      'semantic',
    );
    expect(found).toMatchObject({
      ruleId: 'max-length-decreased',
      writerPointer: '/$defs/b',
      readerPointer: '/properties/a/maxLength',
    });
  });

  it('lists every clash, not only the first', () => {
    const found = compareJsonSchemas(
      object({ a: { type: 'string' }, b: { type: 'number' } }),
      object(
        { a: { type: 'number' }, b: { type: 'string' } },
        { required: ['a'] },
      ),
      'semantic',
    );
    expect(found.map(({ readerPointer }) => readerPointer)).toEqual([
      '/required',
      '/properties/a',
      '/properties/b',
    ]);
  });

  it.each<[string, Json]>([
    ['a reference to nothing', { $ref: '#/$defs/a' }],
    ['a schema that is only itself', { $ref: '#' }],
    ['what is no schema', { items: 3 }],
  ])('refuses %s', (_, schema) => {
    expect(() =>
      compareJsonSchemas({ type: 'array' }, schema, 'semantic'),
    ).toThrow(/leads nowhere|refers to itself|no schema/);
  });

  it('refuses what would take too long, rather than hanging', () => {
    const wide = {
      allOf: Array.from({ length: 12 }, (_, at) => ({
        anyOf: [0, 1, 2].map(more =>
          object({ [`p${at}${more}`]: { type: 'string' } }),
        ),
      })),
    };
    expect(() =>
      compareJsonSchemas(
        wide,
        { type: 'object', minProperties: 1 },
        'semantic',
      ),
    ).toThrow(expect.objectContaining({ name: 'TooComplexError' }));
    let deep: Json = { type: 'string' };
    for (let at = 0; at < 5_000; at++) {
      deep = { items: deep };
    }
    for (const policy of ['semantic', 'strict'] as const) {
      expect(() => compareJsonSchemas(deep, {}, policy)).toThrow(
        expect.objectContaining({ name: 'TooComplexError' }),
      );
    }
  });

  it('never runs a pattern that could take long', () => {
    const evil = {
      type: 'object',
      patternProperties: { '^(a+)+$': { type: 'null' } },
    };
    const name = `${'a'.repeat(60)}!`;
    const found = compareJsonSchemas(
      object({ [name]: { type: 'string' } }),
      evil,
      'semantic',
    );
    expect(found.map(({ ruleId }) => ruleId)).toContain('type-removed');
  });
});
