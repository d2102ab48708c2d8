import { Facet } from './Facet';

/** Whether a facet surely accepts every value of its type, but for what it leaves out. */
export function acceptsWholeType(facet: Facet): boolean {
  if (facet.opaque.length > 0) {
    return false;
  }
  if (facet.type === 'null' || facet.type === 'boolean') {
    return new Set(facet.values).size === (facet.type === 'null' ? 1 : 2);
  }
  if (facet.values) {
    return false;
  }
  switch (facet.type) {
    case 'number':
      return (
        !facet.integer &&
        !facet.minimum &&
        !facet.maximum &&
        facet.multiplesOf.length + facet.formats.length === 0
      );
    case 'string':
      return (
        facet.minLength === 0 &&
        facet.maxLength === Infinity &&
        facet.patterns.length === 0 &&
        facet.formats.length + facet.contents.length === 0
      );
    case 'array':
      return (
        facet.minItems === 0 &&
        facet.maxItems === Infinity &&
        !facet.unique &&
        facet.contains.length === 0 &&
        facet.rest.acceptsEverything &&
        facet.prefix.every(node => node.acceptsEverything)
      );
    case 'object':
      return (
        facet.required.size + facet.dependentRequired.size === 0 &&
        facet.minProperties === 0 &&
        facet.maxProperties === Infinity &&
        facet.layers.length + facet.names.length === 0
      );
    default:
      return false;
  }
}
