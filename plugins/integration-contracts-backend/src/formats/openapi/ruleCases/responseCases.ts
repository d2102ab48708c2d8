import { JsonObject } from '../../../text/Json';
import { breaking, harmless, responses, warned } from './describe';

const text = { type: 'string' };
const gives = (content: JsonObject) => responses({ 200: { content } });
const header = (value?: JsonObject) =>
  responses({ 200: { headers: value ? { 'X-Total': value } : {} } });
const form = (encoding: JsonObject) =>
  gives({
    'multipart/form-data': {
      schema: { type: 'object', properties: { file: text } },
      encoding,
    },
  });
const list = { schema: { type: 'array', items: text } };
const direction = 'response' as const;
const done = { description: 'Done' };

export const responseCases = [
  breaking(
    'a success is not given any more',
    'response-success-removed',
    [responses({ 200: done, 202: done }), responses({ 200: done })],
    { direction, catalogueIds: ['response-success-status-removed'] },
  ),
  harmless('a range stands for a success', [
    responses({ 200: done }),
    responses({ '2XX': done }),
  ]),
  warned(
    'a success is new',
    'response-success-added',
    [responses({ 200: done }), responses({ 200: done, 202: done })],
    {
      direction,
      policy: 'strict',
      catalogueIds: ['response-success-status-added'],
    },
  ),
  breaking(
    'an error is not told by its status any more',
    'response-error-removed',
    [responses({ 200: done, 404: done }), responses({ 200: done })],
    { direction, catalogueIds: ['response-non-success-status-removed'] },
  ),
  harmless(
    'an error is new',
    [responses({ 200: done }), responses({ 200: done, 404: done })],
    { direction, catalogueIds: ['response-non-success-status-added'] },
  ),
  breaking(
    'a media type is not given any more',
    'response-media-type-removed',
    [
      gives({ 'application/json': {}, 'application/xml': {} }),
      gives({ 'application/json': {} }),
    ],
    { direction, catalogueIds: ['response-media-type-removed'] },
  ),
  breaking(
    'a media type is widened',
    'response-media-type-removed',
    [gives({ 'application/json': {} }), gives({ 'application/*': {} })],
    { direction, catalogueIds: ['response-media-type-name-generalized'] },
  ),
  harmless(
    'a media type is narrowed',
    [gives({ 'application/*': {} }), gives({ 'application/json': {} })],
    { direction, catalogueIds: ['response-media-type-name-specialized'] },
  ),
  harmless(
    'a media type is given besides',
    [
      gives({ 'application/json': {} }),
      gives({ 'application/json': {}, 'application/xml': {} }),
    ],
    { direction, catalogueIds: ['response-media-type-added'] },
  ),
  harmless(
    'a media type’s name is written otherwise',
    [gives({ 'application/json': {} }), gives({ 'Application/JSON': {} })],
    { direction, catalogueIds: ['response-media-type-name-changed'] },
  ),
  breaking(
    'a part of a form is written in another way',
    'response-encoding-changed',
    [form({ file: { contentType: 'image/png' } }), form({})],
    { direction },
  ),
  breaking(
    'a header that was always there is gone',
    'response-header-removed',
    [header({ required: true, schema: text }), header()],
    { direction, catalogueIds: ['required-response-header-removed'] },
  ),
  breaking(
    'a header is gone',
    'response-optional-header-removed',
    [header({ schema: text }), header()],
    { direction, catalogueIds: ['optional-response-header-removed'] },
  ),
  breaking(
    'a header may be missing',
    'response-header-became-optional',
    [header({ required: true, schema: text }), header({ schema: text })],
    { direction, catalogueIds: ['response-header-became-optional'] },
  ),
  harmless('a header is new', [header(), header({ schema: text })], {
    direction,
    catalogueIds: ['response-header-added'],
  }),
  breaking(
    'a header’s list is exploded',
    'response-header-serialization-changed',
    [header(list), header({ ...list, explode: true })],
    { direction },
  ),
  breaking(
    'a header is any text',
    'response-type-added',
    [header({ schema: { type: 'integer' } }), header({ schema: text })],
    { direction, catalogueIds: ['response-header-type-changed'] },
  ),
  harmless(
    'a header is a number',
    [header({ schema: text }), header({ schema: { type: 'integer' } })],
    { direction, catalogueIds: ['response-header-type-specialized'] },
  ),
  breaking(
    'a header may be null',
    'response-type-added',
    [
      header({ schema: text }),
      header({ schema: { type: ['string', 'null'] } }),
    ],
    { direction, catalogueIds: ['response-header-became-nullable'] },
  ),
  harmless(
    'a header is never null',
    [
      header({ schema: { type: ['string', 'null'] } }),
      header({ schema: text }),
    ],
    { direction, catalogueIds: ['response-header-became-not-nullable'] },
  ),
  warned(
    'a link is gone',
    'response-link-removed',
    [
      responses({ 200: { links: { next: { operationId: 'a' } } } }),
      responses({ 200: {} }),
    ],
    { direction, policy: 'strict' },
  ),
  breaking(
    'a schema is gone',
    'response-type-added',
    [
      gives({ 'application/json': { schema: text } }),
      gives({ 'application/json': {} }),
    ],
    { direction, catalogueIds: ['response-body-media-type-schema-removed'] },
  ),
  harmless(
    'a schema is new',
    [
      gives({ 'application/json': {} }),
      gives({ 'application/json': { schema: text } }),
    ],
    { direction, catalogueIds: ['response-body-media-type-schema-added'] },
  ),
];
