import {
  IntegrationSchedule,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { CronExpressionParser } from 'cron-parser';
import { DateTime } from 'luxon';

/** When a run is to start, and when it has to be there. */
export interface Occurrence {
  scheduledMs: number;
  dueMs: number;
}

/** Where a schedule says neither by when nor with how much grace. */
const DEFAULT_GRACE_MS = 30 * 60_000;

/** Bounds what a schedule of every minute costs. */
const MAX_OCCURRENCES = 1_000;

export function timeZoneOf(schedule: IntegrationSchedule): string {
  return schedule.timeZone ?? 'UTC';
}

function dueMs(schedule: IntegrationSchedule, scheduledMs: number): number {
  const { expectedBy, grace } = schedule;
  const graceMs = grace === undefined ? undefined : parseDurationMs(grace);
  if (expectedBy === undefined) {
    return scheduledMs + (graceMs ?? DEFAULT_GRACE_MS);
  }
  const [hour, minute] = expectedBy.split(':').map(Number);
  const start = DateTime.fromMillis(scheduledMs, {
    zone: timeZoneOf(schedule),
  });
  const sameDay = start.set({ hour, minute, second: 0, millisecond: 0 });
  const by = sameDay < start ? sameDay.plus({ days: 1 }) : sameDay;
  return by.toMillis() + (graceMs ?? 0);
}

/**
 * The occurrences of a schedule that start in a range, oldest first: the
 * latest thousand where there are more.
 */
export function occurrencesBetween(
  schedule: IntegrationSchedule,
  fromMs: number,
  toMs: number,
): Occurrence[] {
  const cron = CronExpressionParser.parse(schedule.cron, {
    currentDate: new Date(toMs),
    tz: timeZoneOf(schedule),
  });
  const found: Occurrence[] = [];
  while (found.length < MAX_OCCURRENCES) {
    const scheduledMs = cron.prev().getTime();
    if (scheduledMs < fromMs) {
      break;
    }
    found.push({ scheduledMs, dueMs: dueMs(schedule, scheduledMs) });
  }
  return found.reverse();
}

/** The first occurrence at or after a moment. */
export function nextOccurrence(
  schedule: IntegrationSchedule,
  afterMs: number,
): Occurrence {
  const scheduledMs = CronExpressionParser.parse(schedule.cron, {
    currentDate: new Date(afterMs),
    tz: timeZoneOf(schedule),
  })
    .next()
    .getTime();
  return { scheduledMs, dueMs: dueMs(schedule, scheduledMs) };
}

/**
 * The schedule in words, as far as it is a simple one:
 * `every day by 05:30 (Europe/Berlin)`. UTC goes without saying.
 */
export function describeSchedule(schedule: IntegrationSchedule): string {
  const [minute, hour, day, month, weekday] = schedule.cron.trim().split(/\s+/);
  const isTime = /^\d+$/.test(minute) && /^\d+$/.test(hour);
  const isEveryMonth = day === '*' && month === '*';
  const zone = timeZoneOf(schedule);
  const inZone = zone === 'UTC' ? '' : ` (${zone})`;
  if (isTime && isEveryMonth) {
    const start = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
    const by = `by ${schedule.expectedBy ?? start}${inZone}`;
    if (weekday === '*') {
      return `every day ${by}`;
    }
    if (/^(1-5|mon-fri)$/i.test(weekday)) {
      return `every working day ${by}`;
    }
  }
  if (hour === '*' && isEveryMonth && weekday === '*' && /^\d+$/.test(minute)) {
    return 'every hour';
  }
  return `by the schedule ${schedule.cron}${inZone}`;
}
