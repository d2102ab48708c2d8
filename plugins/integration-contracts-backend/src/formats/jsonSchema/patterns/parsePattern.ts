import { LONGEST_PATTERN } from '../matchPattern';
import { ANY, CLASSES, DOT, Range, otherThan } from './characters';

/** A regular expression without what is more than regular. */
export type Expression =
  | { kind: 'set'; ranges: readonly Range[] }
  | { kind: 'sequence'; parts: readonly Expression[] }
  | { kind: 'choice'; parts: readonly Expression[] }
  | { kind: 'repeat'; part: Expression; least: number; most: number };

const CONTROLS: Readonly<Record<string, number>> = {
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  0: 0,
};

/** The text can be read, but says more than an automaton can. */
class NotRegular extends Error {}

const ANYTHING: Expression = {
  kind: 'repeat',
  part: { kind: 'set', ranges: ANY },
  least: 0,
  most: Infinity,
};

class Parser {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
    try {
      RegExp(pattern, 'u');
    } catch {
      throw new NotRegular();
    }
  }

  whole(): Expression {
    const parts: Expression[] = [];
    do {
      const isStart = this.#takes('^');
      const inner = this.#sequence();
      const isEnd = this.#takes('$');
      parts.push({
        kind: 'sequence',
        parts: [
          ...(isStart ? [] : [ANYTHING]),
          inner,
          ...(isEnd ? [] : [ANYTHING]),
        ],
      });
    } while (this.#takes('|'));
    if (this.#at < this.#characters.length) {
      throw new NotRegular();
    }
    return { kind: 'choice', parts };
  }

  #choice(): Expression {
    const parts = [this.#sequence()];
    while (this.#takes('|')) {
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? parts[0] : { kind: 'choice', parts };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    for (
      let next = this.#next;
      next !== undefined && !'|)$'.includes(next);
      next = this.#next
    ) {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #atom(): Expression {
    const character = this.#take();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', ranges: this.#set() };
      case '.':
        return { kind: 'set', ranges: DOT };
      case '\\':
        return { kind: 'set', ranges: this.#escaped() };
      case '^':
        throw new NotRegular();
      default:
        return { kind: 'set', ranges: only(character) };
    }
  }

  #group(): Expression {
    if (this.#takes('?')) {
      const isPlain = this.#takes(':');
      const isNamed =
        !isPlain && this.#takes('<') && !'=!'.includes(this.#next ?? '=');
      if (!isPlain && !isNamed) {
        throw new NotRegular();
      }
      while (isNamed && this.#take() !== '>');
    }
    const inner = this.#choice();
    if (!this.#takes(')')) {
      throw new NotRegular();
    }
    return inner;
  }

  #repeated(part: Expression): Expression {
    const limits = this.#limits();
    if (!limits) {
      return part;
    }
    // Lazy or not, it matches the same texts.
    this.#takes('?');
    const [least, most] = limits;
    return { kind: 'repeat', part, least, most };
  }

  #limits(): [least: number, most: number] | undefined {
    if (this.#takes('*')) {
      return [0, Infinity];
    }
    if (this.#takes('+')) {
      return [1, Infinity];
    }
    if (this.#takes('?')) {
      return [0, 1];
    }
    if (!this.#takes('{')) {
      return undefined;
    }
    let text = '';
    for (let next = this.#take(); next !== '}'; next = this.#take()) {
      text += next;
    }
    const [least, most] = text.split(',');
    return [
      Number(least),
      most === undefined ? Number(least) : Number(most || Infinity),
    ];
  }

  #set(): readonly Range[] {
    const isNegated = this.#takes('^');
    const ranges: Range[] = [];
    while (!this.#takes(']')) {
      const from = this.#member();
      const isRange =
        this.#next === '-' && this.#characters[this.#at + 1] !== ']';
      if (isRange && from.length === 1) {
        this.#at++;
        const to = this.#member();
        ranges.push([from[0][0], to[to.length - 1][1]]);
      } else {
        ranges.push(...from);
      }
    }
    return isNegated ? otherThan(ranges) : ranges;
  }

  #member(): readonly Range[] {
    const character = this.#take();
    if (character !== '\\') {
      return only(character);
    }
    if (this.#takes('b')) {
      return [[8, 8]];
    }
    return this.#escaped();
  }

  #escaped(): readonly Range[] {
    const character = this.#take();
    if (Object.hasOwn(CLASSES, character)) {
      return CLASSES[character];
    }
    if (Object.hasOwn(CONTROLS, character)) {
      const code = CONTROLS[character];
      return [[code, code]];
    }
    if (character === 'x') {
      return this.#code(2);
    }
    if (character === 'u' && this.#next !== '{') {
      return this.#code(4);
    }
    // Letters and digits that are left look around or back, or name a property of characters.
    if (/[\p{L}\p{N}]/u.test(character)) {
      throw new NotRegular();
    }
    return only(character);
  }

  #code(digits: number): readonly Range[] {
    let text = '';
    for (let count = 0; count < digits; count++) {
      text += this.#take();
    }
    const code = parseInt(text, 16);
    if (code >= 0xd800 && code <= 0xdfff) {
      throw new NotRegular();
    }
    return [[code, code]];
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  #take(): string {
    const next = this.#next;
    if (next === undefined) {
      throw new NotRegular();
    }
    this.#at++;
    return next;
  }

  #takes(character: string): boolean {
    const isNext = this.#next === character;
    this.#at += Number(isNext);
    return isNext;
  }
}

/**
 * Reads a pattern (ECMA-262, with the flag `u`) into what the whole text has to be: a
 * pattern without `^` and `$` may match anywhere in it.
 *
 * @returns nothing where the pattern looks around or back, or isn't one
 */
export function parsePattern(pattern: string): Expression | undefined {
  if (pattern.length > LONGEST_PATTERN) {
    return undefined;
  }
  try {
    return new Parser(pattern).whole();
  } catch (error) {
    if (error instanceof NotRegular) {
      return undefined;
    }
    throw error;
  }
}

function only(character: string): readonly Range[] {
  const code = character.codePointAt(0)!;
  return [[code, code]];
}
