import { StoredInstant, toInstant, toOptionalInstant } from '../database';
import { SignedReview, StoredReview } from './Review';

export interface ReviewRow {
  id: string;
  subject: string;
  entity_ref: string | null;
  title: string;
  state: StoredReview['state'];
  revision: number;
  opened_at: StoredInstant;
  opened_by: string;
  people: string;
  since: StoredInstant | null;
  baseline: string;
  keep_or_end: string | null;
  note: string | null;
  closed_at: StoredInstant | null;
  closed_by: string | null;
  next_review_on: string | null;
}

export function toReview(row: ReviewRow): StoredReview {
  return {
    id: row.id,
    entityRef: row.entity_ref ?? undefined,
    title: row.title,
    state: row.state,
    openedAt: toInstant(row.opened_at),
    openedBy: row.opened_by,
    people: JSON.parse(row.people),
    since: toOptionalInstant(row.since),
    keepOrEnd: row.keep_or_end ? JSON.parse(row.keep_or_end) : undefined,
    note: row.note ?? undefined,
    closedAt: toOptionalInstant(row.closed_at),
    closedBy: row.closed_by ?? undefined,
    nextReviewOn: row.next_review_on ?? undefined,
  };
}

/** Of a row whose state is signed. */
export function toSigned(row: ReviewRow): SignedReview {
  return {
    ...toReview(row),
    state: 'signed',
    closedAt: toInstant(row.closed_at!),
    closedBy: row.closed_by!,
    nextReviewOn: row.next_review_on!,
    baseline: JSON.parse(row.baseline),
  };
}

/** What of a review is written whenever it changes. */
export function toReviewRow(review: StoredReview) {
  const toDate = (instant: string | undefined) =>
    instant === undefined ? null : new Date(instant);
  return {
    id: review.id,
    entity_ref: review.entityRef ?? null,
    title: review.title,
    state: review.state,
    opened_at: new Date(review.openedAt),
    opened_by: review.openedBy,
    people: JSON.stringify(review.people),
    since: toDate(review.since),
    keep_or_end: review.keepOrEnd ? JSON.stringify(review.keepOrEnd) : null,
    note: review.note ?? null,
    closed_at: toDate(review.closedAt),
    closed_by: review.closedBy ?? null,
    next_review_on: review.nextReviewOn ?? null,
  };
}
