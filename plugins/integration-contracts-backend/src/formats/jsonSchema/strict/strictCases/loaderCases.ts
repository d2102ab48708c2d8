import { StrictCase, list, modern, object, text } from './StrictCase';

const endless = {
  definitions: {
    a: { $ref: '#/definitions/b' },
    b: { $ref: '#/definitions/a' },
  },
};

/** What the two loaders of schemas make of them. */
export const loaderCases: readonly StrictCase[] = [
  // A keyword that the type doesn't take for itself makes a schema of its own, which both have to be.
  [
    { type: 'integer' },
    { type: 'integer', format: 'int64' },
    ['TYPE_CHANGED'],
    false,
  ],
  [
    { type: 'integer', format: 'int64' },
    { type: 'integer' },
    ['PRODUCT_TYPE_NARROWED'],
    true,
  ],
  [text, { type: 'string', format: 'date' }, [], true],
  [
    modern({ type: 'integer' }),
    modern({ type: 'integer', format: 'int64' }),
    [],
    true,
  ],
  // Only the later loader makes nothing of an empty list of members.
  [{}, { properties: {} }, ['TYPE_CHANGED'], false],
  [modern({}), modern({ properties: {} }), [], true],
  // Schemas that are true, and references that lead to each other only.
  [object({ a: true }), object({ a: true }), [], true],
  [list(true), list(true), [], true],
  [
    object({ a: true }, endless),
    object({ a: { $ref: '#/definitions/a' } }, endless),
    [],
    true,
  ],
  // Beside a reference, only the later loader looks at anything.
  [
    { $ref: '#/definitions/a', definitions: { a: text } },
    { $ref: '#/definitions/a', definitions: { a: text }, maxLength: 3 },
    [],
    true,
  ],
  [
    modern({ $ref: '#/$defs/a', $defs: { a: text } }),
    modern({ $ref: '#/$defs/a', $defs: { a: text }, maxLength: 3 }),
    ['TYPE_CHANGED'],
    false,
  ],
  // It also takes a branch that says several things for several branches.
  [
    modern({ oneOf: [text, { type: 'null' }] }),
    modern({ oneOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] }),
    ['SUM_TYPE_EXTENDED'],
    true,
  ],
  [
    { oneOf: [text, { type: 'null' }] },
    { oneOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
    ['COMBINED_TYPE_SUBSCHEMAS_CHANGED'],
    false,
  ],
  // The combinations of one loader are none to the other.
  [{ anyOf: [text] }, modern({ anyOf: [text] }), ['TYPE_CHANGED'], false],
  [
    { $schema: 'http://json-schema.org/draft-04/schema#', const: 1 },
    { $schema: 'http://json-schema.org/draft-04/schema#', const: 2 },
    [],
    true,
  ],
  [
    { type: 'string', 'connect.type': 'bytes' },
    { type: 'number', 'connect.type': 'bytes' },
    [],
    true,
  ],
  [
    { type: 'number', multipleOf: 0.3 },
    { type: 'number', multipleOf: 0.1 },
    ['MULTIPLE_OF_REDUCED'],
    true,
  ],
];
