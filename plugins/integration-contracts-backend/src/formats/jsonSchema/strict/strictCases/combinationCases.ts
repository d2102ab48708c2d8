import { StrictCase, text } from './StrictCase';

export const combinationCases: readonly StrictCase[] = [
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
    { allOf: [text] },
    { allOf: [text, { enum: ['a'] }] },
    ['PRODUCT_TYPE_EXTENDED'],
    false,
  ],
  // One of what all had to be is enough.
  [{ type: 'string', enum: ['a'] }, text, ['PRODUCT_TYPE_NARROWED'], true],
  [
    { allOf: [text, { enum: ['a'] }] },
    { oneOf: [text] },
    ['COMBINED_TYPE_EXTENDED', 'PRODUCT_TYPE_NARROWED'],
    true,
  ],
  // Twice the same is one alternative, but not a single one.
  [{ anyOf: [text, text] }, { anyOf: [text] }, [], true],
  [
    { anyOf: [text, text] },
    { oneOf: [text] },
    ['COMBINED_TYPE_CHANGED'],
    false,
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
