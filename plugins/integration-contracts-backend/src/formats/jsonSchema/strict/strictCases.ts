import { Json } from '../../../text/Json';

export const text: Json = { type: 'string' };
export const closed = { additionalProperties: false };
export const object = (properties: Json, more: object = {}) =>
  ({ type: 'object', properties, ...more }) as Json;
export const list = (items: Json, more: object = {}) =>
  ({ type: 'array', items, ...more }) as Json;

type StrictCase = readonly [Json, Json, string[], boolean];

/** What a limit does when it comes, goes, rises or falls; an upper one may go and rise, a lower one go and fall. */
function limitCases(
  keyword: string,
  name: string,
  isUpper: boolean,
  around: object,
): StrictCase[] {
  const without = around as Json;
  const of = (limit: number) => ({ ...around, [keyword]: limit }) as Json;
  return [
    [without, of(5), [`${name}_ADDED`], false],
    [of(5), without, [`${name}_REMOVED`], true],
    [of(5), of(7), [`${name}_INCREASED`], isUpper],
    [of(5), of(3), [`${name}_DECREASED`], !isUpper],
  ];
}

const allLimitCases: StrictCase[] = [
  ...limitCases('maxLength', 'MAX_LENGTH', true, { type: 'string' }),
  ...limitCases('minLength', 'MIN_LENGTH', false, { type: 'string' }),
  ...limitCases('maximum', 'MAXIMUM', true, { type: 'number' }),
  ...limitCases('minimum', 'MINIMUM', false, { type: 'number' }),
  ...limitCases('exclusiveMaximum', 'EXCLUSIVE_MAXIMUM', true, {
    type: 'number',
  }),
  ...limitCases('exclusiveMinimum', 'EXCLUSIVE_MINIMUM', false, {
    type: 'number',
  }),
  ...limitCases('maxItems', 'MAX_ITEMS', true, { type: 'array' }),
  ...limitCases('minItems', 'MIN_ITEMS', false, { type: 'array' }),
  ...limitCases('maxProperties', 'MAX_PROPERTIES', true, { type: 'object' }),
  ...limitCases('minProperties', 'MIN_PROPERTIES', false, { type: 'object' }),
];

