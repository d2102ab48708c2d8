/** Code points from one to another, both included. */
export type Range = readonly [from: number, to: number];

const LAST = 0x10ffff;

export const ANY: readonly Range[] = [[0, LAST]];

const DIGITS: readonly Range[] = [[0x30, 0x39]];
const WORDS: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const LINE_ENDS: readonly Range[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
/** ECMA-262, WhiteSpace and LineTerminator. */
const SPACES: readonly Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

export function otherThan(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((one, other) => one[0] - other[0]);
  const found: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) {
      found.push([next, from - 1]);
    }
    next = Math.max(next, to + 1);
  }
  return next > LAST ? found : [...found, [next, LAST]];
}

/** What `.` stands for. */
export const DOT = otherThan(LINE_ENDS);

/** What a letter behind a backslash stands for. */
export const CLASSES: Readonly<Record<string, readonly Range[]>> = {
  d: DIGITS,
  D: otherThan(DIGITS),
  w: WORDS,
  W: otherThan(WORDS),
  s: SPACES,
  S: otherThan(SPACES),
};
