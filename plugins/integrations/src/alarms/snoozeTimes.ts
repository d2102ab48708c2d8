const HOUR_MS = 3_600_000;

/** When people are back at work, in the reader's time zone. */
const MORNING_HOUR = 9;

/** What most people want of a snooze. */
export const SNOOZES = [
  { id: 'hour', title: '1 hour' },
  { id: 'hours', title: '4 hours' },
  { id: 'morning', title: 'Until tomorrow 09:00' },
] as const;

/** When a snooze that begins now is over. */
export function snoozeUntil(
  id: (typeof SNOOZES)[number]['id'],
  now: Date,
): Date {
  switch (id) {
    case 'hour':
      return new Date(now.getTime() + HOUR_MS);
    case 'hours':
      return new Date(now.getTime() + 4 * HOUR_MS);
    default:
      return new Date(
        now.getFullYear(),
        now.getMonth(),
        now.getDate() + 1,
        MORNING_HOUR,
      );
  }
}

/** Two digits, as a field for date and time wants them. */
const pad = (value: number) => String(value).padStart(2, '0');

/** An instant as a field for date and time shows it: local, to the minute. */
export function toFieldValue(instant: Date): string {
  const day = [
    instant.getFullYear(),
    pad(instant.getMonth() + 1),
    pad(instant.getDate()),
  ].join('-');
  return `${day}T${pad(instant.getHours())}:${pad(instant.getMinutes())}`;
}
