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

const DAY_MS = 86_400_000;

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

function parseCron(schedule: IntegrationSchedule, afterMs: number) {
  return CronExpressionParser.parse(schedule.cron, {
    currentDate: new Date(afterMs),
    tz: timeZoneOf(schedule),
  });
}

/** Whether a run is expected at all on the local day of a moment. */
function isExcluded(
  schedule: IntegrationSchedule,
  scheduledMs: number,
): boolean {
  const { exclude = [] } = schedule;
  return (
    exclude.length > 0 &&
    exclude.includes(
      DateTime.fromMillis(scheduledMs, {
        zone: timeZoneOf(schedule),
      }).toISODate()!,
    )
  );
}

/**
 * Only forwards does the cron parser keep to what people expect of the days on
 * which the clocks change: a time that is skipped comes as much later, one
 * that there is twice counts once.
 */
function occurrencesForward(
  schedule: IntegrationSchedule,
  fromMs: number,
  beforeMs: number,
): Occurrence[] {
  const cron = parseCron(schedule, fromMs - 1);
  const found: Occurrence[] = [];
  for (;;) {
    const scheduledMs = cron.next().getTime();
    if (scheduledMs >= beforeMs) {
      return found;
    }
    if (!isExcluded(schedule, scheduledMs)) {
      found.push({ scheduledMs, dueMs: dueMs(schedule, scheduledMs) });
    }
  }
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
  let found: Occurrence[] = [];
  let endMs = toMs + 1;
  // From the end in ever longer pieces: a schedule of every minute is not gone through from its beginning.
  for (let pieceMs = DAY_MS; endMs > fromMs; pieceMs *= 2) {
    const startMs = Math.max(fromMs, endMs - pieceMs);
    found = [...occurrencesForward(schedule, startMs, endMs), ...found];
    if (found.length >= MAX_OCCURRENCES) {
      break;
    }
    endMs = startMs;
  }
  return found.slice(-MAX_OCCURRENCES);
}

/** Whether a range held more occurrences than are looked at. */
export function isCut(occurrences: readonly Occurrence[]): boolean {
  return occurrences.length >= MAX_OCCURRENCES;
}

/**
 * The first occurrence after a moment; undefined where all that the next
 * {@link MAX_OCCURRENCES} would fall on are excluded.
 */
export function nextOccurrence(
  schedule: IntegrationSchedule,
  afterMs: number,
): Occurrence | undefined {
  const cron = parseCron(schedule, afterMs);
  for (let tried = 0; tried < MAX_OCCURRENCES; tried += 1) {
    const scheduledMs = cron.next().getTime();
    if (!isExcluded(schedule, scheduledMs)) {
      return { scheduledMs, dueMs: dueMs(schedule, scheduledMs) };
    }
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
