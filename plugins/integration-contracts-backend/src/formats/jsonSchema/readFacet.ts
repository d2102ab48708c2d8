import {
  Json,
  JsonObject,
  JsonType,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import {
  ArrayFacet,
  Bound,
  Facet,
  NumberFacet,
  ObjectFacet,
  StringFacet,
  everyValue,
} from './Facet';
import { SchemaNode, SchemaPart } from './SchemaNode';
import { childNode } from './childNode';
import { combines, readLayers } from './readLayers';

/** OpenAPI's formats for numbers; all others are about strings. */
const NUMBER_FORMATS = new Set([
  'int32',
  'int64',
  'float',
  'double',
  'decimal',
]);

/** What a schema's own keywords say about the values of a type. */
export function readFacet(
  type: JsonType,
  part: SchemaPart,
  schema: JsonObject,
): Facet {
  const facet = everyValue(type, part.pointer);
  const origins = originsOf(part.pointer, schema);
  switch (facet.type) {
    case 'number':
      return { ...facet, origins, ...readNumbers(schema) } as NumberFacet;
    case 'string':
      return { ...facet, origins, ...readStrings(schema) } as StringFacet;
    case 'array':
      return { ...facet, origins, ...readItems(part, schema) } as ArrayFacet;
    case 'object':
      return { ...facet, origins, ...readMembers(part, schema) } as ObjectFacet;
    default:
      return facet;
  }
}

function originsOf(pointer: string, schema: JsonObject) {
  const origins: Record<string, string> = {};
  for (const keyword of Object.keys(schema)) {
    origins[keyword] = childPointer(pointer, keyword);
  }
  return origins;
}

function numberOf(schema: JsonObject, keyword: string): number | undefined {
  const value = member(schema, keyword);
  return typeof value === 'number' ? value : undefined;
}

function readNumbers(schema: JsonObject): Partial<NumberFacet> {
  const multiple =
    numberOf(schema, 'multipleOf') ?? numberOf(schema, 'divisibleBy');
  const format = member(schema, 'format');
  return {
    integer: false,
    minimum: readBound(schema, 'minimum', 'exclusiveMinimum', 1),
    maximum: readBound(schema, 'maximum', 'exclusiveMaximum', -1),
    multiplesOf: multiple === undefined ? [] : [multiple],
    formats:
      typeof format === 'string' && NUMBER_FORMATS.has(format) ? [format] : [],
  };
}

/** In draft 4 and OpenAPI 3.0, `exclusive…` is true or false beside the bound; later a bound of its own. */
function readBound(
  schema: JsonObject,
  keyword: string,
  exclusiveKeyword: string,
  sign: 1 | -1,
): Bound | undefined {
  const value = numberOf(schema, keyword);
  const limit = numberOf(schema, exclusiveKeyword);
  if (
    limit !== undefined &&
    (value === undefined || sign * limit >= sign * value)
  ) {
    return { value: limit, exclusive: true };
  }
  return value === undefined
    ? undefined
    : { value, exclusive: member(schema, exclusiveKeyword) === true };
}

/** Patterns that every text has a match for, if only an empty one. */
const ANY_TEXT = /^\^?(\.\*)?$/;

function readStrings(schema: JsonObject): Partial<StringFacet> {
  const text = (keyword: string) => {
    const value = member(schema, keyword);
    return typeof value === 'string' ? [value] : [];
  };
  return {
    minLength: numberOf(schema, 'minLength') ?? 0,
    maxLength: numberOf(schema, 'maxLength') ?? Infinity,
    patterns: text('pattern').filter(pattern => !ANY_TEXT.test(pattern)),
    formats: text('format').filter(format => !NUMBER_FORMATS.has(format)),
    contents: ['contentEncoding', 'contentMediaType'].flatMap(keyword =>
      text(keyword).map(value => `${keyword} ${value}`),
    ),
  };
}

function readItems(part: SchemaPart, schema: JsonObject): Partial<ArrayFacet> {
  const prefixKeyword = Array.isArray(member(schema, 'prefixItems'))
    ? 'prefixItems'
    : 'items';
  const tuple = member(schema, prefixKeyword);
  const isTuple = Array.isArray(tuple);
  const plainKeyword =
    isTuple && prefixKeyword === 'items' ? 'additionalItems' : 'items';
  // Like unevaluatedProperties: nothing else has looked at the items.
  const restKeyword =
    member(schema, plainKeyword) === undefined &&
    member(schema, 'contains') === undefined &&
    !combines(schema)
      ? 'unevaluatedItems'
      : plainKeyword;
  const contains = member(schema, 'contains');
  return {
    minItems: numberOf(schema, 'minItems') ?? 0,
    maxItems: numberOf(schema, 'maxItems') ?? Infinity,
    prefix: isTuple
      ? tuple.map((_: Json, at: number) => childNode(part, prefixKeyword, at))
      : [],
    rest: subschema(part, schema, restKeyword),
    contains:
      contains === undefined
        ? []
        : [
            {
              node: childNode(part, 'contains'),
              minimum: numberOf(schema, 'minContains') ?? 1,
              maximum: numberOf(schema, 'maxContains') ?? Infinity,
            },
          ],
    unique: member(schema, 'uniqueItems') === true,
  };
}

function subschema(part: SchemaPart, schema: JsonObject, keyword: string) {
  return member(schema, keyword) === undefined
    ? SchemaNode.everything
    : childNode(part, keyword);
}

function readMembers(
  part: SchemaPart,
  schema: JsonObject,
): Partial<ObjectFacet> {
  const required = member(schema, 'required');
  const dependentRequired = new Map<string, readonly string[]>();
  for (const keyword of ['dependencies', 'dependentRequired']) {
    const listed = member(schema, keyword);
    if (isJsonObject(listed)) {
      for (const name of Object.keys(listed)) {
        const needed = listed[name];
        if (Array.isArray(needed)) {
          const others = dependentRequired.get(name) ?? [];
          dependentRequired.set(name, [...others, ...(needed as string[])]);
        }
      }
    }
  }
  return {
    layers: readLayers(part, schema),
    required: new Set(Array.isArray(required) ? (required as string[]) : []),
    dependentRequired,
    minProperties: numberOf(schema, 'minProperties') ?? 0,
    maxProperties: numberOf(schema, 'maxProperties') ?? Infinity,
    names:
      member(schema, 'propertyNames') === undefined
        ? []
        : [childNode(part, 'propertyNames')],
  };
}
