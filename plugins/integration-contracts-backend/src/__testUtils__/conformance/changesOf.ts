import { Json, canonicalText, isJsonObject } from '../../text/Json';
import { Place, References } from '../../formats/asyncapi/References';

export interface Change {
  path: readonly string[];
  action: 'add' | 'remove' | 'edit';
}

/** Documents of cases are shallow; references in a circle end here. */
const DEEPEST = 20;

/**
 * What differs between two documents, at the innermost places that both have, as JSON
 * Patch (RFC 6902) would say it. What a reference leads to stands in its place.
 */
export function changesOf(old: Json, next: Json): Change[] {
  return differences(resolved(old), resolved(next), []);
}

function differences(old: Json, next: Json, path: readonly string[]): Change[] {
  const both = [old, next];
  const alike =
    both.every(Array.isArray) ||
    (both.every(isJsonObject) && !both.some(Array.isArray));
  if (!alike) {
    return canonicalText(old) === canonicalText(next)
      ? []
      : [{ path, action: 'edit' }];
  }
  const [before, after] = both.map(
    value => new Map(Object.entries(value as Record<string, Json>)),
  );
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const inner = [...path, key];
    if (!after.has(key)) {
      return [{ path: inner, action: 'remove' as const }];
    }
    return before.has(key)
      ? differences(before.get(key)!, after.get(key)!, inner)
      : [{ path: inner, action: 'add' as const }];
  });
}

function resolved(document: Json): Json {
  const references = new References(document, (pointer, problem) => {
    throw new Error(`${pointer}: ${problem}`);
  });
  const plain = (place: Place, depth: number): Json => {
    const { value, pointer } = references.follow(place);
    if (value === null || typeof value !== 'object' || depth > DEEPEST) {
      return value ?? null;
    }
    const inner = references
      .entries({ value, pointer })
      .map(([key, child]): [string, Json] => [key, plain(child, depth + 1)]);
    return Array.isArray(value)
      ? inner.map(([, child]) => child)
      : Object.fromEntries(inner);
  };
  return plain({ value: document, pointer: '' }, 0);
}
