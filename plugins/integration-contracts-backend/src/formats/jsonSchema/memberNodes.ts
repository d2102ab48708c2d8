import { MemberLayer, ObjectFacet } from './Facet';
import { SchemaNode } from './SchemaNode';
import { matchPattern } from './matchPattern';

const NONE: readonly SchemaNode[] = [];

/**
 * The schemas that a layer applies to a member of this name: those that surely
 * apply, and those that apply where a pattern matches that wasn't tried.
 */
export function memberNodes(
  layer: MemberLayer,
  name: string,
): { sure: SchemaNode[]; possible: readonly SchemaNode[] } {
  const own = layer.properties.get(name);
  if (layer.patterns.size === 0) {
    return { sure: [own ?? layer.rest], possible: NONE };
  }
  const sure = own ? [own] : [];
  const possible: SchemaNode[] = [];
  for (const [pattern, node] of layer.patterns) {
    const matches = matchPattern(pattern, name);
    if (matches === 'yes') {
      sure.push(node);
    } else if (matches === 'unknown') {
      possible.push(node);
    }
  }
  if (sure.length === 0) {
    (possible.length === 0 ? sure : possible).push(layer.rest);
  }
  return { sure, possible };
}

/** The only layer of most objects, where it looks at no pattern. */
export function plainLayer({ layers }: ObjectFacet): MemberLayer | undefined {
  return layers.length === 1 && layers[0].patterns.size === 0
    ? layers[0]
    : undefined;
}

/** What surely applies to a member of this name, over all layers. */
export function surelyApplied(facet: ObjectFacet, name: string): SchemaNode {
  const { layers } = facet;
  if (layers.length === 0) {
    return SchemaNode.everything;
  }
  const only = plainLayer(facet);
  return only
    ? (only.properties.get(name) ?? only.rest)
    : SchemaNode.all(layers.flatMap(layer => memberNodes(layer, name).sure));
}

/** Every name that one of the facets speaks of. */
export function namedMembers(...facets: readonly ObjectFacet[]): Set<string> {
  const names = new Set<string>();
  for (const { required, layers } of facets) {
    required.forEach(name => names.add(name));
    for (const { properties } of layers) {
      properties.forEach((_, name) => names.add(name));
    }
  }
  return names;
}
