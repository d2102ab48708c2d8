import { Json, JsonObject } from '../../../text/Json';
import { RuleCase } from './RuleCase';
import {
  api,
  breaking,
  harmless,
  operation,
  parameters,
  request,
  response,
  warned,
} from './describe';

const text = { type: 'string' };
const object = (value: Json, required: string[] = []) => ({
  type: 'object',
  properties: { value },
  required,
});
const schemas = {
  Cat: { type: 'object', properties: { kind: text, lives: text } },
  Dog: { type: 'object', properties: { kind: text, barks: text } },
};
const animals = (names: string[], keyword = 'oneOf', more: JsonObject = {}) =>
  object({
    ...more,
    [keyword]: names.map(name => ({ $ref: `#/components/schemas/${name}` })),
  });
const told = (propertyName: string, mapping?: JsonObject) => ({
  discriminator: { propertyName, ...(mapping && { mapping }) },
});
const both = ['Cat', 'Dog'];
const deep = (value: Json, required: string[] = []) =>
  parameters({
    name: 'filter',
    in: 'query',
    style: 'deepObject',
    schema: object(value, required),
  });
const header = (value: Json, required: string[] = []) =>
  parameters({
    name: 'X-Filter',
    in: 'header',
    schema: object(value, required),
  });
const withSchemas = (one: JsonObject, named: JsonObject = schemas) => ({
  ...one,
  components: { schemas: named },
});
const KINDS = { c: 'Cat', d: 'Dog' };

/** The same step in a member of a request, and back in a member of a response. */
function inBoth(
  title: string,
  [loose, tight]: readonly [JsonObject, JsonObject],
  [sent, got]: readonly [string, string],
  [requestTight, requestLoose, responseLoose, responseTight]: readonly string[],
): RuleCase[] {
  const pair = (build: (schema: Json) => JsonObject, ...list: JsonObject[]) =>
    list.map(schema => withSchemas(build(schema))) as unknown as readonly [
      JsonObject,
      JsonObject,
    ];
  const ids = (id: string) => ({ catalogueIds: [id] });
  return [
    breaking(
      `${title}, of a request`,
      `request-${sent}`,
      pair(request, loose, tight),
      { direction: 'request', ...ids(`request-property-${requestTight}`) },
    ),
    harmless(`${title}, back, of a request`, pair(request, tight, loose), {
      direction: 'request',
      ...ids(`request-property-${requestLoose}`),
    }),
    breaking(
      `${title}, back, of a response`,
      `response-${got}`,
      pair(response, tight, loose),
      { direction: 'response', ...ids(`response-property-${responseLoose}`) },
    ),
    harmless(`${title}, of a response`, pair(response, loose, tight), {
      direction: 'response',
      ...ids(`response-property-${responseTight}`),
    }),
  ];
}

const extended = (more: JsonObject, names: readonly string[] = ['Cat']) => ({
  Pet: {
    type: 'object',
    properties: { kind: text },
    required: ['kind'],
    ...told('kind'),
  },
  ...Object.fromEntries(
    names.map(name => [
      name,
      { allOf: [{ $ref: '#/components/schemas/Pet' }, object(text), more] },
    ]),
  ),
});
const mapped = (named: JsonObject) => ({
  ...named,
  Pet: { ...(named.Pet as JsonObject), ...told('kind', { c: 'Cat' }) },
});

