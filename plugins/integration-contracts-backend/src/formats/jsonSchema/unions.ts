import { Budget } from './Budget';
import { JSON_TYPES, Json, JsonType, typeOfJson } from '../../text/Json';
import { Facet, Union, everyValue } from './Facet';
import { negateFacet } from './negateFacet';
import { acceptsWholeType } from './acceptsWholeType';
import { intersectFacets } from './intersectFacets';
import { isSurelyEmptyShape } from './isSurelyEmptyShape';

export function perType(of: (type: JsonType) => readonly Facet[]): Union {
  return {
    null: of('null'),
    boolean: of('boolean'),
    number: of('number'),
    string: of('string'),
    array: of('array'),
    object: of('object'),
  };
}

/** Every value of the given types. */
export function unionOfTypes(types: readonly JsonType[], at: string): Union {
  return perType(type => (types.includes(type) ? [everyValue(type, at)] : []));
}

export const NO_VALUES: Union = perType(() => []);

/** Just these values. */
export function unionOfValues(
  values: readonly Json[],
  at: string,
  origins: Facet['origins'],
): Union {
  return perType(type => {
    const typed = values.filter(value => typeOfJson(value) === type);
    return typed.length === 0
      ? []
      : [{ ...everyValue(type, at), values: typed, origins } as Facet];
  });
}

export function unite(unions: readonly Union[], budget: Budget): Union {
  return perType(type => {
    const facets = unions.flatMap(union => union[type]);
    budget.alternatives(facets.length);
    return facets;
  });
}

/** The alternatives that may accept something. */
export function withoutEmpty(union: Union): Union {
  return JSON_TYPES.some(type => union[type].some(isSurelyEmptyShape))
    ? perType(type => union[type].filter(facet => !isSurelyEmptyShape(facet)))
    : union;
}

export function intersect(left: Union, right: Union, budget: Budget): Union {
  return perType(type => {
    budget.alternatives(left[type].length * right[type].length);
    if (left[type].length * right[type].length === 0) {
      return [];
    }
    return crossFacets(left[type], right[type]);
  });
}

/** What one of the left and one of the right both accept. */
export function crossFacets(
  left: readonly Facet[],
  right: readonly Facet[],
): readonly Facet[] {
  return left
    .flatMap(one => right.map(other => intersectFacets(one, other)))
    .filter(facet => !isSurelyEmptyShape(facet));
}

/** In so many parts a negation may be taken apart. */
const MOST_PARTS = 16;

/** All values that a union doesn't accept (`not`). */
export function complement(union: Union, at: string, budget: Budget): Union {
  return perType(type => otherThan(union[type], type, at, budget));
}

/**
 * All values of a type that none of these accepts. What they leave out themselves
 * comes back, so that a double negation says what it says without.
 */
export function otherThan(
  facets: readonly Facet[],
  type: JsonType,
  at: string,
  budget: Budget,
): readonly Facet[] {
  const everything = everyValue(type, at);
  const without = (except: readonly Facet[]) =>
    except.length === 0
      ? everything
      : ({ ...everything, except, origins: { not: at } } as Facet);
  const plain: Facet[] = [];
  const partly: Array<readonly Facet[]> = [];
  let parts = 1;
  for (const facet of facets) {
    const { except } = facet;
    const said = negateFacet(facet, at);
    if (said && parts * said.length <= MOST_PARTS) {
      parts *= said.length;
      partly.push(said);
      continue;
    }
    const isWhole = acceptsWholeType(facet);
    const count = except.length + Number(!isWhole);
    if (except.length === 0 || parts * count > MOST_PARTS) {
      plain.push(facet);
    } else {
      parts *= count;
      const bare = { ...facet, except: [] };
      partly.push(isWhole ? except : [without([bare]), ...except]);
    }
  }
  budget.spend(parts);
  return partly.reduce<readonly Facet[]>(crossFacets, [without(plain)]);
}
