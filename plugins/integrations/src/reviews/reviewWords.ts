import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  DueReview,
  DueReviewPage,
  Finding,
  FindingState,
  Review,
  ReviewDetail,
  ReviewItem,
  ReviewItemKind,
  ReviewState,
} from '@tieline/plugin-integrations-common/governance';
import { daysUntil } from '../shared/days';

/** What is due within so many days stands apart from what is due later. */
const SOON_DAYS = 30;

/** How far a review is, and what that shares icon and colour with. */
export const REVIEW_STATES: ReadonlyArray<{
  id: ReviewState;
  title: string;
  look: CheckResult;
}> = [
  { id: 'open', title: 'open', look: 'unmeasured' },
  { id: 'signed', title: 'signed', look: 'pass' },
  { id: 'cancelled', title: 'called off', look: 'not-applicable' },
];

/** How far a finding is, and what that shares icon and colour with. */
export const FINDING_STATES: ReadonlyArray<{
  id: FindingState;
  title: string;
  look: CheckResult;
}> = [
  { id: 'open', title: 'open', look: 'unmeasured' },
  { id: 'done', title: 'done', look: 'pass' },
  { id: 'withdrawn', title: 'withdrawn', look: 'not-applicable' },
];

/** How an item of an agenda looks; what nobody could tell is never good. */
export type ItemLevel = NonNullable<ReviewItem['level']>;

/** The levels, worst first. */
export const LEVELS: ReadonlyArray<{
  id: ItemLevel;
  title: string;
  look: CheckResult;
}> = [
  { id: 'bad', title: 'needs attention', look: 'fail' },
  { id: 'unknown', title: 'unknown', look: 'unmeasured' },
  { id: 'neutral', title: 'to look at', look: 'not-applicable' },
  { id: 'good', title: 'good', look: 'pass' },
];

/** What an item is about. */
export const KIND_WORDS: Record<ReviewItemKind, string> = {
  health: 'health',
  contracts: 'contracts',
  drift: 'drift',
  score: 'score',
  cost: 'cost',
  decision: 'decision',
  waivers: 'waivers',
  findings: 'findings',
  drills: 'drills',
  change: 'change',
  'pain-point': 'pain point',
  own: 'added by hand',
};

/** What is decided of an integration that is reviewed. */
export const KEEP_OR_END = [
  { id: 'keep', title: 'Keep' },
  { id: 'change', title: 'Change' },
  { id: 'end', title: 'End' },
] as const;

/** What may become of it. */
export type KeepOrEnd = (typeof KEEP_OR_END)[number]['id'];

/** The agenda, worst first; what has no level was put there by somebody. */
export function byLevel(agenda: readonly ReviewItem[]): ReviewItem[] {
  const rankOf = ({ level = 'neutral' }: ReviewItem) =>
    LEVELS.findIndex(({ id }) => id === level);
  return [...agenda].sort((one, other) => rankOf(one) - rankOf(other));
}

/** `1 day`, `12 days`. */
export function daysWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** How often it is reviewed, and who says so. */
export function cadenceWords(due: DueReview): string {
  const every = `every ${daysWords(due.cadenceDays)}`;
  if (due.cadenceSource !== 'catalog') {
    return `${every}, by policy`;
  }
  return due.cadenceDays === due.allowedDays
    ? `${every}, as declared`
    : `${every}, as declared; ${due.allowedDays} allowed`;
}

/** How urgent a review is: `overdue by 12 days`, `due early`, `due in 9 days`. */
export function dueWords(due: DueReview, now: Date): string {
  const days = daysUntil(due.dueOn, now);
  if (due.isOverdue) {
    return days < 0 ? `overdue by ${daysWords(-days)}` : 'overdue';
  }
  const when = days <= 0 ? 'due today' : `due in ${daysWords(days)}`;
  return due.early.length ? `${when}, early` : when;
}

/** Icon and colour of how urgent it is: what is not due yet is no pass either. */
export function dueLook(due: DueReview, now: Date): 'late' | 'soon' | 'later' {
  if (due.isOverdue) {
    return 'late';
  }
  return due.early.length || daysUntil(due.dueOn, now) <= SOON_DAYS
    ? 'soon'
    : 'later';
}

/** What is due in one sentence. */
export function dueLead({
  totalItems,
  overdue,
}: Pick<DueReviewPage, 'totalItems' | 'overdue'>): string {
  const late = overdue ? `${overdue} overdue` : 'None overdue';
  return `${late}, ${totalItems} to review in all. A review looks at what changed since the last one; it is signed when nothing is left open.`;
}

/** `5 of 9 items dispositioned` */
export function progressWords({ items, openItems }: Review): string {
  return `${items - openItems} of ${items} ${items === 1 ? 'item' : 'items'} dispositioned`;
}

/** Why a review can't be signed yet, naming what is open; undefined where it can. */
export function unsignableBecause(review: ReviewDetail): string | undefined {
  const open = byLevel(review.agenda).filter(item => !item.disposition);
  const parts = [
    open.length
      ? `${open.length} ${open.length === 1 ? 'item is' : 'items are'} open (${open.map(({ title }) => title).join(', ')})`
      : '',
    review.mustDecide && !review.keepOrEndDecision
      ? 'nobody has decided whether it stays'
      : '',
  ].filter(Boolean);
  return parts.length ? `Not yet: ${parts.join(', and ')}.` : undefined;
}

/** What a review or a finding is of. */
export function subjectWords(of: Pick<Review, 'integration'>): string {
  return of.integration
    ? (of.integration.title ?? of.integration.name)
    : 'the portfolio';
}

/** Who said that a finding is done: `by evidence`, or a person. */
export function isDoneByEvidence(finding: Finding): boolean {
  return finding.doneBy === 'evidence';
}