/** A schema with a discriminator, of which others are kinds. */
function kinds(direction: 'request' | 'response'): RuleCase[] {
  const build = direction === 'request' ? request : response;
  const pets = (named: JsonObject) =>
    withSchemas(build({ $ref: '#/components/schemas/Pet' }), named);
  const [before, now] = [{}, { properties: { value: { maxLength: 9 } } }];
  const [looser, tighter] = [extended(before), extended(now)];
  const isRequest = direction === 'request';
  const clash = isRequest
    ? 'request-max-length-decreased'
    : 'response-max-length-increased';
  const pair = (one: JsonObject, other: JsonObject) =>
    (isRequest ? [one, other] : [other, one]) as [JsonObject, JsonObject];
  const more = extended(before, ['Cat', 'Dog']);
  return [
    breaking('a member of a kind', clash, pair(pets(looser), pets(tighter)), {
      direction,
    }),
    breaking(
      'a member of a kind that a value is mapped to',
      clash,
      pair(pets(mapped(looser)), pets(mapped(tighter))),
      { direction },
    ),
    breaking(
      'a member of a schema that only a value is mapped to',
      clash,
      pair(
        pets({ ...mapped(looser), Cat: object(text) }),
        pets({ ...mapped(looser), Cat: object({ ...text, maxLength: 9 }) }),
      ),
      { direction },
    ),
    harmless(
      'a member of a kind, the other way round',
      pair(pets(tighter), pets(looser)),
      { direction },
    ),
    breaking(
      isRequest ? 'a kind less' : 'a kind more',
      `${direction}-discriminator-value-${isRequest ? 'removed' : 'added'}`,
      pair(pets(more), pets(looser)),
      { direction },
    ),
    harmless(
      'the values are said that tell of kinds',
      [pets(looser), pets(mapped(looser))],
      { direction },
    ),
    harmless(
      isRequest ? 'a kind more' : 'a kind less',
      pair(pets(looser), pets(more)),
      { direction },
    ),
  ];
}

/** A discriminator’s values that lead elsewhere, or to what is only called otherwise. */
function retold(direction: 'request' | 'response'): RuleCase[] {
  const build = direction === 'request' ? request : response;
  const telling = (mapping: JsonObject, named?: JsonObject) =>
    withSchemas(
      build(
        animals(
          Object.values(mapping) as string[],
          'oneOf',
          told('kind', mapping),
        ),
      ),
      named,
    );
  return [
    breaking(
      'values that tell of each other’s alternative',
      `${direction}-discriminator-value-changed`,
      [telling(KINDS), telling({ c: 'Dog', d: 'Cat' })],
      {
        direction,
        catalogueIds: [`${direction}-property-discriminator-mapping-changed`],
      },
    ),
    harmless(
      'values whose alternatives are called otherwise',
      [
        telling(KINDS),
        telling(
          { c: 'Feline', d: 'Canine' },
          { Feline: schemas.Cat, Canine: schemas.Dog },
        ),
      ],
      { direction },
    ),
  ];
}

const alternatives = [
  ...inBoth(
    'one alternative less of a member',
    [animals(both), animals(['Cat'])],
    ['alternative-removed', 'alternative-added'],
    ['one-of-removed', 'one-of-added', 'one-of-added', 'one-of-removed'],
  ),
  ...inBoth(
    'any alternative less of a member',
    [animals(both, 'anyOf'), animals(['Cat'], 'anyOf')],
    ['alternative-removed', 'alternative-added'],
    ['any-of-removed', 'any-of-added', 'any-of-added', 'any-of-removed'],
  ),
  ...inBoth(
    'a discriminator of a member',
    [animals(both), animals(both, 'oneOf', told('kind'))],
    ['discriminator-added', 'discriminator-removed'],
    [
      'discriminator-added',
      'discriminator-removed',
      'discriminator-removed',
      'discriminator-added',
    ],
  ),
  ...inBoth(
    'one value less that tells of an alternative',
    [
      animals(both, 'oneOf', told('kind', { c: 'Cat', d: 'Dog' })),
      animals(both, 'oneOf', told('kind', { c: 'Cat' })),
    ],
    ['discriminator-value-removed', 'discriminator-value-added'],
    [
      'discriminator-mapping-deleted',
      'discriminator-mapping-added',
      'discriminator-mapping-added',
      'discriminator-mapping-deleted',
    ],
  ),
  ...(['request', 'response'] as const).flatMap(retold),
  ...(['request', 'response'] as const).flatMap(kinds),
];

