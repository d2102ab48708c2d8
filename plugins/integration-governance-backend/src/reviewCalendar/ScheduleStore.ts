import { EarlyReason } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches, StoredInstant, toInstant } from '../database';
import { applyFilter, IntegrationFilter } from '../scorecard/integrationFilter';
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

/** What of the reviews to come is asked for. Days are ISO 8601. */
export interface ScheduleFilter extends Pick<
  IntegrationFilter,
  'owner' | 'system' | 'criticality'
> {
  until?: string;
  isOverdue?: boolean;
}

export interface DueIntegration {
  review: ScheduledReview;
  integration: IntegrationFacets;
}

interface ScheduleRow {
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

/** Keeps when each integration is to be reviewed, so that a list is paged in SQL. */
export class ScheduleStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  async read(
    entityRefs: readonly string[],
  ): Promise<Map<string, ScheduledReview>> {
    const found = new Map<string, ScheduledReview>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: ScheduleRow[] = await this.#knex('review_schedule').whereIn(
        'entity_ref',
        batch,
      );
      rows.forEach(row => found.set(row.entity_ref, toScheduled(row)));
    }
    return found;
  }

  /** What telemetry told, and when each was first seen, stay as they are. */
  async write(reviews: readonly ScheduledReview[]): Promise<void> {
    for (const batch of inBatches(reviews)) {
      await this.#knex('review_schedule')
        .insert(
          batch.map(review => ({
            entity_ref: review.entityRef,
            first_seen_at: new Date(review.firstSeenAt),
            cadence_days: review.cadence.days,
            allowed_days: review.cadence.allowedDays,
            cadence_source: review.cadence.source,
            last_review_id: review.lastReviewId ?? null,
            last_reviewed_on: review.lastReviewedOn ?? null,
            due_on: review.dueOn,
            early: JSON.stringify(review.early),
          })),
        )
        .onConflict('entity_ref')
        .merge([
          'cadence_days',
          'allowed_days',
          'cadence_source',
          'last_review_id',
          'last_reviewed_on',
          'due_on',
          'early',
        ]);
    }
  }

  /** Those that were reviewed, and of which telemetry was not asked since, the longest ago first. */
  async listToMeasure(since: Date, limit: number): Promise<DueIntegration[]> {
    const rows = await this.#joined(() => {})
      .whereNotNull('review_schedule.last_review_id')
      .where(either =>
        either
          .whereNull('review_schedule.volume_asked_at')
          .orWhere('review_schedule.volume_asked_at', '<', since),
      )
      .orderByRaw(
        'case when review_schedule.volume_asked_at is null then 0 else 1 end, review_schedule.volume_asked_at, review_schedule.entity_ref',
      )
      .limit(limit)
      .select('review_schedule.*', 'facets');
    return rows.map(toDue);
  }

  async writeVolume(
    entityRef: string,
    volume: KeptVolume | undefined,
    askedAt: Date,
  ): Promise<void> {
    await this.#knex('review_schedule')
      .where('entity_ref', entityRef)
      .update({
        volume_asked_at: askedAt,
        ...(volume && { volume: JSON.stringify(volume) }),
      });
  }

  /** What is due first first. */
  async list(
    filter: ScheduleFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number; today: string },
  ): Promise<{ due: DueIntegration[]; total: number; overdue: number }> {
    const { until, isOverdue, ...facets } = filter;
    const all = this.#joined(readable);
    applyFilter(this.#knex, all, facets);
    const matching = all.clone();
    if (until !== undefined) {
      matching.where('review_schedule.due_on', '<=', until);
    }
    if (isOverdue !== undefined) {
      matching.where(
        'review_schedule.due_on',
        isOverdue ? '<' : '>=',
        page.today,
      );
    }
    const [counted, overdue, rows] = [
      await matching.clone().count({ count: '*' }).first(),
      await all
        .clone()
        .where('review_schedule.due_on', '<', page.today)
        .count({ count: '*' })
        .first(),
      await matching
        .clone()
        .orderBy(['review_schedule.due_on', 'review_schedule.entity_ref'])
        .limit(page.limit)
        .offset(page.offset)
        .select('review_schedule.*', 'facets'),
    ];
    return {
      due: rows.map(toDue),
      total: Number(counted?.count ?? 0),
      overdue: Number(overdue?.count ?? 0),
    };
  }

  /**
   * Those with an owner that are due by a day and of which the owner was not
   * told under the occasion yet, at most so many.
   *
   * @param kind - the occasion is `review REF DAY KIND`
   */
  async listUntold(
    kind: string,
    days: { from?: string; until: string },
    limit: number,
  ): Promise<DueIntegration[]> {
    const query = this.#joined(() => {})
      .whereNotNull('projection_integrations.owner_ref')
      .where('review_schedule.due_on', '<=', days.until)
      .whereNotExists(
        this.#knex('tellings').whereRaw(
          `tellings.occasion = 'review ' || review_schedule.entity_ref || ' ' || review_schedule.due_on || ?`,
          [` ${kind}`],
        ),
      )
      .orderBy(['review_schedule.due_on', 'review_schedule.entity_ref'])
      .limit(limit)
      .select('review_schedule.*', 'facets');
    if (days.from) {
      query.where('review_schedule.due_on', '>=', days.from);
    }
    const rows = await query;
    return rows.map(toDue);
  }

  #joined(readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#projection
      .query()
      .innerJoin(
        'review_schedule',
        'review_schedule.entity_ref',
        'projection_integrations.entity_ref',
      );
    readable(query);
    return query;
  }
}

function toDue(row: ScheduleRow & { facets: string }): DueIntegration {
  return { review: toScheduled(row), integration: JSON.parse(row.facets) };
}

function toScheduled(row: ScheduleRow): ScheduledReview {
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
