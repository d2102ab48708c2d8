import { JsonObject } from '../../../text/Json';
import {
  api,
  breaking,
  harmless,
  operation,
  parameters,
  query,
  warned,
} from './describe';

const PAST = '2020-01-01';
const SOON = '2026-01-15';
const LATER = '2026-06-30';
const LATEST = '2027-06-30';
const deprecated = (sunset?: string): JsonObject => ({
  deprecated: true,
  ...(sunset && { 'x-sunset': sunset }),
});
const old = (value: JsonObject) => operation(value);
const gone = api({ '/orders': {} });
const level = (name: string) => operation({ 'x-stability-level': name });

/** Seen on {@link TODAY}. */
export const TODAY = '2026-01-01';

export const lifecycleCases = [
  breaking(
    'an operation goes before its sunset',
    'operation-removed-before-sunset',
    [old(deprecated(LATER)), gone],
    { catalogueIds: ['api-removed-before-sunset'] },
  ),
  breaking(
    'a path goes before its operations’ sunset',
    'operation-removed-before-sunset',
    [old(deprecated(LATER)), api({})],
    { catalogueIds: ['api-path-removed-before-sunset'] },
  ),
  warned(
    'an operation goes after its sunset',
    'operation-removed-after-deprecation',
    [old(deprecated(PAST)), gone],
    { catalogueIds: ['api-removed-with-deprecation'] },
  ),
  warned(
    'a path goes after its operations’ sunset',
    'operation-removed-after-deprecation',
    [old(deprecated(PAST)), api({})],
    { catalogueIds: ['api-path-removed-with-deprecation'] },
  ),
  warned('what was a draft goes', 'unstable-operation-removed', [
    level('draft'),
    gone,
  ]),
  breaking(
    'the sunset of what goes is no date',
    'sunset-invalid',
    [old(deprecated('soon')), api({})],
    { catalogueIds: ['api-path-sunset-parse'] },
  ),
  breaking(
    'the sunset is no date',
    'sunset-invalid',
    [old({}), old(deprecated('soon'))],
    { catalogueIds: ['api-deprecated-sunset-parse'] },
  ),
  breaking(
    'the sunset is taken back without taking back the deprecation',
    'sunset-removed',
    [old(deprecated(LATER)), old(deprecated())],
    { catalogueIds: ['sunset-deleted'] },
  ),
  breaking(
    'the sunset comes earlier',
    'sunset-moved-earlier',
    [old(deprecated(LATEST)), old(deprecated(LATER))],
    { catalogueIds: ['api-sunset-date-changed-too-small'] },
  ),
  warned(
    'the sunset leaves too little time',
    'sunset-too-early',
    [old({}), old(deprecated(SOON))],
    { catalogueIds: ['api-sunset-date-too-small'] },
  ),
  warned(
    'the deprecation has no sunset',
    'sunset-missing',
    [old({}), old(deprecated())],
    {
      policy: 'strict',
      catalogueIds: ['api-deprecated-sunset-missing', 'endpoint-deprecated'],
    },
  ),
  harmless('the deprecation has a sunset', [old({}), old(deprecated(LATEST))], {
    catalogueIds: ['endpoint-deprecated-with-sunset'],
  }),
  harmless('the deprecation is taken back', [old(deprecated(LATER)), old({})], {
    catalogueIds: ['endpoint-reactivated'],
  }),
  breaking(
    'an operation is less stable',
    'stability-decreased',
    [level('stable'), level('beta')],
    { catalogueIds: ['api-stability-decreased'] },
  ),
  harmless('an operation is more stable', [level('alpha'), level('stable')], {
    catalogueIds: ['api-stability-increased'],
  }),
  breaking(
    'a level of stability is unknown',
    'stability-invalid',
    [operation({}), level('solid')],
    { catalogueIds: ['api-invalid-stability-level'] },
  ),
  breaking(
    'a parameter goes before its sunset',
    'parameter-removed-before-sunset',
    [parameters(query(deprecated(LATER))), parameters()],
    {
      catalogueIds: ['request-parameter-removed-before-sunset'],
      direction: 'request',
    },
  ),
  warned(
    'a parameter goes after its deprecation',
    'parameter-removed-after-deprecation',
    [parameters(query(deprecated(PAST))), parameters()],
    {
      catalogueIds: ['request-parameter-removed-with-deprecation'],
      direction: 'request',
    },
  ),
  breaking(
    'the sunset of a parameter that goes is no date',
    'sunset-invalid',
    [parameters(query(deprecated('soon'))), parameters()],
    { catalogueIds: ['request-parameter-sunset-parse'], direction: 'request' },
  ),
  warned('a parameter of a draft goes', 'unstable-parameter-removed', [
    operation({ 'x-stability-level': 'draft', parameters: [query()] }),
    level('draft'),
  ]),
  breaking(
    'a parameter’s sunset is taken back',
    'sunset-removed',
    [parameters(query(deprecated(LATER))), parameters(query(deprecated()))],
    {
      catalogueIds: ['request-parameter-sunset-deleted'],
      direction: 'request',
    },
  ),
  breaking(
    'a parameter’s sunset comes earlier',
    'sunset-moved-earlier',
    [
      parameters(query(deprecated(LATEST))),
      parameters(query(deprecated(LATER))),
    ],
    {
      catalogueIds: ['request-parameter-sunset-date-changed-too-small'],
      direction: 'request',
    },
  ),
  warned(
    'a parameter’s sunset leaves too little time',
    'sunset-too-early',
    [parameters(query()), parameters(query(deprecated(SOON)))],
    {
      catalogueIds: ['request-parameter-sunset-date-too-small'],
      direction: 'request',
    },
  ),
  warned(
    'a parameter is deprecated without a sunset',
    'sunset-missing',
    [parameters(query()), parameters(query(deprecated()))],
    {
      policy: 'strict',
      catalogueIds: [
        'request-parameter-deprecated',
        'request-parameter-deprecated-sunset-missing',
      ],
      direction: 'request',
    },
  ),
  harmless(
    'a parameter’s deprecation is taken back',
    [parameters(query(deprecated(LATER))), parameters(query())],
    { catalogueIds: ['request-parameter-reactivated'], direction: 'request' },
  ),
];
