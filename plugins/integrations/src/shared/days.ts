import { formatDay } from './format';

const DAY_MS = 86_400_000;

/** The day of an instant as the backend counts days: in UTC. `2025-11-18` */
export function utcDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The day that is so many days later. */
export function laterDay(now: Date, days: number): string {
  return utcDay(new Date(now.getTime() + days * DAY_MS));
}

/** How many days are left until a day; 0 on the day itself, negative after it. */
export function daysUntil(day: string, now: Date): number {
  return (Date.parse(day) - Date.parse(utcDay(now))) / DAY_MS;
}

/**
 * A day of the calendar: `16 Nov`, and with its year where that is another
 * one. It is the same day in every time zone.
 */
export function formatDate(day: string, now: Date): string {
  return formatDay(`${day}T00:00:00`, now);
}

/** `in 12 days`, `today`, `3 days ago`. */
export function distanceWords(day: string, now: Date): string {
  const days = daysUntil(day, now);
  if (days === 0) {
    return 'today';
  }
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}
