const GROUPED_NUMBER = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const PLAIN_NUMBER = /^(\d+(\.\d*)?|\.\d+)(e\+?\d{1,2})?$/i;

/** A number as people write it: `9000`, `9,000`, `0.5`; undefined where it is none. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (GROUPED_NUMBER.test(trimmed)) {
    return Number(trimmed.replaceAll(',', ''));
  }
  return PLAIN_NUMBER.test(trimmed) ? Number(trimmed) : undefined;
}
