import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { applyFilter, IntegrationFilter } from '../scorecard/integrationFilter';
import {
  DueIntegration,
  KeptVolume,
  ScheduledReview,
  ScheduleRow,
  toDue,
  toRow,
  toScheduled,
} from './ScheduledReview';

/** What of the reviews to come is asked for. Days are ISO 8601. */
export interface ScheduleFilter extends Pick<
  IntegrationFilter,
  'owner' | 'system' | 'criticality'
> {
  /** Full entity references. */
  integration?: readonly string[];
  until?: string;
  isOverdue?: boolean;
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
        .insert(batch.map(toRow))
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
    const { integration, until, isOverdue, ...facets } = filter;
    const all = this.#joined(readable);
    if (integration) {
      all.whereIn(
        'projection_integrations.entity_ref',
        integration.map(ref => ref.toLocaleLowerCase('en-US')),
      );
    }
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
