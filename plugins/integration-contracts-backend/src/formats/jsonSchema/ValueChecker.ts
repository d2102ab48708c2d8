import { Json, canonicalText, isJsonObject, typeOfJson } from '../../text/Json';
import { Answer, matchPattern } from './matchPattern';
import {
  ArrayFacet,
  Facet,
  MemberLayer,
  NumberFacet,
  ObjectFacet,
  StringFacet,
} from './Facet';
import { SchemaNode } from './SchemaNode';
import { SchemaExpander } from './expandSchema';
import { itemAt } from './intersectFacets';
import { isMultipleOf } from './numbers';
import { memberNodes } from './memberNodes';

/** Says whether a schema accepts a value, or that it can't tell. */
export class ValueChecker {
  constructor(readonly expander: SchemaExpander) {}

  accepts(node: SchemaNode, value: Json): Answer {
    const facets = this.expander.expand(node)[typeOfJson(value)];
    return any(facets.map(facet => () => this.acceptsValue(facet, value)));
  }

  acceptsValue(facet: Facet, value: Json): Answer {
    this.expander.budget.spend();
    if (facet.values) {
      const text = canonicalText(value);
      if (!facet.values.some(one => canonicalText(one) === text)) {
        return 'no';
      }
    }
    return every([
      () => this.#shape(facet, value),
      () => (facet.opaque.length > 0 ? 'unknown' : 'yes'),
      ...facet.except.map(
        other => () => opposite(this.acceptsValue(other, value)),
      ),
    ]);
  }

  #shape(facet: Facet, value: Json): Answer {
    switch (facet.type) {
      case 'number':
        return acceptsNumber(facet, value as number);
      case 'string':
        return acceptsString(facet, value as string);
      case 'array':
        return this.#acceptsArray(facet, value as readonly Json[]);
      case 'object':
        return isJsonObject(value) ? this.#acceptsObject(facet, value) : 'no';
      default:
        return 'yes';
    }
  }

  #acceptsArray(facet: ArrayFacet, items: readonly Json[]): Answer {
    const texts = facet.unique ? new Set(items.map(canonicalText)) : undefined;
    return every([
      () => answer(items.length >= facet.minItems),
      () => answer(items.length <= facet.maxItems),
      () => answer(!texts || texts.size === items.length),
      ...items.map((item, at) => () => this.accepts(itemAt(facet, at), item)),
      ...facet.contains.map(({ node, minimum, maximum }) => () => {
        const answers = items.map(item => this.accepts(node, item));
        const sure = answers.filter(one => one === 'yes').length;
        const possible = answers.filter(one => one !== 'no').length;
        if (sure >= minimum && possible <= maximum) {
          return 'yes';
        }
        return possible < minimum || sure > maximum ? 'no' : 'unknown';
      }),
    ]);
  }

  #acceptsObject(
    facet: ObjectFacet,
    object: { readonly [key: string]: Json | undefined },
  ): Answer {
    const names = Object.keys(object);
    const has = (name: string) => Object.hasOwn(object, name);
    return every([
      () => answer(names.length >= facet.minProperties),
      () => answer(names.length <= facet.maxProperties),
      () => answer([...facet.required].every(has)),
      () =>
        answer(
          [...facet.dependentRequired].every(
            ([name, needed]) => !has(name) || needed.every(has),
          ),
        ),
      ...facet.names.flatMap(node =>
        names.map(name => () => this.accepts(node, name)),
      ),
      ...facet.layers.flatMap(layer =>
        names.map(
          name => () => this.#acceptsMember(layer, name, object[name] as Json),
        ),
      ),
    ]);
  }

  #acceptsMember(layer: MemberLayer, name: string, value: Json): Answer {
    const { sure, possible } = memberNodes(layer, name);
    return every([
      ...sure.map(node => () => this.accepts(node, value)),
      ...possible.map(
        node => () =>
          this.accepts(node, value) === 'yes'
            ? ('yes' as const)
            : ('unknown' as const),
      ),
    ]);
  }
}

function acceptsNumber(facet: NumberFacet, value: number): Answer {
  const { minimum, maximum } = facet;
  const inside =
    (!minimum ||
      (minimum.exclusive ? value > minimum.value : value >= minimum.value)) &&
    (!maximum ||
      (maximum.exclusive ? value < maximum.value : value <= maximum.value)) &&
    (!facet.integer || Number.isInteger(value)) &&
    facet.multiplesOf.every(divisor => isMultipleOf(value, divisor));
  return inside && facet.formats.length > 0 ? 'unknown' : answer(inside);
}

function acceptsString(facet: StringFacet, value: string): Answer {
  // Lengths count characters, not UTF-16 units (Validation 2020-12, 6.3.1).
  const { length } = [...value];
  return every([
    () => answer(length >= facet.minLength && length <= facet.maxLength),
    ...facet.patterns.map(pattern => () => matchPattern(pattern, value)),
    () =>
      facet.formats.length + facet.contents.length > 0 ? 'unknown' : 'yes',
  ]);
}

function answer(holds: boolean): Answer {
  return holds ? 'yes' : 'no';
}

function opposite(one: Answer): Answer {
  if (one === 'unknown') {
    return one;
  }
  return one === 'yes' ? 'no' : 'yes';
}

function every(questions: ReadonlyArray<() => Answer>): Answer {
  let result: Answer = 'yes';
  for (const question of questions) {
    const one = question();
    if (one === 'no') {
      return 'no';
    }
    if (one === 'unknown') {
      result = one;
    }
  }
  return result;
}

function any(questions: ReadonlyArray<() => Answer>): Answer {
  return opposite(every(questions.map(one => () => opposite(one()))));
}
