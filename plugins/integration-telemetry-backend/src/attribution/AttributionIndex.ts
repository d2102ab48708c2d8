import { Attributes } from '../otlp/model';

/** One condition of a matcher; exactly one of the three is set. */
export interface Condition {
  attribute: string;
  equals?: string;
  prefix?: string;
  in?: string[];
}

/** An integration and what its telemetry looks like. */
export interface Attributable {
  /** Full reference in lower case. */
  ref: string;
  matchers: Condition[][];
}

interface CompiledMatcher {
  ref: string;
  conditions: Condition[];
}

/** The attribute that names the integration outright. */
export const INTEGRATION_ATTRIBUTE = 'tieline.integration';

const refForm = /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/;

/** Completes a reference to an integration; undefined where it is to something else. */
export function integrationRefOf(text: string): string | undefined {
  const parts = refForm.exec(text.trim().toLocaleLowerCase('en-US'));
  if (!parts) {
    return undefined;
  }
  const [, kind = 'integration', namespace = 'default', name] = parts;
  return kind === 'integration'
    ? `integration:${namespace}/${name}`
    : undefined;
}

function meets(condition: Condition, value: string | undefined): boolean {
  if (value === undefined) {
    return false;
  }
  if (condition.equals !== undefined) {
    return value === condition.equals;
  }
  if (condition.prefix !== undefined) {
    return value.startsWith(condition.prefix);
  }
  return condition.in?.includes(value) ?? false;
}

/** The values that a condition can be looked up by. */
function lookupValues(condition: Condition): string[] {
  return condition.equals !== undefined
    ? [condition.equals]
    : (condition.in ?? []);
}

/**
 * Finds the integration that telemetry belongs to. Each matcher is filed under
 * the value that the fewest matchers ask for, so that a look-up touches few.
 */
export class AttributionIndex {
  readonly #refs = new Set<string>();
  readonly #byAttribute = new Map<string, Map<string, CompiledMatcher[]>>();
  /** Matchers with prefixes only. */
  readonly #others: CompiledMatcher[] = [];
  readonly #ties = new Map<string, Set<string>>();

  constructor(integrations: readonly Attributable[] = []) {
    const matchers = integrations.flatMap(({ ref, matchers: all }) =>
      all
        .filter(conditions => conditions.length > 0)
        .map(conditions => ({ ref, conditions })),
    );
    integrations.forEach(({ ref }) => this.#refs.add(ref));

    const uses = new Map<string, number>();
    const useOf = (attribute: string, value: string) =>
      `${attribute}\u0001${value}`;
    for (const { conditions } of matchers) {
      for (const condition of conditions) {
        for (const value of lookupValues(condition)) {
          const use = useOf(condition.attribute, value);
          uses.set(use, (uses.get(use) ?? 0) + 1);
        }
      }
    }
    const cost = (condition: Condition) =>
      lookupValues(condition).reduce(
        (sum, value) => sum + uses.get(useOf(condition.attribute, value))!,
        0,
      );
    for (const matcher of matchers) {
      const [best] = matcher.conditions
        .filter(condition => lookupValues(condition).length > 0)
        .sort((left, right) => cost(left) - cost(right));
      if (!best) {
        this.#others.push(matcher);
        continue;
      }
      const byValue = this.#byAttribute.get(best.attribute) ?? new Map();
      this.#byAttribute.set(best.attribute, byValue);
      for (const value of new Set(lookupValues(best))) {
        byValue.set(value, [...(byValue.get(value) ?? []), matcher]);
      }
    }
  }

  /**
   * The integration that these attributes belong to: the one they name, else
   * the matcher with the most conditions; of equals the lower reference.
   */
  find(attributes: Attributes, resource: Attributes): string | undefined {
    const named =
      attributes.get(INTEGRATION_ATTRIBUTE) ??
      resource.get(INTEGRATION_ATTRIBUTE);
    const namedRef = named && integrationRefOf(named);
    if (namedRef && this.#refs.has(namedRef)) {
      return namedRef;
    }

    const valueOf = (name: string) =>
      attributes.get(name) ?? resource.get(name);
    let best: CompiledMatcher | undefined;
    const consider = (matcher: CompiledMatcher) => {
      const { conditions, ref } = matcher;
      if (best && conditions.length < best.conditions.length) {
        return;
      }
      if (!conditions.every(item => meets(item, valueOf(item.attribute)))) {
        return;
      }
      if (best?.conditions.length === conditions.length && best.ref !== ref) {
        this.#noteTie(best.ref, ref);
        best = best.ref < ref ? best : matcher;
      } else {
        best = matcher;
      }
    };
    for (const [attribute, byValue] of this.#byAttribute) {
      const value = valueOf(attribute);
      const candidates = value === undefined ? undefined : byValue.get(value);
      candidates?.forEach(consider);
    }
    this.#others.forEach(consider);
    return best?.ref;
  }

  /** The integrations whose matchers took the same telemetry as this one's. */
  tiesOf(ref: string): string[] {
    return [...(this.#ties.get(ref) ?? [])].sort();
  }

  #noteTie(left: string, right: string): void {
    for (const [one, other] of [
      [left, right],
      [right, left],
    ]) {
      const ties = this.#ties.get(one) ?? new Set();
      this.#ties.set(one, ties.add(other));
    }
  }
}
