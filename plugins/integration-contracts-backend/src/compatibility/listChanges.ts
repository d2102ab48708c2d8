import { canonicalText, childPointer, isJsonObject, Json } from '../text/Json';

/** A violation as far as it tells where it is. */
export interface PlacedViolation {
  oldPointer: string;
  newPointer: string;
}

/** One difference between two texts. */
export interface Change {
  kind: 'added' | 'removed' | 'changed';
  title: string;
  /** It is in words for people only. */
  documentation: boolean;
  oldPointer?: string;
  newPointer?: string;
  /** Indexes into the violations. */
  violations: number[];
}

/** What is different, as far as it is listed. */
export interface Changes {
  /** In the order of the text. */
  changes: Change[];
  /** How many there are, listed or not. */
  totalChanges: number;
}

/** More than a person reads: of a larger difference these come first, and all that a violation is in. */
const MOST_CHANGES = 2_000;
/** What is nested deeper counts as one change. */
const MOST_LEVELS = 100;

const DOCUMENTATION = new Set([
  '$comment',
  'contact',
  'description',
  'example',
  'examples',
  'externalDocs',
  'license',
  'summary',
  'title',
]);

/** Their members are names that somebody chose, not words of the format. */
const NAMED = new Set([
  '$defs',
  'callbacks',
  'channels',
  'definitions',
  'dependentSchemas',
  'examples',
  'headers',
  'messages',
  'operations',
  'parameters',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
]);

/** A value of both texts, with its place in each. */
interface Pair {
  older: Json | undefined;
  newer: Json | undefined;
  oldPointer: string;
  newPointer: string;
  /** Of the member that it is. */
  key: string;
  isDocumentation: boolean;
  level: number;
}

/**
 * What is different between two texts, member by member. Lists of plain values
 * are compared as sets, lists of what has a name by the names, and others
 * position by position.
 *
 * @param violations - each is put to the change that it is in
 */
export function listChanges(
  oldContent: Json,
  newContent: Json,
  violations: readonly PlacedViolation[],
): Changes {
  const different = differentPairs(oldContent, newContent);
  const placed = placeViolations(different, violations);
  const listed = [...different.entries()].filter(
    ([at]) => at < MOST_CHANGES || placed.has(at),
  );
  return {
    changes: listed.map(([at, pair]) => ({
      ...toChange(pair),
      violations: placed.get(at) ?? [],
    })),
    totalChanges: different.length,
  };
}

/** What is not the same, in the order of the text. */
function differentPairs(oldContent: Json, newContent: Json): Pair[] {
  const different: Pair[] = [];
  const pairs: Pair[] = [
    {
      older: oldContent,
      newer: newContent,
      oldPointer: '',
      newPointer: '',
      key: '',
      isDocumentation: false,
      level: 0,
    },
  ];
  // A stack: its last pair is the next, so that changes come in the order of the text.
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const within = pair.level < MOST_LEVELS ? pairsWithin(pair) : undefined;
    if (within) {
      pairs.push(...within.reverse());
    } else if (canonicalText(pair.older) !== canonicalText(pair.newer)) {
      different.push(pair);
    }
  }
  return different;
}

function toChange(pair: Pair): Omit<Change, 'violations'> {
  const { older, newer, oldPointer, newPointer } = pair;
  const isAdded = older === undefined;
  const isRemoved = newer === undefined;
  const path = (isRemoved ? oldPointer : newPointer)
    .split('/')
    .slice(1)
    .map(token => token.replace(/~1/g, '/').replace(/~0/g, '~'));
  const values = [older, newer].flatMap(value => shown(value) ?? []);
  return {
    kind: kindOf(pair),
    title: [path.join(' › ') || 'the whole text', values.join(' → ')]
      .filter(Boolean)
      .join(': '),
    documentation: pair.isDocumentation,
    ...(!isAdded && { oldPointer }),
    ...(!isRemoved && { newPointer }),
  };
}

function kindOf({ older, newer }: Pair): Change['kind'] {
  if (older === undefined) {
    return 'added';
  }
  return newer === undefined ? 'removed' : 'changed';
}

