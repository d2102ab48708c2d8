import { InputError, NotFoundError } from '@backstage/errors';
import { integrationReviewHoldPermission } from '@tieline/plugin-integrations-common';
import {
  Review,
  ReviewDetail,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request } from 'express';
import { Knex } from 'knex';
import { FindingPresenter, FindingViewer } from '../findings/FindingPresenter';
import { FindingStore } from '../findings/FindingStore';
import { readFacets } from '../http/readFacets';
import { mustDecide } from './judgeReview';
import {
  PORTFOLIO,
  replayTrail,
  ReviewRecord,
  StoredReview,
  TrailEntry,
} from './Review';
import { ReviewOffice } from './ReviewOffice';
import { ItemCount } from './ReviewStore';
import { readTrail } from './trail';
import { writeMinutes } from './writeMinutes';

/** Shows reviews as whoever asks may see them. */
export class ReviewPresenter {
  readonly #knex: Knex;
  readonly #guard: RouteGuard;
  readonly #projection: IntegrationProjection;
  readonly #office: ReviewOffice;
  readonly #findings: FindingStore;
  readonly #findingPresenter: FindingPresenter;

  constructor(options: {
    knex: Knex;
    guard: RouteGuard;
    projection: IntegrationProjection;
    office: ReviewOffice;
    findings: FindingStore;
    findingPresenter: FindingPresenter;
  }) {
    this.#knex = options.knex;
    this.#guard = options.guard;
    this.#projection = options.projection;
    this.#office = options.office;
    this.#findings = options.findings;
    this.#findingPresenter = options.findingPresenter;
  }

  /** Those of integrations that they may not read are left out. */
  async list(
    reviews: readonly StoredReview[],
    counts: ReadonlyMap<string, ItemCount>,
    { readable }: FindingViewer,
  ): Promise<Review[]> {
    const facets = await readFacets(
      this.#projection,
      reviews.flatMap(({ entityRef }) => entityRef ?? []),
      readable,
    );
    return reviews.flatMap((review): Review[] => {
      const integration = review.entityRef && facets.get(review.entityRef);
      return review.entityRef && !integration
        ? []
        : [
            toSummary(
              review,
              integration || undefined,
              counts.get(review.id) ?? { items: 0, open: 0 },
            ),
          ];
    });
  }

  /**
   * @param asOf - as it was then; now where it is missing
   * @throws NotFoundError also where whoever asks may not read it
   * @throws InputError where `asOf` is in the future
   */
  async show(
    request: Request,
    id: string,
    asOf?: string,
  ): Promise<ReviewDetail> {
    const now = new Date();
    const viewer = await this.#findingPresenter.viewerOf(request);
    const { review } = await this.#office.find(id);
    const integration = await this.#requireReadable(review, viewer);
    const until = asOf === undefined ? undefined : new Date(asOf);
    if (until && until > now) {
      throw new InputError(`asOf is in the future: ${asOf}.`);
    }
    const entries = await readTrail(this.#knex, id, until);
    const record = until
      ? replayTrail(entries.map(({ changed }) => changed))
      : await this.#read(id);
    if (!record) {
      throw new NotFoundError(
        `asOf: the review was not open yet; it was opened at ${review.openedAt}.`,
      );
    }
    const trail = entries.map(({ at, by, what }) => ({ at, by, what }));
    return {
      ...(await this.#toDetail(record, integration, trail)),
      findings: await this.#findingPresenter.toWire(
        request,
        record.findings,
        viewer,
        until ?? now,
      ),
      ...(until
        ? { mayHold: false }
        : await this.#readHolding(request, record.review, viewer, now)),
    };
  }

  async #read(id: string): Promise<ReviewRecord> {
    const { review, agenda } = await this.#office.find(id);
    const findings = await this.#findings.listOf({ reviewId: id });
    return { review, agenda, findings };
  }

  async #toDetail(
    record: ReviewRecord,
    integration: IntegrationFacets | undefined,
    trail: TrailEntry[],
  ): Promise<Omit<ReviewDetail, 'findings' | 'mayHold'>> {
    const { review, agenda } = record;
    return {
      ...toSummary(review, integration, {
        items: agenda.length,
        open: agenda.filter(({ disposition }) => !disposition).length,
      }),
      since: review.since ?? null,
      agenda,
      keepOrEndDecision: review.keepOrEnd,
      note: review.note,
      trail,
      mustDecide: review.state === 'open' && mustDecide(review),
      markdown: writeMinutes(record, trail),
    };
  }

  async #readHolding(
    request: Request,
    { entityRef, state }: StoredReview,
    viewer: FindingViewer,
    now: Date,
  ): Promise<
    Pick<
      ReviewDetail,
      'mayHold' | 'proposedNextReviewOn' | 'latestNextReviewOn'
    >
  > {
    const mayHold = entityRef
      ? (
          await this.#guard.allowsEach(
            request,
            integrationReviewHoldPermission,
            [entityRef],
          )
        )[0]
      : viewer.mayHoldPortfolio;
    if (state !== 'open') {
      return { mayHold };
    }
    const latest = await this.#office.latestNextReview(
      entityRef ?? PORTFOLIO,
      now,
    );
    return {
      mayHold,
      proposedNextReviewOn: latest,
      latestNextReviewOn: latest,
    };
  }

  async #requireReadable(
    { id, entityRef }: StoredReview,
    { readable, portfolio }: FindingViewer,
  ): Promise<IntegrationFacets | undefined> {
    const facets =
      entityRef &&
      (await readFacets(this.#projection, [entityRef], readable)).get(
        entityRef,
      );
    if (entityRef ? !facets : portfolio !== 'all') {
      throw new NotFoundError(`There is no review ${id} that you may read.`);
    }
    return facets || undefined;
  }
}

function toSummary(
  review: StoredReview,
  integration: IntegrationFacets | undefined,
  count: ItemCount,
): Review {
  const { state, closedAt, closedBy } = review;
  const isSigned = state === 'signed';
  return {
    id: review.id,
    subject: review.entityRef ? 'integration' : 'portfolio',
    title: review.title,
    integration,
    state,
    openedAt: review.openedAt,
    openedBy: review.openedBy,
    people: review.people,
    items: count.items,
    openItems: count.open,
    signedAt: isSigned ? closedAt : undefined,
    signedBy: isSigned ? closedBy : undefined,
    nextReviewOn: review.nextReviewOn,
    keepOrEnd: review.keepOrEnd?.decision,
  };
}
