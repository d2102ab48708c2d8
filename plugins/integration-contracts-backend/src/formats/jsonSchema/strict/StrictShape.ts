import { childNode } from '../childNode';
import {
  Json,
  JsonObject,
  canonicalText,
  childPointer,
  isJsonObject,
  member,
} from '../../../text/Json';
import type { SchemaDocument } from '../SchemaDocument';
import { SchemaPart } from '../SchemaNode';
import { Dialect, KeywordKind, dialectOf } from './Dialect';

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
  dialect: Dialect;
  /** What the schema says of its kind. Empty where it is true or false. */
  schema: JsonObject;
  /** What a combination is made of, as often as it is there. Read when asked for: schemas may contain themselves. */
  readonly members: readonly StrictShape[];
  /** The same, each text once. */
  readonly distinctMembers: readonly StrictShape[];
  integer?: boolean;
  /** One of several that a schema was taken apart into: its title and the like belong to none of them. */
  isPart: boolean;
}

/** A member of a combination, with what tells it from the others. */
interface Member {
  shape: StrictShape;
  text: string;
}

type Aspect = Omit<StrictShape, 'isPart' | 'members' | 'distinctMembers'> & {
  readMembers?: () => Member[];
  /** The schema that a reference leads to, where the aspect is one. */
  target?: () => StrictShape;
};

const ANNOTATIONS = ['title', 'description', 'default', 'connect.type'];

/** Schemas that were classed already, by their pointers. */
const known = new WeakMap<SchemaDocument, Map<string, StrictShape>>();

/**
 * Classes a schema. References are followed; what one leads to has the same shape
 * each time, so that pairs of shapes can be told from each other.
 */
export function strictShape(start: SchemaPart): StrictShape {
  const part = followReferences(start);
  const { document, pointer } = part;
  const shapes = known.get(document) ?? new Map<string, StrictShape>();
  known.set(document, shapes);
  const shape = shapes.get(pointer) ?? shapeOf(part);
  shapes.set(pointer, shape);
  return shape;
}

/** A schema below another, or nothing where the keyword isn't there. */
export function childShape(
  { part, schema }: StrictShape,
  ...tokens: Array<string | number>
): StrictShape | undefined {
  return valueAt(schema, tokens) === undefined
    ? undefined
    : shapeAt(part, ...tokens);
}

/** Whether a schema below another is of a kind itself, and doesn't only refer to one that is. */
export function isInline(
  { schema, dialect }: StrictShape,
  ...tokens: Array<string | number>
): boolean {
  const value = valueAt(schema, tokens);
  return value !== undefined && referenceOf(value, dialect) === undefined;
}

function valueAt(
  schema: JsonObject,
  tokens: ReadonlyArray<string | number>,
): Json | undefined {
  let value: Json | undefined = schema;
  for (const token of tokens) {
    if (Array.isArray(value)) {
      value = value[Number(token)];
    } else {
      value = isJsonObject(value) ? member(value, String(token)) : undefined;
    }
  }
  return value;
}

function shapeAt(part: SchemaPart, ...tokens: Array<string | number>) {
  const [below] = childNode(part, ...tokens).parts;
  // Schemas that are true have no part of their own.
  const pointer = tokens.reduce(childPointer, part.pointer);
  return strictShape(below ?? { ...part, schema: true, pointer });
}

/** Where a schema that is nothing but a reference leads. Before 2019-09 whatever is beside one doesn't count. */
function referenceOf(schema: Json, dialect: Dialect): string | undefined {
  const reference = isJsonObject(schema) ? member(schema, '$ref') : undefined;
  if (!isJsonObject(schema) || typeof reference !== 'string') {
    return undefined;
  }
  const isAlone = !dialect.isModern || !saysMore(schema, dialect);
  return isAlone ? reference : undefined;
}

function saysMore(schema: JsonObject, dialect: Dialect): boolean {
  return [
    ...['enum', 'allOf', 'anyOf', 'oneOf', 'not', 'const', 'type', 'if'],
    ...Object.values(dialect.keywords).flat(),
  ].some(keyword => speaks(schema, keyword, dialect));
}

/** The later loader makes nothing of a keyword that describes no member. */
function speaks(
  schema: JsonObject,
  keyword: string,
  { isModern }: Dialect,
): boolean {
  const value = member(schema, keyword);
  const isEmptyMap =
    /^(p|patternP)roperties$/.test(keyword) &&
    isJsonObject(value) &&
    Object.keys(value).length === 0;
  return value !== undefined && !(isModern && isEmptyMap);
}

function followReferences(start: SchemaPart): SchemaPart {
  const dialect = dialectOf(start.document.root);
  let part = start;
  const seen = new Set<string>();
  for (;;) {
    const reference = referenceOf(part.schema, dialect);
    if (reference === undefined) {
      return part;
    }
    if (seen.has(part.pointer)) {
      // References that only lead to each other say nothing.
      return { ...part, schema: true };
    }
    seen.add(part.pointer);
    part = part.document.resolve(reference, part.base);
  }
}

function shapeOf(part: SchemaPart): StrictShape {
  const { schema } = part;
  const dialect = dialectOf(part.document.root);
  const plain = (kind: StrictKind, said: JsonObject): StrictShape => ({
    ...{ kind, part, dialect, schema: said },
    ...{ members: [], distinctMembers: [], isPart: false },
  });
  if (!isJsonObject(schema)) {
    return plain(schema === false ? 'nothing' : 'everything', {});
  }
  const aspects = aspectsOf(part, schema, dialect);
  if (aspects.length === 0) {
    return plain('everything', annotationsOf(schema, dialect));
  }
  return aspects.length === 1
    ? toShape(aspects[0], false)
    : toShape(
        {
          ...{ kind: 'allOf', part, dialect },
          schema: annotationsOf(schema, dialect),
          readMembers: () => aspects.map(toMember),
        },
        false,
      );
}