/** The pairs that a pair is made of; undefined where it is compared as a whole. */
function pairsWithin(pair: Pair): Pair[] | undefined {
  const { older, newer } = pair;
  if (isJsonObject(older) && isJsonObject(newer)) {
    return [...new Set([...Object.keys(older), ...Object.keys(newer)])].map(
      key => ({
        ...pairAt(pair, older[key], newer[key], key, key),
        key,
        isDocumentation:
          pair.isDocumentation ||
          (DOCUMENTATION.has(key) && !NAMED.has(pair.key)),
      }),
    );
  }
  if (!Array.isArray(older) || !Array.isArray(newer)) {
    return undefined;
  }
  const oldNames = namesOf(older);
  const newNames = namesOf(newer);
  if (!oldNames || !newNames) {
    return Array.from(
      { length: Math.max(older.length, newer.length) },
      (_, at) => pairAt(pair, older[at], newer[at], at, at),
    );
  }
  return [...new Set([...oldNames.keys(), ...newNames.keys()])].map(name => {
    const oldAt = oldNames.get(name) ?? -1;
    const newAt = newNames.get(name) ?? -1;
    return pairAt(pair, older[oldAt], newer[newAt], oldAt, newAt);
  });
}

function pairAt(
  pair: Pair,
  older: Json | undefined,
  newer: Json | undefined,
  oldToken: string | number,
  newToken: string | number,
): Pair {
  return {
    ...pair,
    older,
    newer,
    oldPointer: childPointer(pair.oldPointer, oldToken),
    newPointer: childPointer(pair.newPointer, newToken),
    key: '',
    level: pair.level + 1,
  };
}

/** Where each item stands by what it is called; undefined where not all have a name of their own. */
function namesOf(items: readonly Json[]): Map<string, number> | undefined {
  const names = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    const name = nameOf(item);
    if (name === undefined || names.has(name)) {
      return undefined;
    }
    names.set(name, at);
  }
  return names;
}

/** A plain value is its own name; parameters have one for each place, servers an address. */
function nameOf(item: Json): string | undefined {
  if (!isJsonObject(item)) {
    return Array.isArray(item) ? undefined : JSON.stringify(item);
  }
  const { $ref: reference, name, in: place, url } = item;
  const names = [reference, name, place, url].filter(
    part => typeof part === 'string',
  );
  return reference || name || url ? names.join(' ') : undefined;
}

/** The violations of each change that some are in, by where it stands. */
function placeViolations(
  different: readonly Pair[],
  violations: readonly PlacedViolation[],
): Map<number, number[]> {
  const older = new PointerIndex();
  const newer = new PointerIndex();
  for (const [at, pair] of different.entries()) {
    if (pair.older !== undefined) {
      older.add(pair.oldPointer, at);
    }
    if (pair.newer !== undefined) {
      newer.add(pair.newPointer, at);
    }
  }
  const placed = new Map<number, number[]>();
  for (const [index, { oldPointer, newPointer }] of violations.entries()) {
    const [one, other] = [older.closest(oldPointer), newer.closest(newPointer)];
    const at = (isCloser(other, one) ? other : one)?.at;
    if (at !== undefined) {
      const others = placed.get(at);
      if (others) {
        others.push(index);
      } else {
        placed.set(at, [index]);
      }
    }
  }
  return placed;
}

/** A change, and how much its pointer has in common with one that is in, around or under it. */
interface Closeness {
  at: number;
  shared: number;
}

function isCloser(
  one: Closeness | undefined,
  other: Closeness | undefined,
): boolean {
  return (
    one !== undefined &&
    (other === undefined ||
      one.shared > other.shared ||
      (one.shared === other.shared && one.at < other.at))
  );
}

/** Finds the change that a pointer is in, around or under, the nearest first. */
class PointerIndex {
  readonly #at = new Map<string, number>();
  /** The first change at or under each pointer. */
  readonly #under = new Map<string, number>();

  /** Changes are added in their order. */
  add(pointer: string, at: number): void {
    if (!this.#at.has(pointer)) {
      this.#at.set(pointer, at);
    }
    for (const around of upwards(pointer)) {
      // Who added it added what is around it, too.
      if (this.#under.has(around)) {
        break;
      }
      this.#under.set(around, at);
    }
  }

  closest(pointer: string): Closeness | undefined {
    const under = this.#under.get(pointer);
    if (under !== undefined) {
      return { at: under, shared: pointer.length };
    }
    for (const around of upwards(pointer)) {
      const at = this.#at.get(around);
      if (at !== undefined) {
        return { at, shared: around.length };
      }
    }
    return undefined;
  }
}

/** A pointer, and each that is around it, up to the whole text. */
function* upwards(pointer: string): Generator<string> {
  for (
    let end = pointer.length;
    end >= 0;
    end = pointer.lastIndexOf('/', end - 1)
  ) {
    yield pointer.slice(0, end);
    if (end === 0) {
      return;
    }
  }
}

/** A value in a title, where it is short. */
function shown(value: Json | undefined): string | undefined {
  return value === undefined || (typeof value === 'object' && value !== null)
    ? undefined
    : JSON.stringify(value).slice(0, 60);
}