/** What only tells people or tools something, which breaks nobody. */
const annotations = (['request', 'response'] as const).flatMap(direction =>
  (['body', 'property'] as const).flatMap(place => {
    const build = direction === 'request' ? request : response;
    const wrap = (schema: JsonObject) =>
      build(place === 'body' ? schema : object(schema));
    const id = (name: string) => [`${direction}-${place}-${name}`];
    const words = (title: string) =>
      `${title}, in the ${place} of a ${direction}`;
    const all = { allOf: [text, { description: 'More' }] };
    return [
      harmless(
        words('a default is new'),
        [wrap(text), wrap({ ...text, default: 'a' })],
        { direction, catalogueIds: id('default-value-added') },
      ),
      harmless(
        words('a default is gone'),
        [wrap({ ...text, default: 'a' }), wrap(text)],
        { direction, catalogueIds: id('default-value-removed') },
      ),
      harmless(
        words('a default is another'),
        [wrap({ ...text, default: 'a' }), wrap({ ...text, default: 'b' })],
        { direction, catalogueIds: id('default-value-changed') },
      ),
      harmless(words('what only describes is added'), [wrap(text), wrap(all)], {
        direction,
        catalogueIds: id('all-of-added-annotation-only'),
      }),
      harmless(words('what only describes is gone'), [wrap(all), wrap(text)], {
        direction,
        catalogueIds: id('all-of-removed-annotation-only'),
      }),
    ];
  }),
);

const direction = 'request' as const;

const structuredParameters = [
  breaking(
    'a member of a parameter is never null',
    'request-type-removed',
    [deep({ type: ['string', 'null'] }), deep(text)],
    {
      direction,
      catalogueIds: [
        'request-parameter-property-became-not-nullable',
        'request-parameter-property-list-of-types-narrowed',
      ],
    },
  ),
  harmless(
    'a member of a parameter may be null',
    [deep(text), deep({ type: ['string', 'null'] })],
    {
      direction,
      catalogueIds: [
        'request-parameter-property-became-nullable',
        'request-parameter-property-list-of-types-widened',
      ],
    },
  ),
  breaking(
    'a member of a parameter has a value less',
    'request-enum-narrowed',
    [deep({ enum: ['a', 'b'] }), deep({ enum: ['a'] })],
    {
      direction,
      catalogueIds: ['request-parameter-property-enum-value-removed'],
    },
  ),
  harmless(
    'a member of a parameter has a value more',
    [deep({ enum: ['a'] }), deep({ enum: ['a', 'b'] })],
    {
      direction,
      catalogueIds: ['request-parameter-property-enum-value-added'],
    },
  ),
  breaking(
    'a member of a parameter is of another type',
    'request-type-removed',
    [deep(text), deep({ type: 'boolean' })],
    { direction, catalogueIds: ['request-parameter-property-type-changed'] },
  ),
  breaking(
    'a member of a parameter is whole',
    'request-integer-required',
    [deep({ type: 'number' }), deep({ type: 'integer' })],
    {
      direction,
      catalogueIds: ['request-parameter-property-type-specialized'],
    },
  ),
  harmless(
    'a member of a parameter may have a fraction',
    [deep({ type: 'integer' }), deep({ type: 'number' })],
    {
      direction,
      catalogueIds: ['request-parameter-property-type-generalized'],
    },
  ),
  breaking(
    'a member of a header is required',
    'request-required-added',
    [header(text), header(text, ['value'])],
    { direction, catalogueIds: ['request-header-property-became-required'] },
  ),
  breaking(
    'a member of a header is new and required',
    'request-required-added',
    [
      parameters({
        name: 'X-Filter',
        in: 'header',
        schema: { type: 'object' },
      }),
      header(text, ['value']),
    ],
    { direction, catalogueIds: ['new-required-request-header-property'] },
  ),
  breaking(
    'a member of a header has a list of values',
    'request-enum-added',
    [header(text), header({ ...text, enum: ['a'] })],
    { direction, catalogueIds: ['request-header-property-became-enum'] },
  ),
  breaking(
    'a value of a parameter’s open list is gone',
    'request-extensible-value-removed',
    [
      parameters({
        name: 'a',
        in: 'query',
        schema: { ...text, 'x-extensible-enum': ['x', 'y'] },
      }),
      parameters({
        name: 'a',
        in: 'query',
        schema: { ...text, 'x-extensible-enum': ['x'] },
      }),
    ],
    {
      direction,
      catalogueIds: ['request-parameter-x-extensible-enum-value-removed'],
    },
  ),
  breaking(
    'a parameter has another pattern',
    'request-pattern-changed',
    [
      parameters({
        name: 'a',
        in: 'query',
        schema: { ...text, pattern: '^a' },
      }),
      parameters({
        name: 'a',
        in: 'query',
        schema: { ...text, pattern: '^b' },
      }),
    ],
    { direction, catalogueIds: ['request-parameter-pattern-changed'] },
  ),
  breaking(
    'a path has one parameter more',
    'path-removed',
    [api({ '/a': { get: {} } }), api({ '/a/{id}': { get: {} } })],
    { direction, catalogueIds: ['new-request-path-parameter'] },
  ),
];

