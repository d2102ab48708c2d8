import {
  endOfString,
  endOfValue,
  isDelimiter,
  JsonPlaces,
  readKey,
  skipSpace,
  Span,
} from './JsonPlaces';
import { isJsonObject, Json, JsonObject } from './Json';

/** A text that is valid JSON, with what it says. */
export interface ParsedJson {
  places: JsonPlaces;
  content: Json;
}

export interface ParsedSimilar extends ParsedJson {
  /** What of it is kept for it alone, as the length of a text that would take as much. */
  ownLength: number;
}

/** A member of an object or array that differs, without its value, takes about as much as so many characters. */
const MEMBER_LENGTH = 8;

/** Deeper inside, values are parsed as a whole. */
const DEEPEST = 32;

/** No string may hold these as they are (RFC 8259, section 7). */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f]/;

/** A value of the other text. */
interface Known {
  value: Json;
  span: Pick<Span, 'valueStart' | 'end'>;
}

class SimilarParser {
  readonly #places: JsonPlaces;
  /** Behind what was parsed last. */
  #end = 0;
  #ownLength = 0;

  constructor(
    readonly text: string,
    readonly other: JsonPlaces,
  ) {
    this.#places = new JsonPlaces(text);
  }

  parse(value: Json): ParsedSimilar {
    const { start: valueStart } = this.other;
    const end = endOfText(this.other.text);
    const content = this.#value(
      this.#places.start,
      { value, span: { valueStart, end } },
      DEEPEST,
    );
    if (skipSpace(this.text, this.#end) < this.text.length) {
      throw new SyntaxError('There is more than one value');
    }
    return { places: this.#places, content, ownLength: this.#ownLength };
  }

  #value(at: number, known: Known | undefined, levels: number): Json {
    if (known && this.#isSame(at, known)) {
      return known.value;
    }
    const first = this.text[at];
    if (known && levels > 0) {
      if (first === '{' && isJsonObject(known.value)) {
        return this.#object(at, known, known.value, levels - 1);
      }
      if (first === '[' && Array.isArray(known.value)) {
        return this.#array(at, known, known.value, levels - 1);
      }
    }
    this.#end = endOfValue(this.text, at);
    this.#ownLength += this.#end - at;
    return JSON.parse(this.text.slice(at, this.#end));
  }

  #isSame(at: number, { span }: Known): boolean {
    const end = at + span.end - span.valueStart;
    if (
      this.text.slice(at, end) !==
      this.other.text.slice(span.valueStart, span.end)
    ) {
      return false;
    }
    // Of 12 and 123 the beginning is the same.
    if (
      !/["}\]]/.test(this.text[end - 1]) &&
      !isDelimiter(this.text.charCodeAt(end))
    ) {
      return false;
    }
    this.#end = end;
    return true;
  }

  #object(
    open: number,
    { span }: Known,
    value: JsonObject,
    levels: number,
  ): Json {
    const { text } = this;
    const others = this.other.spansAt(span.valueStart) as ReadonlyMap<
      string,
      Span
    >;
    const names = Object.keys(value);
    const object: Record<string, Json> = {};
    const members = new Map<string, Span>();
    let isOther = true;
    let at = skipSpace(text, open + 1);
    while (text[at] !== '}' || members.size > 0) {
      expect(text, at, '"');
      const start = at;
      const endOfKey = endOfString(text, start);
      const key = readKey(text, start, endOfKey);
      if (CONTROLS.test(text.slice(start, endOfKey))) {
        throw new SyntaxError('A key holds a control character');
      }
      const colon = skipSpace(text, endOfKey);
      expect(text, colon, ':');
      const valueStart = skipSpace(text, colon + 1);
      const other = others.get(key);
      const parsed = this.#value(
        valueStart,
        other && { value: value[key]!, span: other },
        levels,
      );
      isOther &&=
        names[members.size] === key &&
        Object.hasOwn(value, key) &&
        value[key] === parsed;
      members.set(key, { start, valueStart, end: this.#end });
      assign(object, key, parsed);
      at = skipSpace(text, this.#end);
      if (text[at] === '}') {
        break;
      }
      expect(text, at, ',');
      at = skipSpace(text, at + 1);
    }
    this.#ownLength += members.size * MEMBER_LENGTH;
    this.#places.keep(open, members);
    this.#end = at + 1;
    return isOther && names.length === members.size ? value : object;
  }

  #array(
    open: number,
    { span }: Known,
    value: readonly Json[],
    levels: number,
  ): Json {
    const { text } = this;
    const others = this.other.spansAt(span.valueStart) as readonly Span[];
    const array: Json[] = [];
    const items: Span[] = [];
    let at = skipSpace(text, open + 1);
    while (text[at] !== ']' || items.length > 0) {
      const other = others[items.length];
      array.push(
        this.#value(
          at,
          other && { value: value[items.length], span: other },
          levels,
        ),
      );
      items.push({ start: at, valueStart: at, end: this.#end });
      at = skipSpace(text, this.#end);
      if (text[at] === ']') {
        break;
      }
      expect(text, at, ',');
      at = skipSpace(text, at + 1);
    }
    this.#ownLength += items.length * MEMBER_LENGTH;
    this.#places.keep(open, items);
    this.#end = at + 1;
    return array.length === value.length &&
      array.every((item, index) => item === value[index])
      ? value
      : array;
  }
}

/**
 * Parses a JSON text that is mostly the same as another: objects and arrays that
 * both write alike are those of the other, so that they take neither time nor
 * memory, and show by themselves that they are equal.
 *
 * @returns undefined where it is no valid JSON, or nothing like the other
 */
export function parseSimilar(
  text: string,
  similar: ParsedJson,
): ParsedSimilar | undefined {
  try {
    return new SimilarParser(text, similar.places).parse(similar.content);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function assign(object: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') {
    object[key] = value;
    return;
  }
  // Assigned, it would be the object's prototype.
  Object.defineProperty(object, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function expect(text: string, at: number, character: string): void {
  if (text[at] !== character) {
    throw new SyntaxError(`There is no ${character} at ${at}`);
  }
}

/** Behind the last character that is no white space. */
function endOfText(text: string): number {
  let end = text.length;
  while (/[ \n\r\t]/.test(text.charAt(end - 1))) {
    end -= 1;
  }
  return end;
}
