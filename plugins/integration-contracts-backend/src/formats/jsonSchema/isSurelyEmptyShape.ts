import { Bound, Facet, NumberFacet } from './Facet';

/** Whether a facet's bounds alone leave no value. No look into inner schemas. */
export function isSurelyEmptyShape(facet: Facet): boolean {
  if (facet.values?.length === 0 || acceptsAll(facet)) {
    return true;
  }
  switch (facet.type) {
    case 'number':
      return isEmptyRange(facet);
    case 'string':
      return facet.minLength > facet.maxLength;
    case 'array':
      return facet.minItems > facet.maxItems;
    case 'object':
      return (
        Math.max(facet.minProperties, facet.required.size) > facet.maxProperties
      );
    default:
      return false;
  }
}

/** A facet that is itself among what it leaves out, as in a schema and its own negation. */
function acceptsAll(facet: Facet): boolean {
  return facet.except.some(
    ({ values, except, opaque, origins }) =>
      !values &&
      except.length === 0 &&
      opaque.length === 0 &&
      Object.keys(origins).length === 0,
  );
}

function isEmptyRange(facet: NumberFacet): boolean {
  const { minimum, maximum } = facet;
  if (!minimum || !maximum) {
    return false;
  }
  if (facet.integer) {
    return firstInteger(minimum, 1) > firstInteger(maximum, -1);
  }
  return (
    minimum.value > maximum.value ||
    (minimum.value === maximum.value &&
      (minimum.exclusive || maximum.exclusive))
  );
}

/** The integer nearest to a bound that keeps to it. */
export function firstInteger(bound: Bound, sign: 1 | -1): number {
  const rounded = sign === 1 ? Math.ceil(bound.value) : Math.floor(bound.value);
  return bound.exclusive && rounded === bound.value ? rounded + sign : rounded;
}
