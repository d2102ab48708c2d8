import {
  DueReview,
  DueReviewPage,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { PORTFOLIO } from '../reviews/Review';
import { ReviewStore } from '../reviews/ReviewStore';
import { dayOf } from '../waivers/Waiver';
import { DueIntegration, ScheduledReview } from './ScheduledReview';
import { ScheduleFilter, ScheduleStore } from './ScheduleStore';

/** What whoever asks may hold. */
export interface HoldRights {
  /** For each integration, in order. */
  each(entityRefs: readonly string[]): Promise<boolean[]>;
  portfolio(): Promise<boolean>;
}

/** Reads which reviews are to come. */
export class DueReviewReader {
  readonly #store: ScheduleStore;
  readonly #reviews: Pick<ReviewStore, 'openIds'>;

  constructor(options: {
    store: ScheduleStore;
    reviews: Pick<ReviewStore, 'openIds'>;
  }) {
    this.#store = options.store;
    this.#reviews = options.reviews;
  }

  async list(
    filter: ScheduleFilter,
    readable: IntegrationQuery,
    rights: HoldRights,
    page: { limit: number; offset: number; now: Date },
  ): Promise<Omit<DueReviewPage, 'pageInfo'>> {
    const today = dayOf(page.now);
    const { due, total, overdue } = await this.#store.list(filter, readable, {
      ...page,
      today,
    });
    const refs = due.map(({ review }) => review.entityRef);
    const open = await this.#reviews.openIds([...refs, PORTFOLIO]);
    const mayHold = refs.length > 0 ? await rights.each(refs) : [];
    const portfolio = (await this.#store.read([PORTFOLIO])).get(PORTFOLIO);
    return {
      items: due.map(({ review, integration }: DueIntegration, index) => ({
        integration,
        ...toWire(review, today),
        openReviewId: open.get(review.entityRef),
        mayHold: mayHold[index],
      })),
      portfolio: portfolio && {
        ...toWire(portfolio, today),
        openReviewId: open.get(PORTFOLIO),
        mayHold: await rights.portfolio(),
      },
      totalItems: total,
      overdue,
    };
  }
}

function toWire(review: ScheduledReview, today: string): DueReview {
  return {
    cadenceDays: review.cadence.days,
    cadenceSource: review.cadence.source,
    allowedDays: review.cadence.allowedDays,
    lastReviewedOn: review.lastReviewedOn,
    lastReviewId: review.lastReviewId,
    dueOn: review.dueOn,
    isOverdue: review.dueOn < today,
    early: review.early,
  };
}
