import { Attributes } from '../otlp/model';

import { bounded } from './destinationTemplate';

/** One condition of a matcher; exactly one of the three is set. */
export interface Condition {
  attribute: string;
  equals?: string;
  prefix?: string;
  in?: string[];
}

/** What telemetry of an integration looks like. */
export interface Matcher {
  conditions: Condition[];
  /** Where the contract's version is read from: the pattern's first group. */
  version?: { attribute: string; pattern: string };
}

/** An integration as telemetry tells it apart. */
export interface Attributable {
  /** Full reference in lower case. */
  ref: string;
  /** Full reference in lower case, where somebody owns it. */
  owner?: string;
  matchers: Matcher[];
  /** Queues and topics whose depth or lag tells of it. */
  queues?: string[];
}

/** The integration that telemetry belongs to. */
export interface Match {
  ref: string;
  /** Of the contract that was used; empty where unknown. */
  version: string;
}

interface VersionRule {
  attribute: string;
  pattern: RegExp;
}

interface CompiledMatcher {
  ref: string;
  conditions: Condition[];
  version?: VersionRule;
}

/** Longer text holds no version, and would only keep a pattern busy. */
const MAX_VERSION_SOURCE = 1_000;

const MAX_VERSION = 50;

function compileVersion(matcher: Matcher): VersionRule | undefined {
  if (!matcher.version) {
    return undefined;
  }
  try {
    const { attribute, pattern } = matcher.version;
    return { attribute, pattern: new RegExp(pattern) };
  } catch {
    // The entity's own findings name a pattern that is none.
    return undefined;
  }
}

function readVersion(
  rule: VersionRule | undefined,
  valueOf: (attribute: string) => string | undefined,
): string {
  const text = rule && valueOf(rule.attribute)?.slice(0, MAX_VERSION_SOURCE);
  const found = text === undefined ? null : rule!.pattern.exec(text);
  return bounded(found?.[1] ?? found?.[0] ?? '').slice(0, MAX_VERSION);
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
  /** Owner and rules for the version, by reference. */
  readonly #integrations = new Map<
    string,
    { owner?: string; versions: VersionRule[] }
  >();
  readonly #byAttribute = new Map<string, Map<string, CompiledMatcher[]>>();
  readonly #attributes = new Set<string>();
  /** Matchers with prefixes only. */
  readonly #others: CompiledMatcher[] = [];
  readonly #ties = new Map<string, Set<string>>();

  constructor(integrations: readonly Attributable[] = []) {
    const matchers: CompiledMatcher[] = [];
    for (const { ref, owner, matchers: all } of integrations) {
      const compiled = all
        .filter(({ conditions }) => conditions.length > 0)
        .map(matcher => ({
          ref,
          conditions: matcher.conditions,
          version: compileVersion(matcher),
        }));
      matchers.push(...compiled);
      this.#integrations.set(ref, {
        owner,
        versions: compiled.flatMap(({ version }) => version ?? []),
      });
    }

    for (const { conditions, version } of matchers) {
      conditions.forEach(({ attribute }) => this.#attributes.add(attribute));
      if (version) {
        this.#attributes.add(version.attribute);
      }
    }
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
  find(attributes: Attributes, resource: Attributes): Match | undefined {
    const valueOf = (name: string) =>
      attributes.get(name) ?? resource.get(name);
    const named =
      attributes.get(INTEGRATION_ATTRIBUTE) ??
      resource.get(INTEGRATION_ATTRIBUTE);
    const namedRef = named && integrationRefOf(named);
    const integration = namedRef && this.#integrations.get(namedRef);
    if (integration) {
      const versions = integration.versions.map(rule =>
        readVersion(rule, valueOf),
      );
      return { ref: namedRef, version: versions.find(Boolean) ?? '' };
    }

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
    return (
      best && { ref: best.ref, version: readVersion(best.version, valueOf) }
    );
  }

  /** Who owns an integration, as a full reference in lower case. */
  ownerOf(ref: string): string | undefined {
    return this.#integrations.get(ref)?.owner;
  }

  /** The attributes that any matcher reads, beside those of the conventions. */
  get attributes(): string[] {
    return [...this.#attributes];
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
