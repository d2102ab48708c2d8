import { Json } from '../../text/Json';
import { subtypesOf } from '../jsonSchema/discriminatorClashes';
import { OpenApiDocument } from './OpenApiDocument';

/** Keywords that only tell people something. */
const WORDS = new Set([
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

/**
 * Says which parts of two descriptions are surely equal, with all that they refer to.
 * Every referenced part is compared once.
 */
export class Sameness {
  /** References whose targets are equal by themselves, with the references in them. */
  readonly #targets = new Map<string, ReadonlySet<string> | undefined>();
  readonly #verdicts = new Map<string, boolean>();
  readonly #known = new WeakMap<object, WeakMap<object, boolean>>();

  constructor(
    readonly one: OpenApiDocument,
    readonly other: OpenApiDocument,
  ) {}

  /** Whether the parts mean the same; false where that isn't sure. */
  isSame(one: Json | undefined, other: Json | undefined): boolean {
    if (this.one.dialect !== this.other.dialect) {
      return false;
    }
    if (!isObject(one) || !isObject(other)) {
      return one === other;
    }
    const known = this.#known.get(one)?.get(other);
    if (known !== undefined) {
      return known;
    }
    const references = new Set<string>();
    const same =
      equal(one, other, 'object', references) &&
      [...references].every(reference => this.#isSameTarget(reference));
    const row = this.#known.get(one) ?? new WeakMap<object, boolean>();
    row.set(other, same);
    this.#known.set(one, row);
    return same;
  }

  /** Whether a reference leads to the same in both, followed to its end. */
  #isSameTarget(start: string): boolean {
    const known = this.#verdicts.get(start);
    if (known !== undefined) {
      return known;
    }
    // A set that grows while it is walked through is walked through to its end.
    const reached = new Set([start]);
    for (const reference of reached) {
      const inner =
        this.#verdicts.get(reference) === false
          ? undefined
          : this.#referencesIn(reference);
      if (!inner) {
        this.#verdicts.set(start, false);
        return false;
      }
      inner.forEach(one => reached.add(one));
    }
    // Where everything that can be reached is equal, all of that is the same too.
    reached.forEach(reference => this.#verdicts.set(reference, true));
    return true;
  }

  #referencesIn(reference: string): ReadonlySet<string> | undefined {
    if (this.#targets.has(reference)) {
      return this.#targets.get(reference);
    }
    const targets = [this.one, this.other].map(document =>
      document.schemas.find(reference, ''),
    );
    const [one, other] = targets.map(target => target?.schema);
    const references = new Set<string>();
    const [extending, others] = targets.map(target =>
      target ? subtypesOf(target) : [],
    );
    extending.forEach(subtype => references.add(subtype));
    // What both don't hold has to be taken for what its text says.
    const same =
      extending.join('\n') === others.join('\n') &&
      equal(one, other, 'object', references);
    const found = same ? references : undefined;
    this.#targets.set(reference, found);
    return found;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function equal(
  one: Json | undefined,
  other: Json | undefined,
  kind: Kind,
  references: Set<string>,
): boolean {
  if (one === other) {
    if (isObject(one)) {
      // One object in both descriptions still has to be looked through for references.
      return equalObjects(one, one, kind, references);
    }
    return true;
  }
  return isObject(one) && isObject(other)
    ? equalObjects(one, other, kind, references)
    : false;
}

function equalObjects(
  one: object,
  other: object,
  kind: Kind,
  references: Set<string>,
): boolean {
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, at) => equal(item, other[at], kind, references))
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
    if (!Object.hasOwn(right, key)) {
      return false;
    }
    const value = left[key];
    if (key === '$ref' && kind !== 'value' && typeof value === 'string') {
      references.add(value);
    }
    if (key === 'mapping' && kind === 'object') {
      // A discriminator's values lead to schemas as references do, or by their names.
      for (const target of Object.values(isObject(value) ? value : {})) {
        const text = String(target);
        references.add(
          text.includes('/') ? text : `#/components/schemas/${text}`,
        );
      }
    }
    if (!equal(value, right[key], kindBelow(kind, key), references)) {
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
