import { Json, JsonObject } from '../../../text/Json';
import { RuleCase } from './RuleCase';
import {
  breaking,
  harmless,
  operation,
  parameters,
  query,
  request,
  response,
  responses,
  warned,
} from './describe';

const text = { type: 'string' };
const object = (properties: JsonObject, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const ab = (required: string[] = []) => object({ a: text, b: text }, required);
const marked = (keyword: string, required: string[] = []) =>
  object({ a: text, b: { ...text, [keyword]: true } }, required);
const asMember = (value: Json) => object({ value });
const sent = { direction: 'request' } as const;
const got = { direction: 'response' } as const;

const schemas = {
  Cat: object({ kind: text, lives: { type: 'integer' } }, ['kind', 'lives']),
  Dog: object({ kind: text, barks: text }, ['kind', 'barks']),
};
const animals = (propertyName: string, mapping?: JsonObject) => ({
  oneOf: [
    { $ref: '#/components/schemas/Cat' },
    { $ref: '#/components/schemas/Dog' },
  ],
  discriminator: { propertyName, ...(mapping && { mapping }) },
});
const withSchemas = (one: JsonObject) => ({ ...one, components: { schemas } });

/** What tells alternatives apart, in a body and in a member of one. */
const discriminators = (['request', 'response'] as const).flatMap(direction =>
  (['body', 'property'] as const).flatMap((place): RuleCase[] => {
    const pair = (one: JsonObject, other: JsonObject) => {
      const build = direction === 'request' ? request : response;
      const [old, next] = [one, other].map(schema =>
        withSchemas(build(place === 'body' ? schema : asMember(schema))),
      );
      return [old, next] as const;
    };
    const at = `${direction}-${place}-discriminator`;
    const words = `in the ${place} of a ${direction}`;
    const one = animals('kind', { c: 'Cat' });
    const both = animals('kind', { c: 'Cat', d: 'Dog' });
    return [
      breaking(
        `another member tells alternatives apart, ${words}`,
        `${direction}-discriminator-changed`,
        pair(animals('kind'), animals('lives')),
        { direction, catalogueIds: [`${at}-property-name-changed`] },
      ),
      breaking(
        `a value tells of another alternative, ${words}`,
        `${direction}-discriminator-value-changed`,
        pair(one, animals('kind', { c: 'Dog' })),
        { direction, catalogueIds: [`${at}-mapping-changed`] },
      ),
      harmless(
        `a value tells of the same alternative in another way, ${words}`,
        pair(one, animals('kind', { c: '#/components/schemas/Cat' })),
        { direction },
      ),
      direction === 'request'
        ? harmless(
            `a value more tells of an alternative, ${words}`,
            pair(one, both),
            { direction, catalogueIds: [`${at}-mapping-added`] },
          )
        : harmless(
            `a value less tells of an alternative, ${words}`,
            pair(both, one),
            { direction, catalogueIds: [`${at}-mapping-deleted`] },
          ),
    ];
  }),
);

const pattern = (value: string) => ({ ...text, pattern: value });
const header = (schema: Json) =>
  responses({
    200: { description: 'Done', headers: { 'X-Left': { schema } } },
  });

const types = [
  harmless(
    'a parameter’s pattern lets everything through',
    [
      parameters(query({ schema: pattern('^a') })),
      parameters(query({ schema: pattern('.*') })),
    ],
    { ...sent, catalogueIds: ['request-parameter-pattern-generalized'] },
  ),
  harmless(
    'a member’s pattern lets everything through',
    [
      request(object({ a: pattern('^a') })),
      request(object({ a: pattern('.*') })),
    ],
    { ...sent, catalogueIds: ['request-property-pattern-generalized'] },
  ),
  ...(['request', 'response'] as const).flatMap(direction =>
    (['body', 'property'] as const).map(place => {
      const build = direction === 'request' ? request : response;
      const of = (type: Json) =>
        build(place === 'body' ? { type } : asMember({ type }));
      return harmless(
        `a type is written in another way, in the ${place} of a ${direction}`,
        [of('integer'), of(['integer'])],
        { direction, catalogueIds: [`${direction}-${place}-type-compatible`] },
      );
    }),
  ),
  breaking(
    'a header of responses may have a fraction',
    'response-integer-widened',
    [header({ type: 'integer' }), header({ type: 'number' })],
    { ...got, catalogueIds: ['response-header-type-generalized'] },
  ),
  harmless(
    'the type of a header of responses is written in another way',
    [header({ type: 'integer' }), header({ type: ['integer'] })],
    { ...got, catalogueIds: ['response-header-type-compatible'] },
  ),
];

const hidden = [
  breaking(
    'a required member is only for responses now',
    'request-property-forbidden',
    [request(ab(['b'])), request(marked('readOnly', ['b']))],
    { ...sent, catalogueIds: ['request-required-property-became-read-only'] },
  ),
  harmless(
    'a required member of requests is only for them now',
    [request(ab(['b'])), request(marked('writeOnly', ['b']))],
    { ...sent, catalogueIds: ['request-required-property-became-write-only'] },
  ),
  harmless(
    'a required member of requests is for responses too now',
    [request(marked('writeOnly', ['b'])), request(ab(['b']))],
    {
      ...sent,
      catalogueIds: ['request-required-property-became-not-write-only'],
    },
  ),
  harmless(
    'a member of requests is for responses too now, where it may be missing',
    [response(marked('writeOnly')), response(ab())],
    {
      ...got,
      catalogueIds: ['response-optional-property-became-not-write-only'],
    },
  ),
  breaking(
    'a required member of requests is for all responses too now',
    'response-property-added-to-closed-object',
    [response(marked('writeOnly', ['b'])), response(ab(['b']))],
    {
      ...got,
      catalogueIds: ['response-required-property-became-not-write-only'],
    },
  ),
  harmless(
    'a member that responses don’t have need not be there',
    [response(marked('writeOnly', ['b'])), response(marked('writeOnly'))],
    { ...got, catalogueIds: ['response-write-only-property-became-optional'] },
  ),
  harmless(
    'a member that responses don’t have has to be there',
    [response(marked('writeOnly')), response(marked('writeOnly', ['b']))],
    { ...got, catalogueIds: ['response-write-only-property-became-required'] },
  ),
  harmless(
    'a required member of responses is only for them now',
    [response(ab(['b'])), response(marked('readOnly', ['b']))],
    { ...got, catalogueIds: ['response-required-property-became-read-only'] },
  ),
  harmless(
    'a required member of responses is for requests too now',
    [response(marked('readOnly', ['b'])), response(ab(['b']))],
    {
      ...got,
      catalogueIds: ['response-required-property-became-not-read-only'],
    },
  ),
];

const deprecated = (sunset?: string) =>
  object({
    a: { ...text, deprecated: true, ...(sunset && { 'x-sunset': sunset }) },
  });

/** Seen on the day that is today to the cases of lifecycles. */
const lifecycles = (['request', 'response'] as const).flatMap(
  (direction): RuleCase[] => {
    const build = direction === 'request' ? request : response;
    const a = build(object({ a: text }));
    const words = `a member of a ${direction}`;
    return [
      harmless(`${words} is deprecated`, [a, build(deprecated())], {
        direction,
        catalogueIds: [`${direction}-property-deprecated`],
      }),
      harmless(`${words} is deprecated no more`, [build(deprecated()), a], {
        direction,
        catalogueIds: [`${direction}-property-reactivated`],
      }),
      warned(
        `${words} is deprecated without a sunset`,
        `${direction}-member-sunset-missing`,
        [a, build(deprecated())],
        {
          direction,
          policy: 'strict',
          catalogueIds: [`${direction}-property-deprecated-sunset-missing`],
        },
      ),
      warned(
        `the sunset of ${words} leaves too little time`,
        `${direction}-member-sunset-too-early`,
        [a, build(deprecated('2026-01-15'))],
        {
          direction,
          catalogueIds: [`${direction}-property-sunset-date-too-small`],
        },
      ),
    ];
  },
);

const described = (version: string, value: JsonObject = {}) => ({
  ...operation(value),
  info: { title: 'Orders', version },
});

/** A contract's versions are those that it is published with; what a text calls itself is its own affair. */
const versions = [
  harmless(
    'a description calls itself the same after a change',
    [described('1.0.0'), described('1.0.0', { summary: 'Orders' })],
    { catalogueIds: ['api-version-not-bumped'] },
  ),
  harmless(
    'a description calls itself older than before',
    [described('2.0.0'), described('1.0.0')],
    { catalogueIds: ['api-version-decreased'] },
  ),
  breaking(
    'a description breaks callers and calls itself only a little newer',
    'request-body-required-added',
    [
      described('1.0.0'),
      described('1.1.0', {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: text } },
        },
      }),
    ],
    { catalogueIds: ['api-major-version-not-bumped'], ...sent },
  ),
];

/** What is said of members besides the values that they may have. */
export const annotatedCases: readonly RuleCase[] = [
  ...discriminators,
  ...types,
  ...hidden,
  ...lifecycles,
  ...versions,
];
