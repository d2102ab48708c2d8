import { acceptsWholeType } from './acceptsWholeType';
import { leastCommonMultiple, multipleFrom } from './numbers';
import { Bound, Facet, NumberFacet } from './Facet';

/** Whether a facet's bounds alone leave no value. No look into inner schemas. */
export function isSurelyEmptyShape(facet: Facet): boolean {
  if (
    facet.values?.length === 0 ||
    facet.except.some(
      other => other.except.length === 0 && acceptsWholeType(other),
    )
  ) {
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

function isEmptyRange(facet: NumberFacet): boolean {
  const { minimum, maximum } = facet;
  if (!minimum || !maximum) {
    return false;
  }
  const step = stepOf(facet);
  if (step !== undefined) {
    return firstMultiple(minimum, step, 1) > firstMultiple(maximum, step, -1);
  }
  return (
    minimum.value > maximum.value ||
    (minimum.value === maximum.value &&
      (minimum.exclusive || maximum.exclusive))
  );
}

/** What all numbers of a facet are multiples of, if anything. */
export function stepOf({
  integer,
  multiplesOf,
}: NumberFacet): number | undefined {
  if (multiplesOf.length === 0) {
    return integer ? 1 : undefined;
  }
  return (
    leastCommonMultiple(integer ? [...multiplesOf, 1] : multiplesOf) ??
    (integer ? 1 : undefined)
  );
}

/** The multiple nearest to a bound that keeps to it. */
export function firstMultiple(
  { value, exclusive }: Bound,
  step: number,
  sign: 1 | -1,
): number {
  const nearest = multipleFrom(value, step, sign);
  return exclusive && nearest === value
    ? multipleFrom(value + (sign * step) / 2, step, sign)
    : nearest;
}
