import { Budget } from './Budget';
import { JSON_TYPES, JsonType, Json, typeOfJson } from '../../text/Json';
import { Facet, Union, everyValue } from './Facet';
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
    return left[type]
      .flatMap(one => right[type].map(other => intersectFacets(one, other)))
      .filter(facet => !isSurelyEmptyShape(facet));
  });
}

/** All values that a union doesn't accept (`not`). */
export function complement(union: Union, at: string): Union {
  return perType(type => {
    const everything = everyValue(type, at);
    if (union[type].length === 0) {
      return [everything];
    }
    const [first, ...more] = union[type];
    return more.length === 0 && isPureNegation(first)
      ? first.except
      : [
          {
            ...everything,
            except: union[type],
            origins: { not: at },
          } as Facet,
        ];
  });
}

/** Whether a facet says nothing but what it leaves out. */
function isPureNegation({ values, except, opaque, origins }: Facet): boolean {
  return (
    !values &&
    except.length > 0 &&
    opaque.length === 0 &&
    Object.keys(origins).every(keyword => keyword === 'not')
  );
}
