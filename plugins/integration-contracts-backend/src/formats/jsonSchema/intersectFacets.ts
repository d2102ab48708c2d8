import { canonicalText } from '../../text/Json';
import { without } from './hideMembers';
import { joinEvaluated } from './joinEvaluated';
import { SchemaNode } from './SchemaNode';
import {
  ArrayFacet,
  Bound,
  Facet,
  NumberFacet,
  ObjectFacet,
  StringFacet,
} from './Facet';

/** What two facets of the same type both accept. */
export function intersectFacets(left: Facet, right: Facet): Facet {
  const combined = {
    ...left,
    at: left.at || right.at,
    origins: { ...left.origins, ...right.origins },
    values: sharedValues(left, right),
    except: distinct([...left.except, ...right.except]),
    opaque: distinct([...left.opaque, ...right.opaque]),
  } as Facet;
  switch (left.type) {
    case 'number':
      return { ...combined, ...numbers(left, right as NumberFacet) } as Facet;
    case 'string':
      return { ...combined, ...strings(left, right as StringFacet) } as Facet;
    case 'array':
      return { ...combined, ...arrays(left, right as ArrayFacet) } as Facet;
    case 'object':
      return { ...combined, ...objects(left, right as ObjectFacet) } as Facet;
    default:
      return combined;
  }
}

function sharedValues(left: Facet, right: Facet) {
  if (!left.values || !right.values) {
    return left.values ?? right.values;
  }
  const kept = new Set(right.values.map(canonicalText));
  return left.values.filter(value => kept.has(canonicalText(value)));
}

function numbers(left: NumberFacet, right: NumberFacet) {
  return {
    integer: left.integer || right.integer,
    minimum: tighter(left.minimum, right.minimum, 1),
    maximum: tighter(left.maximum, right.maximum, -1),
    multiplesOf: distinct([...left.multiplesOf, ...right.multiplesOf]),
    formats: distinct([...left.formats, ...right.formats]),
  };
}

function tighter(
  left: Bound | undefined,
  right: Bound | undefined,
  sign: 1 | -1,
) {
  if (!left || !right) {
    return left ?? right;
  }
  if (left.value === right.value) {
    return left.exclusive ? left : right;
  }
  return sign * left.value > sign * right.value ? left : right;
}

function strings(left: StringFacet, right: StringFacet) {
  return {
    minLength: Math.max(left.minLength, right.minLength),
    maxLength: Math.min(left.maxLength, right.maxLength),
    patterns: distinct([...left.patterns, ...right.patterns]),
    formats: distinct([...left.formats, ...right.formats]),
    contents: distinct([...left.contents, ...right.contents]),
  };
}

function arrays(left: ArrayFacet, right: ArrayFacet) {
  const length = Math.max(left.prefix.length, right.prefix.length);
  return {
    minItems: Math.max(left.minItems, right.minItems),
    maxItems: Math.min(left.maxItems, right.maxItems),
    prefix: Array.from({ length }, (_, at) =>
      SchemaNode.all([itemAt(left, at), itemAt(right, at)]),
    ),
    rest: SchemaNode.all([left.rest, right.rest]),
    evaluated: joinEvaluated(left.evaluated, right.evaluated),
    contains: [...left.contains, ...right.contains],
    unique: left.unique || right.unique,
  };
}

/** The schema of the item at a place. */
export function itemAt(facet: ArrayFacet, at: number): SchemaNode {
  return facet.prefix[at] ?? facet.rest;
}

function objects(left: ObjectFacet, right: ObjectFacet) {
  const hidden =
    left.hidden || right.hidden
      ? new Set([...(left.hidden ?? []), ...(right.hidden ?? [])])
      : undefined;
  const dependentRequired = new Map(left.dependentRequired);
  for (const [name, needed] of right.dependentRequired) {
    dependentRequired.set(
      name,
      distinct([...(dependentRequired.get(name) ?? []), ...needed]),
    );
  }
  return {
    layers: distinct([...left.layers, ...right.layers]),
    evaluated: joinEvaluated(left.evaluated, right.evaluated),
    hidden,
    required: without(new Set([...left.required, ...right.required]), hidden),
    dependentRequired,
    minProperties: Math.max(left.minProperties, right.minProperties),
    maxProperties: Math.min(left.maxProperties, right.maxProperties),
    names: [...left.names, ...right.names],
  };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Set(values)];
}
