import { Json, JsonObject } from '../../../text/Json';
import { breaking, harmless, operation, warned } from './describe';

const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
const oauth = (
  more: JsonObject = {},
  scopes: JsonObject = { read: '', write: '' },
) => ({
  type: 'oauth2',
  flows: {
    clientCredentials: { tokenUrl: 'https://a.example/token', scopes, ...more },
  },
});
const all = { key, other: { ...key, name: 'X-Other' }, oauth: oauth() };
const secured = (security: Json[], schemes: JsonObject = all) =>
  operation({ security }, { components: { securitySchemes: schemes } });
const globally = (security: Json[]) =>
  operation({}, { security, components: { securitySchemes: all } });
const withKey = (value: JsonObject) => secured([{ key: [] }], { key: value });
const withOauth = (value: JsonObject) =>
  secured([{ oauth: [] }], { oauth: value });

export const securityCases = [
  breaking(
    'credentials are needed',
    'security-added',
    [secured([]), secured([{ key: [] }])],
    {
      catalogueIds: ['api-security-added'],
    },
  ),
  breaking(
    'credentials are needed everywhere',
    'security-added',
    [globally([]), globally([{ key: [] }])],
    {
      catalogueIds: ['api-global-security-added'],
    },
  ),
  harmless('no credentials are needed', [secured([{ key: [] }]), secured([])], {
    catalogueIds: ['api-security-removed'],
  }),
  harmless(
    'no credentials are needed anywhere',
    [globally([{ key: [] }]), globally([])],
    {
      catalogueIds: ['api-global-security-removed'],
    },
  ),
  harmless('credentials are possible', [
    secured([]),
    secured([{}, { key: [] }]),
  ]),
  breaking('a second credential is needed', 'security-scheme-added', [
    secured([{ key: [] }]),
    secured([{ key: [], other: [] }]),
  ]),
  breaking('an alternative is gone', 'security-alternative-removed', [
    secured([{ key: [] }, { other: [] }]),
    secured([{ key: [] }]),
  ]),
  breaking(
    'a scope is needed',
    'security-scope-added',
    [secured([{ oauth: ['read'] }]), secured([{ oauth: ['read', 'write'] }])],
    { catalogueIds: ['api-security-scope-added'] },
  ),
  breaking(
    'a scope is needed everywhere',
    'security-scope-added',
    [globally([{ oauth: ['read'] }]), globally([{ oauth: ['read', 'write'] }])],
    { catalogueIds: ['api-global-security-scope-added'] },
  ),
  harmless(
    'a scope is not needed any more',
    [secured([{ oauth: ['read', 'write'] }]), secured([{ oauth: ['read'] }])],
    { catalogueIds: ['api-security-scope-removed'] },
  ),
  harmless(
    'a scope is not needed anywhere any more',
    [globally([{ oauth: ['read', 'write'] }]), globally([{ oauth: ['read'] }])],
    { catalogueIds: ['api-global-security-scope-removed'] },
  ),
  harmless('a scheme has another name', [
    secured([{ key: [] }], { key }),
    secured([{ apiKey: [] }], { apiKey: key }),
  ]),
  breaking(
    'a scheme is of another type',
    'security-scheme-changed',
    [withKey(key), withKey({ type: 'http', scheme: 'basic' })],
    { catalogueIds: ['api-security-component-type-changed'] },
  ),
  breaking('a key goes to another place', 'security-scheme-changed', [
    withKey(key),
    withKey({ ...key, in: 'query' }),
  ]),
  breaking(
    'tokens come from another address',
    'security-scheme-changed',
    [
      withOauth(oauth()),
      withOauth(oauth({ tokenUrl: 'https://b.example/token' })),
    ],
    { catalogueIds: ['api-security-component-oauth-token-url-changed'] },
  ),
  breaking(
    'people are asked at another address',
    'security-scheme-changed',
    [
      withOauth(oauth({ authorizationUrl: 'https://a.example/ask' })),
      withOauth(oauth({ authorizationUrl: 'https://b.example/ask' })),
    ],
    { catalogueIds: ['api-security-component-oauth-url-changed'] },
  ),
  breaking('a flow is gone', 'security-flow-removed', [
    withOauth(oauth()),
    withOauth({ type: 'oauth2', flows: {} }),
  ]),
  harmless('one more flow', [
    withOauth(oauth()),
    withOauth({
      type: 'oauth2',
      flows: {
        ...(oauth() as { flows: JsonObject }).flows,
        password: { tokenUrl: 'https://a.example/password', scopes: {} },
      },
    }),
  ]),
  breaking('tokens have another form', 'security-scheme-hint-changed', [
    withKey({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }),
    withKey({ type: 'http', scheme: 'bearer', bearerFormat: 'opaque' }),
  ]),
  warned(
    'a scope is not defined any more',
    'security-scope-undefined',
    [withOauth(oauth()), withOauth(oauth({}, { read: '' }))],
    { catalogueIds: ['api-security-component-oauth-scope-removed'] },
  ),
  harmless(
    'a scope is defined besides',
    [withOauth(oauth({}, { read: '' })), withOauth(oauth())],
    { catalogueIds: ['api-security-component-oauth-scope-added'] },
  ),
  harmless(
    'a scope is described otherwise',
    [withOauth(oauth({}, { read: 'a' })), withOauth(oauth({}, { read: 'b' }))],
    { catalogueIds: ['api-security-component-oauth-scope-changed'] },
  ),
  harmless(
    'a scheme that nothing uses is gone',
    [secured([], { key }), secured([], {})],
    { catalogueIds: ['api-security-component-removed'] },
  ),
  harmless('a scheme is new', [secured([], {}), secured([], { key })], {
    catalogueIds: ['api-security-component-added'],
  }),
];
