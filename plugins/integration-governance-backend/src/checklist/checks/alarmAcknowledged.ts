import { LastAlarm } from '@tieline/plugin-integrations-common/telemetry';
import {
  CheckFunction,
  fail,
  notApplicable,
  observed,
  pass,
  unmeasured,
} from '../finding';
import { withStop } from './words';

/** Whoever is told of an alarm may take so long to take it. */
const TAKEN_WITHIN_MS = 30 * 60_000;

/** Whether somebody took the last alarm that somebody was told of. */
export const alarmAcknowledged: CheckFunction = (evidence, { now }) => {
  const { telemetry } = evidence;
  if (!telemetry) {
    return unmeasured('Telemetry has not answered yet.');
  }
  const { lastAlarm } = telemetry.summary ?? {};
  if (!lastAlarm) {
    return notApplicable('No alarm was raised yet.');
  }
  // That it is the last one is known anew with each answer.
  const shown = (value: string) =>
    observed(
      evidence,
      telemetry,
      `${lastAlarm.headline}, since ${lastAlarm.since}: ${value}`,
      telemetry.readAt,
      'alarms',
    );
  const { acknowledgedAt, acknowledgedBy } = lastAlarm;
  if (acknowledgedAt) {
    const by = acknowledgedBy ?? 'somebody';
    return pass(
      `${by} took the last alarm at ${inMinutes(acknowledgedAt)}.`,
      shown(`acknowledged by ${by} at ${acknowledgedAt}`),
    );
  }
  return isYoung(lastAlarm, now)
    ? unmeasured(
        `An alarm is on since ${inMinutes(lastAlarm.since)}, and there is time left to take it.`,
        shown('not acknowledged yet'),
      )
    : fail(
        withStop(
          lastAlarm.state === 'cleared'
            ? `Nobody took the last alarm before it was over: ${lastAlarm.headline}`
            : `Nobody took the alarm that is on: ${lastAlarm.headline}`,
        ),
        shown('not acknowledged'),
      );
};

function isYoung({ state, toldAt }: LastAlarm, now: Date): boolean {
  return (
    state === 'open' && now.getTime() - Date.parse(toldAt) < TAKEN_WITHIN_MS
  );
}

function inMinutes(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
