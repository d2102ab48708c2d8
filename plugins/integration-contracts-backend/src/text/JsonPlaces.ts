import { TextPlace } from './ContractTextError';

/** Where a member or an item stands in its text; `start` is that of the key, where there is one. */
export interface Span {
  start: number;
  valueStart: number;
  /** Behind the value. */
  end: number;
}

/** Members by name, or items in a row. */
export type Spans = ReadonlyMap<string, Span> | readonly Span[];

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Characters whose lines are counted together. */
const BLOCK = 4_096;

/** So many levels are looked through in one go: a level for itself takes as long. */
const LEVELS_AT_ONCE = 4;

/**
 * Where values stand in a text that is valid JSON. An object or array is looked
 * through when somebody asks for what is in it, once.
 */
export class JsonPlaces {
  /** By where the object or array begins. */
  readonly #spans = new Map<number, Spans>();
  #breaks: Uint32Array | undefined;

  constructor(readonly text: string) {}

  get start(): number {
    return skipSpace(this.text, 0);
  }

  /** What is in the object or array that begins there; undefined where it is another value. */
  spansAt(valueStart: number): Spans | undefined {
    const known = this.#spans.get(valueStart);
    if (!known && isOpening(this.text.charCodeAt(valueStart))) {
      this.#look(valueStart, LEVELS_AT_ONCE);
    }
    return known ?? this.#spans.get(valueStart);
  }

  /** @returns where the object or array that begins there ends */
  #look(open: number, levels: number): number {
    const { text } = this;
    const members =
      text.charCodeAt(open) === OPEN_BRACE
        ? new Map<string, Span>()
        : undefined;
    const items: Span[] = [];
    let at = skipSpace(text, open + 1);
    while (at < text.length && !isClosing(text.charCodeAt(at))) {
      const start = at;
      let key = '';
      let valueStart = start;
      if (members) {
        const endOfKey = endOfString(text, start);
        key = readKey(text, start, endOfKey);
        valueStart = skipSpace(text, skipSpace(text, endOfKey) + 1);
      }
      const end =
        levels > 1 && isOpening(text.charCodeAt(valueStart))
          ? this.#look(valueStart, levels - 1)
          : endOfValue(text, valueStart);
      const span = { start, valueStart, end };
      if (members) {
        members.set(key, span);
      } else {
        items.push(span);
      }
      at = skipSpace(text, end);
      if (text.charCodeAt(at) === COMMA) {
        at = skipSpace(text, at + 1);
      }
    }
    this.#spans.set(open, members ?? items);
    return at + 1;
  }

  /** Takes over what is known already. */
  keep(valueStart: number, spans: Spans): void {
    this.#spans.set(valueStart, spans);
  }

  /** Where what a path leads to begins, as far as the path can be followed. */
  find(path: ReadonlyArray<string | number>): number {
    let shown = this.start;
    let valueStart = shown;
    for (const token of path) {
      const spans = this.spansAt(valueStart);
      const span =
        spans instanceof Map
          ? spans.get(String(token))
          : (spans as readonly Span[] | undefined)?.[Number(token)];
      if (!span) {
        break;
      }
      ({ start: shown, valueStart } = span);
    }
    return shown;
  }

  placeOf(offset: number): TextPlace {
    this.#breaks ??= countBreaks(this.text);
    const block = Math.floor(offset / BLOCK);
    const line =
      1 +
      this.#breaks[block] +
      breaksWithin(
        this.text,
        block * BLOCK,
        Math.min(offset, this.text.length),
      );
    const lastBreak = offset > 0 ? this.text.lastIndexOf('\n', offset - 1) : -1;
    return { line, column: offset - lastBreak };
  }
}

/** For each block of a text, how many lines end before it. */
function countBreaks(text: string): Uint32Array {
  const counts = new Uint32Array(Math.floor(text.length / BLOCK) + 1);
  for (let block = 1; block < counts.length; block += 1) {
    const start = (block - 1) * BLOCK;
    counts[block] =
      counts[block - 1] + breaksWithin(text, start, start + BLOCK);
  }
  return counts;
}

function breaksWithin(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    if (text.charCodeAt(at) === 0x0a) {
      count += 1;
    }
  }
  return count;
}

/** The first place from there that isn't white space (RFC 8259, section 2). */
export function skipSpace(text: string, from: number): number {
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at);
    if (
      !(code <= 0x20) ||
      (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)
    ) {
      return at;
    }
  }
}

/** Behind a string whose opening quote stands there. */
export function endOfString(text: string, quote: number): number {
  for (let at = text.indexOf('"', quote + 1); at >= 0;) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) {
      slashes += 1;
    }
    if (slashes % 2 === 0) {
      return at + 1;
    }
    at = text.indexOf('"', at + 1);
  }
  return text.length;
}

/** Behind the value that begins there. */
export function endOfValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) {
    return endOfString(text, from);
  }
  if (!isOpening(first)) {
    let at = from;
    while (!isDelimiter(text.charCodeAt(at))) {
      at += 1;
    }
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) {
      continue;
    }
    if (code === QUOTE) {
      at = endOfString(text, at) - 1;
    } else if (isOpening(code)) {
      depth += 1;
    } else if (isClosing(code)) {
      depth -= 1;
      if (depth === 0) {
        return at + 1;
      }
    }
  }
  return text.length;
}

function isOpening(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

function isClosing(code: number): boolean {
  return code === CLOSE_BRACE || code === CLOSE_BRACKET;
}

/** Whether a number, true, false or null ends before it. */
export function isDelimiter(code: number): boolean {
  return (
    code === COMMA ||
    code === CLOSE_BRACE ||
    code === CLOSE_BRACKET ||
    code === 0x20 ||
    code === 0x0a ||
    code === 0x0d ||
    code === 0x09 ||
    Number.isNaN(code)
  );
}

/** What the key says whose quotes stand there. */
export function readKey(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end - 1);
  return plain.includes('\\') ? JSON.parse(text.slice(start, end)) : plain;
}
