import { z } from 'zod';

const unitMs: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const durationForm = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/;

/**
 * Reads a duration such as `250ms`, `10s`, `40m`, `9h`, `3d` or `5w`.
 *
 * @throws TypeError where the text is none
 */
export function durationMs(text: string): number {
  const parts = durationForm.exec(text);
  if (!parts) {
    throw new TypeError(`'${text}' is not a duration such as 250ms or 3d`);
  }
  return Number(parts[1]) * unitMs[parts[2]];
}

/** A duration as text. */
export const duration = z
  .string()
  .regex(durationForm, 'must be a duration such as 250ms, 10s, 40m, 9h or 3d');

/** A part of a whole, from 0 to 1. */
export const share = z.number().min(0).max(1);

/**
 * A moment relative to the scenario's anchor, which is the first start of the
 * simulator on a set of data: `-40m` is forty minutes before it, `+2h` two
 * hours after it, `0s` the anchor itself.
 */
export const moment = z
  .string()
  .regex(
    /^[+-]?\d+(\.\d+)?(ms|s|m|h|d|w)$/,
    'must be a moment relative to the first start, such as -40m or +2h',
  );

/** A moment's distance from the anchor in milliseconds; before it is negative. */
export function momentMs(text: string): number {
  const size = durationMs(text.replace(/^[+-]/, ''));
  return text.startsWith('-') ? -size : size;
}
