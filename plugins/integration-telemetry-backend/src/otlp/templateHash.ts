const COLON = 0x3a;
const SLASH = 0x2f;

// What a byte is: bits of the tables below.
const DIGIT = 1;
const HEX = 2;
/** `[\w.~-]` */
const WORD = 4;
/** `[\w+/=-]` */
const BASE64 = 8;
const UPPER = 16;
/** Where a path ends: `?`, `#`, `;` */
const END = 32;
const AT = 64;
/** What needs the text itself: escapes, templates, control characters, other alphabets. */
const UNUSUAL = 128;

const classes = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const character = String.fromCharCode(byte);
  const is = (form: RegExp, bit: number) => (form.test(character) ? bit : 0);
  classes[byte] =
    byte < 0x20 || byte >= 0x80 || character === '%' || character === '{'
      ? UNUSUAL
      : is(/\d/, DIGIT) |
        is(/[0-9a-f]/i, HEX) |
        is(/[\w.~-]/, WORD) |
        is(/[\w+/=-]/, BASE64) |
        is(/[A-Z]/, UPPER) |
        is(/[?#;]/, END) |
        is(/@/, AT);
}

function isUuid(bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < 36; at += 1) {
    const byte = bytes[start + at];
    const isHyphenPlace = at === 8 || at === 13 || at === 18 || at === 23;
    if (isHyphenPlace ? byte !== 0x2d : (classes[byte] & HEX) === 0) {
      return false;
    }
  }
  return true;
}

/** Where the path of a URL starts: behind scheme and host, if there are any. */
function pathStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== SLASH && bytes[at] !== COLON) {
    at += 1;
  }
  const hasHost =
    at > start &&
    at + 2 < end &&
    bytes[at] === COLON &&
    bytes[at + 1] === SLASH &&
    bytes[at + 2] === SLASH;
  if (!hasHost) {
    return start;
  }
  at += 3;
  while (at < end && bytes[at] !== SLASH) {
    at += 1;
  }
  return at;
}

/**
 * A number of 53 bits that two paths or URLs share where `pathTemplate` makes
 * the same of them and they name the same host; chance gives the same to two
 * others once in 10^15.
 *
 * @returns -1 where the text itself has to be looked at
 */
export function templateHash(
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  let low = 0x811c9dc5;
  let high = 0x1000193;
  let at = start;
  const path = pathStart(bytes, start, end);
  for (; at < path; at += 1) {
    const byte = bytes[at];
    if ((classes[byte] & (UNUSUAL | AT)) !== 0) {
      return -1;
    }
    low = Math.imul(low ^ byte, 0x85ebca6b);
    high = Math.imul(high ^ byte, 0xc2b2ae35);
  }
  // A path that has a colon before its first slash may still be a URL.
  low ^= path - start;

  while (at <= end) {
    const segment = at;
    let digits = 0;
    let all = HEX | WORD | BASE64;
    let any = 0;
    let segmentLow = low;
    let segmentHigh = high;
    while (at < end) {
      const byte = bytes[at];
      const kind = classes[byte];
      if (byte === SLASH || (kind & END) !== 0) {
        break;
      }
      if ((kind & UNUSUAL) !== 0) {
        return -1;
      }
      all &= kind;
      any |= kind;
      digits += kind & DIGIT;
      segmentLow = Math.imul(segmentLow ^ byte, 0x85ebca6b);
      segmentLow ^= segmentLow >>> 15;
      segmentHigh = Math.imul(segmentHigh ^ byte, 0xc2b2ae35);
      segmentHigh ^= segmentHigh >>> 13;
      at += 1;
    }
    const length = at - segment;
    const isIdentifier =
      length > 0 &&
      (digits === length ||
        (any & AT) !== 0 ||
        (length >= 8 && digits > 0 && (all & HEX) !== 0) ||
        (length >= 8 && digits >= 4 && (all & WORD) !== 0) ||
        (length >= 32 &&
          (all & BASE64) !== 0 &&
          (any & (DIGIT | UPPER)) !== 0) ||
        (length === 36 && isUuid(bytes, segment)));
    low = isIdentifier ? low ^ 0x7b69647d : segmentLow;
    high = isIdentifier ? high ^ 0x7d64697b : segmentHigh;
    low = Math.imul(low ^ SLASH, 0x27d4eb2f);
    low ^= low >>> 16;
    high = Math.imul(high ^ SLASH, 0x165667b1);
    high ^= high >>> 16;
    if (at >= end || bytes[at] !== SLASH) {
      break;
    }
    at += 1;
  }
  return (low >>> 0) * 2 ** 21 + (high >>> 11);
}
