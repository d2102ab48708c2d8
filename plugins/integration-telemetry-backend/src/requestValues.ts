import { InputError } from '@backstage/errors';

const DAY_MS = 86_400_000;

/**
 * Milliseconds since 1970; undefined where there is nothing.
 *
 * @throws InputError that names the field, where the text is no instant
 */
export function instantMs(text: unknown, name: string): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const ms = Date.parse(String(text));
  if (Number.isNaN(ms)) {
    throw new InputError(
      `${name} must be an instant such as 2026-11-22T05:30:00Z`,
    );
  }
  return ms;
}

/**
 * A query's range: the last 24 hours where it names none.
 *
 * @throws InputError where it ends before it begins
 */
export function rangeOf(
  query: { from?: unknown; to?: unknown },
  nowMs: number,
  defaultMs: number = DAY_MS,
) {
  const toMs = instantMs(query.to, 'to') ?? nowMs;
  const fromMs = instantMs(query.from, 'from') ?? toMs - defaultMs;
  if (fromMs >= toMs) {
    throw new InputError('from must be before to');
  }
  return { fromMs, toMs };
}
