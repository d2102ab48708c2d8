import { EarlyReason } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { inBatches } from '../database';
import { PORTFOLIO, SignedReview } from '../reviews/Review';
import { ReviewStore } from '../reviews/ReviewStore';
import { dayOf } from '../waivers/Waiver';
import { Cadence, cadenceOf, CadencePolicy } from './CadencePolicy';
import { dueDateOf } from './dueDate';
import { findEarlyReasons, KnownProcessChange } from './earlyReasons';
import { ProcessStore } from './ProcessStore';
import { ScheduledReview } from './ScheduledReview';
import { ScheduleStore } from './ScheduleStore';

/** Integrations that are looked at in one go. */
const CHUNK_SIZE = 500;

/** Works out when each integration is to be reviewed, and keeps it. */
export class ReviewSchedule {
  readonly #projection: IntegrationProjection;
  readonly #store: ScheduleStore;
  readonly #reviews: Pick<ReviewStore, 'lastSigned'>;
  readonly #processes: ProcessStore;
  readonly #policy: CadencePolicy;

  constructor(options: {
    projection: IntegrationProjection;
    store: ScheduleStore;
    reviews: Pick<ReviewStore, 'lastSigned'>;
    processes: ProcessStore;
    policy: CadencePolicy;
  }) {
    this.#projection = options.projection;
    this.#store = options.store;
    this.#reviews = options.reviews;
    this.#processes = options.processes;
    this.#policy = options.policy;
  }

  /** Of all integrations and of the portfolio. @returns as {@link update} */
  async updateAll(now: Date): Promise<string[]> {
    await this.updatePortfolio(now);
    return this.update(await this.#projection.listIntegrationRefs(), now);
  }

  /** @returns the integrations of which something is otherwise than it was */
  async update(entityRefs: readonly string[], now: Date): Promise<string[]> {
    const changed: string[] = [];
    for (const chunk of inBatches(entityRefs, CHUNK_SIZE)) {
      const integrations = await this.#projection.listIntegrations(chunk);
      await this.#processes.remember(integrations);
      const refs = integrations.map(({ facets }) => facets.entityRef);
      const [stored, reviews, changes] = [
        await this.#store.read(refs),
        await this.#reviews.lastSigned(refs),
        await this.#processes.listChanges(refs),
      ];
      const different = integrations
        .map(integration => {
          const ref = integration.facets.entityRef;
          return this.#schedule(integration, {
            before: stored.get(ref),
            review: reviews.get(ref),
            changes: changes.get(ref) ?? [],
            now,
          });
        })
        .filter(next => !isSame(next, stored.get(next.entityRef)));
      await this.#store.write(different);
      changed.push(...different.map(({ entityRef }) => entityRef));
      // A database that answers at once would not let anything else have its turn.
      await new Promise(resolve => setImmediate(resolve));
    }
    return changed;
  }

  async updatePortfolio(now: Date): Promise<void> {
    const before = (await this.#store.read([PORTFOLIO])).get(PORTFOLIO);
    const review = (await this.#reviews.lastSigned([PORTFOLIO])).get(PORTFOLIO);
    const { portfolio } = this.#policy;
    const next = toScheduled({
      entityRef: PORTFOLIO,
      cadence: { days: portfolio, allowedDays: portfolio, source: 'policy' },
      firstSeenAt: before?.firstSeenAt ?? now.toISOString(),
      review,
      early: [],
    });
    if (!isSame(next, before)) {
      await this.#store.write([next]);
    }
  }

  #schedule(
    { facets, spec }: ProjectedIntegration,
    given: {
      before?: ScheduledReview;
      review?: SignedReview;
      changes: readonly KnownProcessChange[];
      now: Date;
    },
  ): ScheduledReview {
    const { before, review, changes, now } = given;
    const isSameReview = before?.lastReviewId === review?.id;
    const firstSeenAt = before?.firstSeenAt ?? now.toISOString();
    // What changed while a review was held may not have been on its agenda.
    const since = review?.openedAt ?? firstSeenAt;
    const early = findEarlyReasons({
      before: review?.baseline.facets,
      now: facets,
      volume:
        before?.volume && before.volume.reviewId === review?.id
          ? before.volume.found
          : undefined,
      processChanges: changes.filter(({ at }) => at >= since),
      known: isSameReview ? (before?.early ?? []) : [],
      at: now,
    });
    return toScheduled({
      entityRef: facets.entityRef,
      cadence: cadenceOf(
        this.#policy,
        facets.criticality,
        spec.review?.cadence,
      ),
      firstSeenAt,
      review,
      early,
    });
  }
}

function toScheduled(given: {
  entityRef: string;
  cadence: Cadence;
  firstSeenAt: string;
  review?: SignedReview;
  early: EarlyReason[];
}): ScheduledReview {
  const { entityRef, cadence, firstSeenAt, review, early } = given;
  const signedOn = review && dayOf(new Date(review.closedAt));
  return {
    entityRef,
    firstSeenAt,
    cadence,
    lastReviewId: review?.id,
    lastReviewedOn: signedOn,
    dueOn: dueDateOf({
      cadenceDays: cadence.days,
      firstSeenOn: dayOf(new Date(firstSeenAt)),
      lastReview: signedOn
        ? { signedOn, nextReviewOn: review?.nextReviewOn }
        : undefined,
      early,
    }),
    early,
  };
}

/** What telemetry told counts by the reasons that follow from it. */
function isSame(next: ScheduledReview, before?: ScheduledReview): boolean {
  const gist = (review: ScheduledReview) =>
    JSON.stringify([
      review.cadence,
      review.lastReviewId,
      review.dueOn,
      review.early,
    ]);
  return before !== undefined && gist(next) === gist(before);
}
