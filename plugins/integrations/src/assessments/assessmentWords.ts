import { integrationAssessmentRunPermission } from '@tieline/plugin-integrations-common';
import {
  AssessmentChange,
  RollUpAnswer,
} from '@tieline/plugin-integrations-common/governance';
import { permittedIf } from '../improvement/improvementWords';
import { formatCount, formatShare } from '../shared/format';
import { Permitted } from '../shared/usePermitted';

/** How integrations changed, in the order in which somebody wants to know. */
export const CHANGES: ReadonlyArray<{ id: AssessmentChange; title: string }> = [
  { id: 'worse', title: 'worse' },
  { id: 'better', title: 'better' },
  { id: 'changed', title: 'changed both ways' },
  { id: 'new', title: 'new' },
  { id: 'gone', title: 'gone' },
  { id: 'same', title: 'as before' },
];

/** A change in words. */
export function changeWord(change: AssessmentChange): string {
  return CHANGES.find(({ id }) => id === change)!.title;
}

/** Which changes the address asks for; without any, whatever did change. */
export function changesOf(values: URLSearchParams): AssessmentChange[] {
  const wanted = values.getAll('change');
  return CHANGES.map(({ id }) => id).filter(id => wanted.includes(id));
}

/** What is shown where nothing is chosen. */
export const CHANGED: AssessmentChange[] = CHANGES.map(({ id }) => id).filter(
  id => id !== 'same',
);

/** `38 integrations`, `1 integration`. */
export function integrationsWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'integration' : 'integrations'}`;
}

/** Where the share of yes went since the other: `4 points more than 52 %`. */
export function shareChangeWords(
  now: number | null | undefined,
  before: number | null,
): string {
  if (typeof now !== 'number' || before === null) {
    return 'Not comparable: one of the two shares is unmeasured.';
  }
  const points = Math.round((now - before) * 1000) / 10;
  if (points === 0) {
    return `The same share as then, ${formatShare(before)}.`;
  }
  const size = Math.abs(points).toLocaleString('en-GB');
  return `${size} percentage points ${points > 0 ? 'more' : 'less'} than then, ${formatShare(before)}.`;
}

/** How many more answer a question with yes than then, in words. */
export function answerChangeWords(
  now: RollUpAnswer,
  before: RollUpAnswer | undefined,
): string {
  if (!before) {
    return 'not asked then';
  }
  const difference = now.yes - before.yes;
  if (difference === 0) {
    return 'none';
  }
  return `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}`;
}

/** Whether the backend lets the person run an assessment. */
export function mayRun(isAllowed: boolean | undefined): Permitted {
  return permittedIf(
    isAllowed,
    integrationAssessmentRunPermission.name,
    'run an assessment',
  );
}
