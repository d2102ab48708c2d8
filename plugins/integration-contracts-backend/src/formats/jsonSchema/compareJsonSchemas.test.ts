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
  [
    'fewer texts that match',
    { type: 'string', pattern: '^[a-z]+$' },
    { type: 'string', pattern: '^[a-m]+$' },
    ['pattern-changed'],
  ],
  [
    'fewer names that match',
    {
      patternProperties: { '^x': { type: 'null' } },
      additionalProperties: false,
    },
    {
      patternProperties: { '^xy': { type: 'null' } },
      additionalProperties: false,
    },
    ['additional-properties-forbidden'],
  ],
  [
    'both keywords for members that others need',
    { type: 'object', dependencies: { a: ['b'] } },
    {
      type: 'object',
      dependencies: { a: ['b'] },
      dependentRequired: { a: ['c'] },
    },
    ['dependency-added'],
  ],
  [
    'a second kind of reference',
    {
      $ref: '#/$defs/a',
      $defs: {
        a: { type: 'string' },
        b: { $dynamicAnchor: 'b', maxLength: 2 },
      },
    },
    {
      $ref: '#/$defs/a',
      $dynamicRef: '#b',
      $defs: {
        a: { type: 'string' },
        b: { $dynamicAnchor: 'b', maxLength: 2 },
      },
    },
    ['max-length-decreased'],
  ],
  [
    'a tree that a schema around it closes',
    {
      $ref: '#/$defs/tree',
      $defs: {
        tree: {
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { inner: { $dynamicRef: '#node' } },
        },
      },
    },
    {
      $dynamicAnchor: 'node',
      $ref: 'tree',
      required: ['name'],
      $defs: {
        tree: {
          $id: 'tree',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { inner: { $dynamicRef: '#node' } },
        },
      },
    },
    ['required-added'],
  ],
  [
    'what only one alternative speaks of',
    {
      anyOf: [object({ a: {} }, { required: ['a'] }), object({ b: {} })],
      unevaluatedProperties: { type: 'string' },
    },
    {
      anyOf: [object({ a: {} }, { required: ['a'] }), object({ b: {} })],
      unevaluatedProperties: false,
    },
    ['unevaluated-changed'],
  ],
  [
    'items that no schema speaks of',
    { allOf: [{ type: 'array', prefixItems: [{}] }] },
    { allOf: [{ type: 'array', prefixItems: [{}] }], unevaluatedItems: false },
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
    'listed values of a format, in other words',
    { type: 'string', format: 'date', enum: ['2026-01-01'] },
    { type: 'string', format: 'date', const: '2026-01-01', title: 'Day' },
  ],
  [
    'one multiple and two that make it up',
    { type: 'number', multipleOf: 0.6 },
    { type: 'number', allOf: [{ multipleOf: 0.2 }, { multipleOf: 0.3 }] },
  ],
  [
    'a bound and the multiple nearest to it',
    { type: 'number', multipleOf: 5, minimum: 6, exclusiveMaximum: 20 },
    { type: 'number', multipleOf: 5, minimum: 10, maximum: 15 },
  ],
  [
    'few numbers and a list of them',
    { type: 'integer', minimum: -1, exclusiveMaximum: 2 },
    { enum: [-1, 0, 1] },
  ],
  [
    'what is empty and what lists it',
    {
      type: ['object', 'array', 'string'],
      maxProperties: 0,
      maxItems: 0,
      maxLength: 0,
    },
    { enum: [{}, [], ''] },
  ],
  [
    'no members, by number and by name',
    { type: 'object', maxProperties: 0 },
    { type: 'object', additionalProperties: false },
  ],
  [
    'too few members to choose from and nothing',
    object(
      { a: {}, b: false },
      { additionalProperties: false, minProperties: 2 },
    ),
    false,
  ],
  [
    'a negated list of rules and the alternatives of it',
    { not: { allOf: [{ items: { type: 'string' } }, { minItems: 2 }] } },
    {
      anyOf: [{ not: { items: { type: 'string' } } }, { not: { minItems: 2 } }],
    },
  ],
  [
    'a condition and the cases that it tells apart',
    { if: { enum: [['a'], 'b', null] }, then: { type: 'array' } },
    { anyOf: [{ not: { enum: [['a'], 'b', null] } }, { type: 'array' }] },
  ],
  [
    'names of members, asked of strings only',
    { type: 'object', propertyNames: { maxLength: 3, type: 'string' } },
    { type: 'object', propertyNames: { maxLength: 3, minProperties: 2 } },
  ],
  [
    'a reference to the schema of schemas, with and without its empty fragment',
    { items: { $ref: 'http://json-schema.org/draft-07/schema' } },
    { items: { $ref: 'http://json-schema.org/draft-07/schema#' } },
  ],
  [
    'patterns of texts that match the same',
    { type: 'string', pattern: '^(?:EUR|USD)$' },
    { type: 'string', pattern: '^(USD|EUR)$', minLength: 3, maxLength: 3 },
  ],
  [
    'a choice by the type of a member, and a list of types',
    object({ a: { type: ['string', 'number'] } }),
    { anyOf: ['string', 'number'].map(type => object({ a: { type } })) },
  ],
  [
    'a choice by the type of the first item, and a list of types',
    { type: 'array', prefixItems: [{ type: ['string', 'null'] }], minItems: 1 },
    {
      anyOf: ['string', 'null'].map(type => ({
        type: 'array',
        prefixItems: [{ type }],
        minItems: 1,
      })),
    },
  ],
  [
    'members by their names, and no others',
    {
      type: 'object',
      propertyNames: { anyOf: [{ enum: ['a'] }, { pattern: '^x' }] },
    },
    object(
      { a: true },
      { patternProperties: { '^x': true }, additionalProperties: false },
    ),
  ],
  [
    'a member that needs another, and the cases of it',
    { type: 'object', dependentRequired: { a: ['b'] } },
    {
      type: 'object',
      anyOf: [{ not: { required: ['a'] } }, { required: ['b'] }],
    },
  ],
  [
    'members that must not be there',
    {
      type: 'object',
      not: { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    },
    object({ a: false, b: false }),
  ],
  [
    'no item of a kind',
    { type: 'array', not: { contains: { type: 'number' } } },
    { type: 'array', items: { not: { type: 'number' } } },
  ],
  [
    'as many items of a kind as there are places for it',
    {
      type: 'array',
      prefixItems: [{ const: 1 }, { const: 1 }],
      items: { type: 'string' },
      minItems: 2,
    },
    {
      type: 'array',
      prefixItems: [{ const: 1 }, { const: 1 }],
      items: { type: 'string' },
      contains: { type: 'number' },
      minContains: 2,
      maxContains: 2,
      minItems: 2,
    },
  ],
  [
    'texts without a character and texts that match all others',
    { type: 'string', not: { pattern: 'a' } },
    { type: 'string', pattern: '^[^a]*$' },
  ],
  [
    'patterns of names that match the same',
    {
      type: 'object',
      patternProperties: { '^x-[a-z]': { type: 'null' } },
      additionalProperties: false,
    },
    {
      type: 'object',
      patternProperties: { '^x-[a-z].*': { type: 'null' }, '^X': false },
      additionalProperties: false,
    },
  ],
  [
    'a double negation beside other rules',
    { minimum: 1, not: { allOf: [{ not: { maximum: 4 } }] } },
    { minimum: 1, maximum: 4 },
  ],
  [
    'a relative reference and the schema that it means',
    {
      $id: 'https://example.com/shop/order',
      $ref: 'item',
      $defs: {
        x: { $id: 'item', items: { $ref: '/code' } },
        y: { $id: '/code', type: 'string' },
      },
    },
    { items: { type: 'string' } },
  ],
  [
    'members closed around a reference, and closed themselves',
    {
      type: 'object',
      properties: { b: {} },
      $ref: '#/$defs/a',
      unevaluatedProperties: false,
      $defs: {
        a: { description: 'Old words', properties: { a: { type: 'string' } } },
      },
    },
    object({ a: { type: 'string' }, b: {} }, { additionalProperties: false }),
  ],
  [
    'members closed around alternatives, and closed in each of them',
    {
      anyOf: [
        object({ a: { type: 'string' } }, { required: ['a'] }),
        object({ b: { type: 'string' } }, { required: ['b'] }),
      ],
      unevaluatedProperties: false,
    },
    {
      anyOf: [
        object(
          { a: { type: 'string' } },
          { required: ['a'], additionalProperties: false },
        ),
        object(
          { b: { type: 'string' } },
          { required: ['b'], additionalProperties: false },
        ),
        object(
          { a: { type: 'string' }, b: { type: 'string' } },
          { required: ['a', 'b'], additionalProperties: false },
        ),
      ],
    },
  ],
  [
    'items closed around contains',
    {
      type: 'array',
      contains: { type: 'string' },
      unevaluatedItems: { type: 'number' },
    },
    {
      type: 'array',
      contains: { type: 'string' },
      items: { type: ['string', 'number'] },
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

  it('takes the address beside a reference for none of its own up to draft 7', () => {
    const reader = (more: object) => ({
      $id: 'https://example.com/base/',
      definitions: {
        a: { $id: 'https://example.com/a', type: 'string' },
        b: { $id: 'a', type: 'number' },
      },
      allOf: [{ $id: 'https://example.com/', $ref: 'a' }],
      ...more,
    });
    const draft7 = { $schema: 'http://json-schema.org/draft-07/schema#' };
    const isCompatible = (type: string, more: object) =>
      compareJsonSchemas({ type }, reader(more), 'semantic').length === 0;
    expect(isCompatible('number', draft7)).toBe(true);
    expect(isCompatible('string', draft7)).toBe(false);
    expect(isCompatible('string', {})).toBe(true);
  });

  it('knows a schema by its address, not what only looks like one', () => {
    const $id = 'https://example.com/a';
    const reader = {
      $ref: $id,
      $defs: {
        a: { $id, type: 'string' },
        b: { enum: [{ $id, type: 'null' }] },
        c: { unknown: { $id, type: 'number' } },
      },
    };
    expect(compareJsonSchemas({ type: 'string' }, reader, 'semantic')).toEqual(
      [],
    );
  });

  it('compares as a whole what depends on the way that led to it', () => {
    const tree = (description: string, type: string) => ({
      properties: { a: { $ref: 'a' }, b: { $ref: 'b' } },
      $defs: {
        a: { $id: 'a', $dynamicAnchor: 'x', items: { $ref: 'c' }, description },
        b: { $id: 'b', $dynamicAnchor: 'x', items: { $ref: 'c' }, type },
        c: { $id: 'c', contains: { $dynamicRef: '#x' }, $dynamicAnchor: 'x' },
      },
    });
    const rules = (one: Json, other: Json) =>
      compareJsonSchemas(one, other, 'semantic').map(({ ruleId }) => ruleId);
    const old = tree('', 'array');
    expect(rules(old, tree('New words', 'array'))).toEqual([]);
    expect(rules(old, tree('', 'object'))).toContain('contains-added');
  });

  it('never takes what nobody asked about for a reason to tell apart how alternatives hold', () => {
    const many = {
      anyOf: Array.from({ length: 12 }, (_, at) => object({ [`p${at}`]: {} })),
      unevaluatedProperties: false,
    };
    const described = { ...many, description: 'New words' };
    expect(compareJsonSchemas(many, described, 'semantic')).toEqual([]);
    expect(
      compareJsonSchemas({ type: 'object' }, many, 'semantic').map(
        ({ ruleId }) => ruleId,
      ),
    ).toContain('unevaluated-changed');
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

  it('points into the text also where a schema was taken apart', () => {
    const found = compareJsonSchemas(
      { type: 'array', items: { type: 'string' } },
      { type: 'array', not: { contains: { maxLength: 2 } } },
      'semantic',
    );
    expect(found.map(({ readerPointer }) => readerPointer)).toEqual([
      '/not/contains',
    ]);
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
