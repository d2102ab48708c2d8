import { ReviewEvidence } from '../evidence/IntegrationEvidence';
import { FindingStore } from '../findings/FindingStore';
import { addDays } from '../improvement/days';
import { ReviewStore } from '../reviews/ReviewStore';
import { dayOf } from '../waivers/Waiver';
import { dueDateOf, EARLY_DAYS } from './dueDate';
import { ScheduleStore } from './ScheduleStore';

/** Reads for the checks of many integrations at once what their reviews recorded. */
export class ReviewEvidenceReader {
  readonly #schedule: Pick<ScheduleStore, 'read'>;
  readonly #reviews: Pick<ReviewStore, 'lastSigned' | 'countItems'>;
  readonly #findings: Pick<FindingStore, 'listOpen'>;

  constructor(options: {
    schedule: Pick<ScheduleStore, 'read'>;
    reviews: Pick<ReviewStore, 'lastSigned' | 'countItems'>;
    findings: Pick<FindingStore, 'listOpen'>;
  }) {
    this.#schedule = options.schedule;
    this.#reviews = options.reviews;
    this.#findings = options.findings;
  }

  /** What was not worked out yet is missing. */
  async read(
    entityRefs: readonly string[],
  ): Promise<Map<string, ReviewEvidence>> {
    const [schedule, reviews, findings] = [
      await this.#schedule.read(entityRefs),
      await this.#reviews.lastSigned(entityRefs),
      await this.#findings.listOpen(entityRefs),
    ];
    const counts = await this.#reviews.countItems(
      [...reviews.values()].map(({ id }) => id),
    );
    return new Map(
      [...schedule].map(([ref, { cadence, firstSeenAt, early }]) => {
        const review = reviews.get(ref);
        return [
          ref,
          {
            allowedDays: cadence.allowedDays,
            regularlyDueOn: dueDateOf({
              cadenceDays: cadence.days,
              firstSeenOn: dayOf(new Date(firstSeenAt)),
              lastReview: review && {
                signedOn: dayOf(new Date(review.closedAt)),
                nextReviewOn: review.nextReviewOn,
              },
              early: [],
            }),
            early: early.map(({ text, at }) => ({
              text,
              at,
              dueOn: addDays(at.slice(0, 10), EARLY_DAYS),
            })),
            last: review && {
              id: review.id,
              signedAt: review.closedAt,
              signedBy: review.closedBy,
              items: counts.get(review.id)?.items ?? 0,
              keepOrEnd: review.keepOrEnd && {
                decision: review.keepOrEnd.decision,
                endOn: review.keepOrEnd.endOn,
              },
            },
            findings: (findings.get(ref) ?? []).map(
              ({ title, dueOn: day, createdAt, reviewId }) => ({
                title,
                dueOn: day,
                createdAt,
                reviewId,
              }),
            ),
          },
        ];
      }),
    );
  }
}
