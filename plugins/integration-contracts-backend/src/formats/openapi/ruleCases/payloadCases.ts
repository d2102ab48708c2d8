import { Json, JsonObject } from '../../../text/Json';
import {
  breaking,
  harmless,
  operation,
  request,
  response,
  warned,
} from './describe';

const text = { type: 'string' };
const object = (properties: JsonObject, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const a = object({ a: text });
const ab = object({ a: text, b: text });
const hidden = (keyword: string, required: string[] = []) =>
  object({ a: text, b: { ...text, [keyword]: true } }, required);
const named = (
  refs: string[],
  keyword = 'oneOf',
  more: JsonObject = {},
): Json => ({
  ...more,
  [keyword]: refs.map($ref => ({ $ref: `#/components/schemas/${$ref}` })),
});
const animals = {
  components: {
    schemas: {
      Cat: object({ kind: text, lives: text }),
      Dog: object({ kind: text, barks: text }),
    },
  },
};
const one = (refs: string[], keyword?: string, more?: JsonObject) => ({
  ...request(named(refs, keyword, more)),
  ...animals,
});
const given = (refs: string[], keyword?: string, more?: JsonObject) => ({
  ...response(named(refs, keyword, more)),
  ...animals,
});
const told = (propertyName: string, mapping?: JsonObject) => ({
  discriminator: { propertyName, ...(mapping && { mapping }) },
});
const open = (...values: string[]) =>
  object({ a: { ...text, 'x-extensible-enum': values } });
const stable = (level: string) =>
  object({ a: { ...text, 'x-stability-level': level } });
const sunset = (value: string) =>
  object({ a: { ...text, deprecated: true, 'x-sunset': value } });
const sent = { direction: 'request' } as const;
const got = { direction: 'response' } as const;
const both = ['Cat', 'Dog'];

const old = (schema: JsonObject): JsonObject => ({
  swagger: '2.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      get: { responses: { 200: { description: 'Done', schema } } },
    },
  },
});

