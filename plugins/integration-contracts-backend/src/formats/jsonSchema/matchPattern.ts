export type Answer = 'yes' | 'no' | 'unknown';

/** Longer patterns and texts are not tried: whether they match stays unknown. */
export const LONGEST_PATTERN = 256;
const LONGEST_TEXT = 256;

/**
 * Whether a text matches a pattern (ECMA-262, unanchored, as JSON Schema
 * Validation 6.3.3 has it). Only patterns that can't backtrack for long are
 * executed; for others the answer is `unknown`.
 */
export function matchPattern(pattern: string, text: string): Answer {
  if (text.length > LONGEST_TEXT || !isHarmless(pattern)) {
    return 'unknown';
  }
  try {
    return new RegExp(pattern, 'u').test(text) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}

/**
 * What bounds the attempts that backtracking makes: two wide repetitions at most,
 * no group repeated, few optional parts and choices, no references back and no
 * looking around.
 */
function isHarmless(pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN) {
    return false;
  }
  const plain = pattern
    .replace(/\\[1-9k]/g, '(?=')
    .replace(/\\./g, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?:/g, '(');
  const count = (part: RegExp) => plain.match(part)?.length ?? 0;
  return (
    count(/[*+]|\{\d+,\d*\}/g) <= 2 &&
    count(/\?/g) <= 8 &&
    (count(/\(/g) <= 2 || count(/\|/g) <= 8) &&
    !/\(\?/.test(plain) &&
    !/\)[*+{]/.test(plain)
  );
}
