import { TooComplexError } from '../jsonSchema/Budget';
import { ContractText } from '../../text/ContractText';
import { ContractTextError } from '../../text/ContractTextError';
import { Json } from '../../text/Json';
import { compareOpenApi } from './compareOpenApi';
import { openApiFormat } from './openApiFormat';

const swagger = `swagger: "2.0"
info: {title: Orders, version: "1"}
host: api.example
basePath: /v1
schemes: [https]
securityDefinitions:
  login: {type: basic}
  apps:
    type: oauth2
    flow: application
    tokenUrl: https://api.example/token
    scopes: {read: Read}
security: [{login: []}]
paths:
  /orders/{id}:
    parameters:
      - {name: id, in: path, required: true, type: string}
    get:
      produces: [application/json]
      parameters:
        - {name: tags, in: query, type: array, collectionFormat: multi, items: {type: string}}
        - {name: limit, in: query, type: integer, maximum: 9}
      responses:
        200:
          description: Done
          schema: {$ref: '#/definitions/Order'}
          headers: {X-Total: {type: integer}}
    post:
      consumes: [multipart/form-data]
      parameters:
        - {name: note, in: formData, type: string, maxLength: 9}
        - {name: scan, in: formData, type: file}
      responses: {201: {description: Done}}
definitions:
  Order:
    type: object
    required: [id]
    properties: {id: {type: string}, note: {type: string, x-nullable: true}}
`;

const openapi = `openapi: 3.0.3
info: {title: Orders, version: "1"}
servers: [{url: 'https://api.example/v1/'}]
security: [{login: []}]
paths:
  /orders/{key}:
    parameters:
      - {name: key, in: path, required: true, schema: {type: string}}
    get:
      parameters:
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: limit, in: query, schema: {type: integer, maximum: 9}}
      responses:
        '200':
          description: Done
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
          headers: {x-total: {schema: {type: integer}}}
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                note: {type: string, maxLength: 9}
                scan: {type: string, format: binary}
      responses: {'201': {description: Done}}
components:
  securitySchemes:
    login: {type: http, scheme: Basic}
  schemas:
    Order:
      type: object
      required: [id]
      properties: {id: {type: string}, note: {type: string, nullable: true}}
`;

const read = (text: string) => openApiFormat.read(new ContractText(text));
const clashes = (old: string, next: string) =>
  compareOpenApi(read(old), read(next), 'semantic');

function problemOf(text: string): ContractTextError {
  try {
    throw new Error(`Was taken as ${JSON.stringify(read(text).content)}`);
  } catch (error) {
    return error as ContractTextError;
  }
}

