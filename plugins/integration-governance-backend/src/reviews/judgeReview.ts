import { ConflictError, InputError } from '@backstage/errors';
import {
  KeepOrEndRequest,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { counted, listed } from '../checklist/checks/words';
import { dayOf } from '../waivers/Waiver';
import { StoredKeepOrEnd, StoredReview } from './Review';

/** What whoever opens a second review is told. */
export function alreadyOpen(id: string): ConflictError {
  return new ConflictError(
    `The review ${id} of it is open: go on with that one, or call it off.`,
  );
}

/** @throws InputError where it can't be decided so */
export function judgeKeepOrEnd(
  review: StoredReview,
  request: KeepOrEndRequest,
  { by, at }: { by: string; at: Date },
): StoredKeepOrEnd {
  const { decision, endOn } = request;
  const reason = request.reason.trim();
  const replacement = request.replacement?.trim() || undefined;
  if (!review.entityRef) {
    throw new InputError(
      'Keep or end is decided of one integration, not of the portfolio.',
    );
  }
  if (!reason) {
    throw new InputError('reason is empty: say why it is decided so.');
  }
  if (decision === 'end' && !endOn) {
    throw new InputError('endOn is missing: say when it ends.');
  }
  if (decision !== 'end' && endOn) {
    throw new InputError(
      `endOn belongs to the decision end only, not to ${decision}.`,
    );
  }
  if (endOn && endOn < dayOf(at)) {
    throw new InputError(
      `endOn is in the past: ${endOn}. Give today or a later day.`,
    );
  }
  return {
    ...{ decision, reason, endOn, replacement, by },
    at: at.toISOString(),
  };
}

/** Whether keep-or-end has to be decided before somebody signs. */
export function mustDecide({ entityRef, keepOrEnd }: StoredReview): boolean {
  return entityRef !== undefined && keepOrEnd === undefined;
}

/** @throws ConflictError that names what is open */
export function requireNothingOpen(
  review: StoredReview,
  agenda: readonly ReviewItem[],
): void {
  const open = agenda.filter(({ disposition }) => !disposition);
  const reasons = [
    ...(open.length > 0
      ? [
          `${counted(open.length, 'item is', 'items are')} open (${listed(open.map(({ title }) => title))})`,
        ]
      : []),
    ...(mustDecide(review) ? ['keep or end is undecided'] : []),
  ];
  if (reasons.length > 0) {
    throw new ConflictError(`It can’t be signed: ${reasons.join(', and ')}.`);
  }
}

/**
 * @param latest - by the cadence: ISO 8601 day
 * @throws InputError where the wanted day is not between tomorrow and then
 */
export function judgeNextReview(
  wanted: string | undefined,
  { now, latest }: { now: Date; latest: string },
): string {
  if (wanted === undefined) {
    return latest;
  }
  if (wanted <= dayOf(now)) {
    throw new InputError(`nextReviewOn has to be later than today: ${wanted}.`);
  }
  if (wanted > latest) {
    throw new InputError(
      `nextReviewOn is too late: its cadence allows ${latest} at the latest.`,
    );
  }
  return wanted;
}
