import { Json } from '../../text/Json';
import { Facet } from './Facet';
import { leastCommonMultiple, multiplesBetween } from './numbers';

/** More values than this are not looked at one by one. */
const MOST_VALUES = 64;

/** The values that a facet's bounds leave, where they are few. */
export function listValues(facet: Facet): readonly Json[] | undefined {
  switch (facet.type) {
    case 'number': {
      const { minimum, maximum, multiplesOf, integer } = facet;
      const step = leastCommonMultiple([
        ...multiplesOf,
        ...(integer ? [1] : []),
      ]);
      return minimum && maximum && step
        ? multiplesBetween(minimum.value, maximum.value, step, MOST_VALUES)
        : undefined;
    }
    case 'string':
      return facet.maxLength === 0 ? [''] : undefined;
    case 'array':
      return facet.maxItems === 0 ? [[]] : undefined;
    case 'object':
      return facet.maxProperties === 0 ? [{}] : undefined;
    default:
      return facet.values;
  }
}
