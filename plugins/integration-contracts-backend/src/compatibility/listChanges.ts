import { Json } from '../text/Json';
import { differentPairs, Pair } from './differentPairs';

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
/** A change, and how much its pointer has in common with one that is in, around or under it. */
interface Closeness {
  at: number;
  shared: number;
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

/**
 * What is different between two texts, member by member. Lists of plain values
 * are compared as sets, lists of what has a name by the names, and others
 * position by position. Whether something is written in its place or referred to
 * is no difference: it is compared with what it is there.
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

function toChange(pair: Pair): Omit<Change, 'violations'> {
  const { older, newer, oldPointer, newPointer, oldPath, newPath } = pair;
  const isAdded = older === undefined;
  const isRemoved = newer === undefined;
  const path = (isRemoved ? oldPath : newPath)
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
