import {
  ArrayFacet,
  Bound,
  Facet,
  NumberFacet,
  ObjectFacet,
  StringFacet,
  Union,
  everyValue,
} from './Facet';
import { intersectFacets, itemAt } from './intersectFacets';
import { JSON_TYPES, JsonObject } from '../../text/Json';
import { namedMembers, surelyApplied } from './memberNodes';
import { MADE, SchemaNode } from './SchemaNode';

/** More parts than this are not worth looking at one by one. */
const MOST_PARTS = 64;

/** With more alternatives, what they leave out seldom tells them apart. */
const MOST_EXCLUDING = 6;

/**
 * Cuts an alternative into parts that together accept the same, where the reader's
 * alternatives divide the values: no single one of them may cover what they cover together.
 */
export function splitFacet(
  writer: Facet,
  readers: readonly Facet[],
  expand: (node: SchemaNode) => Union,
): Facet[] {
  const parts = splitShape(writer, readers, expand);
  return parts.length > 1 || readers.length > MOST_EXCLUDING
    ? parts
    : splitByExclusion(writer, readers);
}

/** By what one of the reader's alternatives leaves out, or lists: another may have just that. */
function splitByExclusion(writer: Facet, readers: readonly Facet[]): Facet[] {
  const known = new Set(writer.except);
  const [apart] = readers.flatMap(reader =>
    reader.values
      ? [
          {
            ...everyValue(writer.type, reader.at),
            values: reader.values,
          } as Facet,
        ]
      : reader.except.filter(excluded => !known.has(excluded)),
  );
  return apart && !writer.values
    ? [
        intersectFacets(writer, apart),
        { ...writer, except: [...writer.except, apart] },
      ]
    : [];
}

function splitShape(
  writer: Facet,
  readers: readonly Facet[],
  expand: (node: SchemaNode) => Union,
): Facet[] {
  switch (writer.type) {
    case 'number':
      return splitNumbers(writer, readers as readonly NumberFacet[]);
    case 'string':
      return splitLengths(
        writer,
        readers as readonly StringFacet[],
        'minLength',
        'maxLength',
      );
    case 'array': {
      const parts = splitLengths(
        writer,
        readers as readonly ArrayFacet[],
        'minItems',
        'maxItems',
      );
      return parts.length > 1
        ? parts
        : splitPlaces(writer, readers as readonly ArrayFacet[], expand);
    }
    case 'object':
      return splitObjects(writer, readers as readonly ObjectFacet[], expand);
    default:
      return [];
  }
}

function splitNumbers(
  writer: NumberFacet,
  readers: readonly NumberFacet[],
): Facet[] {
  const edges = new Map<string, { value: number; below: boolean }>();
  for (const { minimum, maximum } of readers) {
    // The edge lies below the value where the value itself belongs to the upper part.
    if (minimum) {
      const below = !minimum.exclusive;
      edges.set(`${minimum.value}${below}`, { value: minimum.value, below });
    }
    if (maximum) {
      const below = maximum.exclusive;
      edges.set(`${maximum.value}${below}`, { value: maximum.value, below });
    }
  }
  const sorted = [...edges.values()].sort(
    (one, other) =>
      one.value - other.value || Number(other.below) - Number(one.below),
  );
  const parts: Facet[] = [];
  let lower: Bound | undefined = writer.minimum;
  for (const { value, below } of sorted.slice(0, MOST_PARTS)) {
    const inside =
      (!lower || value > lower.value || (value === lower.value && !below)) &&
      (!writer.maximum || value <= writer.maximum.value);
    if (inside) {
      parts.push({
        ...writer,
        minimum: lower,
        maximum: { value, exclusive: below },
      });
      lower = { value, exclusive: !below };
    }
  }
  return parts.length === 0
    ? []
    : [...parts, { ...writer, minimum: lower, maximum: writer.maximum }];
}

function splitLengths<T extends StringFacet | ArrayFacet>(
  writer: T,
  readers: readonly T[],
  minimum: keyof T,
  maximum: keyof T,
): Facet[] {
  const least = writer[minimum] as number;
  const most = writer[maximum] as number;
  const starts = readers
    .flatMap(reader => [
      reader[minimum] as number,
      (reader[maximum] as number) + 1,
    ])
    .filter(start => start > least && start <= most && Number.isFinite(start));
  const sorted = [...new Set(starts)]
    .sort((one, other) => one - other)
    .slice(0, MOST_PARTS);
  return sorted.length === 0
    ? []
    : [least, ...sorted].map((start, at) => ({
        ...writer,
        [minimum]: start,
        [maximum]: at < sorted.length ? sorted[at] - 1 : most,
      }));
}

/** By the first place that is surely taken, and whose items may be told apart. */
function splitPlaces(
  writer: ArrayFacet,
  readers: readonly ArrayFacet[],
  expand: (node: SchemaNode) => Union,
): Facet[] {
  const places = Math.max(...readers.map(({ prefix }) => prefix.length));
  for (let at = 0; at < Math.min(places, writer.minItems); at++) {
    const parts = membersApart(itemAt(writer, at), expand);
    if (parts.length > 1 && parts.length <= MOST_PARTS) {
      const prefix = Array.from(
        { length: Math.max(at + 1, writer.prefix.length) },
        (_, place) => itemAt(writer, place),
      );
      return parts.map(part => ({
        ...writer,
        prefix: prefix.map((node, place) => (place === at ? part : node)),
      }));
    }
  }
  return [];
}

/** By the first member whose values, types or presence the reader's alternatives tell apart. */
function splitObjects(
  writer: ObjectFacet,
  readers: readonly ObjectFacet[],
  expand: (node: SchemaNode) => Union,
): Facet[] {
  for (const name of namedMembers(...readers)) {
    const own = surelyApplied(writer, name);
    const values = membersApart(own, expand);
    const required = writer.required.has(name);
    const tells = readers.some(
      reader =>
        reader.required.has(name) ||
        !surelyApplied(reader, name).acceptsEverything,
    );
    const parts = values.length > 0 ? values : [own];
    if (
      tells &&
      parts.length <= MOST_PARTS &&
      parts.length + Number(!required) > 1
    ) {
      const present = parts.map(part => withMember(writer, name, part));
      return required
        ? present
        : [...present, withMember(writer, name, SchemaNode.nothing)];
    }
  }
  return [];
}

/** A member's schema in parts: by its values where they are listed, by its types elsewhere. */
function membersApart(
  node: SchemaNode,
  expand: (node: SchemaNode) => Union,
): SchemaNode[] {
  const union = expand(node);
  const types = JSON_TYPES.filter(type => union[type].length > 0);
  const [near] = node.parts;
  const parts = types.flatMap((type): JsonObject[] =>
    union[type].every(({ values }) => values)
      ? union[type].flatMap(({ values = [] }) =>
          values.map(value => ({ const: value })),
        )
      : [{ type }],
  );
  const isListed = parts.every(part => 'const' in part);
  return near && (isListed || parts.length > 1)
    ? parts.map(schema =>
        SchemaNode.all([
          node,
          near.document.node({
            ...near,
            pointer: near.pointer + MADE + JSON.stringify(schema),
            schema,
          }),
        ]),
      )
    : [];
}

function withMember(
  facet: ObjectFacet,
  name: string,
  node: SchemaNode,
): ObjectFacet {
  const layer = {
    properties: new Map([[name, node]]),
    patterns: new Map(),
    rest: SchemaNode.everything,
  };
  return {
    ...facet,
    layers: [...facet.layers, layer],
    required: node.acceptsNothing
      ? facet.required
      : new Set([...facet.required, name]),
  };
}
