import { OtlpError } from './OtlpError';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Integers from here on may not fit the 53 bits of a JavaScript number. */
const longInteger = /^-?[1-9]\d{15,}$/;
const maybeLongInteger = /[:,[\s]-?[1-9]\d{15}/;

const isNumberPart = (code: number) =>
  (code >= 0x30 && code <= 0x39) ||
  code === 0x2d ||
  code === 0x2b ||
  code === 0x2e ||
  code === 0x65 ||
  code === 0x45;

/** Where the string that starts here ends: behind its closing quote. */
function endOfString(text: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) {
      return text.length;
    }
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) {
      before -= 1;
    }
    if ((quote - before) % 2 === 1) {
      return quote + 1;
    }
  }
}

/**
 * Puts quotes around integers that `JSON.parse` would round: OTLP/JSON allows
 * 64-bit numbers as text, so that readers take them exactly. Nanoseconds since
 * 1970 are such numbers. (Node.js tells a reviver the source of a number only
 * from version 21 on, and a reviver is called for every value.)
 */
function quoteLongIntegers(text: string): string {
  let quoted = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (isNumberPart(code)) {
      const start = at;
      while (at < text.length && isNumberPart(text.charCodeAt(at))) {
        at += 1;
      }
      if (at - start > 15 && longInteger.test(text.slice(start, at))) {
        quoted += `${text.slice(copied, start)}"${text.slice(start, at)}"`;
        copied = at;
      }
    } else {
      at += 1;
    }
  }
  return quoted + text.slice(copied);
}

/**
 * Parses JSON; integers of 16 digits and more come as text, digit for digit.
 * What is no UTF-8 in its strings is replaced, as in protobuf's.
 *
 * @throws OtlpError with status 400 where it is no JSON
 */
export function readJsonText(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(
      maybeLongInteger.test(text) ? quoteLongIntegers(text) : text,
    );
  } catch {
    throw new OtlpError(400, 'The body is no OTLP JSON: it cannot be parsed');
  }
}
