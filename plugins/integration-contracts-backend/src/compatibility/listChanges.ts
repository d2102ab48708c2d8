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

/** More than a person reads; the rest of a larger difference is left out. */
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
): Change[] {
  const changes: Change[] = [];
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
      changes.push(toChange(pair));
    }
    if (changes.length >= MOST_CHANGES) {
      break;
    }
  }
  violations.forEach((violation, index) =>
    closest(changes, violation)?.violations.push(index),
  );
  return changes;
}

function toChange(pair: Pair): Change {
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
    violations: [],
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

/** The change that a violation is in, around or under, the nearest first. */
function closest(
  changes: readonly Change[],
  { oldPointer, newPointer }: PlacedViolation,
): Change | undefined {
  let best: Change | undefined;
  let bestLength = -1;
  for (const change of changes) {
    const length = Math.max(
      shared(change.oldPointer, oldPointer),
      shared(change.newPointer, newPointer),
    );
    if (length > bestLength) {
      best = change;
      bestLength = length;
    }
  }
  return best;
}

/** How much two pointers have in common where one is within the other; -1 where neither is. */
function shared(left: string | undefined, right: string): number {
  if (left === undefined) {
    return -1;
  }
  const [short, long] =
    left.length <= right.length ? [left, right] : [right, left];
  return long === short || long.startsWith(`${short}/`) ? short.length : -1;
}

/** A value in a title, where it is short. */
function shown(value: Json | undefined): string | undefined {
  return value === undefined || (typeof value === 'object' && value !== null)
    ? undefined
    : JSON.stringify(value).slice(0, 60);
}
