import {
  Json,
  canonicalText,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';

/** A value and the JSON pointer under which it stands; no value where nothing stands there. */
export interface Place {
  value: Json | undefined;
  pointer: string;
}

/** A chain of references, or a value inside itself, is followed this far. */
const LONGEST_CHAIN = 60;

/** How many values a text is made of at most. */
const LONGEST_TEXT = 20_000;

/** Says about a pointer what is wrong there, and throws. */
export type Refuse = (pointer: string, problem: string) => never;

/** Follows the references of a document that lead to other places of it. */
export class References {
  #entered = 0;

  constructor(
    readonly root: Json,
    readonly refuse: Refuse,
  ) {}

  /**
   * Where a value really stands. A reference that leads out of the document is
   * left as it is: nobody here may fetch it.
   *
   * @throws ContractTextError by way of `refuse`, where it leads nowhere or in a circle
   */
  follow(place: Place): Place {
    let found = place;
    for (let step = 0; step < LONGEST_CHAIN; step++) {
      const reference = referenceOf(found.value);
      if (!reference?.startsWith('#')) {
        return found;
      }
      found = this.#resolve(reference, found.pointer);
    }
    return this.refuse(
      place.pointer,
      'This reference leads in a circle. Let it lead to a value.',
    );
  }

  /** A member of a value, both with their references followed. */
  child(place: Place, key: string | number): Place {
    return this.follow(this.rawChild(place, key));
  }

  /** A member of a value, whose own reference is left alone. */
  rawChild(place: Place, key: string | number): Place {
    const { value, pointer } = this.follow(place);
    let found: Json | undefined;
    if (Array.isArray(value)) {
      found = value[Number(key)];
    } else if (isJsonObject(value)) {
      found = member(value, String(key));
    }
    return { value: found, pointer: childPointer(pointer, key) };
  }

  /** The members of an object or the items of a list, with their keys. */
  entries(place: Place): Array<[string, Place]> {
    const { value } = this.follow(place);
    return isJsonObject(value) || Array.isArray(value)
      ? Object.keys(value).map(key => [key, this.rawChild(place, key)])
      : [];
  }

  /**
   * A text that is equal for equal values, with what the references mean in their
   * place. None where it would become too long, as with references that double.
   */
  text(place: Place, ignored: ReadonlySet<string>): string | undefined {
    let steps = 0;
    const plain = (at: Place, around: readonly string[]): Json => {
      steps++;
      if (steps > LONGEST_TEXT) {
        return null;
      }
      const { value, pointer } = this.follow(at);
      if (around.includes(pointer) || around.length > LONGEST_CHAIN) {
        return `inside itself: ${around.length - around.indexOf(pointer)}`;
      }
      if (value === null || typeof value !== 'object') {
        return value ?? null;
      }
      const inner = this.entries({ value, pointer })
        .filter(([key]) => Array.isArray(value) || !ignored.has(key))
        .map(([key, child]): [string, Json] => [
          key,
          plain(child, [...around, pointer]),
        ]);
      return Array.isArray(value)
        ? inner.map(([, child]) => child)
        : Object.fromEntries(inner);
    };
    const value = plain(place, []);
    return steps > LONGEST_TEXT ? undefined : canonicalText(value);
  }

  #resolve(reference: string, from: string): Place {
    let place: Place = { value: this.root, pointer: '' };
    for (const token of reference.slice(1).split('/').slice(1)) {
      place = this.#step(place, readToken(token));
      if (place.value === undefined) {
        return this.refuse(
          from,
          `The reference ${reference} leads nowhere. Put what it means into the text, or correct it.`,
        );
      }
    }
    return place;
  }

  /** A pointer that goes through another reference goes on behind it. */
  #step(place: Place, token: string): Place {
    const { value, pointer } = place;
    const through = isJsonObject(value) && member(value, token) === undefined;
    const around = through ? this.#enter(place) : place;
    let found: Json | undefined;
    if (isJsonObject(around.value)) {
      found = member(around.value, token);
    } else if (Array.isArray(around.value) && /^\d+$/.test(token)) {
      found = around.value[Number(token)];
    }
    return {
      value: found,
      pointer: childPointer(through ? around.pointer : pointer, token),
    };
  }

  #enter(place: Place): Place {
    if (this.#entered > LONGEST_CHAIN) {
      return place;
    }
    this.#entered++;
    try {
      return this.follow(place);
    } finally {
      this.#entered--;
    }
  }
}

/** What a reference object (RFC 6901 in a URI fragment, or another address) refers to. */
export function referenceOf(value: Json | undefined): string | undefined {
  const reference = isJsonObject(value) ? member(value, '$ref') : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

function readToken(token: string): string {
  let decoded = token;
  try {
    decoded = decodeURIComponent(token);
  } catch {
    // A pointer that isn't percent-encoded stands for itself.
  }
  return decoded.replace(/~1/g, '/').replace(/~0/g, '~');
}
