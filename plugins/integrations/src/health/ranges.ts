const HOUR_MS = 3_600_000;

/** How far back a health page can look: as far as history is kept. */
export const RANGES = [
  { id: '1h', title: '1\u00a0h', words: 'hour', durationMs: HOUR_MS },
  { id: '6h', title: '6\u00a0h', words: '6 hours', durationMs: 6 * HOUR_MS },
  {
    id: '24h',
    title: '24\u00a0h',
    words: '24 hours',
    durationMs: 24 * HOUR_MS,
  },
  {
    id: '7d',
    title: '7\u00a0d',
    words: '7 days',
    durationMs: 7 * 24 * HOUR_MS,
  },
  {
    id: '35d',
    title: '35\u00a0d',
    words: '35 days',
    durationMs: 35 * 24 * HOUR_MS,
  },
] as const;

export type Range = (typeof RANGES)[number];

/** What a page of calls opens with. */
export const CALLS_RANGE: Range = RANGES[2];

/** What a page of runs opens with: most come once a day. */
export const BATCH_RANGE: Range = RANGES[3];

/** The range that the address asks for, else the one to open with. */
export function rangeOf(
  values: URLSearchParams,
  fallback: Range = CALLS_RANGE,
): Range {
  return RANGES.find(range => range.id === values.get('range')) ?? fallback;
}
