import { Json } from '../../../../text/Json';
import { StrictCase, closed, modern, object, text } from './StrictCase';

const needs = (dependencies: Json) => object({}, { dependencies });

const dependencyCases: readonly StrictCase[] = [
  [needs({}), needs({ a: ['b'] }), ['DEPENDENCY_ARRAY_ADDED'], false],
  [needs({ a: ['b'] }), needs({}), ['DEPENDENCY_ARRAY_REMOVED'], true],
  [needs({}), needs({ a: [] }), [], true],
  [
    needs({ a: ['b'] }),
    needs({ a: ['b', 'c'] }),
    ['DEPENDENCY_ARRAY_EXTENDED'],
    false,
  ],
  [
    needs({ a: ['b', 'c'] }),
    needs({ a: ['b'] }),
    ['DEPENDENCY_ARRAY_NARROWED'],
    true,
  ],
  [
    needs({ a: ['b'] }),
    needs({ a: ['c'] }),
    ['DEPENDENCY_ARRAY_CHANGED'],
    false,
  ],
  [needs({}), needs({ a: {} }), ['DEPENDENCY_SCHEMA_ADDED'], false],
  [needs({ a: {} }), needs({}), ['DEPENDENCY_SCHEMA_REMOVED'], true],
  [
    modern(object({}, { dependentRequired: { a: ['b'] } }) as object),
    modern(object({}, { dependentRequired: { a: ['b', 'c'] } }) as object),
    ['DEPENDENCY_ARRAY_EXTENDED'],
    false,
  ],
  // Up to draft 7, the later keywords are unknown, and from 2019-09 on the older one.
  [object({}), object({}, { dependentRequired: { a: ['b'] } }), [], true],
  [
    modern(object({}) as object),
    modern(needs({ a: ['b'] }) as object),
    [],
    true,
  ],
];

export const memberCases: readonly StrictCase[] = [
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
    object({ a: { type: 'string', default: '' } }),
    object({ a: { type: 'string', default: '' } }, { required: ['a'] }),
    ['REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED'],
    true,
  ],
  [
    object({ a: text }, { required: ['a'] }),
    object({ a: text }),
    ['REQUIRED_ATTRIBUTE_REMOVED'],
    true,
  ],
  [
    object({}),
    object({ a: { type: 'string', default: '' } }, { required: ['a'] }),
    ['REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL'],
    false,
  ],
  [
    object({ a: text }, { additionalProperties: { type: 'null' } }),
    object({}, { additionalProperties: { type: 'null' } }),
    [
      'TYPE_CHANGED',
      'PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
    ],
    false,
  ],
  [
    object({}, { additionalProperties: text }),
    object({ a: text }, { additionalProperties: text }),
    [
      'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
      'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL',
    ],
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
  ...dependencyCases,
];
