import { Json } from '../../../../text/Json';

/** Two schemas, the differences between them, and whether they are compatible. */
export type StrictCase = readonly [Json, Json, string[], boolean];

export const text: Json = { type: 'string' };
export const closed = { additionalProperties: false };
export const object = (properties: Json, more: object = {}) =>
  ({ type: 'object', properties, ...more }) as Json;
export const list = (items: Json, more: object = {}) =>
  ({ type: 'array', items, ...more }) as Json;

/** In the dialect that has `prefixItems`, `dependentRequired` and `unevaluatedItems`. */
export const modern = (schema: object) =>
  ({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...schema,
  }) as Json;
