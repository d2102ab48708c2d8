import { formatDay } from '../shared/format';

/** Nearer than this, a day and its month are of no other year. */
const NEAR_MS = 270 * 86_400_000;

/** `21 Jan`, and with its year only where the month alone could be another one. */
export function nearDay(instant: string, now: Date): string {
  const at = new Date(instant);
  return Math.abs(at.getTime() - now.getTime()) < NEAR_MS
    ? formatDay(instant, at)
    : formatDay(instant, now);
}
