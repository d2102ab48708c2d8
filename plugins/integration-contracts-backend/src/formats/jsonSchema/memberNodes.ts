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

/** What surely applies to a member of this name, over all layers. */
export function surelyApplied(facet: ObjectFacet, name: string): SchemaNode {
  const [only, ...more] = facet.layers;
  if (!only) {
    return SchemaNode.everything;
  }
  if (more.length === 0 && only.patterns.size === 0) {
    return only.properties.get(name) ?? only.rest;
  }
  return SchemaNode.all(
    facet.layers.flatMap(layer => memberNodes(layer, name).sure),
  );
}

/** Every name that a facet speaks of. */
export function namedMembers(facet: ObjectFacet): string[] {
  return [
    ...facet.required,
    ...facet.layers.flatMap(({ properties }) => [...properties.keys()]),
  ];
}
