import { EarlyReason } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { StoredInstant, toInstant } from '../database';
import { Cadence } from './CadencePolicy';
import { VolumeLevels } from './volumeDoubled';

/** What telemetry told of the days that are compared, since one review. */
export interface KeptVolume {
  reviewId: string;
  /** Calls or messages of each measured day before the review. */
  before: number[];
  /** Set once volume doubled; stands until the next review. */
  found?: VolumeLevels;
}

/** When something is to be reviewed, and why. */
export interface ScheduledReview {
  /** Of an integration, or `PORTFOLIO`. */
  entityRef: string;
  firstSeenAt: string;
  cadence: Cadence;
  lastReviewId?: string;
  /** ISO 8601 day. */
  lastReviewedOn?: string;
  /** ISO 8601 day. */
  dueOn: string;
  early: EarlyReason[];
  volume?: KeptVolume;
}

/** An integration that is to be reviewed. */
export interface DueIntegration {
  review: ScheduledReview;
  integration: IntegrationFacets;
}

/** As it is stored. */
export interface ScheduleRow {
  entity_ref: string;
  first_seen_at: StoredInstant;
  cadence_days: number;
  allowed_days: number;
  cadence_source: Cadence['source'];
  last_review_id: string | null;
  last_reviewed_on: string | null;
  due_on: string;
  early: string;
  volume: string | null;
}

export function toDue(row: ScheduleRow & { facets: string }): DueIntegration {
  return { review: toScheduled(row), integration: JSON.parse(row.facets) };
}

export function toScheduled(row: ScheduleRow): ScheduledReview {
  return {
    entityRef: row.entity_ref,
    firstSeenAt: toInstant(row.first_seen_at),
    cadence: {
      days: row.cadence_days,
      allowedDays: row.allowed_days,
      source: row.cadence_source,
    },
    lastReviewId: row.last_review_id ?? undefined,
    lastReviewedOn: row.last_reviewed_on ?? undefined,
    dueOn: row.due_on,
    early: JSON.parse(row.early),
    volume: row.volume ? JSON.parse(row.volume) : undefined,
  };
}

/** What of it is written whenever something changed: not what telemetry told. */
export function toRow(review: ScheduledReview) {
  return {
    entity_ref: review.entityRef,
    first_seen_at: new Date(review.firstSeenAt),
    cadence_days: review.cadence.days,
    allowed_days: review.cadence.allowedDays,
    cadence_source: review.cadence.source,
    last_review_id: review.lastReviewId ?? null,
    last_reviewed_on: review.lastReviewedOn ?? null,
    due_on: review.dueOn,
    early: JSON.stringify(review.early),
  };
}
