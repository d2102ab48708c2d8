import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { StoredFinding } from '../findings/Finding';
import { FindingStore } from '../findings/FindingStore';
import { addDays } from '../improvement/days';
import { reviewsPath } from '../reviewCalendar/reviewsPath';
import { DueIntegration } from '../reviewCalendar/ScheduledReview';
import { ScheduleStore } from '../reviewCalendar/ScheduleStore';
import { dayOf } from '../waivers/Waiver';
import { News, Teller } from './Teller';

/** So long before its day the owner is told of a review. */
const REVIEW_DAYS = 14;
/** So long before its day its owner is told of a finding. */
const FINDING_DAYS = 7;
/** The others follow in the next turn. */
const TOLD_AT_ONCE = 500;

/** Reminds of reviews and findings that are near their day, and again once that is over. */
export class ReviewNews {
  readonly #knex: Knex;
  readonly #teller: Teller;
  readonly #schedule: Pick<ScheduleStore, 'listUntold'>;
  readonly #findings: Pick<FindingStore, 'listAllOpen'>;
  readonly #projection: IntegrationProjection;

  constructor(options: {
    knex: Knex;
    teller: Teller;
    schedule: Pick<ScheduleStore, 'listUntold'>;
    findings: Pick<FindingStore, 'listAllOpen'>;
    projection: IntegrationProjection;
  }) {
    this.#knex = options.knex;
    this.#teller = options.teller;
    this.#schedule = options.schedule;
    this.#findings = options.findings;
    this.#projection = options.projection;
  }

  async tell(now: Date): Promise<void> {
    const today = dayOf(now);
    const near = await this.#schedule.listUntold(
      'due',
      { from: today, until: addDays(today, REVIEW_DAYS) },
      TOLD_AT_ONCE,
    );
    const overdue = await this.#schedule.listUntold(
      'overdue',
      { until: addDays(today, -1) },
      TOLD_AT_ONCE,
    );
    for (const due of near) {
      await this.#tell(due.integration.ownerRef, reviewNews(due, 'due'));
    }
    for (const due of overdue) {
      await this.#tell(due.integration.ownerRef, reviewNews(due, 'overdue'));
    }
    for (const finding of await this.#findings.listAllOpen()) {
      if (finding.dueOn <= addDays(today, FINDING_DAYS)) {
        await this.#tellOfFinding(finding, today);
      }
    }
  }

  async #tellOfFinding(finding: StoredFinding, today: string): Promise<void> {
    const { id, entityRef, title, dueOn, ownerRef } = finding;
    const isOverdue = dueOn < today;
    const occasion = `finding ${id} ${ownerRef} ${dueOn} ${isOverdue ? 'overdue' : 'due'}`;
    if (!(await this.#teller.isNew(occasion))) {
      return;
    }
    const integration = entityRef
      ? await this.#projection.getFacets(entityRef)
      : undefined;
    await this.#tell(ownerRef, {
      topic: 'scorecard-finding',
      occasion,
      title: isOverdue
        ? `Finding overdue since ${dueOn}: ${title}`
        : `Finding due by ${dueOn}: ${title}`,
      lines: integration
        ? [`It is about ${integration.title ?? integration.name}.`]
        : [],
      link: integration ? reviewsPath(integration) : '/reviews',
      severity: isOverdue ? 'high' : 'normal',
      entityRef,
    });
  }

  async #tell(recipient: string | undefined, news: News): Promise<void> {
    await this.#knex.transaction(tx =>
      this.#teller.tell(tx, [recipient], news),
    );
  }
}

function reviewNews(
  { review, integration }: DueIntegration,
  kind: 'due' | 'overdue',
): News {
  const { entityRef, dueOn, early, lastReviewedOn } = review;
  const name = integration.title ?? integration.name;
  return {
    topic: 'scorecard-review',
    occasion: `review ${entityRef} ${dueOn} ${kind}`,
    title:
      kind === 'overdue'
        ? `Review overdue since ${dueOn}: ${name}`
        : `Review due by ${dueOn}: ${name}`,
    lines: [
      lastReviewedOn
        ? `The last one was on ${lastReviewedOn}.`
        : 'It was never reviewed.',
      ...early.map(({ text }) => text),
    ],
    link: reviewsPath(integration),
    severity: kind === 'overdue' ? 'high' : 'normal',
    entityRef,
  };
}
