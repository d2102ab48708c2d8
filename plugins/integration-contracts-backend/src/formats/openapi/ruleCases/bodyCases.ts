import { JsonObject } from '../../../text/Json';
import { breaking, harmless, operation, request } from './describe';

const text = { type: 'string' };
const takes = (content: JsonObject) => operation({ requestBody: { content } });
const form = (encoding: JsonObject) =>
  takes({
    'multipart/form-data': {
      schema: { type: 'object', properties: { file: text } },
      encoding,
    },
  });
const direction = 'request' as const;
const none = operation({});

export const bodyCases = [
  breaking(
    'requests have no body any more',
    'request-body-removed',
    [request(text), none],
    {
      direction,
      catalogueIds: ['request-body-removed'],
    },
  ),
  breaking(
    'requests need a body, which is new',
    'request-body-required-added',
    [none, request(text, { required: true })],
    { direction, catalogueIds: ['request-body-added-required'] },
  ),
  harmless('requests may have a body, which is new', [none, request(text)], {
    direction,
    catalogueIds: ['request-body-added-optional'],
  }),
  breaking(
    'requests need the body',
    'request-body-became-required',
    [request(text), request(text, { required: true })],
    { direction, catalogueIds: ['request-body-became-required'] },
  ),
  harmless(
    'requests don’t need the body any more',
    [request(text, { required: true }), request(text)],
    { direction, catalogueIds: ['request-body-became-optional'] },
  ),
  breaking(
    'a media type is not accepted any more',
    'request-media-type-removed',
    [
      takes({ 'application/json': {}, 'application/xml': {} }),
      takes({ 'application/json': {} }),
    ],
    { direction, catalogueIds: ['request-body-media-type-removed'] },
  ),
  breaking(
    'a range of media types is narrowed',
    'request-media-type-removed',
    [takes({ 'application/*': {} }), takes({ 'application/json': {} })],
    { direction },
  ),
  breaking(
    'only one charset is accepted',
    'request-media-type-removed',
    [
      takes({ 'application/json': {} }),
      takes({ 'application/json; charset=utf-8': {} }),
    ],
    { direction },
  ),
  harmless('a media type is part of a range now', [
    takes({ 'application/json; charset="UTF-8"': {} }),
    takes({ 'Application/*': {} }),
  ]),
  harmless(
    'a media type is accepted besides',
    [
      takes({ 'application/json': {} }),
      takes({ 'application/json': {}, 'application/xml': {} }),
    ],
    { direction, catalogueIds: ['request-body-media-type-added'] },
  ),
  breaking(
    'a part of a form is written in another way',
    'request-encoding-changed',
    [form({ file: { contentType: 'image/png' } }), form({})],
    { direction },
  ),
  breaking(
    'a schema is new',
    'request-type-removed',
    [
      takes({ 'application/json': {} }),
      takes({ 'application/json': { schema: text } }),
    ],
    { direction, catalogueIds: ['request-body-media-type-schema-added'] },
  ),
  harmless(
    'a schema is gone',
    [
      takes({ 'application/json': { schema: text } }),
      takes({ 'application/json': {} }),
    ],
    { direction, catalogueIds: ['request-body-media-type-schema-removed'] },
  ),
];
