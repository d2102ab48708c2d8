import { Json } from '../../text/Json';
import { subtypesOf } from './discriminatorClashes';
import { SchemaDocument } from './SchemaDocument';

/** Keywords that only tell people something. */
export const WORDS: ReadonlySet<string> = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'x-examples',
]);

/** Below these, keys are names that somebody chose: a member may be called "title". */
const MAPS = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
  'dependencies',
  '$defs',
  'definitions',
  'headers',
  'mapping',
  'schemas',
  'securitySchemes',
  'security',
  'requestBodies',
  'responses',
  'paths',
  'webhooks',
  'content',
  'variables',
  'callbacks',
  'links',
  'encoding',
  'scopes',
]);

/** Below these stand values, where every key counts. */
const VALUES = new Set(['enum', 'const', 'default']);

type Kind = 'object' | 'map' | 'value';

/** Where they stand, what accepts more may make the whole accept less. */
const INVERTING = new Set([
  'not',
  'if',
  'oneOf',
  'contains',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/** The references in a part of a text. */
export interface References {
  targets: ReadonlySet<string>;
  /** Whether the part accepts no less as long as none of the targets does. */
  plain: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Of parts that were asked for. Texts that were parsed like each other share
 * parts, so that what is known of one version is known of the others.
 */
const known = new WeakMap<object, References>();

/**
 * Says which parts of two texts are surely equal, with all that they refer to.
 * Every referenced part is compared once.
 */
export class Sameness {
  readonly #verdicts = new Map<string, boolean>();
  /** By the one: with what it was compared last. */
  readonly #same = new Map<object, { other: object; same: boolean }>();
  readonly #isReadAlike: boolean;

  constructor(
    readonly one: SchemaDocument,
    readonly other: SchemaDocument,
  ) {
    this.#isReadAlike = one.isReadLike(other);
  }

  /** Whether the parts mean the same; false where that isn't sure. */
  isSame(one: Json | undefined, other: Json | undefined): boolean {
    if (!this.#isReadAlike) {
      return false;
    }
    if (!isObject(one) || !isObject(other)) {
      return one === other;
    }
    const told = this.#same.get(one);
    if (told?.other === other) {
      return told.same;
    }
    const same =
      isEqual(one, other, 'object') &&
      [...referencesIn(one).targets].every(target =>
        this.#isSameTarget(target),
      );
    this.#same.set(one, { other, same });
    return same;
  }

  /** Whether the parts say the same, whatever that refers to; false where it may be read in two ways. */
  isSameText(one: Json, other: Json): boolean {
    return this.#isReadAlike && isEqual(one, other, 'object');
  }

  /** Whether a reference leads to the same in both, followed to its end. */
  #isSameTarget(start: string): boolean {
    const told = this.#verdicts.get(start);
    if (told !== undefined) {
      return told;
    }
    const referring = new Map<string, string[]>([[start, []]]);
    const differing: string[] = [];
    // A map that grows while it is walked through is walked through to its end.
    for (const reference of referring.keys()) {
      const targets = this.#targetsOf(reference);
      if (!targets) {
        differing.push(reference);
      }
      for (const target of targets ?? NONE) {
        const verdict = this.#verdicts.get(target);
        if (verdict === false) {
          differing.push(reference);
        } else if (verdict === undefined) {
          const others = referring.get(target);
          if (others) {
            others.push(reference);
          } else {
            referring.set(target, [reference]);
          }
        }
      }
    }
    // What leads to something that differs differs; where nothing does that can be reached, all is the same.
    for (const reference of differing) {
      if (this.#verdicts.get(reference) !== false) {
        this.#verdicts.set(reference, false);
        differing.push(...(referring.get(reference) ?? []));
      }
    }
    for (const reference of referring.keys()) {
      if (!this.#verdicts.has(reference)) {
        this.#verdicts.set(reference, true);
      }
    }
    return this.#verdicts.get(start) === true;
  }

  /** What the target refers to, where it is equal by itself. Of OpenAPI, what neither text holds is taken for what it is called. */
  #targetsOf(reference: string): ReadonlySet<string> | undefined {
    const ends = [this.one, this.other].map(document =>
      document.find(reference, ''),
    );
    const [one, other] = ends.map(end => end?.schema);
    const [extending, others] = ends.map(end => (end ? subtypesOf(end) : []));
    if (one === undefined && !this.one.isOpenApi) {
      return undefined;
    }
    if (
      extending.join('\n') !== others.join('\n') ||
      !isEqual(one, other, 'object')
    ) {
      return undefined;
    }
    const targets = isObject(one) ? referencesIn(one).targets : NONE;
    return extending.length > 0 ? new Set([...targets, ...extending]) : targets;
  }
}

const NO_REFERENCES: References = { targets: NONE, plain: true };

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What a schema refers to, in whichever of its parts. */
export function referencesIn(part: object): References {
  const told = known.get(part);
  if (told) {
    return told;
  }
  const targets = new Set<string>();
  const inverted = collectFrom(part, 'object', targets, false);
  const found =
    targets.size === 0 && !inverted
      ? NO_REFERENCES
      : { targets, plain: !inverted };
  // What refers to nothing is mostly small.
  if (found !== NO_REFERENCES) {
    known.set(part, found);
  }
  return found;
}

/** @returns whether a reference stands where it inverts, or depends on where it is reached from */
function collect(
  part: object,
  kind: Kind,
  targets: Set<string>,
  isInverted: boolean,
): boolean {
  const told = kind === 'object' && known.get(part);
  if (!told) {
    return collectFrom(part, kind, targets, isInverted);
  }
  told.targets.forEach(target => targets.add(target));
  return !told.plain || (isInverted && told.targets.size > 0);
}

function collectFrom(
  part: object,
  kind: Kind,
  targets: Set<string>,
  isInverted: boolean,
): boolean {
  let inverted = false;
  if (Array.isArray(part)) {
    for (const item of part) {
      if (isObject(item) && collect(item, kind, targets, isInverted)) {
        inverted = true;
      }
    }
    return inverted;
  }
  const object = part as Record<string, Json | undefined>;
  for (const key of Object.keys(object)) {
    const value = object[key];
    // What is evaluated depends on all that a schema refers to, wherever that stands.
    if (kind === 'object' && key.startsWith('unevaluated')) {
      inverted = true;
    }
    if (key === 'mapping' && kind === 'object') {
      // A discriminator's values lead to schemas as references do, or by their names.
      for (const target of Object.values(isObject(value) ? value : {})) {
        const text = String(target);
        targets.add(text.includes('/') ? text : `#/components/schemas/${text}`);
      }
    }
    if (isObject(value)) {
      if (kind === 'object' && WORDS.has(key)) {
        continue;
      }
      const below = isInverted || (kind === 'object' && INVERTING.has(key));
      if (collect(value, kindBelow(kind, key), targets, below)) {
        inverted = true;
      }
    } else if (kind !== 'value' && typeof value === 'string') {
      if (key === '$ref') {
        targets.add(value);
        inverted ||= isInverted;
      } else if (key === '$dynamicRef' || key === '$recursiveRef') {
        inverted = true;
      }
    }
  }
  return inverted;
}

/** Whether both say the same, words for people left out. */
function isEqual(
  one: Json | undefined,
  other: Json | undefined,
  kind: Kind,
): boolean {
  if (one === other) {
    return true;
  }
  if (!isObject(one) || !isObject(other)) {
    return false;
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, at) => isEqual(item, other[at], kind))
    );
  }
  const left = one as Record<string, Json | undefined>;
  const right = other as Record<string, Json | undefined>;
  let counted = 0;
  for (const key in left) {
    if (kind === 'object' && WORDS.has(key)) {
      continue;
    }
    counted += 1;
    if (
      !Object.hasOwn(right, key) ||
      !isEqual(left[key], right[key], kindBelow(kind, key))
    ) {
      return false;
    }
  }
  for (const key in right) {
    if (!(kind === 'object' && WORDS.has(key))) {
      counted -= 1;
    }
  }
  return counted === 0;
}

function kindBelow(kind: Kind, key: string): Kind {
  if (kind === 'value') {
    return kind;
  }
  if (kind === 'map') {
    return 'object';
  }
  if (VALUES.has(key)) {
    return 'value';
  }
  return MAPS.has(key) ? 'map' : 'object';
}
