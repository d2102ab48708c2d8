import { canonicalText, childPointer, isJsonObject, Json } from '../text/Json';
import { LocalReferences } from './LocalReferences';

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

/** What a text's own members hold that are there to be referred to: OpenAPI, its version 2, and AsyncAPI. */
const ROOT_PLACES = new Map<string, Pair['place']>([
  ['components', 'kinds'],
  ['parameters', 'definitions'],
  ['responses', 'definitions'],
]);

/** A value of both texts, with its place in each. */
export interface Pair {
  older: Json | undefined;
  newer: Json | undefined;
  /** JSON pointer of where it is written. */
  oldPointer: string;
  newPointer: string;
  /** JSON pointer of where it counts: other than where it is written, if it is referred to there. */
  oldPath: string;
  newPath: string;
  /** Of the member that it is. */
  key: string;
  isDocumentation: boolean;
  /** It is there to be referred to, or holds such definitions, or kinds of them. */
  place: 'kinds' | 'definitions' | 'definition' | undefined;
  level: number;
}

class Difference {
  readonly #older: LocalReferences;
  readonly #newer: LocalReferences;
  readonly #root: Pair;
  /** Definitions of both sides that were compared in a place where only one side refers to them, or under other names. */
  readonly #compared = new Set<string>();

  constructor(oldContent: Json, newContent: Json) {
    this.#older = new LocalReferences(oldContent);
    this.#newer = new LocalReferences(newContent);
    this.#root = {
      older: oldContent,
      newer: newContent,
      oldPointer: '',
      newPointer: '',
      oldPath: '',
      newPath: '',
      key: '',
      isDocumentation: false,
      place: undefined,
      level: 0,
    };
  }

  find(): Pair[] {
    const different: Pair[] = [];
    const pairs = [this.#root];
    // A stack: its last pair is the next, so that changes come in the order of the text.
    for (let next = pairs.pop(); next; next = pairs.pop()) {
      const pair = this.#resolve(next);
      if (!pair || this.#isToldElsewhere(pair)) {
        continue;
      }
      const within = pair.level < MOST_LEVELS ? pairsWithin(pair) : undefined;
      if (within) {
        pairs.push(...within.reverse());
      } else if (canonicalText(pair.older) !== canonicalText(pair.newer)) {
        different.push(pair);
      }
    }
    return different;
  }

  /** @returns with what is referred to in its place; undefined where that was compared already */
  #resolve(pair: Pair): Pair | undefined {
    const older = this.#older.follow(pair.older, pair.oldPointer);
    const newer = this.#newer.follow(pair.newer, pair.newPointer);
    const isFollowed =
      older.pointer !== pair.oldPointer || newer.pointer !== pair.newPointer;
    if (
      !isFollowed ||
      isSameReference(pair) ||
      older.value === undefined ||
      newer.value === undefined
    ) {
      return pair;
    }
    const compared = JSON.stringify([older.pointer, newer.pointer]);
    if (this.#compared.has(compared)) {
      return undefined;
    }
    this.#compared.add(compared);
    return {
      ...pair,
      older: older.value,
      newer: newer.value,
      oldPointer: older.pointer,
      newPointer: newer.pointer,
    };
  }

  /** What one side alone has to refer to counts where it is referred to. */
  #isToldElsewhere({ older, newer, place, ...pair }: Pair): boolean {
    return (
      place === 'definition' &&
      ((older === undefined && this.#newer.isReferredTo(pair.newPointer)) ||
        (newer === undefined && this.#older.isReferredTo(pair.oldPointer)))
    );
  }
}

/** What is not the same in two texts, in the order of the newer one as far as it has it. */
export function differentPairs(oldContent: Json, newContent: Json): Pair[] {
  return new Difference(oldContent, newContent).find();
}

/** Both sides refer to the same: it is compared where it stands. */
function isSameReference({ older, newer }: Pair): boolean {
  return (
    isJsonObject(older) &&
    isJsonObject(newer) &&
    older.$ref !== undefined &&
    older.$ref === newer.$ref
  );
}

/** The pairs that a pair is made of; undefined where it is compared as a whole. */
function pairsWithin(pair: Pair): Pair[] | undefined {
  // Where things stand that are referred to, each of them counts by itself, even if one side has no such place.
  const isHolder = pair.place === 'kinds' || pair.place === 'definitions';
  const {
    older = isHolder ? {} : undefined,
    newer = isHolder ? {} : undefined,
  } = pair;
  if (isJsonObject(older) && isJsonObject(newer)) {
    return [...new Set([...Object.keys(older), ...Object.keys(newer)])].map(
      key => ({
        ...pairAt(pair, older[key], newer[key], key, key),
        key,
        place: placeOf(pair, key),
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

/** @param key - of a member of the pair */
function placeOf(pair: Pair, key: string): Pair['place'] {
  if (pair.place === 'kinds') {
    return 'definitions';
  }
  if (pair.place === 'definitions') {
    return 'definition';
  }
  if (NAMED.has(pair.key)) {
    return undefined;
  }
  if (key === '$defs' || key === 'definitions') {
    return 'definitions';
  }
  if (pair.level === 0) {
    return ROOT_PLACES.get(key);
  }
  return undefined;
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
    oldPath: childPointer(pair.oldPath, oldToken),
    newPath: childPointer(pair.newPath, newToken),
    key: '',
    place: undefined,
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