const hiding = (keyword: 'readOnly' | 'writeOnly', schema: JsonObject) =>
  object({ ...schema, [keyword]: true });

const hiddenMembers = [
  ...[
    ['enum-value-removed', { enum: ['a', 'b'] }, { enum: ['a'] }],
    ['max-decreased', { maximum: 9 }, { maximum: 5 }],
    [
      'exclusive-max-decreased',
      { exclusiveMaximum: 9 },
      { exclusiveMaximum: 5 },
    ],
    ['min-increased', { minimum: 1 }, { minimum: 3 }],
    [
      'exclusive-min-increased',
      { exclusiveMinimum: 1 },
      { exclusiveMinimum: 3 },
    ],
    ['max-length-decreased', { maxLength: 9 }, { maxLength: 5 }],
  ].map(([name, loose, tight]) =>
    harmless(
      `${name} of a member that requests don’t have`,
      [
        request(hiding('readOnly', loose as JsonObject)),
        request(hiding('readOnly', tight as JsonObject)),
      ],
      { direction, catalogueIds: [`request-read-only-property-${name}`] },
    ),
  ),
  harmless(
    'values are added to a member that responses don’t have',
    [
      response(hiding('writeOnly', { enum: ['a'] })),
      response(hiding('writeOnly', { enum: ['a', 'b'] })),
    ],
    {
      direction: 'response',
      catalogueIds: ['response-write-only-property-enum-value-added'],
    },
  ),
  harmless(
    'a member of requests is only for them now',
    [request(object(text)), request(hiding('writeOnly', text))],
    {
      direction,
      catalogueIds: ['request-optional-property-became-write-only'],
    },
  ),
  harmless(
    'a member of requests is for responses too now',
    [request(hiding('writeOnly', text)), request(object(text))],
    {
      direction,
      catalogueIds: ['request-optional-property-became-not-write-only'],
    },
  ),
  harmless(
    'a member of responses is only for them now',
    [response(object(text)), response(hiding('readOnly', text))],
    {
      direction: 'response',
      catalogueIds: ['response-optional-property-became-read-only'],
    },
  ),
  harmless(
    'a member of responses is for requests too now',
    [response(hiding('readOnly', text)), response(object(text))],
    {
      direction: 'response',
      catalogueIds: ['response-optional-property-became-not-read-only'],
    },
  ),
  breaking(
    'a required member of responses comes out of several alternatives',
    'response-property-became-optional',
    [
      response(object(text, ['value'])),
      response({ oneOf: [object(text, ['value']), object(text)] }),
    ],
    {
      direction: 'response',
      catalogueIds: ['response-body-wrapped-in-one-of'],
    },
  ),
];

export const nestedCases: readonly RuleCase[] = [
  ...alternatives,
  ...annotations,
  ...structuredParameters,
  ...hiddenMembers,
  breaking(
    'a value may come that was not listed',
    'response-enum-widened',
    [response({ enum: ['a'] }), response({ enum: ['a', 'b'] })],
    { direction: 'response' },
  ),
  harmless(
    'a value comes no more',
    [response({ enum: ['a', 'b'] }), response({ enum: ['a'] })],
    {
      direction: 'response',
      catalogueIds: ['response-mediatype-enum-value-removed'],
    },
  ),
  warned(
    'a value may come that was not listed, to the lenient',
    'response-enum-widened',
    [response({ enum: ['a'] }), response({ enum: ['a', 'b'] })],
    { direction: 'response', policy: 'lenient' },
  ),
  breaking(
    'what is required is not described any more',
    'response-property-no-longer-described',
    [
      response(object(text, ['value'])),
      response({ type: 'object', required: ['value'] }),
    ],
    { direction: 'response' },
  ),
  breaking(
    'an answer has no body any more',
    'response-media-type-removed',
    [response(text), operation({})],
    { direction: 'response' },
  ),
];