export const payloadCases = [
  breaking(
    'a required member is new',
    'request-required-added',
    [request(a), request(object({ a: text, b: text }, ['b']))],
    { ...sent, catalogueIds: ['new-required-request-property'] },
  ),
  breaking(
    'a required member with a default is new',
    'request-required-added',
    [
      request(a),
      request(object({ a: text, b: { ...text, default: 'x' } }, ['b'])),
    ],
    { ...sent, catalogueIds: ['new-required-request-property-with-default'] },
  ),
  breaking(
    'a member with a default became required',
    'request-required-added',
    [
      request(object({ a: { ...text, default: 'x' } })),
      request(object({ a: { ...text, default: 'x' } }, ['a'])),
    ],
    {
      ...sent,
      catalogueIds: ['request-property-became-required-with-default'],
    },
  ),
  harmless('an optional member is new', [request(a), request(ab)], {
    ...sent,
    catalogueIds: ['new-optional-request-property'],
  }),
  harmless('a member of a request is gone', [request(ab), request(a)], {
    ...sent,
    catalogueIds: ['request-property-removed'],
  }),
  breaking(
    'a member of a closed request is gone',
    'request-property-forbidden',
    [
      request({ ...ab, additionalProperties: false }),
      request({ ...a, additionalProperties: false }),
    ],
    sent,
  ),
  breaking(
    'a member that was always there is gone',
    'response-property-became-optional',
    [response(object({ a: text, b: text }, ['b'])), response(a)],
    { ...got, catalogueIds: ['response-required-property-removed'] },
  ),
  warned(
    'a member that could be left out is gone',
    'response-property-removed',
    [response(ab), response(a)],
    { ...got, catalogueIds: ['response-optional-property-removed'] },
  ),
  harmless('a member is new in a response', [response(a), response(ab)], {
    ...got,
    catalogueIds: ['response-optional-property-added'],
  }),
  harmless(
    'a member is new in all responses',
    [response(a), response(object({ a: text, b: text }, ['b']))],
    { ...got, catalogueIds: ['response-required-property-added'] },
  ),
  breaking(
    'a member is new in a closed response',
    'response-property-added-to-closed-object',
    [
      response({ ...a, additionalProperties: false }),
      response({ ...ab, additionalProperties: false }),
    ],
    got,
  ),
  breaking(
    'another type',
    'request-type-removed',
    [request(text), request({ type: 'integer' })],
    { ...sent, catalogueIds: ['request-body-type-changed'] },
  ),
  breaking(
    'another type of a member',
    'request-type-removed',
    [request(a), request(object({ a: { type: 'integer' } }))],
    { ...sent, catalogueIds: ['request-property-type-changed'] },
  ),
  breaking(
    'another type is given',
    'response-type-added',
    [response(text), response({ type: 'integer' })],
    { ...got, catalogueIds: ['response-body-type-changed'] },
  ),
  breaking(
    'another type of a member is given',
    'response-type-added',
    [response(a), response(object({ a: { type: 'integer' } }))],
    { ...got, catalogueIds: ['response-property-type-changed'] },
  ),
  breaking(
    'another constant',
    'request-enum-narrowed',
    [request({ const: 'a' }), request({ const: 'b' })],
    { ...sent, catalogueIds: ['request-body-const-changed'] },
  ),
  breaking(
    'another constant in a member',
    'request-enum-narrowed',
    [
      request(object({ a: { const: 'a' } })),
      request(object({ a: { const: 'b' } })),
    ],
    { ...sent, catalogueIds: ['request-property-const-changed'] },
  ),
  breaking(
    'another constant is given',
    'response-enum-widened',
    [response({ const: 'a' }), response({ const: 'b' })],
    { ...got, catalogueIds: ['response-body-const-changed'] },
  ),
  breaking(
    'another constant in a member is given',
    'response-enum-widened',
    [
      response(object({ a: { const: 'a' } })),
      response(object({ a: { const: 'b' } })),
    ],
    { ...got, catalogueIds: ['response-property-const-changed'] },
  ),
  breaking(
    'another pattern',
    'request-pattern-changed',
    [
      request(object({ a: { ...text, pattern: '^a' } })),
      request(object({ a: { ...text, pattern: '^b' } })),
    ],
    { ...sent, catalogueIds: ['request-property-pattern-changed'] },
  ),
  warned(
    'another pattern is given',
    'response-pattern-changed',
    [
      response(object({ a: { ...text, pattern: '^a' } })),
      response(object({ a: { ...text, pattern: '^b' } })),
    ],
    { ...got, catalogueIds: ['response-property-pattern-changed'] },
  ),
  warned(
    'texts that match no pattern may be given',
    'response-pattern-removed',
    [
      response(object({ a: { ...text, pattern: '^a' } })),
      response(object({ a: text })),
    ],
    { ...got, catalogueIds: ['response-property-pattern-removed'] },
  ),
  breaking(
    'a member may be null, in the words of OpenAPI 2.0',
    'response-type-added',
    [old({ type: 'string' }), old({ type: 'string', 'x-nullable': true })],
    got,
  ),
  harmless(
    'a member that was only for requests is given',
    [response(hidden('writeOnly')), response(ab)],
    {
      ...got,
      catalogueIds: ['response-optional-property-became-not-write-only'],
    },
  ),
  breaking(
    'a member is only for responses now',
    'request-property-became-hidden',
    [request(ab), request(hidden('readOnly'))],
    { ...sent, catalogueIds: ['request-optional-property-became-read-only'] },
  ),
  harmless(
    'a member is for requests too now',
    [request(hidden('readOnly')), request(ab)],
    {
      ...sent,
      catalogueIds: ['request-optional-property-became-not-read-only'],
    },
  ),
  breaking(
    'a required member is for requests too now',
    'request-required-added',
    [
      request(hidden('readOnly', ['b'])),
      request(object({ a: text, b: text }, ['b'])),
    ],
    {
      ...sent,
      catalogueIds: ['request-required-property-became-not-read-only'],
    },
  ),
  harmless(
    'a member that requests don’t have is new and required',
    [request(a), request(hidden('readOnly', ['b']))],
    sent,
  ),
  breaking(
    'a member is only for requests now',
    'response-property-became-write-only',
    [response(ab), response(hidden('writeOnly'))],
    { ...got, catalogueIds: ['response-optional-property-became-write-only'] },
  ),
  breaking(
    'a required member is only for requests now',
    'response-property-became-optional',
    [
      response(object({ a: text, b: text }, ['b'])),
      response(hidden('writeOnly', ['b'])),
    ],
    { ...got, catalogueIds: ['response-required-property-became-write-only'] },
  ),
  harmless(
    'a member that responses don’t have is gone',
    [response(hidden('writeOnly', ['b'])), response(a)],
    {
      ...got,
      catalogueIds: [
        'response-required-write-only-property-removed',
        'response-optional-write-only-property-removed',
      ],
    },
  ),
  harmless(
    'a member that responses don’t have is new',
    [response(a), response(hidden('writeOnly', ['b']))],
    {
      ...got,
      catalogueIds: [
        'response-required-write-only-property-added',
        'response-optional-write-only-property-added',
      ],
    },
  ),
  breaking(
    'an alternative is not taken any more',
    'request-alternative-removed',
    [one(both), one(['Cat'])],
    { ...sent, catalogueIds: ['request-body-one-of-removed'] },
  ),
  harmless('an alternative is taken besides', [one(['Cat']), one(both)], {
    ...sent,
    catalogueIds: ['request-body-one-of-added'],
  }),
  breaking(
    'any alternative is not taken any more',
    'request-alternative-removed',
    [one(both, 'anyOf'), one(['Cat'], 'anyOf')],
    { ...sent, catalogueIds: ['request-body-any-of-removed'] },
  ),
  harmless(
    'any alternative is taken besides',
    [one(['Cat'], 'anyOf'), one(both, 'anyOf')],
    { ...sent, catalogueIds: ['request-body-any-of-added'] },
  ),
  breaking(
    'an alternative may come besides',
    'response-alternative-added',
    [given(['Cat']), given(both)],
    { ...got, catalogueIds: ['response-body-one-of-added'] },
  ),
  harmless('an alternative comes no more', [given(both), given(['Cat'])], {
    ...got,
    catalogueIds: ['response-body-one-of-removed'],
  }),
  breaking(
    'any alternative may come besides',
    'response-alternative-added',
    [given(['Cat'], 'anyOf'), given(both, 'anyOf')],
    { ...got, catalogueIds: ['response-body-any-of-added'] },
  ),
  harmless(
    'any alternative comes no more',
    [given(both, 'anyOf'), given(['Cat'], 'anyOf')],
    { ...got, catalogueIds: ['response-body-any-of-removed'] },
  ),
  breaking(
    'several alternatives accept the same',
    'request-one-of-ambiguous',
    [
      request(object({ a: text, b: text }, ['a', 'b'])),
      request({
        oneOf: [
          object({ a: text, b: text }, ['a']),
          object({ a: text, b: text }, ['b']),
        ],
      }),
    ],
    { ...sent, catalogueIds: ['request-body-wrapped-in-one-of'] },
  ),
  breaking(
    'another member tells alternatives apart',
    'request-discriminator-changed',
    [one(both, 'oneOf', told('kind')), one(both, 'oneOf', told('type'))],
    {
      ...sent,
      catalogueIds: ['request-body-discriminator-property-name-changed'],
    },
  ),
  breaking(
    'another member of responses tells alternatives apart',
    'response-discriminator-changed',
    [given(both, 'oneOf', told('kind')), given(both, 'oneOf', told('type'))],
    {
      ...got,
      catalogueIds: ['response-body-discriminator-property-name-changed'],
    },
  ),
  breaking(
    'a member tells alternatives apart now',
    'request-discriminator-added',
    [one(both), one(both, 'oneOf', told('kind'))],
    { ...sent, catalogueIds: ['request-body-discriminator-added'] },
  ),
  harmless(
    'no member has to tell alternatives apart',
    [one(both, 'oneOf', told('kind')), one(both)],
    { ...sent, catalogueIds: ['request-body-discriminator-removed'] },
  ),
  breaking(
    'no member tells alternatives apart any more',
    'response-discriminator-removed',
    [given(both, 'oneOf', told('kind')), given(both)],
    { ...got, catalogueIds: ['response-body-discriminator-removed'] },
  ),
  harmless(
    'a member of responses tells alternatives apart now',
    [given(both), given(both, 'oneOf', told('kind'))],
    { ...got, catalogueIds: ['response-body-discriminator-added'] },
  ),
  breaking(
    'a value tells of no alternative any more',
    'request-discriminator-value-removed',
    [
      one(both, 'oneOf', told('kind', { c: 'Cat', d: 'Dog' })),
      one(both, 'oneOf', told('kind', { c: 'Cat' })),
    ],
    { ...sent, catalogueIds: ['request-body-discriminator-mapping-deleted'] },
  ),
  breaking(
    'a value tells of an alternative',
    'response-discriminator-value-added',
    [
      given(both, 'oneOf', told('kind', { c: 'Cat' })),
      given(both, 'oneOf', told('kind', { c: 'Cat', d: 'Dog' })),
    ],
    { ...got, catalogueIds: ['response-body-discriminator-mapping-added'] },
  ),
  breaking(
    'a value of an open list is gone',
    'request-extensible-value-removed',
    [request(open('x', 'y')), request(open('x'))],
    {
      ...sent,
      catalogueIds: ['request-property-x-extensible-enum-value-removed'],
    },
  ),
  harmless(
    'a value of an open list is new',
    [response(open('x')), response(open('x', 'y'))],
    got,
  ),
  breaking(
    'a member is less stable',
    'request-member-stability-decreased',
    [request(stable('stable')), request(stable('draft'))],
    { ...sent, catalogueIds: ['request-property-stability-decreased'] },
  ),
  breaking(
    'a member of responses is less stable',
    'response-member-stability-decreased',
    [response(stable('stable')), response(stable('draft'))],
    { ...got, catalogueIds: ['response-property-stability-decreased'] },
  ),
  harmless(
    'a member is more stable',
    [request(stable('draft')), request(stable('stable'))],
    { ...sent, catalogueIds: ['request-property-stability-increased'] },
  ),
  harmless(
    'a member of responses is more stable',
    [response(stable('draft')), response(stable('stable'))],
    { ...got, catalogueIds: ['response-property-stability-increased'] },
  ),
  breaking(
    'a member’s stability is unknown',
    'request-member-stability-invalid',
    [request(a), request(stable('solid'))],
    sent,
  ),
  breaking(
    'a member’s sunset is no date',
    'request-member-sunset-invalid',
    [request(a), request(sunset('soon'))],
    { ...sent, catalogueIds: ['request-property-deprecated-sunset-invalid'] },
  ),
  breaking(
    'the sunset of a member of responses is no date',
    'response-member-sunset-invalid',
    [response(a), response(sunset('soon'))],
    { ...got, catalogueIds: ['response-property-deprecated-sunset-invalid'] },
  ),
  harmless(
    'a member is deprecated with a sunset',
    [request(a), request(sunset('2030-01-01'))],
    { ...sent, catalogueIds: ['request-property-deprecated-with-sunset'] },
  ),
  harmless(
    'a member of responses is deprecated with a sunset',
    [response(a), response(sunset('2030-01-01'))],
    { ...got, catalogueIds: ['response-property-deprecated-with-sunset'] },
  ),
  harmless(
    'a schema that only describes is added to all',
    [request(text), request({ allOf: [text, { description: 'More' }] })],
    { ...sent, catalogueIds: ['request-body-all-of-added-annotation-only'] },
  ),
  harmless('nothing refers to another text', [
    operation({
      requestBody: {
        content: { 'application/json': { schema: { $ref: 'other.json#/A' } } },
      },
    }),
    operation({
      summary: 'New',
      requestBody: {
        content: { 'application/json': { schema: { $ref: 'other.json#/A' } } },
      },
    }),
  ]),
];
