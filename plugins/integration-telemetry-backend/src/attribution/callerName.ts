/** What tells a caller apart whom no service name names. */
export type KeyedKind = 'api-key' | 'account' | 'consumer-group';

/** Stands for the keys of an integration that are past their limit. */
export const OTHER_CALLERS = 'other callers';

const WORDS: ReadonlyArray<[KeyedKind, string]> = [
  ['api-key', 'API key '],
  ['account', 'account '],
  ['consumer-group', 'consumer group '],
];

/** The name that series have of a caller that is known by a key. */
export function callerName(kind: KeyedKind, value: string): string {
  const [, words] = WORDS.find(([known]) => known === kind)!;
  return `${words}${value}`;
}

/** Reads a name that {@link callerName} made; undefined where it is another. */
export function readCallerName(
  name: string,
): { kind: KeyedKind; value: string } | undefined {
  for (const [kind, words] of WORDS) {
    if (name.startsWith(words)) {
      return { kind, value: name.slice(words.length) };
    }
  }
  return undefined;
}
