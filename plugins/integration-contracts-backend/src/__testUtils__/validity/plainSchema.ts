import { Json, JsonObject } from '../../text/Json';
import { Payload } from './documentsFor';

/** What a format agrees on about payloads beyond JSON Schema. */
export interface Agreement {
  /** `oneOf` is a choice, whose alternatives may overlap. */
  oneOfIsChoice: boolean;
}

/**
 * A payload's schema in JSON Schema 2020-12, for Ajv: written for tests, by the words
 * of the formats' specifications, apart from what reads schemas elsewhere here.
 */
export function plainSchema(payload: Payload, agreed: Agreement): JsonObject {
  const { schema, named } = payload;
  return {
    ...plain(schema, agreed),
    $defs: { A: plain(named.A, agreed), B: plain(named.B, agreed) },
  };
}

/**
 * What those who follow the contract send: no member that it doesn't describe, unless
 * it is asked for. To be taken together with {@link plainSchema}.
 */
export function describedSchema({ schema, named }: Payload): JsonObject {
  return {
    ...described(schema),
    $defs: {
      A: described(named.A),
      B: described(named.B),
    },
  };
}

function plain(schema: Json, agreed: Agreement): JsonObject {
  const inner = (value: Json) => plain(value, agreed);
  const { nullable, oneOf, ...rest } = mapped(schema, inner);
  const alternatives = oneOf && (agreed.oneOfIsChoice ? 'anyOf' : 'oneOf');
  return {
    ...rest,
    ...(alternatives && { [alternatives]: oneOf }),
    ...(nullable === true && { type: [rest.type as string, 'null'] }),
  };
}

/** In OpenAPI 3.0 a flag says that the bound itself is excluded. */
const FLAGS: Readonly<Record<string, string>> = {
  exclusiveMinimum: 'minimum',
  exclusiveMaximum: 'maximum',
};

function unflagged(schema: JsonObject): Array<[string, Json]> {
  const isExcluded = (bound: string) =>
    Object.entries(FLAGS).some(
      ([flag, key]) => key === bound && schema[flag] === true,
    );
  return Object.entries(schema).flatMap(
    ([key, value = null]): Array<[string, Json]> => {
      if (isExcluded(key)) {
        return [];
      }
      if (typeof value !== 'boolean' || !(key in FLAGS)) {
        return [[key, value]];
      }
      const bound = schema[FLAGS[key]];
      return value && bound !== undefined ? [[key, bound]] : [];
    },
  );
}

function described(schema: Json): JsonObject {
  const { $ref, anyOf, oneOf, allOf, type } = schema as JsonObject;
  if ($ref) {
    return { $ref: referenced(String($ref)) };
  }
  const either = (anyOf ?? oneOf) as Json[] | undefined;
  if (either) {
    return { anyOf: either.map(described) };
  }
  if (allOf) {
    const parts = (allOf as Json[]).map(members);
    return { allOf: parts, unevaluatedProperties: false };
  }
  return String(type).startsWith('object')
    ? { ...members(schema), unevaluatedProperties: false }
    : mapped(schema, described, ['items']);
}

/** The members of an object, and nothing said of others. */
function members(schema: Json): JsonObject {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as JsonObject;
  const asked = Object.fromEntries(
    (required as string[]).map(name => [name, true]),
  );
  const own = Object.fromEntries(
    Object.entries(properties as JsonObject).map(([name, value]) => [
      name,
      described(value ?? null),
    ]),
  );
  return {
    properties: { ...asked, ...own },
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: described(additionalProperties),
    }),
  };
}

function referenced(reference: string): string {
  return `#/$defs/${reference.split('/').pop()}`;
}

/** The schema with its inner ones put in another form. */
function mapped(
  schema: Json,
  inner: (value: Json) => Json,
  only?: readonly string[],
): JsonObject {
  const entries = unflagged(schema as JsonObject).flatMap(
    ([key, value]): Array<[string, Json]> => {
      if (only && !only.includes(key)) {
        return [];
      }
      switch (key) {
        case '$ref':
          return [[key, referenced(String(value))]];
        case 'properties':
          return [
            [
              key,
              Object.fromEntries(
                Object.entries(value as JsonObject).map(([name, one]) => [
                  name,
                  inner(one ?? null),
                ]),
              ),
            ],
          ];
        case 'allOf':
        case 'anyOf':
        case 'oneOf':
          return [[key, (value as Json[]).map(inner)]];
        case 'items':
          return [[key, inner(value)]];
        case 'additionalProperties':
          return [[key, typeof value === 'object' ? inner(value) : value]];
        default:
          return [[key, value]];
      }
    },
  );
  return Object.fromEntries(entries);
}
