import { StrictCase, object, text } from './StrictCase';

export const valueCases: readonly StrictCase[] = [
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
  [object({}, { $id: 'a' }), object({}, { $id: 'b' }), ['ID_CHANGED'], true],
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
];
