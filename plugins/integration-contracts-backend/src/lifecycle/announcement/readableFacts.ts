import { words } from './markdownWords';

const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** `31 December 2026`, in UTC; what is no instant stays as it is. */
export function utcDay(instant: string): string {
  const atMs = Date.parse(instant);
  return Number.isNaN(atMs) ? words(instant) : day.format(atMs);
}

/** `31 December 2026, 09:30`, in UTC. */
export function utcMinute(instant: string): string {
  const atMs = Date.parse(instant);
  return Number.isNaN(atMs)
    ? words(instant)
    : `${day.format(atMs)}, ${new Date(atMs).toISOString().slice(-13, -8)}`;
}

/** An entity by its name, with its namespace where that is not the usual one. */
export function shortRef(entityRef: string): string {
  return words(entityRef.replace(/^[^:/]+:(?:default\/)?/i, ''));
}
