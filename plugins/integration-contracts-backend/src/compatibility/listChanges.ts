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

/**
 * What is different between two texts, member by member. Lists of plain values
 * are compared as sets, others position by position.
 *
 * @param violations - each is put to the change that it is in
 */
export function listChanges(
  oldContent: Json,
  newContent: Json,
  violations: readonly PlacedViolation[],
): Change[] {
  const changes: Change[] = [];
  const add = (
    kind: Change['kind'],
    pointer: string,
    isDocumentation: boolean,
    value: Json | undefined,
  ) => {
    if (changes.length < MOST_CHANGES) {
      changes.push({
        kind,
        title: `${pointer || '/'} ${kind}${shown(value)}`,
        documentation: isDocumentation,
        ...(kind !== 'added' && { oldPointer: pointer }),
        ...(kind !== 'removed' && { newPointer: pointer }),
        violations: [],
      });
    }
  };
  const compare = (
    older: Json | undefined,
    newer: Json | undefined,
    pointer: string,
    parent: { key: string; isDocumentation: boolean; level: number },
  ): void => {
    const { isDocumentation } = parent;
    if (older === undefined || newer === undefined) {
      const kind = older === undefined ? 'added' : 'removed';
      add(kind, pointer, isDocumentation, older ?? newer);
      return;
    }
    const isDeep = parent.level >= MOST_LEVELS;
    if (isJsonObject(older) && isJsonObject(newer) && !isDeep) {
      for (const key of new Set([
        ...Object.keys(older),
        ...Object.keys(newer),
      ])) {
        compare(older[key], newer[key], childPointer(pointer, key), {
          key,
          isDocumentation:
            isDocumentation ||
            (DOCUMENTATION.has(key) && !NAMED.has(parent.key)),
          level: parent.level + 1,
        });
      }
      return;
    }
    if (Array.isArray(older) && Array.isArray(newer) && !isDeep) {
      if ([...older, ...newer].every(isPlain)) {
        compareSets(older, newer, pointer, isDocumentation, add);
        return;
      }
      for (let at = 0; at < Math.max(older.length, newer.length); at += 1) {
        compare(older[at], newer[at], childPointer(pointer, at), {
          key: '',
          isDocumentation,
          level: parent.level + 1,
        });
      }
      return;
    }
    if (canonicalText(older) !== canonicalText(newer)) {
      add('changed', pointer, isDocumentation, newer);
    }
  };
  compare(oldContent, newContent, '', {
    key: '',
    isDocumentation: false,
    level: 0,
  });
  violations.forEach((violation, index) =>
    closest(changes, violation)?.violations.push(index),
  );
  return changes;
}

function compareSets(
  older: readonly Json[],
  newer: readonly Json[],
  pointer: string,
  isDocumentation: boolean,
  add: (
    kind: Change['kind'],
    pointer: string,
    isDocumentation: boolean,
    value: Json,
  ) => void,
): void {
  const before = new Set(older);
  const after = new Set(newer);
  older.forEach((value, at) => {
    if (!after.has(value)) {
      add('removed', childPointer(pointer, at), isDocumentation, value);
    }
  });
  newer.forEach((value, at) => {
    if (!before.has(value)) {
      add('added', childPointer(pointer, at), isDocumentation, value);
    }
  });
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

function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

/** A value in a title, where it is short. */
function shown(value: Json | undefined): string {
  return value !== undefined && isPlain(value)
    ? `: ${JSON.stringify(value).slice(0, 60)}`
    : '';
}
