import { dayOf } from '../waivers/Waiver';

export const DAY_MS = 86_400_000;

/** The instant at which a day in UTC is over. */
export function endOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS);
}

/** The day so many days after another, or before it. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS));
}

/** How many days the second is after the first. */
export function daysFrom(first: string, second: string): number {
  return Math.round(
    (Date.parse(`${second}T00:00:00.000Z`) -
      Date.parse(`${first}T00:00:00.000Z`)) /
      DAY_MS,
  );
}

/** Every day in UTC that the stretch touches, in order. */
export function daysBetween(from: Date, to: Date): string[] {
  const days: string[] = [];
  const last = dayOf(to);
  for (let day = dayOf(from); day <= last; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}
