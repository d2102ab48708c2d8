import {
  Alarm,
  HealthReason,
} from '@tieline/plugin-integrations-common/telemetry';
import { shortName } from '../shared/EntityLink';
import { formatCount, formatElapsed, formatMoment } from '../shared/format';

const rules: Partial<Record<HealthReason['code'], string>> & {
  [rule: string]: string | undefined;
} = {
  errors: 'Errors',
  late: 'Late',
  'failed-run': 'Failed run',
  'too-few-records': 'Too few records',
  silent: 'Silent',
  'dead-letters': 'Dead letters',
  'budget-burn': 'Error budget',
  'too-long': 'Took too long',
  unreconciled: 'Reconciliation',
  trend: 'Slow change',
  undeclared: 'Undeclared',
};

/** More flows are told of where the alarm is opened. */
const MOST_NAMED = 3;

/** A rule's name for people; another tool's stays as that tool has it. */
export function ruleTitle(rule: string): string {
  return rules[rule] ?? rule;
}

/** Kinds of alarm in words, for filters and files. */
export const kindTitles: Record<Alarm['kind'], string> = {
  own: 'One integration',
  cause: 'What several depend on',
  drift: 'What nobody declared',
  external: 'Another tool',
};

/** What an alarm is of, as plain text. */
export function subjectName(alarm: Alarm): string {
  const { integration, subject, external, flows } = alarm;
  if (flows?.length) {
    // All of them have the same ends.
    return flows[0].headline;
  }
  return (
    integration?.title ??
    integration?.name ??
    (subject ? shortName(subject) : (external?.source ?? 'another tool'))
  );
}

/** Why, in one line below the name; a new flow's name says what it is already. */
export function whyWords(alarm: Alarm): string {
  const { flows = [], headline } = alarm;
  return flows.length
    ? `Nobody declared it: ${flows.slice(0, MOST_NAMED).map(flowWords).join('; ')}${
        flows.length > MOST_NAMED ? '; and more' : ''
      }.`
    : headline;
}

/** `http, /orders, 20 calls in the last 24 h`. */
export function flowWords(flow: NonNullable<Alarm['flows']>[number]): string {
  const { protocol, destination, callsLastDay = 0 } = flow;
  const calls = `${formatCount(callsLastDay)} ${callsLastDay === 1 ? 'call' : 'calls'} in the last 24 h`;
  return [protocol, destination, calls].filter(Boolean).join(', ');
}

/** `One cause, three integrations`. */
export function victimCount(count: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];
  return `One cause, ${words[count] ?? count} ${count === 1 ? 'integration' : 'integrations'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** How long it was on, or has been on until now. */
export function lasted(alarm: Alarm, now: Date): string {
  const endMs = alarm.clearedAt ? Date.parse(alarm.clearedAt) : now.getTime();
  return formatElapsed(endMs - Date.parse(alarm.since));
}

/** Whether somebody put it off, and the time is not up. */
export function isSnoozed(alarm: Alarm, now: Date): boolean {
  return (
    alarm.snoozedUntil !== undefined &&
    Date.parse(alarm.snoozedUntil) > now.getTime()
  );
}

/** Who was told, or why nobody was, in one line. */
export function toldWords(alarm: Alarm): string {
  const reached = alarm.told.filter(({ error }) => !error);
  if (reached.length > 0) {
    const names = reached.map(({ channel, to }) =>
      channel === 'webhook' ? `${to} (webhook)` : shortName(to),
    );
    return enumerate([...new Set(names)]);
  }
  const [failed] = alarm.told;
  if (failed) {
    return `nobody: ${failed.error}`;
  }
  if (alarm.causeId) {
    return 'with its cause';
  }
  return alarm.untold ? `nobody: ${alarm.untold}` : 'nobody yet';
}

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const GROUP_OR_PERSON = /\b(?:group|user):[\w.-]+\/([\w.-]+)/g;

/** A line of the log in the words of the page: names, and the reader's clock. */
export function logWords(message: string, now: Date): string {
  return message
    .replace(INSTANT, instant => formatMoment(instant, now))
    .replace(GROUP_OR_PERSON, '$1');
}
