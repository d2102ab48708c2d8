import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { JsonObject } from '../../../text/Json';

/** Two schemas, of which the first accepts more, and what is told of a step either way. */
export interface SchemaRow {
  title: string;
  loose: JsonObject;
  tight: JsonObject;
  /** Told where a request goes from loose to tight. */
  request: string;
  /** Told where a response goes from tight to loose. */
  response: string;
  /** oasdiff's names of the steps, without `request-body-` and so on before them. */
  tightened?: readonly string[];
  loosened?: readonly string[];
  policy?: CompatibilityPolicy;
}

const text = { type: 'string' };
const number = { type: 'number' };
const list = { type: 'array', items: text };
const object = { type: 'object', properties: { a: text, b: text } };

function step(
  title: string,
  schemas: readonly [loose: JsonObject, tight: JsonObject],
  [request, response]: readonly [string, string],
  tightened: string | readonly string[] = [],
  loosened: string | readonly string[] = [],
  policy?: CompatibilityPolicy,
): SchemaRow {
  const [loose, tight] = schemas;
  return {
    title,
    loose,
    tight,
    request,
    response,
    tightened: [tightened].flat(),
    loosened: [loosened].flat(),
    policy,
  };
}

function limited(
  base: JsonObject,
  keyword: string,
  loose: number,
  tight: number,
) {
  return [
    { ...base, [keyword]: loose },
    { ...base, [keyword]: tight },
  ] as const;
}

const numberRows = [
  step(
    'a maximum',
    limited(number, 'maximum', 9, 5),
    ['maximum-tightened', 'maximum-increased'],
    'max-decreased',
    'max-increased',
  ),
  step(
    'a new maximum',
    [number, { ...number, maximum: 5 }],
    ['maximum-added', 'maximum-removed'],
    'max-set',
  ),
  step(
    'an exclusive maximum',
    limited(number, 'exclusiveMaximum', 9, 5),
    ['maximum-tightened', 'maximum-increased'],
    'exclusive-max-decreased',
    'exclusive-max-increased',
  ),
  step(
    'a new exclusive maximum',
    [number, { ...number, exclusiveMaximum: 5 }],
    ['maximum-added', 'maximum-removed'],
    'exclusive-max-set',
  ),
  step(
    'a minimum',
    limited(number, 'minimum', 1, 3),
    ['minimum-tightened', 'minimum-decreased'],
    'min-increased',
    'min-decreased',
  ),
  step(
    'a new minimum',
    [number, { ...number, minimum: 3 }],
    ['minimum-added', 'minimum-removed'],
    'min-set',
  ),
  step(
    'an exclusive minimum',
    limited(number, 'exclusiveMinimum', 1, 3),
    ['minimum-tightened', 'minimum-decreased'],
    'exclusive-min-increased',
    'exclusive-min-decreased',
  ),
  step(
    'a new exclusive minimum',
    [number, { ...number, exclusiveMinimum: 3 }],
    ['minimum-added', 'minimum-removed'],
    'exclusive-min-set',
  ),
  step('a step', limited(number, 'multipleOf', 2, 4), [
    'multiple-of-changed',
    'multiple-of-changed',
  ]),
  step(
    'whole numbers',
    [number, { type: 'integer' }],
    ['integer-required', 'integer-widened'],
    'type-specialized',
    'type-generalized',
  ),
  step(
    'the format of a number',
    [
      { type: 'integer', format: 'int64' },
      { type: 'integer', format: 'int32' },
    ],
    ['format-changed', 'format-changed'],
  ),
];

const textRows = [
  step(
    'a maximal length',
    limited(text, 'maxLength', 9, 5),
    ['max-length-decreased', 'max-length-increased'],
    'max-length-decreased',
    'max-length-increased',
  ),
  step(
    'a new maximal length',
    [text, { ...text, maxLength: 5 }],
    ['max-length-decreased', 'max-length-increased'],
    'max-length-set',
    'max-length-unset',
  ),
  step(
    'a minimal length',
    limited(text, 'minLength', 1, 3),
    ['min-length-increased', 'min-length-decreased'],
    'min-length-increased',
    'min-length-decreased',
  ),
  step(
    'a pattern',
    [text, { ...text, pattern: '^a' }],
    ['pattern-added', 'pattern-removed'],
    'pattern-added',
    'pattern-removed',
    'strict',
  ),
  step(
    'the format of a text',
    [text, { ...text, format: 'date' }],
    ['format-changed', 'format-changed'],
  ),
  step(
    'values',
    [{ enum: ['a', 'b'] }, { enum: ['a'] }],
    ['enum-narrowed', 'enum-widened'],
    'enum-value-removed',
    'enum-value-added',
  ),
  step(
    'a list of values',
    [text, { ...text, enum: ['a'] }],
    ['enum-added', 'enum-removed'],
    'became-enum',
  ),
  step(
    'a constant',
    [text, { ...text, const: 'a' }],
    ['enum-added', 'enum-removed'],
    'const-added',
    'const-removed',
  ),
  step(
    'types',
    [{ type: ['string', 'integer'] }, text],
    ['type-removed', 'type-added'],
    'list-of-types-narrowed',
    'list-of-types-widened',
  ),
  step(
    'null',
    [{ type: ['string', 'null'] }, text],
    ['type-removed', 'type-added'],
    'became-not-nullable',
    'became-nullable',
  ),
  step(
    'the media type in a text',
    [text, { ...text, contentMediaType: 'image/png' }],
    ['content-changed', 'content-changed'],
    'content-media-type-changed',
  ),
  step(
    'the encoding of a text',
    [text, { ...text, contentEncoding: 'base64' }],
    ['content-changed', 'content-changed'],
    'content-encoding-changed',
  ),
  step(
    'the schema in a text',
    [
      { ...text, contentMediaType: 'application/json' },
      { ...text, contentMediaType: 'application/json', contentSchema: object },
    ],
    ['content-schema-changed', 'content-schema-changed'],
    'content-schema-added',
    'content-schema-removed',
  ),
];

