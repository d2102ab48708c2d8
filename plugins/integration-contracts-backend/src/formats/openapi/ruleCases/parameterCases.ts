import { JsonObject } from '../../../text/Json';
import { breaking, harmless, operation, parameters, query } from './describe';

const list = (more: JsonObject) =>
  parameters(
    query({ schema: { type: 'array', items: { type: 'string' } }, ...more }),
  );
const typed = (schema: JsonObject, more: JsonObject = {}) =>
  parameters(query({ schema, ...more }));
const direction = 'request' as const;
const text = { type: 'string' };
const whole = { type: 'integer' };

export const parameterCases = [
  breaking(
    'a required parameter is new',
    'parameter-required-added',
    [parameters(), parameters(query({ required: true }))],
    { direction, catalogueIds: ['new-required-request-parameter'] },
  ),
  breaking(
    'a required parameter is new for all operations of a path',
    'parameter-required-added',
    [
      operation({}),
      {
        ...operation({}),
        paths: {
          '/orders': {
            parameters: [query({ required: true })],
            post: { responses: { 200: {} } },
          },
        },
      },
    ],
    {
      direction,
      catalogueIds: ['new-required-request-default-parameter-to-existing-path'],
    },
  ),
  harmless(
    'an optional parameter is new',
    [parameters(), parameters(query())],
    {
      direction,
      catalogueIds: [
        'new-optional-request-parameter',
        'new-optional-request-default-parameter-to-existing-path',
      ],
    },
  ),
  breaking(
    'a parameter became required',
    'parameter-became-required',
    [parameters(query()), parameters(query({ required: true }))],
    { direction, catalogueIds: ['request-parameter-became-required'] },
  ),
  harmless(
    'a parameter became optional',
    [parameters(query({ required: true })), parameters(query())],
    { direction, catalogueIds: ['request-parameter-became-optional'] },
  ),
  breaking(
    'a parameter is gone',
    'parameter-removed',
    [parameters(query()), parameters()],
    { direction, catalogueIds: ['request-parameter-removed'] },
  ),
  breaking(
    'a parameter moved',
    'parameter-moved',
    [parameters(query()), parameters(query({ in: 'header' }))],
    { direction },
  ),
  breaking(
    'a list is written in another style',
    'parameter-serialization-changed',
    [list({}), list({ style: 'pipeDelimited', explode: false })],
    { direction },
  ),
  breaking(
    'a list is not exploded any more',
    'parameter-serialization-changed',
    [list({}), list({ explode: false })],
    { direction },
  ),
  breaking(
    'reserved characters have to be encoded',
    'parameter-reserved-forbidden',
    [typed(text, { allowReserved: true }), typed(text)],
    { direction },
  ),
  breaking(
    'a parameter can’t be empty any more',
    'parameter-empty-forbidden',
    [typed(text, { allowEmptyValue: true }), typed(text)],
    { direction },
  ),
  breaking(
    'a default is another',
    'parameter-default-changed',
    [typed({ ...whole, default: 1 }), typed({ ...whole, default: 2 })],
    { direction, catalogueIds: ['request-parameter-default-value-changed'] },
  ),
  breaking(
    'a default is new',
    'parameter-default-changed',
    [typed(whole), typed({ ...whole, default: 2 })],
    { direction, catalogueIds: ['request-parameter-default-value-added'] },
  ),
  breaking(
    'a default is gone',
    'parameter-default-changed',
    [typed({ ...whole, default: 1 }), typed(whole)],
    { direction, catalogueIds: ['request-parameter-default-value-removed'] },
  ),
  harmless(
    'a required parameter’s default is another',
    [
      typed({ ...whole, default: 1 }, { required: true }),
      typed({ ...whole, default: 2 }, { required: true }),
    ],
    { direction },
  ),
  harmless('numbers may be any text', [typed(whole), typed(text)], {
    direction,
    catalogueIds: ['request-parameter-type-generalized'],
  }),
  breaking(
    'texts have to be numbers',
    'request-type-removed',
    [typed(text), typed(whole)],
    { direction, catalogueIds: ['request-parameter-type-changed'] },
  ),
  harmless('a single value may be several', [
    typed(text),
    typed({ type: 'array', items: text }),
  ]),
  harmless('how a text is shown is said', [
    typed(text),
    typed({ ...text, format: 'password' }),
  ]),
  harmless('numbers in a list may be any texts', [
    list({ schema: { type: 'array', items: whole } }),
    list({}),
  ]),
  breaking('texts in a list have to be numbers', 'request-type-removed', [
    list({}),
    list({ schema: { type: 'array', items: whole } }),
  ]),
  breaking(
    'a list of texts has to be longer than one of numbers was',
    'request-min-items-increased',
    [
      list({ schema: { type: 'array', items: whole } }),
      list({ schema: { type: 'array', items: text, minItems: 2 } }),
    ],
  ),
  harmless('a header says no more of what only queries can do', [
    operation({
      parameters: [
        query({ in: 'header', allowReserved: true, allowEmptyValue: true }),
      ],
    }),
    operation({ parameters: [query({ in: 'header' })] }),
  ]),
  harmless('a header that OpenAPI ignores is gone', [
    operation({ parameters: [{ ...query(), in: 'header', name: 'Accept' }] }),
    operation({}),
  ]),
];