/** Each change, the differences it is made of, and whether it is compatible. */
export const strictCases: readonly StrictCase[] = [
  ...allLimitCases,
  [text, { type: 'string', pattern: 'a' }, ['PATTERN_ADDED'], false],
  [
    { type: 'number' },
    { type: 'number', multipleOf: 2 },
    ['MULTIPLE_OF_ADDED'],
    false,
  ],
  [
    { type: 'number', multipleOf: 2 },
    { type: 'number' },
    ['MULTIPLE_OF_REMOVED'],
    true,
  ],
  [
    { type: 'array' },
    { type: 'array', uniqueItems: true },
    ['UNIQUE_ITEMS_ADDED'],
    false,
  ],

  [
    text,
    { type: 'string', title: 'T', description: 'D', default: 'd' },
    ['TITLE_CHANGED', 'DESCRIPTION_CHANGED', 'DEFAULT_CHANGED'],
    true,
  ],
  [text, { type: 'number' }, ['TYPE_CHANGED'], false],
  [text, {}, [], true],
  [false, text, [], true],
  [{ type: 'integer' }, { type: 'number' }, ['TYPE_EXTENDED'], true],
  [{ type: 'number' }, { type: 'integer' }, ['TYPE_NARROWED'], false],
  [
    { type: 'string', maxLength: 3 },
    { type: 'string', maxLength: 4 },
    ['MAX_LENGTH_INCREASED'],
    true,
  ],
  [
    { type: 'string', maxLength: 4 },
    { type: 'string', maxLength: 3 },
    ['MAX_LENGTH_DECREASED'],
    false,
  ],
  [text, { type: 'string', minLength: 0 }, ['MIN_LENGTH_ADDED'], false],
  [{ type: 'string', pattern: 'a' }, text, ['PATTERN_REMOVED'], true],
  [
    { type: 'string', pattern: 'a' },
    { type: 'string', pattern: 'b' },
    ['PATTERN_CHANGED'],
    false,
  ],
  [
    { type: 'number', minimum: 4 },
    { type: 'number', exclusiveMinimum: 3 },
    ['MINIMUM_REMOVED', 'EXCLUSIVE_MINIMUM_ADDED'],
    false,
  ],
  [
    { type: 'number', multipleOf: 4 },
    { type: 'number', multipleOf: 2 },
    ['MULTIPLE_OF_REDUCED'],
    true,
  ],
  [
    { type: 'number', multipleOf: 2 },
    { type: 'number', multipleOf: 4 },
    ['MULTIPLE_OF_EXPANDED'],
    false,
  ],
  [
    { type: 'number', multipleOf: 2 },
    { type: 'number', multipleOf: 3 },
    ['MULTIPLE_OF_CHANGED'],
    false,
  ],
  [{ enum: [1] }, { enum: [2, 1] }, ['ENUM_ARRAY_EXTENDED'], true],
  [{ enum: [1, 2] }, { enum: [1] }, ['ENUM_ARRAY_NARROWED'], false],
  [{ enum: [1] }, { enum: [2] }, ['ENUM_ARRAY_CHANGED'], false],
  [{ const: 1 }, { const: 2 }, ['ENUM_ARRAY_CHANGED'], false],
  // Whatever may have been sent under the name: the open model forbids the addition.
  [
    object({}),
    object({ a: text }),
    ['OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL'],
    false,
  ],
  [
    object({}),
    object({ a: {} }),
    ['PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    object({}),
    object({ a: text }, { required: ['a'] }),
    ['REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL'],
    false,
  ],
  [
    object({}, closed),
    object({ a: text }, closed),
    ['OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL'],
    true,
  ],
  [
    object({}, closed),
    object({ a: text }, { ...closed, required: ['a'] }),
    ['REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL'],
    false,
  ],
  [
    object({}, closed),
    object(
      { a: { type: 'string', default: '' } },
      { ...closed, required: ['a'] },
    ),
    ['REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL'],
    true,
  ],
  [
    object({ a: text }),
    object({}),
    ['PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    object({ a: text }, closed),
    object({}, closed),
    ['PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL'],
    false,
  ],
  [
    object({ a: false }, closed),
    object({}, closed),
    ['PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL'],
    true,
  ],
  [
    object({ a: text }, { additionalProperties: text }),
    object({}, { additionalProperties: text }),
    ['PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    object({}, { patternProperties: { '^a': text } }),
    object({ ab: { type: 'null' } }, { patternProperties: { '^a': text } }),
    [
      'TYPE_CHANGED',
      'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
      'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL',
    ],
    false,
  ],
  [
    object({ a: text }),
    object({ a: text }, { required: ['a'] }),
    ['REQUIRED_ATTRIBUTE_ADDED'],
    false,
  ],
  [
    object({ a: text }, { required: ['a'] }),
    object({ a: text }),
    ['REQUIRED_ATTRIBUTE_REMOVED'],
    true,
  ],
  [object({}, closed), object({}), ['ADDITIONAL_PROPERTIES_ADDED'], true],
  [object({}), object({}, closed), ['ADDITIONAL_PROPERTIES_REMOVED'], false],
  [
    object({}),
    object({}, { additionalProperties: text }),
    ['ADDITIONAL_PROPERTIES_NARROWED'],
    false,
  ],
  [
    object({}, { additionalProperties: text }),
    object({}),
    ['ADDITIONAL_PROPERTIES_EXTENDED'],
    true,
  ],
  [
    object({}, { dependencies: { a: ['b', 'c'] } }),
    object({}, { dependencies: { a: ['b'] } }),
    ['DEPENDENCY_ARRAY_NARROWED'],
    true,
  ],
  [
    object({}, { dependencies: { a: ['b'] } }),
    object({}, { dependencies: { a: ['c'] } }),
    ['DEPENDENCY_ARRAY_CHANGED'],
    false,
  ],
  [
    object({}),
    object({}, { dependentSchemas: { a: {} } }),
    ['DEPENDENCY_SCHEMA_ADDED'],
    false,
  ],
  [list(text), { type: 'array' }, ['SCHEMA_REMOVED'], true],
  [{ type: 'array' }, list(text), ['SCHEMA_ADDED'], false],
  [
    list([text]),
    list([text, text]),
    ['ITEM_ADDED_TO_OPEN_CONTENT_MODEL'],
    false,
  ],
  [
    list([text], { additionalItems: false }),
    list([text, text], { additionalItems: false }),
    ['ITEM_ADDED_TO_CLOSED_CONTENT_MODEL'],
    true,
  ],
  [
    list([text, text], { additionalItems: text }),
    list([text], { additionalItems: text }),
    ['ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'],
    true,
  ],
  [
    list(text, { uniqueItems: true }),
    list(text),
    ['UNIQUE_ITEMS_REMOVED'],
    true,
  ],
  [text, { oneOf: [{ type: 'null' }, text] }, ['SUM_TYPE_EXTENDED'], true],
  [{ oneOf: [{ type: 'null' }, text] }, text, ['TYPE_CHANGED'], false],
  [
    { type: 'string' },
    { type: ['string', 'null'] },
    ['SUM_TYPE_EXTENDED'],
    true,
  ],
  [
    { anyOf: [text, { type: 'null' }] },
    { anyOf: [text] },
    ['SUM_TYPE_NARROWED'],
    false,
  ],
  [
    { allOf: [text, { enum: ['a'] }] },
    { allOf: [text] },
    ['PRODUCT_TYPE_NARROWED'],
    true,
  ],
  [
    { oneOf: [text, { type: 'null' }] },
    { anyOf: [text, { type: 'null' }] },
    ['COMBINED_TYPE_EXTENDED'],
    true,
  ],
  [
    { anyOf: [text, { type: 'null' }] },
    { allOf: [text, { type: 'null' }] },
    ['COMBINED_TYPE_CHANGED'],
    false,
  ],
  [
    { anyOf: [text, { type: 'null' }] },
    { anyOf: [text, { type: 'boolean' }] },
    ['COMBINED_TYPE_SUBSCHEMAS_CHANGED'],
    false,
  ],
  [
    { not: text },
    { not: { type: 'string', minLength: 2 } },
    ['NOT_TYPE_NARROWED'],
    true,
  ],
  [
    { not: { type: 'string', minLength: 2 } },
    { not: text },
    ['NOT_TYPE_EXTENDED'],
    false,
  ],
];
