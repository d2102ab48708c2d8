const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** More names than these are counted. */
const NAMES = 4;

/** Such as `4 minutes` or `49 days`. */
export function ageInWords(ms: number): string {
  const [count, unit] = measured(ms);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function measured(ms: number): [count: number, unit: string] {
  if (ms < HOUR_MS) {
    return [Math.max(1, Math.round(ms / MINUTE_MS)), 'minute'];
  }
  return ms < 2 * DAY_MS
    ? [Math.round(ms / HOUR_MS), 'hour']
    : [Math.round(ms / DAY_MS), 'day'];
}

/** Such as `30 Nov 2026`, in UTC. */
export function dateInWords(ms: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(ms);
}

/** Such as `a, b and c`, or `a, b, c, d and 7 more`. */
export function listInWords(names: readonly string[]): string {
  const shown = names.length > NAMES ? names.slice(0, NAMES) : names;
  const last =
    names.length > NAMES
      ? `${names.length - NAMES} more`
      : shown[shown.length - 1];
  const others = names.length > NAMES ? shown : shown.slice(0, -1);
  return others.length > 0 ? `${others.join(', ')} and ${last}` : (last ?? '');
}
