import { JsonObject } from '../../text/Json';
import { acceptsWholeType } from './acceptsWholeType';
import { ArrayFacet, Facet, ObjectFacet, everyValue } from './Facet';
import { MADE, SchemaNode } from './SchemaNode';

/**
 * A negation that can be said without one: not to ask for a member is to do without
 * it, not to look for an item is to have only others, and the other way round.
 */
export function negateFacet(
  facet: Facet,
  at: string,
): readonly Facet[] | undefined {
  if (facet.except.length > 0) {
    return undefined;
  }
  if (facet.type === 'object') {
    return negatedMembers(facet, at);
  }
  return facet.type === 'array' ? negatedItems(facet, at) : undefined;
}

function negatedMembers(
  facet: ObjectFacet,
  at: string,
): readonly Facet[] | undefined {
  const [name] = facet.required;
  if (name !== undefined) {
    return acceptsWholeType({ ...facet, required: new Set() })
      ? [...facet.required].map(one => withoutMember(one, at))
      : undefined;
  }
  const [layer, ...more] = facet.layers;
  const [missing, ...others] = layer?.properties ?? [];
  const isMissing =
    missing &&
    more.length + others.length + layer.patterns.size === 0 &&
    layer.rest.acceptsEverything &&
    (missing[1].acceptsNothing || missing[1].parts[0]?.schema === false);
  return isMissing && acceptsWholeType({ ...facet, layers: [] })
    ? [
        {
          ...(everyValue('object', at) as ObjectFacet),
          required: new Set([missing[0]]),
          origins: { required: at, not: at },
        },
      ]
    : undefined;
}

function negatedItems(
  facet: ArrayFacet,
  at: string,
): readonly Facet[] | undefined {
  const everything = everyValue('array', at) as ArrayFacet;
  const origins = { not: at };
  if (facet.contains.length === 1) {
    const [{ node, minimum, maximum }] = facet.contains;
    const rest = oppositeOf(node);
    return rest &&
      minimum === 1 &&
      maximum === Infinity &&
      acceptsWholeType({ ...facet, contains: [] })
      ? [{ ...everything, rest, origins }]
      : undefined;
  }
  // Else a list of negations would become one of items that are looked for, which says less.
  const node = oppositeIn(facet.rest);
  return node &&
    facet.prefix.length === 0 &&
    acceptsWholeType({ ...facet, rest: SchemaNode.everything })
    ? [
        {
          ...everything,
          contains: [{ node, minimum: 1, maximum: Infinity }],
          origins,
        },
      ]
    : undefined;
}

const OPPOSITE = `${MADE}not`;

/** What a node is the opposite of, if it was made as one. */
function oppositeIn({ parts }: SchemaNode): SchemaNode | undefined {
  const [part, ...more] = parts;
  return part && more.length === 0 && part.pointer.endsWith(OPPOSITE)
    ? part.document.node({
        ...part,
        pointer: part.pointer.slice(0, -OPPOSITE.length),
        schema: (part.schema as JsonObject).not ?? true,
      })
    : undefined;
}

/** A node that accepts what another doesn't, if it can be written down. */
function oppositeOf({ parts }: SchemaNode): SchemaNode | undefined {
  const [part, ...more] = parts;
  const isPlain =
    part !== undefined &&
    more.length === 0 &&
    part.document.baseOf(part.schema, part.base) === part.base;
  return isPlain
    ? part.document.node({
        ...part,
        pointer: part.pointer + OPPOSITE,
        schema: { not: part.schema },
      })
    : undefined;
}

/** All objects without a member. */
export function withoutMember(name: string, at: string): ObjectFacet {
  return {
    ...(everyValue('object', at) as ObjectFacet),
    layers: [
      {
        properties: new Map([[name, SchemaNode.nothing]]),
        patterns: new Map(),
        rest: SchemaNode.everything,
      },
    ],
    origins: { properties: at, not: at },
  };
}
