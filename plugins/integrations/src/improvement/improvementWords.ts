import {
  Goal,
  GoalForecast,
  GoalState,
  PainPoint,
  Pilot,
  PilotMeasure,
  WriteUp,
} from '@tieline/plugin-integrations-common/governance';
import { formatDate } from '../shared/days';
import { Permitted, lackWords } from '../shared/usePermitted';

/** How a pilot went, in the order in which it is offered. */
export const OUTCOMES: ReadonlyArray<{
  id: WriteUp['outcome'];
  title: string;
}> = [
  { id: 'worked', title: 'worked' },
  { id: 'partly', title: 'partly worked' },
  { id: 'did-not-work', title: 'did not work' },
];

/** An outcome in words. */
export function outcomeWord(outcome: WriteUp['outcome']): string {
  return OUTCOMES.find(({ id }) => id === outcome)!.title;
}

/** A goal's state in words. */
export const GOAL_WORDS: Record<GoalState, string> = {
  missed: 'missed',
  late: 'late',
  unknown: 'no forecast yet',
  'on-track': 'on track',
  met: 'met',
  closed: 'closed',
};

/** At most two digits after the point, and no more than it has. */
export function formatFactor(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}

/** How a score comes about, so that anybody can compute it again. */
export function scoreWords(point: PainPoint): string {
  const { reach, criticality, distance, score } = point;
  return `${formatFactor(reach)} reached × ${formatFactor(criticality)} criticality × ${formatFactor(distance)} distance = ${formatFactor(score)} points`;
}

/** A measure's figure with its unit; undefined where it is not known. */
export function measureWords(
  value: number | undefined,
  unit: string,
): string | undefined {
  return value === undefined
    ? undefined
    : `${formatFactor(value)}${unit ? `\u00a0${unit}` : ''}`;
}

/** Where a figure went, as an arrow and in words. */
export function directionOf(measure: PilotMeasure): {
  arrow: string;
  words: string;
} {
  const { before, after, better } = measure;
  if (before === undefined || after === undefined) {
    return { arrow: '', words: 'not comparable: one of them is unmeasured' };
  }
  if (before === after) {
    return { arrow: '→', words: 'unchanged' };
  }
  const isUp = after > before;
  const arrow = isUp ? '↑' : '↓';
  const way = isUp ? 'risen' : 'fallen';
  if (better === 'neither') {
    return { arrow, words: way };
  }
  const isBetter = isUp === (better === 'higher');
  return { arrow, words: `${way}, ${isBetter ? 'better' : 'worse'}` };
}

/** A score as it is said everywhere: `5 of 8`. */
export function yesWords(score: Pilot['now']): string {
  return `${score.yes} of ${score.applicable} yes`;
}

/** When the last will be there, in words. */
export function forecastWords(forecast: GoalForecast, now: Date): string {
  const { by, earliest, latest, basis } = forecast;
  if (!by) {
    return `No forecast: ${basis}`;
  }
  const range =
    earliest && latest
      ? ` (between ${formatDate(earliest, now)} and ${formatDate(latest, now)})`
      : '';
  return `The last is expected by ${formatDate(by, now)}${range}. ${basis}`;
}

/** How many of a goal's integrations are there; never "all" of none. */
export function progressWords({ met, total }: Goal): string {
  return total === 0 ? 'applies to no integration' : `${met} of ${total} there`;
}

/** What the backend allows, with the permission's name where it does not. */
export function permittedIf(
  isAllowed: boolean | undefined,
  permissionName: string,
  purpose: string,
): Permitted {
  return isAllowed
    ? { isAllowed }
    : {
        isAllowed: false,
        reason:
          isAllowed === false ? lackWords(permissionName, purpose) : undefined,
      };
}

/**
 * Which of the fields a refusal is about: the first that its message names.
 * Undefined where it names none.
 */
export function refusedField<Field extends string>(
  error: Error | null,
  fields: readonly Field[],
): Field | undefined {
  const statusCode = (error as { statusCode?: number } | null)?.statusCode;
  if (!error || statusCode === 409) {
    return undefined;
  }
  return fields.find(field =>
    new RegExp(`(^|[^A-Za-z])${field}([^A-Za-z]|$)`).test(error.message),
  );
}