describe('the OpenAPI format', () => {
  it('reads 2.0 as what later versions would write', () => {
    expect(clashes(swagger, openapi)).toEqual([]);
    expect(clashes(openapi, swagger)).toEqual([]);
    const openapi31 = openapi
      .replace('3.0.3', '3.1.0')
      .replace('type: string, nullable: true', "type: [string, 'null']");
    expect(clashes(openapi, openapi31)).toEqual([]);
  });

  it.each([
    [
      'maximum: 9',
      'maximum: 5',
      'request-maximum-tightened',
      '/paths/~1orders~1{id}/get/parameters/1/maximum',
    ],
    [
      'maxLength: 9',
      'maxLength: 5',
      'request-max-length-decreased',
      '/paths/~1orders~1{id}/post/parameters/0/maxLength',
    ],
    [
      'required: [id]',
      'required: []',
      'response-property-became-optional',
      '/definitions/Order/required',
    ],
    [
      'type: basic',
      'type: apiKey',
      'security-scheme-changed',
      '/securityDefinitions/login',
    ],
    ['basePath: /v1', 'basePath: /v2', 'server-path-changed', '/host'],
    [
      'collectionFormat: multi',
      'collectionFormat: pipes',
      'parameter-serialization-changed',
      '/paths/~1orders~1{id}/get/parameters/0/style',
    ],
    [
      'consumes: [multipart/form-data]',
      'consumes: [a/b]',
      'request-media-type-removed',
      '/paths/~1orders~1{id}/post/parameters',
    ],
  ])('finds in 2.0 that %s became %s', (old, next, ruleId, writerPointer) => {
    expect(clashes(swagger, swagger.replace(old, next))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ruleId, writerPointer }),
      ]),
    );
  });

  it('points into both texts, wherever the schema stands', () => {
    const moved = openapi
      .replace(
        "{$ref: '#/components/schemas/Order'}",
        '{type: object, properties: {id: {type: integer}}, required: [id]}',
      )
      .replace('/orders/{key}:', '/orders/{number}:')
      .replace('name: key', 'name: number');
    const [clash] = clashes(openapi, moved);
    expect(clash).toMatchObject({
      ruleId: 'response-type-added',
      writerPointer: '/components/schemas/Order/properties/id',
      readerPointer:
        '/paths/~1orders~1{number}/get/responses/200/content/application~1json/schema/properties/id',
    });
    expect(clash.message).toMatch(
      /^GET \/orders\/\{key\}: In the response 200/,
    );
    expect(new ContractText(moved).locate(clash.readerPointer)).toMatchObject({
      line: 16,
    });
  });

  it('tells a clash that operations share once, with all of them', () => {
    const two = openapi.replace(
      '    post:',
      `    put:
      responses:
        '200':
          description: Done
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
    post:`,
    );
    const found = clashes(two, two.replace('required: [id]', 'required: []'));
    expect(found).toHaveLength(1);
    expect(found[0].message).toMatch(/\(and 1 more operation\)/);
  });

  it.each([
    ['{"a": 1}', 1, 1, /neither "openapi" nor "swagger"/],
    ['openapi: 4.0.0\npaths: {}', 1, 1, /version of OpenAPI is not known/],
    ['openapi: 3.0.0\ninfo: {}', 1, 1, /has to have "paths"/],
    ['openapi: 3.0.0\npaths: []', 2, 1, /"paths" has to be an object/],
    ['openapi: 3.0.0\npaths:\n  orders: {}', 3, 3, /begin with a slash/],
    [
      'openapi: 3.0.0\npaths:\n  /a: 1',
      3,
      3,
      /has to be an object with operations/,
    ],
    ['openapi: 3.0.0\npaths: {', 2, 9, /./],
  ])('refuses %j with the place', (text, line, column, problem) => {
    const error = problemOf(text);
    expect(error).toBeInstanceOf(ContractTextError);
    expect(error.message).toMatch(problem);
    expect(error.place).toEqual({ line, column });
  });

  it('recognises its own texts only', () => {
    expect(openApiFormat.recognises({ openapi: '3.1.0' })).toBe(true);
    expect(openApiFormat.recognises({ swagger: '2.0' })).toBe(true);
    expect(openApiFormat.recognises({ type: 'object' })).toBe(false);
    expect(openApiFormat.recognises(null)).toBe(false);
  });

  it('takes references that lead round, nowhere and outside', () => {
    const round = (more: string) => `openapi: 3.0.0
paths:
  /a: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {'200': {content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}}}}}
components:
  parameters: {P: {$ref: '#/components/parameters/P'}}
  schemas:
    A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: 'other.yaml#/C'}]}
    B: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/nowhere'}], ${more}}
`;
    expect(
      clashes(round('minLength: 1'), round('title: T, minLength: 1')),
    ).toEqual([]);
    expect(clashes(round('type: string'), round('type: integer'))).not.toEqual(
      [],
    );
  });

  it('refuses what is too complex instead of going on for ever', () => {
    const many = (limit: number): Json => ({
      openapi: '3.1.0',
      paths: {
        '/a': {
          post: {
            requestBody: {
              content: {
                'a/b': {
                  schema: {
                    allOf: Array.from({ length: 12 }, (_, at) => ({
                      anyOf: [
                        { properties: { [`a${at}`]: { maxLength: limit } } },
                        { properties: { [`b${at}`]: { maxLength: limit } } },
                      ],
                    })),
                  },
                },
              },
            },
          },
        },
      },
    });
    const of = (limit: number) =>
      openApiFormat.read(ContractText.of(many(limit)));
    expect(() => compareOpenApi(of(5), of(4), 'semantic')).toThrow(
      TooComplexError,
    );
  });
});
