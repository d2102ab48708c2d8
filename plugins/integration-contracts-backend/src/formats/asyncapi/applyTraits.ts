import {
  Json,
  JsonObject,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { Budget } from '../jsonSchema/Budget';
import { Place, References } from './References';

/** Under these keys stand schemas and data, which have no traits. */
const NO_TRAITS = new Set([
  'schemas',
  'payload',
  'headers',
  'examples',
  'bindings',
]);

/** A document with its traits applied, and where in the text what came from a trait stands. */
export interface WithTraits {
  root: Json;
  /** From pointers into `root` to pointers into the text, for what stands elsewhere there. */
  origins: ReadonlyMap<string, string>;
}

/**
 * Merges traits into what they are listed at (RFC 7386). In AsyncAPI 2 a trait replaces
 * what is there already (2.6.0, Operation Object, traits); since 3 it doesn't (3.0.0,
 * Traits Merge Mechanism).
 *
 * @throws TooComplexError where the document is nested too deeply
 */
export function applyTraits(
  root: Json,
  references: References,
  traitsWin: boolean,
  budget: Budget,
): WithTraits {
  const origins = new Map<string, string>();

  const noteOrigin = (pointer: string, origin: string) => {
    if (pointer !== origin) {
      origins.set(pointer, origin);
    }
  };

  const merge = (pointer: string, own: Place, trait: Place): Json => {
    const [mine, theirs] = [own, trait].map(one => references.follow(one));
    if (!isJsonObject(mine.value) || !isJsonObject(theirs.value)) {
      const winner = traitsWin ? theirs : mine;
      origins.set(pointer, winner.pointer);
      return winner.value ?? null;
    }
    const merged: Record<string, Json> = {};
    for (const key of new Set([
      ...Object.keys(mine.value),
      ...Object.keys(theirs.value),
    ])) {
      const at = childPointer(pointer, key);
      const [first, second] = [mine, theirs].map(one =>
        references.rawChild(one, key),
      );
      if (second.value === undefined || first.value === undefined) {
        const only = first.value === undefined ? second : first;
        if (only.value !== null && only.value !== undefined) {
          merged[key] = only.value;
          noteOrigin(at, only.pointer);
        }
      } else if (!(traitsWin && second.value === null)) {
        merged[key] = merge(at, first, second);
      }
    }
    return merged;
  };

  const walk = (value: Json, pointer: string): Json =>
    budget.nested(() => {
      budget.spend();
      if (Array.isArray(value)) {
        return value.map((item, at) => walk(item, childPointer(pointer, at)));
      }
      if (!isJsonObject(value)) {
        return value;
      }
      let walked: JsonObject = Object.fromEntries(
        Object.keys(value).map(key => {
          const child = value[key] ?? null;
          const at = childPointer(pointer, key);
          return [key, NO_TRAITS.has(key) ? child : walk(child, at)];
        }),
      );
      const traits = { value: member(value, 'traits'), pointer };
      if (Array.isArray(traits.value)) {
        const listed = childPointer(pointer, 'traits');
        for (const at of traits.value.keys()) {
          const trait = references.follow({
            value: traits.value[at],
            pointer: childPointer(listed, at),
          });
          if (isJsonObject(trait.value)) {
            walked = merge(
              pointer,
              { value: walked, pointer },
              trait,
            ) as JsonObject;
          }
        }
      }
      return walked;
    });

  return { root: walk(root, ''), origins };
}
