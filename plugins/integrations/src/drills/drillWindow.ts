import { toFieldValue } from '../alarms/snoozeTimes';

const HOUR_MS = 3_600_000;
/** The API's own bounds. */
const LONGEST_MS = 24 * HOUR_MS;
const FURTHEST_MS = 366 * 24 * HOUR_MS;
/** Filling in a form takes a moment. */
const LATE_MS = 5 * 60_000;

/** When most people are at work, in the reader's time zone. */
const OFFERED_HOUR = 10;

/** A window as two fields for date and time have it: local, to the minute. */
export interface DrillWindow {
  from: string;
  to: string;
}

/** An hour of tomorrow's morning. */
export function offeredWindow(now: Date): DrillWindow {
  const tomorrow = (hour: number) =>
    toFieldValue(
      new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hour),
    );
  return { from: tomorrow(OFFERED_HOUR), to: tomorrow(OFFERED_HOUR + 1) };
}

/** The window from another beginning on, as long as before. */
export function moveWindow(window: DrillWindow, from: string): DrillWindow {
  const lengthMs = Date.parse(window.to) - Date.parse(window.from);
  const toMs = Date.parse(from) + lengthMs;
  return {
    from,
    to: Number.isNaN(toMs) ? window.to : toFieldValue(new Date(toMs)),
  };
}

/** Why no drill can have this window; undefined where it can. */
export function windowProblem(
  window: DrillWindow,
  now: Date,
): string | undefined {
  const fromMs = Date.parse(window.from);
  const toMs = Date.parse(window.to);
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) {
    return 'when it begins and ends';
  }
  if (fromMs < now.getTime() - LATE_MS) {
    return 'a beginning that is not past';
  }
  if (fromMs > now.getTime() + FURTHEST_MS) {
    return 'a beginning within a year';
  }
  if (toMs <= fromMs) {
    return 'an end after the beginning';
  }
  return toMs - fromMs > LONGEST_MS
    ? 'an end within 24 hours of the beginning'
    : undefined;
}
