import { childPointer, isJsonObject, member } from '../../text/Json';
import { ObjectFacet } from './Facet';
import { SchemaNode, SchemaPart } from './SchemaNode';

/** So many references in a row may lead to a member's schema. */
const LONGEST_CHAIN = 20;

/**
 * Takes the members out of an object that its schema hides from the payload: they
 * are neither sent nor asked for, whichever part of the schema requires them.
 */
export function hideMembers(
  facet: ObjectFacet,
  keyword: 'readOnly' | 'writeOnly',
): ObjectFacet {
  let hidden: Set<string> | undefined;
  const layers = facet.layers.map(layer => {
    let properties: Map<string, SchemaNode> | undefined;
    for (const [name, node] of layer.properties) {
      const [part] = node.parts;
      const pointer = part && hiddenAt(part, keyword);
      if (pointer !== undefined) {
        properties ??= new Map(layer.properties);
        properties.set(
          name,
          SchemaNode.of({ ...part, pointer, schema: false }),
        );
        hidden ??= new Set();
        hidden.add(name);
      }
    }
    return properties ? { ...layer, properties } : layer;
  });
  return hidden
    ? { ...facet, layers, hidden, required: without(facet.required, hidden) }
    : facet;
}

/** The names that are not among the hidden ones. */
export function without(
  names: ReadonlySet<string>,
  hidden: ReadonlySet<string> | undefined,
): ReadonlySet<string> {
  return hidden ? new Set([...names].filter(name => !hidden.has(name))) : names;
}

/** Where a schema, or what it refers to, says so. */
function hiddenAt(start: SchemaPart, keyword: string): string | undefined {
  let part = start;
  for (let length = 0; length < LONGEST_CHAIN; length++) {
    const { schema, document } = part;
    if (!isJsonObject(schema)) {
      return undefined;
    }
    const reference = member(schema, '$ref');
    const refers = typeof reference === 'string';
    if (
      member(schema, keyword) === true &&
      !(refers && document.hidesSiblings(schema))
    ) {
      return childPointer(part.pointer, keyword);
    }
    const target = refers ? document.find(reference, part.base) : undefined;
    if (!target) {
      return undefined;
    }
    part = target;
  }
  return undefined;
}
