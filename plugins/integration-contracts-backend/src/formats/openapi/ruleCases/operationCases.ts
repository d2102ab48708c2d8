import { JsonObject } from '../../../text/Json';
import { api, breaking, harmless, operation, warned } from './describe';

const done = { responses: { 200: { description: 'Done' } } };
const both = { get: done, post: done };
const hook = (value: JsonObject) =>
  api({}, { webhooks: { shipped: { post: { ...done, ...value } } } });
const body = (schema: JsonObject, required = true) => ({
  requestBody: { required, content: { 'application/json': { schema } } },
});
const called = (value: JsonObject) =>
  operation({
    callbacks: {
      onShipped: { '{$request.body#/url}': { post: { ...done, ...value } } },
    },
  });
const one = { type: 'object', properties: { a: { type: 'string' } } };
const at = (...urls: string[]) => ({ servers: urls.map(url => ({ url })) });
const servers = (...urls: string[]) =>
  api({ '/a': { get: done } }, at(...urls));
const withOwn = (item: JsonObject) =>
  api({ '/a': item }, at('https://a.example/v1'));
const region = (...values: string[]) =>
  api(
    { '/a': { get: done } },
    {
      servers: [
        {
          url: 'https://{region}.example',
          variables: { region: { enum: values } },
        },
      ],
    },
  );

export const operationCases = [
  breaking('a path is gone', 'path-removed', [api({ '/a': both }), api({})], {
    catalogueIds: ['api-path-removed-without-deprecation'],
  }),
  breaking(
    'an operation is gone',
    'operation-removed',
    [api({ '/a': both }), api({ '/a': { get: done } })],
    { catalogueIds: ['api-removed-without-deprecation'] },
  ),
  harmless(
    'an operation is new',
    [api({ '/a': { get: done } }), api({ '/a': both })],
    {
      catalogueIds: ['endpoint-added'],
    },
  ),
  harmless('a path parameter has another name', [
    api({
      '/a/{id}': {
        get: {
          ...done,
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              schema: { type: 'string' },
            },
          ],
        },
      },
    }),
    api({
      '/a/{key}': {
        get: {
          ...done,
          parameters: [
            {
              name: 'key',
              in: 'path',
              required: true,
              schema: { type: 'string' },
            },
          ],
        },
      },
    }),
  ]),
  warned(
    'the operationId is another',
    'operation-id-changed',
    [operation({ operationId: 'add' }), operation({ operationId: 'create' })],
    { policy: 'strict' },
  ),
  warned(
    'the operationId is gone',
    'operation-id-changed',
    [operation({ operationId: 'add' }), operation({})],
    { policy: 'strict', catalogueIds: ['api-operation-id-removed'] },
  ),
  harmless(
    'an operationId is new',
    [operation({}), operation({ operationId: 'a' })],
    {
      catalogueIds: ['api-operation-id-added'],
      policy: 'strict',
    },
  ),
  harmless('a tag is new', [operation({}), operation({ tags: ['a'] })], {
    catalogueIds: ['api-tag-added'],
    policy: 'strict',
  }),
  harmless('a tag is gone', [operation({ tags: ['a'] }), operation({})], {
    catalogueIds: ['api-tag-removed'],
    policy: 'strict',
  }),
  harmless(
    'a schema that nothing uses is gone',
    [api({}, { components: { schemas: { A: one } } }), api({})],
    { catalogueIds: ['api-schema-removed'], policy: 'strict' },
  ),
  breaking('a webhook is gone', 'webhook-removed', [hook({}), api({})], {
    catalogueIds: ['webhook-removed'],
  }),
  harmless('a webhook is new', [api({}), hook({})], {
    catalogueIds: ['webhook-added'],
  }),
  breaking(
    'a webhook’s body may be missing',
    'request-body-became-optional',
    [hook(body(one)), hook(body(one, false))],
    { direction: 'request' },
  ),
  harmless('a webhook’s body is always there', [
    hook(body(one, false)),
    hook(body(one)),
  ]),
  breaking(
    'a webhook’s member may be missing',
    'request-property-became-optional',
    [hook(body({ ...one, required: ['a'] })), hook(body(one))],
    { direction: 'request' },
  ),
  harmless('a webhook’s member is always there', [
    hook(body(one)),
    hook(body({ ...one, required: ['a'] })),
  ]),
  breaking(
    'a webhook comes in a new media type',
    'request-media-type-added',
    [
      hook({ requestBody: { content: { 'application/json': {} } } }),
      hook({ requestBody: { content: { 'application/xml': {} } } }),
    ],
    { direction: 'request' },
  ),
  breaking(
    'a webhook’s answer is not taken any more',
    'response-success-not-taken',
    [
      hook({ responses: { 200: done, 202: done } }),
      hook({ responses: { 200: done } }),
    ],
    { direction: 'response' },
  ),
  breaking('a callback is gone', 'callback-removed', [
    called({}),
    operation({}),
  ]),
  breaking(
    'a callback’s member may be missing',
    'request-property-became-optional',
    [called(body({ ...one, required: ['a'] })), called(body(one))],
    { direction: 'request' },
  ),
  warned('a server is not listed any more', 'server-removed', [
    servers('https://a.example', 'https://b.example'),
    servers('https://a.example'),
  ]),
  breaking('all servers have another base path', 'server-path-changed', [
    servers('https://a.example/v1'),
    servers('https://a.example/v2'),
  ]),
  breaking('an operation moves to another base path', 'server-path-changed', [
    servers('https://a.example/v1'),
    withOwn({ get: { ...done, ...at('https://a.example/v2') } }),
  ]),
  breaking('a path moves to another base path', 'server-path-changed', [
    servers('https://a.example/v1'),
    withOwn({ get: done, ...at('https://a.example/v2') }),
  ]),
  harmless('an operation says the servers that it had anyway', [
    servers('https://a.example/v1'),
    withOwn({ get: { ...done, ...at('https://a.example/v1') } }),
  ]),
  warned('a server’s variable has a value less', 'server-variable-narrowed', [
    region('eu', 'us'),
    region('eu'),
  ]),
];