function toShape(aspect: Aspect, isPart: boolean): StrictShape {
  const { readMembers, kind, part, dialect, integer } = aspect;
  let listed: Member[] | undefined;
  let distinct: StrictShape[] | undefined;
  const members = () => {
    listed ??= readMembers?.() ?? [];
    return listed;
  };
  return {
    ...{ kind, part, dialect, integer, isPart },
    schema: isPart ? withoutUnknownLimits(aspect) : aspect.schema,
    get members() {
      return members().map(({ shape }) => shape);
    },
    get distinctMembers() {
      distinct ??= firstOfEach(members());
      return distinct;
    },
  };
}

function firstOfEach(members: readonly Member[]): StrictShape[] {
  const byText = new Map<string, StrictShape>();
  for (const { text, shape } of members) {
    if (!byText.has(text)) {
      byText.set(text, shape);
    }
  }
  return [...byText.values()];
}

function toMember(aspect: Aspect): Member {
  return {
    shape: aspect.target?.() ?? toShape(aspect, true),
    text: `${aspect.kind} ${aspect.integer} ${canonicalText(aspect.part.schema)}`,
  };
}

/** Limits that belong to no `contains` are kept for the schema as a whole. */
function withoutUnknownLimits({ schema, dialect }: Aspect): JsonObject {
  if (dialect.isModern && schema.contains !== undefined) {
    return schema;
  }
  const { minContains: _min, maxContains: _max, ...rest } = schema;
  return rest;
}

function pick(schema: JsonObject, keywords: readonly string[]): JsonObject {
  return Object.fromEntries(
    keywords.flatMap(keyword => {
      const value = member(schema, keyword);
      return value === undefined ? [] : [[keyword, value]];
    }),
  );
}

function annotationsOf(schema: JsonObject, dialect: Dialect): JsonObject {
  return pick(schema, [...ANNOTATIONS, dialect.idKeyword]);
}

function aspectsOf(
  part: SchemaPart,
  schema: JsonObject,
  dialect: Dialect,
): Aspect[] {
  const annotations = annotationsOf(schema, dialect);
  const aspect = (kind: StrictKind, keywords: readonly string[]): Aspect => ({
    ...{ kind, part, dialect },
    schema: { ...annotations, ...pick(schema, keywords) },
  });
  const ofType = (type: string): Aspect => {
    const kind = (type === 'integer' ? 'number' : type) as StrictKind;
    const said = keywordsOf(schema, kind, dialect);
    return {
      ...{ kind, part, dialect, integer: type === 'integer' },
      schema: { ...annotations, ...said },
    };
  };
  const found: Aspect[] = [];
  const reference = member(schema, '$ref');
  if (typeof reference === 'string') {
    found.push({
      ...aspect('everything', []),
      target: () => strictShape(part.document.resolve(reference, part.base)),
    });
  }
  for (const keyword of ['enum', 'not', 'const'] as const) {
    const isKnown = keyword !== 'const' || dialect.knowsConst;
    if (isKnown && member(schema, keyword) !== undefined) {
      found.push(aspect(keyword, [keyword]));
    }
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const listed = member(schema, keyword);
    if (Array.isArray(listed)) {
      const readMembers = () => branches(part, keyword, listed, dialect);
      found.push({ ...aspect(keyword, []), readMembers });
    }
  }
  const type = member(schema, 'type');
  const types = (Array.isArray(type) ? type : [type])
    .filter(one => one !== undefined)
    .map(String);
  if (Array.isArray(type)) {
    const readMembers = () => types.map(one => toMember(ofType(one)));
    found.push({ ...aspect('anyOf', []), readMembers });
  } else {
    found.push(...types.map(ofType));
  }
  // What a type doesn't take for itself makes a schema for values of any type.
  for (const kind of ['array', 'object', 'number', 'string'] as const) {
    const isTaken = types.some(
      one => (one === 'integer' ? 'number' : one) === kind,
    );
    const keywords = dialect.keywords[kind];
    if (!isTaken && keywords.some(one => speaks(schema, one, dialect))) {
      found.push(ofType(kind));
    }
  }
  const conditions = dialect.isModern ? ['if'] : ['if', 'then', 'else'];
  const isCondition = conditions.some(one => member(schema, one) !== undefined);
  if (dialect.knowsConditions && isCondition) {
    found.push(aspect('condition', []));
  }
  return found;
}

function keywordsOf(
  schema: JsonObject,
  kind: StrictKind,
  dialect: Dialect,
): JsonObject {
  const said = pick(schema, dialect.keywords[kind as KeywordKind] ?? []);
  if (kind !== 'array') {
    return said;
  }
  const limits = pick(schema, ['minContains', 'maxContains']);
  return dialect.isModern && said.contains !== undefined
    ? { ...said, minContains: 1, ...limits }
    : { ...said, ...limits };
}

function branches(
  part: SchemaPart,
  keyword: string,
  listed: readonly Json[],
  dialect: Dialect,
): Member[] {
  return listed.flatMap((schema, at): Member[] => {
    const shape = shapeAt(part, keyword, at);
    // The later loader takes a branch that says several things for several branches.
    const isTakenApart =
      dialect.isModern &&
      shape.kind === 'allOf' &&
      isJsonObject(schema) &&
      referenceOf(schema, dialect) === undefined &&
      aspectsOf(shape.part, schema, dialect).length > 1;
    return isTakenApart
      ? aspectsOf(shape.part, schema, dialect).map(toMember)
      : [{ shape, text: canonicalText(schema) }];
  });
}
