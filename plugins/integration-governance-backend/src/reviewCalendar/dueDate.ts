import { EarlyReason } from '@tieline/plugin-integrations-common/governance';
import { addDays } from '../improvement/days';

/** So long after it was first seen what was never reviewed has time. */
export const GRACE_DAYS = 30;
/** So long after a reason to look again there is time to do so. */
export const EARLY_DAYS = 14;

/** The last review that somebody signed. Days are ISO 8601. */
export interface LastReview {
  signedOn: string;
  nextReviewOn?: string;
}

/**
 * The day by which a review is due: by its cadence, by what the last review
 * said, or because of what happened since, whatever comes first.
 *
 * @param firstSeenOn - ISO 8601 day
 */
export function dueDateOf(given: {
  cadenceDays: number;
  firstSeenOn: string;
  lastReview?: LastReview;
  early: readonly EarlyReason[];
}): string {
  const { cadenceDays, firstSeenOn, lastReview, early } = given;
  const days = [
    lastReview
      ? addDays(lastReview.signedOn, cadenceDays)
      : addDays(firstSeenOn, GRACE_DAYS),
    ...(lastReview?.nextReviewOn ? [lastReview.nextReviewOn] : []),
    ...early.map(({ at }) => addDays(at.slice(0, 10), EARLY_DAYS)),
  ];
  return days.sort()[0];
}
