import { isJsonObject, Json, member } from '../text/Json';

/** Longer chains of references are not followed. */
const MOST_STEPS = 20;

/** A value, and the JSON pointer of where it is written. */
interface Written {
  value: Json | undefined;
  pointer: string;
}

/** What is referred to within a text by `$ref` with a JSON pointer (RFC 6901) as the address's fragment. */
export class LocalReferences {
  readonly #root: Json;
  /** Pointers that are referred to, and each that is around one. */
  readonly #referredTo = new Set<string>();

  constructor(root: Json) {
    this.#root = root;
    const values = [root];
    for (let value = values.pop(); value !== undefined; value = values.pop()) {
      const pointer = pointerOf(value);
      if (pointer) {
        this.#add(pointer);
      }
      if (typeof value === 'object' && value !== null) {
        for (const within of Object.values(value)) {
          if (within !== undefined) {
            values.push(within);
          }
        }
      }
    }
  }

  /**
   * @returns what a value refers to, over all steps; the value itself where it is no reference, has other members
   * beside it, or leads nowhere
   */
  follow(value: Json | undefined, pointer: string): Written {
    let written: Written = { value, pointer };
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const target = isLone(written.value)
        ? pointerOf(written.value)
        : undefined;
      const found = target === undefined ? undefined : this.#at(target);
      if (target === undefined || found === undefined) {
        return written;
      }
      written = { value: found, pointer: target };
    }
    return { value, pointer };
  }

  /** Whether it, or something within it, is referred to from anywhere. */
  isReferredTo(pointer: string): boolean {
    return this.#referredTo.has(pointer);
  }

  #add(pointer: string): void {
    for (
      let end = pointer.length;
      end > 0 && !this.#referredTo.has(pointer.slice(0, end));
      end = pointer.lastIndexOf('/', end - 1)
    ) {
      this.#referredTo.add(pointer.slice(0, end));
    }
  }

  #at(pointer: string): Json | undefined {
    let value: Json | undefined = this.#root;
    for (const token of pointer.split('/').slice(1)) {
      const key = token.replace(/~1/g, '/').replace(/~0/g, '~');
      if (Array.isArray(value)) {
        value = value[Number(key)];
      } else {
        value = isJsonObject(value) ? member(value, key) : undefined;
      }
    }
    return value;
  }
}

function isLone(value: Json | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length === 1;
}

/** Where a reference leads within its text, `''` being all of it; undefined where it is none. */
function pointerOf(value: Json | undefined): string | undefined {
  const reference = isJsonObject(value) ? member(value, '$ref') : undefined;
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) {
    return undefined;
  }
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}
