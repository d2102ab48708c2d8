import { isJsonObject, Json, JsonObject, member } from '../../text/Json';
import { isObject, referencesIn, WORDS } from './Sameness';
import { onlyReference } from './SettledTargets';

/** Beside members and items that refer to something, these ask nothing of them. */
const BESIDE = new Set([
  'type',
  'nullable',
  'required',
  'additionalProperties',
  'minProperties',
  'maxProperties',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
]);

/**
 * Pairs of schemas of which the later one accepts all that the earlier one accepts,
 * as long as that holds of what both refer to in the same places. Texts of a history
 * share their schemas, so that most pairs come again with the next version.
 */
export class KeptPairs {
  readonly #wanted = new WeakMap<object, WeakSet<object>>();

  has(own: Json, wanted: Json): boolean {
    return (
      isObject(own) &&
      isObject(wanted) &&
      this.#wanted.get(own)?.has(wanted) === true
    );
  }

  /** Remembers what was found of a pair, unless that rests on what is referred to. */
  add(own: Json, wanted: Json): void {
    if (!isObject(own) || !isObject(wanted) || !restsOnItself(own, wanted)) {
      return;
    }
    const known = this.#wanted.get(own) ?? new WeakSet();
    this.#wanted.set(own, known.add(wanted));
  }
}

/** Whether only members and items refer to anything, each of them to the same in both, and nothing else is asked of these. */
function restsOnItself(own: Json, wanted: Json): boolean {
  if (!refers(own) && !refers(wanted)) {
    return true;
  }
  if (own === wanted) {
    return isObject(own) && referencesIn(own).plain;
  }
  if (!isJsonObject(own) || !isJsonObject(wanted)) {
    return false;
  }
  const reference = onlyReference(own);
  if (reference !== undefined || onlyReference(wanted) !== undefined) {
    return reference === onlyReference(wanted);
  }
  return keysOf(own, wanted).every(key => {
    const [one, other] = [member(own, key), member(wanted, key)];
    if (key === 'properties') {
      return (
        isJsonObject(one) &&
        isJsonObject(other) &&
        keysOf(one, other).every(name =>
          bothRestOnThemselves(member(one, name), member(other, name)),
        )
      );
    }
    return key === 'items'
      ? bothRestOnThemselves(one, other)
      : WORDS.has(key) || (BESIDE.has(key) && !refers(one) && !refers(other));
  });
}

function bothRestOnThemselves(
  own: Json | undefined,
  wanted: Json | undefined,
): boolean {
  return own === undefined || wanted === undefined
    ? !refers(own) && !refers(wanted)
    : restsOnItself(own, wanted);
}

function refers(value: Json | undefined): boolean {
  if (!isObject(value)) {
    return false;
  }
  const { targets, plain } = referencesIn(value);
  return targets.size > 0 || !plain;
}

function keysOf(one: JsonObject, other: JsonObject): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
