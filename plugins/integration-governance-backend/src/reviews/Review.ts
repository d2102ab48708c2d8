import {
  AnswerState,
  ReviewDetail,
  ReviewItem,
  ReviewState,
  RollUpAnswer,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { StoredFinding } from '../findings/Finding';

/** What stands for the whole portfolio where an integration's reference would. */
export const PORTFOLIO = 'portfolio';

/** What was so when an agenda was written; the next review compares with it. */
export interface ReviewBaseline {
  /** Missing for the portfolio. */
  facets?: IntegrationFacets;
  /** Missing where nothing was measured. */
  throughputPerMinute?: number;
  /** Of an integration, by question. */
  answers?: Record<string, AnswerState>;
  /** Of the portfolio, one for each question. */
  portfolioAnswers?: RollUpAnswer[];
  /** The modes of its contracts, by `<registry>/<subject>`. */
  modes?: Record<string, string>;
}

/** A decision whether an integration stays. */
export type StoredKeepOrEnd = NonNullable<ReviewDetail['keepOrEndDecision']>;

/** A review without its agenda, as it is stored. */
export interface StoredReview {
  id: string;
  /** Missing for the portfolio. */
  entityRef?: string;
  title: string;
  state: ReviewState;
  openedAt: string;
  openedBy: string;
  people: string[];
  /** When the agenda of the last signed review was written: nothing falls between two. */
  since?: string;
  keepOrEnd?: StoredKeepOrEnd;
  /** Of who closed it. */
  note?: string;
  /** When it was signed or called off. */
  closedAt?: string;
  closedBy?: string;
  /** ISO 8601 day; only where it is signed. */
  nextReviewOn?: string;
}

/** A signed review, with what the next one compares with. */
export interface SignedReview extends StoredReview {
  state: 'signed';
  closedAt: string;
  closedBy: string;
  nextReviewOn: string;
  baseline: ReviewBaseline;
}

/** A review with its agenda, and the findings that came of it. */
export interface ReviewRecord {
  review: StoredReview;
  agenda: ReviewItem[];
  findings: StoredFinding[];
}

/** What is to be written of a review; what is missing stays as it is. */
export interface TrailChange {
  review?: StoredReview;
  /** Each replaces the one of the same id, or comes last. */
  items?: ReviewItem[];
  findings?: StoredFinding[];
}

/** Who did what to a review. */
export interface TrailEntry {
  at: string;
  by: string;
  what: string;
}

/** A review as its trail tells it; undefined before the first entry. */
export function replayTrail(
  changes: readonly TrailChange[],
): ReviewRecord | undefined {
  return changes.reduce<ReviewRecord | undefined>(
    (record, change) => applyChange(record, change),
    undefined,
  );
}

function applyChange(
  record: ReviewRecord | undefined,
  change: TrailChange,
): ReviewRecord | undefined {
  const review = change.review ?? record?.review;
  return (
    review && {
      review,
      agenda: replaceById(record?.agenda ?? [], change.items ?? []),
      findings: replaceById(record?.findings ?? [], change.findings ?? []),
    }
  );
}

function replaceById<T extends { id: string }>(
  present: readonly T[],
  changed: readonly T[],
): T[] {
  const byId = new Map([...present, ...changed].map(one => [one.id, one]));
  return [...byId.values()];
}
