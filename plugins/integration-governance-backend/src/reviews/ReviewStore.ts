import {
  ReviewItem,
  ReviewState,
  ReviewSubject,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { inBatches } from '../database';
import {
  PORTFOLIO,
  ReviewBaseline,
  SignedReview,
  StoredReview,
  TrailChange,
} from './Review';
import { ReviewRow, toReview, toReviewRow, toSigned } from './reviewRows';
import { alreadyOpen } from './judgeReview';
import { addToTrail } from './trail';

/** What a list of reviews is narrowed to. */
export interface ReviewFilter {
  states?: ReviewState[];
  entityRefs?: string[];
  ownerRefs?: string[];
  subject?: ReviewSubject;
}

/** A review as it was read; a change has to name the revision that it read. */
export interface ReadReview {
  review: StoredReview;
  agenda: ReviewItem[];
  revision: number;
}

/** How many items a review has, and how many nobody has disposed of. */
export interface ItemCount {
  items: number;
  open: number;
}

/** A change of a review, and who made it. */
export interface ReviewEdit {
  review: StoredReview;
  /** Only those that are new or changed. */
  items?: ReviewItem[];
  by: string;
  at: Date;
  /** A sentence without its subject, for the trail. */
  what: string;
}

/** Keeps reviews, their agendas, and their trails. */
export class ReviewStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  #onClosed: (entityRef: string | undefined) => Promise<void> = async () => {};

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** @param listener - told of the integration, or of the portfolio by undefined, whose review was signed or called off */
  onClosed(listener: (entityRef: string | undefined) => Promise<void>): void {
    this.#onClosed = listener;
  }

  /**
   * The last signed review of each subject; missing where there is none.
   *
   * @param subjects - entity references, or `PORTFOLIO`
   */
  async lastSigned(
    subjects: readonly string[],
  ): Promise<Map<string, SignedReview>> {
    const found = new Map<string, SignedReview>();
    for (const batch of inBatches(subjects, 500)) {
      const rows: ReviewRow[] = await this.#knex('reviews')
        .whereIn('subject', batch)
        .where('state', 'signed')
        .orderBy(['closed_at', 'id']);
      rows.forEach(row => found.set(row.subject, toSigned(row)));
    }
    return found;
  }

  /**
   * The id of the open review of each subject; missing where there is none.
   *
   * @param subjects - entity references, or `PORTFOLIO`
   */
  async openIds(subjects: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const batch of inBatches(subjects, 500)) {
      const rows: ReviewRow[] = await this.#knex('reviews')
        .whereIn('open_key', batch)
        .select('id', 'subject');
      rows.forEach(row => found.set(row.subject, row.id));
    }
    return found;
  }

  async find(id: string): Promise<ReadReview | undefined> {
    const row: ReviewRow | undefined = await this.#knex('reviews')
      .where({ id })
      .first();
    if (!row) {
      return undefined;
    }
    const items: Array<{ item: string }> = await this.#knex('review_items')
      .where('review_id', id)
      .orderBy('position')
      .select('item');
    return {
      review: toReview(row),
      agenda: items.map(({ item }) => JSON.parse(item)),
      revision: row.revision,
    };
  }

  /** Those that are open first, then the newest. */
  async list(
    filter: ReviewFilter,
    readable: IntegrationQuery,
    page: { limit: number; offset: number; withPortfolio: boolean },
  ): Promise<{ reviews: StoredReview[]; total: number }> {
    const matching = this.#visible(readable, filter, page.withPortfolio);
    if (filter.states && filter.states.length > 0) {
      matching.whereIn('reviews.state', filter.states);
    }
    if (filter.entityRefs && filter.entityRefs.length > 0) {
      matching.whereIn('reviews.entity_ref', filter.entityRefs);
    }
    const counted = await matching.clone().count({ count: '*' }).first();
    const rows: ReviewRow[] = await matching
      .clone()
      .orderByRaw(
        "case when reviews.state = 'open' then 0 else 1 end, coalesce(reviews.closed_at, reviews.opened_at) desc, reviews.id",
      )
      .limit(page.limit)
      .offset(page.offset);
    return { reviews: rows.map(toReview), total: Number(counted?.count ?? 0) };
  }

  async countItems(ids: readonly string[]): Promise<Map<string, ItemCount>> {
    const counts = new Map<string, ItemCount>();
    for (const batch of inBatches(ids, 500)) {
      const rows: Array<{
        review_id: string;
        is_open: boolean | number;
        count: number | string;
      }> = await this.#knex('review_items')
        .whereIn('review_id', batch)
        .groupBy('review_id', 'is_open')
        .select('review_id', 'is_open')
        .count({ count: 'id' });
      for (const row of rows) {
        const count = counts.get(row.review_id) ?? { items: 0, open: 0 };
        count.items += Number(row.count);
        count.open += row.is_open ? Number(row.count) : 0;
        counts.set(row.review_id, count);
      }
    }
    return counts;
  }

  /** @throws ConflictError where one of the same subject is open, with its id */
  async open(
    review: StoredReview,
    agenda: readonly ReviewItem[],
    baseline: ReviewBaseline,
  ): Promise<void> {
    const subject = review.entityRef ?? PORTFOLIO;
    const isOpened = await this.#knex.transaction(async tx => {
      const inserted = await tx('reviews')
        .insert({
          ...toReviewRow(review),
          subject,
          open_key: subject,
          revision: 1,
          baseline: JSON.stringify(baseline),
        })
        .onConflict('open_key')
        .ignore()
        .returning('id');
      if (inserted.length === 0) {
        return false;
      }
      await writeItems(tx, review, agenda, 0);
      await addToTrail(tx, {
        reviewId: review.id,
        entityRef: review.entityRef,
        at: new Date(review.openedAt),
        by: review.openedBy,
        what: `opened the review; its agenda has ${agenda.length} items`,
        changed: { review, items: [...agenda] },
      });
      return true;
    });
    if (!isOpened) {
      const open = (await this.openIds([subject])).get(subject);
      throw open
        ? alreadyOpen(open)
        : new ConflictError(
            'Another review of it was open until just now: try again.',
          );
    }
  }

  /**
   * Changes a review as it was read, with what else belongs to the change.
   *
   * @param also - writes more in the same transaction, and tells the trail of it
   * @returns false where somebody else was faster; nothing is written then
   */
  async change(
    read: ReadReview,
    edit: ReviewEdit,
    also: (tx: Knex.Transaction) => Promise<TrailChange> = async () => ({}),
  ): Promise<boolean> {
    const { review } = edit;
    const isChanged = await this.#knex.transaction(async tx => {
      const changed = await tx('reviews')
        .where({ id: review.id, state: 'open', revision: read.revision })
        .update({
          ...toReviewRow(review),
          revision: read.revision + 1,
          open_key:
            review.state === 'open' ? (review.entityRef ?? PORTFOLIO) : null,
        });
      if (changed === 0) {
        return false;
      }
      await writeItems(tx, review, edit.items ?? [], read.agenda.length);
      const more = await also(tx);
      await addToTrail(tx, {
        reviewId: review.id,
        entityRef: review.entityRef,
        at: edit.at,
        by: edit.by,
        what: edit.what,
        changed: { review, items: edit.items, ...more },
      });
      return true;
    });
    if (isChanged && review.state !== 'open') {
      await this.#onClosed(review.entityRef);
    }
    return isChanged;
  }

  #visible(
    readable: IntegrationQuery,
    { subject, ownerRefs }: ReviewFilter,
    withPortfolio: boolean,
  ): Knex.QueryBuilder {
    const visible = this.#projection
      .query()
      .select('projection_integrations.entity_ref');
    readable(visible);
    const isOwned = ownerRefs !== undefined && ownerRefs.length > 0;
    if (isOwned) {
      visible.whereIn('projection_integrations.owner_ref', ownerRefs);
    }
    return this.#knex('reviews').where(either => {
      if (subject === PORTFOLIO) {
        either.whereRaw('1 = 0');
      } else {
        either.whereIn('reviews.entity_ref', visible);
      }
      if (withPortfolio && !isOwned && subject !== 'integration') {
        either.orWhereNull('reviews.entity_ref');
      }
    });
  }
}

/** Replaces those that are there, and adds the others at the end. */
async function writeItems(
  tx: Knex.Transaction,
  review: StoredReview,
  items: readonly ReviewItem[],
  count: number,
): Promise<void> {
  const rows = items.map((item, index) => ({
    id: item.id,
    review_id: review.id,
    entity_ref: review.entityRef ?? null,
    position: count + index,
    item: JSON.stringify(item),
    is_open: item.disposition === undefined,
  }));
  for (const batch of inBatches(rows)) {
    await tx('review_items')
      .insert(batch)
      .onConflict('id')
      .merge(['item', 'is_open']);
  }
}
