import { Violation } from '../../compatibility/Violation';
import { Json, isJsonObject } from '../../text/Json';
import { isObject, referencesIn, WORDS } from './Sameness';
import { SchemaPart } from './SchemaNode';

/** What the same reference leads to in the writer's text and in the reader's. */
interface Target {
  reference: string;
  own?: SchemaPart;
  wanted?: SchemaPart;
}

interface Pair {
  own: SchemaPart;
  wanted: SchemaPart;
}

/** What the same reference leads to, and has to be compared. */
export interface ChangedTarget extends Pair {
  reference: string;
}

const NONE: Violation[] = [];

/**
 * What references in two texts lead to, near or far, and whether the reader accepts
 * all of that. In a large text everything leads to everything: a schema that differs
 * only in what it refers to need not be compared itself, where it accepts no less
 * as long as that accepts no less. Nothing else has to be looked into than what
 * changed by itself; who refers to it is taken for upheld meanwhile, as schemas that
 * contain themselves are.
 */
export class SettledTargets {
  readonly #targets = new Map<string, Target>();
  /** By reference: in what it stands that is itself referred to. */
  readonly #referring = new Map<string, string[]>();
  /** By reference: what clashes, as far as that is known yet. */
  readonly #clashes = new Map<string, Violation[]>();
  /** References that lead nowhere in a text in which they stand. */
  readonly #dangling = new Set<string>();
  /** By the writer's schema. */
  readonly #ends = new Map<object, Target>();

  /** @param isSameText - whether two schemas say the same, whatever that refers to */
  constructor(
    readonly isSameText: (writer: SchemaPart, reader: SchemaPart) => boolean,
  ) {}

  /** How many references are known. */
  get size(): number {
    return this.#targets.size;
  }

  /**
   * Follows all references in two schemas to their ends.
   *
   * @returns what is new and not the same by itself; undefined where nothing is new
   */
  add(writer: SchemaPart, reader: SchemaPart): ChangedTarget[] | undefined {
    const before = this.#targets.size;
    const documents = { own: writer, wanted: reader };
    this.#follow(documents, documents);
    if (this.#targets.size === before) {
      return undefined;
    }
    const added: Target[] = [];
    let passed = 0;
    // A map that grows while it is walked through is walked through to its end.
    for (const target of this.#targets.values()) {
      passed += 1;
      if (passed > before) {
        this.#follow(target, documents);
        added.push(target);
      }
    }
    const whole = added.filter(isWhole);
    const changed = whole.filter(
      ({ own, wanted }) => !this.isSameText(own, wanted),
    );
    const isChanged = new Set(changed);
    const dirty = this.#leadingTo(
      added
        .filter(target => !isWhole(target) || isChanged.has(target))
        .map(({ reference }) => reference),
    );
    // What may accept less because something in it accepts more is the same only if all in it is.
    const delicate = whole.filter(
      target =>
        !isChanged.has(target) &&
        !referencesOf(target.own).plain &&
        dirty.has(target.reference),
    );
    return [...changed, ...delicate];
  }

  /** What leads to where a text holds nothing. */
  get leadingNowhere(): ChangedTarget[] {
    return this.#wholeOf(this.#leadingTo([...this.#dangling]));
  }

  /**
   * Remembers what clashes.
   *
   * @returns what that may change, where it is more than was known: what refers to
   *   it, and what leads to it from where accepting less means accepting more
   */
  learn({ reference }: ChangedTarget, clashes: Violation[]): ChangedTarget[] {
    if (clashes.length <= (this.#clashes.get(reference)?.length ?? 0)) {
      return [];
    }
    this.#clashes.set(reference, clashes);
    const delicate = this.#wholeOf(this.#leadingTo([reference])).filter(
      ({ own, wanted }) =>
        !referencesOf(own).plain || !referencesOf(wanted).plain,
    );
    return [...this.#wholeOf(this.#referring.get(reference)!), ...delicate];
  }

  /** Whether something clashes, as far as that is known yet, that the schema itself refers to. */
  knowsClashIn(schema: Json): boolean {
    if (this.#clashes.size === 0 || !isObject(schema)) {
      return false;
    }
    return [...referencesIn(schema).targets].some(
      target => this.#clashes.get(target)?.length,
    );
  }

  /** Forgets those that came after the first so many. */
  forget(first: number): void {
    for (const target of [...this.#targets.values()].slice(first)) {
      this.#targets.delete(target.reference);
      this.#clashes.delete(target.reference);
      if (target.own && isObject(target.own.schema)) {
        this.#ends.delete(target.own.schema);
      }
    }
  }

  /** What of the writer's the reader refuses; undefined where that isn't known yet. */
  clashesOf(own: SchemaPart, wanted: SchemaPart): Violation[] | undefined {
    if (this.#targets.size === 0 || !isObject(own.schema)) {
      return undefined;
    }
    const reference = onlyReference(own.schema);
    const target =
      reference !== undefined && reference === onlyReference(wanted.schema)
        ? this.#targets.get(reference)
        : this.#ends.get(own.schema);
    if (
      target &&
      isWhole(target) &&
      (reference !== undefined || target.wanted.schema === wanted.schema)
    ) {
      return this.#clashes.get(target.reference) ?? NONE;
    }
    const { targets, plain } = referencesOf(own);
    if (!plain || !this.isSameText(own, wanted)) {
      return undefined;
    }
    for (const one of targets) {
      const known = this.#targets.get(one);
      if (!known || !isWhole(known) || this.#clashes.get(one)?.length) {
        return undefined;
      }
    }
    return NONE;
  }

  #follow(
    { own, wanted, reference: from }: Partial<Target>,
    documents: Pair,
  ): void {
    for (const side of ['own', 'wanted'] as const) {
      const part = side === 'own' ? own : wanted;
      for (const reference of part ? referencesOf(part).targets : []) {
        const target =
          this.#targets.get(reference) ?? this.#reach(reference, documents);
        if (from !== undefined) {
          this.#referring.get(reference)!.push(from);
        }
        if (!target[side]) {
          this.#dangling.add(reference);
        }
      }
    }
  }

  #reach(reference: string, { own, wanted }: Pair): Target {
    const target: Target = {
      reference,
      own: own.document.find(reference, ''),
      wanted: wanted.document.find(reference, ''),
    };
    this.#targets.set(reference, target);
    this.#referring.set(reference, []);
    if (isWhole(target) && isObject(target.own.schema)) {
      this.#ends.set(target.own.schema, target);
    }
    return target;
  }

  #wholeOf(references: Iterable<string>): ChangedTarget[] {
    return [...references].flatMap(reference => {
      const target = this.#targets.get(reference);
      return target && isWhole(target) ? target : [];
    });
  }

  /** These, and all from which a way leads to them. */
  #leadingTo(references: readonly string[]): Set<string> {
    const found = new Set(references);
    for (const reference of found) {
      this.#referring.get(reference)!.forEach(one => found.add(one));
    }
    return found;
  }
}

function isWhole(target: Target): target is ChangedTarget {
  return target.own !== undefined && target.wanted !== undefined;
}

/** What a schema refers to that says nothing besides. */
export function onlyReference(schema: Json): string | undefined {
  return isJsonObject(schema) &&
    typeof schema.$ref === 'string' &&
    Object.keys(schema).every(key => key === '$ref' || WORDS.has(key))
    ? schema.$ref
    : undefined;
}

const NOTHING = { targets: new Set<string>(), plain: true };

function referencesOf({ schema }: SchemaPart) {
  return isObject(schema) ? referencesIn(schema) : NOTHING;
}
