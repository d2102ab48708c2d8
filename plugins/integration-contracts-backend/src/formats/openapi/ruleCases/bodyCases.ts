import { JsonObject } from '../../../text/Json';
import { breaking, harmless, operation, request, responses } from './describe';

const text = { type: 'string' };
const takes = (content: JsonObject) => operation({ requestBody: { content } });
const form = (encoding: JsonObject) =>
  takes({
    'multipart/form-data': {
      schema: { type: 'object', properties: { file: text } },
      encoding,
    },
  });
const uploads = (file: JsonObject) =>
  takes({
    'multipart/form-data': {
      schema: { type: 'object', properties: { file } },
    },
  });
const asXml = (properties: JsonObject) => ({
  'application/xml': { schema: { type: 'object', properties } },
});
const xmlRequest = (properties: JsonObject) => takes(asXml(properties));
const xmlResponse = (properties: JsonObject) =>
  responses({ 200: { content: asXml(properties) } });
const lines = (more: JsonObject) =>
  xmlRequest({ lines: { type: 'array', items: text, ...more } });
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
    [takes({ 'text/csv': {} }), takes({ 'text/csv; charset=utf-8': {} })],
    { direction },
  ),
  harmless('the charset that JSON has anyway is said', [
    takes({ 'application/json': {} }),
    takes({ 'application/json; charset=utf-8': {} }),
  ]),
  harmless('plain texts were numbers', [
    takes({ 'text/plain': { schema: { type: 'number' } } }),
    takes({ 'text/plain': { schema: text } }),
  ]),
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
  harmless(
    'a part of a form may have one more media type',
    [
      form({ file: { contentType: 'image/png' } }),
      form({ file: { contentType: 'image/png, image/jpeg' } }),
    ],
    { direction },
  ),
  breaking(
    'a part of a form may have one media type less',
    'request-encoding-changed',
    [
      form({ file: { contentType: 'image/*' } }),
      form({ file: { contentType: 'image/png, image/jpeg' } }),
    ],
    { direction },
  ),
  ...(
    [
      ['has another name', { name: 'other' }],
      ['has a namespace', { namespace: 'https://orders.example' }],
      ['is an attribute', { attribute: true }],
    ] as const
  ).flatMap(([what, xml]) => [
    breaking(
      `a member ${what} in XML`,
      'request-encoding-changed',
      [xmlRequest({ total: text }), xmlRequest({ total: { ...text, xml } })],
      { direction },
    ),
    breaking(
      `a member ${what} in XML, and comes back so`,
      'response-encoding-changed',
      [xmlResponse({ total: text }), xmlResponse({ total: { ...text, xml } })],
      { direction: 'response' },
    ),
    harmless(
      `a member ${what} in XML, but bodies are JSON`,
      [
        request({ type: 'object', properties: { total: text } }),
        request({ type: 'object', properties: { total: { ...text, xml } } }),
      ],
      { direction },
    ),
  ]),
  breaking(
    'a list gets an element around it in XML',
    'request-encoding-changed',
    [lines({}), lines({ xml: { wrapped: true } })],
    { direction },
  ),
  breaking(
    'what a list holds has another name in XML',
    'request-encoding-changed',
    [lines({}), lines({ items: { ...text, xml: { name: 'line' } } })],
    { direction },
  ),
  harmless(
    'what holds in XML anyway is said',
    [
      xmlRequest({ total: text }),
      xmlRequest({
        total: { ...text, xml: { name: 'total', attribute: false } },
      }),
    ],
    { direction },
  ),
  harmless(
    'another prefix stands for a namespace in XML',
    [
      xmlRequest({ total: { ...text, xml: { namespace: 'a', prefix: 'x' } } }),
      xmlRequest({ total: { ...text, xml: { namespace: 'a', prefix: 'y' } } }),
    ],
    { direction },
  ),
  breaking(
    'a part that was a file is a text',
    'request-encoding-changed',
    [uploads({ ...text, format: 'binary' }), uploads(text)],
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
