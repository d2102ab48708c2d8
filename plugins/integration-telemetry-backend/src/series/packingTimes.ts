const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** An hour is packed so long after its end: what it counted has mostly come by then. */
const SETTLED_MS = 10 * MINUTE_MS;

/** By how much the clocks of two replicas may differ: no hour is packed while another's clock takes it for unpacked. */
const CLOCKS_DIFFER_MS = 5 * MINUTE_MS;

/** Hours since 1970, of minutes since then. */
export const hourOf = (startMinute: number) => Math.floor(startMinute / 60);

/**
 * Hours before this one may be packed, by whatever replica: what comes to one
 * of their minutes is late.
 */
export const firstUnpackedHour = (nowMs: number) =>
  Math.floor((nowMs - SETTLED_MS + CLOCKS_DIFFER_MS) / HOUR_MS);

/**
 * Hours that are to be packed: all that have settled, and whose minutes are
 * still there for an hour more.
 *
 * @returns the first, and the one after the last
 */
export function hoursToPack(
  nowMs: number,
  minutesKeptMs: number,
): [from: number, to: number] {
  return [
    Math.ceil((nowMs - minutesKeptMs + HOUR_MS) / HOUR_MS),
    Math.floor((nowMs - SETTLED_MS) / HOUR_MS),
  ];
}