const listRows = [
  step(
    'most items',
    limited(list, 'maxItems', 9, 5),
    ['max-items-decreased', 'max-items-increased'],
    'max-items-decreased',
    'max-items-increased',
  ),
  step(
    'fewest items',
    limited(list, 'minItems', 1, 3),
    ['min-items-increased', 'min-items-decreased'],
    'min-items-increased',
    'min-items-decreased',
  ),
  step(
    'new fewest items',
    [list, { ...list, minItems: 1 }],
    ['min-items-increased', 'min-items-decreased'],
    'min-items-set',
    'min-items-unset',
  ),
  step(
    'items that differ',
    [list, { ...list, uniqueItems: true }],
    ['unique-items-added', 'unique-items-removed'],
  ),
  step(
    'the first items',
    [
      { type: 'array', prefixItems: [text, number], items: false },
      { type: 'array', prefixItems: [text], items: false },
    ],
    ['type-removed', 'type-added'],
    'prefix-items-removed',
    'prefix-items-added',
  ),
  step(
    'items of a kind',
    [list, { ...list, contains: { const: 'a' } }],
    ['contains-added', 'contains-removed'],
    'contains-added',
    'contains-removed',
  ),
  step(
    'fewest items of a kind',
    [
      { ...list, contains: text, minContains: 1 },
      { ...list, contains: text, minContains: 2 },
    ],
    ['contains-added', 'contains-removed'],
    'min-contains-increased',
    'min-contains-decreased',
  ),
  step(
    'most items of a kind',
    [
      { ...list, contains: text, maxContains: 4 },
      { ...list, contains: text, maxContains: 3 },
    ],
    ['max-contains-decreased', 'max-contains-increased'],
    'max-contains-decreased',
    'max-contains-increased',
  ),
  step(
    'items that nothing speaks of',
    [
      { type: 'array', prefixItems: [text] },
      { type: 'array', prefixItems: [text], unevaluatedItems: false },
    ],
    ['unevaluated-changed', 'unevaluated-changed'],
    'unevaluated-items-added',
    'unevaluated-items-removed',
  ),
];

const objectRows = [
  step(
    'a required member',
    [object, { ...object, required: ['a'] }],
    ['required-added', 'property-became-optional'],
    'property-became-required',
    'property-became-optional',
  ),
  step(
    'a member that another needs',
    [object, { ...object, dependentRequired: { a: ['b'] } }],
    ['dependency-added', 'dependency-removed'],
    'dependent-required-added',
    'dependent-required-removed',
  ),
  step(
    'another member that one needs',
    [
      { ...object, dependentRequired: { a: ['c'] } },
      { ...object, dependentRequired: { a: ['c', 'b'] } },
    ],
    ['dependency-added', 'dependency-removed'],
    'dependent-required-changed',
    'dependent-required-changed',
  ),
  step(
    'a schema that a member asks for',
    [object, { ...object, dependentSchemas: { a: { required: ['b'] } } }],
    ['property-forbidden', 'property-added-to-closed-object'],
    'dependent-schema-added',
    'dependent-schema-removed',
  ),
  step(
    'members that match a pattern',
    [object, { ...object, patternProperties: { '^x-': number } }],
    ['type-removed', 'type-added'],
    'pattern-property-added',
    'pattern-property-removed',
  ),
  step(
    'the names of members',
    [object, { ...object, propertyNames: { maxLength: 5 } }],
    ['property-names-tightened', 'property-names-loosened'],
    'property-names-added',
    'property-names-removed',
  ),
  step(
    'members that nothing speaks of',
    [
      { ...object, allOf: [{}] },
      { ...object, allOf: [{}], unevaluatedProperties: false },
    ],
    ['unevaluated-changed', 'unevaluated-changed'],
    'unevaluated-properties-added',
    'unevaluated-properties-removed',
  ),
  step(
    'other members',
    [object, { ...object, additionalProperties: false }],
    ['additional-properties-forbidden', 'additional-properties-allowed'],
  ),
  step('fewest members', limited(object, 'minProperties', 1, 2), [
    'min-properties-increased',
    'min-properties-decreased',
  ]),
  step('most members', limited(object, 'maxProperties', 5, 2), [
    'max-properties-decreased',
    'max-properties-increased',
  ]),
  step(
    'a condition',
    [
      object,
      {
        ...object,
        if: { required: ['a'] },
        then: { required: ['b'] },
        else: { maxProperties: 3 },
      },
    ],
    ['required-added', 'property-became-optional'],
    ['if-added', 'then-added', 'else-added'],
    ['if-removed', 'then-removed', 'else-removed'],
  ),
  step(
    'what is ruled out',
    [text, { ...text, not: { const: 'a' } }],
    ['exclusion-added', 'exclusion-removed'],
  ),
  step(
    'one schema more of all',
    [text, { allOf: [text, { maxLength: 5 }] }],
    ['max-length-decreased', 'max-length-increased'],
    'all-of-added',
    'all-of-removed',
  ),
];

export const schemaRows: readonly SchemaRow[] = [
  ...numberRows,
  ...textRows,
  ...listRows,
  ...objectRows,
];
