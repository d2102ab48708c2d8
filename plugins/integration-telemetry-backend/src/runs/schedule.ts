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

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** A schedule of 29 February has none for as long as eight years. */
const LONGEST_PAUSE_MS = 9 * 366 * DAY_MS;

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

type CronFields = ReturnType<typeof CronExpressionParser.parse>['fields'];

/** Whether runs start on a local day. */
function isOnDay(fields: CronFields, day: DateTime): boolean {
  const { month, dayOfMonth, dayOfWeek } = fields;
  const daysLeft = day.daysInMonth! - day.day;
  const weekday = day.weekday % 7;
  const isDay =
    (dayOfMonth.values as unknown[]).includes(day.day) ||
    (dayOfMonth.hasLastChar && daysLeft === 0);
  const isWeekday =
    ((dayOfWeek.values as unknown[]).includes(weekday) &&
      (dayOfWeek.nthDay === 0 ||
        Math.ceil(day.day / 7) === dayOfWeek.nthDay)) ||
    ((dayOfWeek.values as unknown[]).includes(`${weekday}L`) && daysLeft < 7);
  // As in every cron: where both are restricted, either will do.
  const isEither = !dayOfMonth.isWildcard && !dayOfWeek.isWildcard;
  return (
    (month.values as number[]).includes(day.month) &&
    (isEither ? isDay || isWeekday : isDay && isWeekday)
  );
}

/**
 * Starts on a day on which the clocks change, as cron has them: what runs
 * every hour goes by the time that passes; else a time that is skipped comes as
 * much later, and one that there is twice counts once.
 */
function startsOnOddDay(
  fields: CronFields,
  day: DateTime,
  endMs: number,
): number[] {
  const minutes = fields.minute.values as number[];
  const starts = new Set<number>();
  if (fields.hour.isWildcard) {
    for (let at = day.toMillis(); at < endMs; at += MINUTE_MS) {
      if (
        minutes.includes(DateTime.fromMillis(at, { zone: day.zone }).minute)
      ) {
        starts.add(at);
      }
    }
  } else {
    for (const hour of fields.hour.values as number[]) {
      minutes.forEach(minute =>
        starts.add(day.set({ hour, minute }).toMillis()),
      );
    }
  }
  return [...starts].sort((left, right) => left - right);
}

/**
 * When runs start in a range. The cron parser could tell too, but takes half a
 * millisecond for each, and is wrong when the clocks change: backwards it
 * leaves out a time that is skipped, and by half an hour it gives up.
 */
function startsBetween(
  schedule: IntegrationSchedule,
  fromMs: number,
  beforeMs: number,
): number[] {
  const { fields } = CronExpressionParser.parse(schedule.cron);
  const hours = fields.hour.values as number[];
  const minutes = fields.minute.values as number[];
  const starts: number[] = [];
  let day = DateTime.fromMillis(fromMs, {
    zone: timeZoneOf(schedule),
  }).startOf('day');
  while (day.toMillis() < beforeMs) {
    const next = day.plus({ days: 1 }).startOf('day');
    const dayMs = day.toMillis();
    const isOn =
      isOnDay(fields, day) && !schedule.exclude?.includes(day.toISODate()!);
    if (isOn && next.toMillis() - dayMs !== DAY_MS) {
      starts.push(...startsOnOddDay(fields, day, next.toMillis()));
    } else if (isOn) {
      for (const hour of hours) {
        minutes.forEach(minute =>
          starts.push(dayMs + (hour * 60 + minute) * MINUTE_MS),
        );
      }
    }
    day = next;
  }
  return starts.filter(startMs => startMs >= fromMs && startMs < beforeMs);
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
  let starts: number[] = [];
  let endMs = toMs + 1;
  // From the end in ever longer pieces: a schedule of every minute is not gone through from its beginning.
  for (let pieceMs = DAY_MS; endMs > fromMs; pieceMs *= 2) {
    const startMs = Math.max(fromMs, endMs - pieceMs);
    starts = [...startsBetween(schedule, startMs, endMs), ...starts];
    if (starts.length >= MAX_OCCURRENCES) {
      break;
    }
    endMs = startMs;
  }
  return starts
    .slice(-MAX_OCCURRENCES)
    .map(scheduledMs => ({ scheduledMs, dueMs: dueMs(schedule, scheduledMs) }));
}

/** Whether a range held more occurrences than are looked at. */
export function isCut(occurrences: readonly Occurrence[]): boolean {
  return occurrences.length >= MAX_OCCURRENCES;
}

/** The first occurrence after a moment; undefined where there will be none. */
export function nextOccurrence(
  schedule: IntegrationSchedule,
  afterMs: number,
): Occurrence | undefined {
  let fromMs = afterMs + 1;
  for (
    let pieceMs = DAY_MS;
    fromMs < afterMs + LONGEST_PAUSE_MS;
    pieceMs *= 2
  ) {
    const [scheduledMs] = startsBetween(schedule, fromMs, fromMs + pieceMs);
    if (scheduledMs !== undefined) {
      return { scheduledMs, dueMs: dueMs(schedule, scheduledMs) };
    }
    fromMs += pieceMs;
  }
  return undefined;
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
