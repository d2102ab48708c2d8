import { childNode } from '../childNode';
import {
  Json,
  JsonObject,
  canonicalText,
  isJsonObject,
  member,
} from '../../../text/Json';
import { SchemaPart } from '../SchemaNode';

export type StrictKind =
  | 'everything'
  | 'nothing'
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'object'
  | 'array'
  | 'enum'
  | 'const'
  | 'not'
  | 'condition'
  | 'allOf'
  | 'anyOf'
  | 'oneOf';

/** A schema as a registry classes it: by one kind, or as a combination of such. */
export interface StrictShape {
  kind: StrictKind;
  part: SchemaPart;
  /** Empty where the schema is true or false. */
  schema: JsonObject;
  /** What a combination is made of, each text once. Read when asked for: schemas may contain themselves. */
  readonly members: StrictShape[];
  integer?: boolean;
}

const KEYWORDS_BY_TYPE: Record<string, readonly string[]> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  array: [
    'items',
    'prefixItems',
    'additionalItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'unevaluatedItems',
  ],
  number: [
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
  ],
  object: [
    'properties',
    'required',
    'minProperties',
    'maxProperties',
    'dependencies',
    'dependentRequired',
    'dependentSchemas',
    'patternProperties',
    'additionalProperties',
    'propertyNames',
    'unevaluatedProperties',
  ],
};

/** Follows references, and classes what they lead to. */
export function strictShape(start: SchemaPart): StrictShape {
  const part = followReferences(start);
  const { schema } = part;
  if (!isJsonObject(schema)) {
    const kind = schema === false ? 'nothing' : 'everything';
    return { kind, part, schema: {}, members: [] };
  }
  const aspects = aspectsOf(part, schema);
  if (aspects.length === 0) {
    return { kind: 'everything', part, schema, members: [] };
  }
  return aspects.length === 1
    ? aspects[0]
    : { kind: 'allOf', part, schema, members: aspects };
}

/** A schema below another, or nothing where the keyword isn't there. */
export function childShape(
  { part, schema }: StrictShape,
  ...tokens: Array<string | number>
): StrictShape | undefined {
  let value: Json | undefined = schema;
  for (const token of tokens) {
    if (Array.isArray(value)) {
      value = value[Number(token)];
    } else {
      value = isJsonObject(value) ? member(value, String(token)) : undefined;
    }
  }
  return value === undefined ? undefined : shapeAt(part, ...tokens);
}

function shapeAt(part: SchemaPart, ...tokens: Array<string | number>) {
  const [below] = childNode(part, ...tokens).parts;
  // Schemas that are true have no node of their own.
  return strictShape(below ?? { ...part, schema: true });
}

function followReferences(start: SchemaPart): SchemaPart {
  let part = start;
  const seen = new Set<string>();
  while (isJsonObject(part.schema) && !seen.has(part.pointer)) {
    const reference = member(part.schema, '$ref');
    if (typeof reference !== 'string') {
      break;
    }
    seen.add(part.pointer);
    part = part.document.resolve(reference, part.base);
  }
  return part;
}

function aspectsOf(part: SchemaPart, schema: JsonObject): StrictShape[] {
  const aspect = (
    kind: StrictKind,
    readMembers: () => StrictShape[] = () => [],
  ): StrictShape => {
    let members: StrictShape[] | undefined;
    return {
      kind,
      part,
      schema,
      get members() {
        members ??= readMembers();
        return members;
      },
    };
  };
  const has = (keyword: string) => member(schema, keyword) !== undefined;
  const found: StrictShape[] = [];
  if (has('enum')) {
    found.push(aspect('enum'));
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const listed = member(schema, keyword);
    if (Array.isArray(listed)) {
      found.push(aspect(keyword, () => branches(part, keyword, listed)));
    }
  }
  for (const keyword of ['not', 'const'] as const) {
    if (has(keyword)) {
      found.push(aspect(keyword));
    }
  }
  const type = member(schema, 'type');
  if (Array.isArray(type)) {
    found.push(
      aspect('anyOf', () => type.map(one => ofType(part, schema, String(one)))),
    );
  } else if (typeof type === 'string') {
    found.push(ofType(part, schema, type));
  } else {
    for (const [kind, keywords] of Object.entries(KEYWORDS_BY_TYPE)) {
      if (keywords.some(has)) {
        found.push(aspect(kind as StrictKind));
      }
    }
  }
  if (has('if')) {
    found.push(aspect('condition'));
  }
  return found;
}

function ofType(
  part: SchemaPart,
  schema: JsonObject,
  type: string,
): StrictShape {
  const integer = type === 'integer';
  const kind = (integer ? 'number' : type) as StrictKind;
  return { kind, part, schema, members: [], integer };
}

function branches(
  part: SchemaPart,
  keyword: string,
  listed: readonly Json[],
): StrictShape[] {
  const byText = new Map<string, StrictShape>();
  listed.forEach((schema, at) => {
    const text = canonicalText(schema);
    if (!byText.has(text)) {
      byText.set(text, shapeAt(part, keyword, at));
    }
  });
  return [...byText.values()];
}
