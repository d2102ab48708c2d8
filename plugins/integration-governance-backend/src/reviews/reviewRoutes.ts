import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  integrationPortfolioReviewHoldPermission,
  integrationReviewHoldPermission,
} from '@tieline/plugin-integrations-common';
import {
  ListReviewsRequest,
  ReviewDetail,
  ReviewRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { FindingPresenter } from '../findings/FindingPresenter';
import { PORTFOLIO } from './Review';
import { ReviewOffice } from './ReviewOffice';
import { ReviewPresenter } from './ReviewPresenter';
import { ReviewStore } from './ReviewStore';

/** Reviews: opened with a written agenda, held, signed, shown as of any instant. */
export function addReviewRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    store: ReviewStore;
    office: ReviewOffice;
    presenter: ReviewPresenter;
    findingPresenter: FindingPresenter;
  },
): void {
  const { guard, projection, store, office, presenter } = options;

  /** @throws NotAllowedError where whoever asks may not hold reviews of it */
  const requireHolding = async (
    request: Request,
    entityRef: string | undefined,
  ) => {
    if (entityRef) {
      await guard.requireOn(
        request,
        integrationReviewHoldPermission,
        entityRef,
      );
      return;
    }
    await guard.require(request, integrationPortfolioReviewHoldPermission);
    const { portfolio } = await options.findingPresenter.viewerOf(request);
    if (portfolio !== 'all') {
      throw new NotAllowedError(
        'Its agenda names all integrations, and you may not read every one.',
      );
    }
  };

  router.get('/v1/reviews', async (request, response) => {
    const viewer = await options.findingPresenter.viewerOf(request);
    const { state, integration, subject, owner, limit, cursor } =
      request.query as unknown as Omit<ListReviewsRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const { reviews, total } = await store.list(
      {
        states: state,
        entityRefs: integration?.map(lowerCase),
        ownerRefs: owner?.map(lowerCase),
        subject,
      },
      viewer.readable,
      { limit, offset, withPortfolio: viewer.portfolio === 'all' },
    );
    const counts = await store.countItems(reviews.map(({ id }) => id));
    const next = offset + reviews.length;
    response.json({
      items: await presenter.list(reviews, counts, viewer),
      totalItems: total,
      mayHoldPortfolio: viewer.mayHoldPortfolio,
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.post('/v1/reviews', async (request, response) => {
    const wanted: ReviewRequest = request.body;
    const entityRef = wanted.entityRef && lowerCase(wanted.entityRef);
    const readable = await guard.readCondition(request);
    const id = await guard.audited(
      request,
      {
        eventId: 'review-open',
        severityLevel: 'medium',
        meta: { subject: entityRef ?? PORTFOLIO },
      },
      async () => {
        const integration =
          entityRef === undefined
            ? undefined
            : await projection.getIntegration(entityRef, readable);
        if (entityRef !== undefined && !integration) {
          throw new NotFoundError(
            `There is no integration ${entityRef} that you may read. Give its full entity reference.`,
          );
        }
        await requireHolding(request, entityRef);
        return office.open(
          integration?.facets,
          wanted,
          await guard.actorOf(request),
        );
      },
    );
    response.status(201).json(await presenter.show(request, id));
  });

  router.get('/v1/reviews/:id', async (request, response) => {
    response.json(
      await presenter.show(
        request,
        String(request.params.id),
        request.query.asOf as string | undefined,
      ),
    );
  });

  /** Changes a review that whoever asks may read and hold. */
  const change = async (
    request: Request,
    eventId: string,
    work: (id: string, by: string) => Promise<void>,
  ): Promise<ReviewDetail> => {
    const id = String(request.params.id);
    await presenter.show(request, id);
    await guard.audited(
      request,
      { eventId, severityLevel: 'medium', meta: { review: id } },
      async () => {
        const { review } = await office.find(id);
        await requireHolding(request, review.entityRef);
        await work(id, await guard.actorOf(request));
      },
    );
    return presenter.show(request, id);
  };

  router.post('/v1/reviews/:id/items', async (request, response) => {
    response.json(
      await change(request, 'review-item-add', (id, by) =>
        office.addItem(id, request.body, by),
      ),
    );
  });

  const disposition = '/v1/reviews/:id/items/:itemId/disposition';

  router.put(disposition, async (request, response) => {
    response.json(
      await change(request, 'review-item-dispose', (id, by) =>
        office.dispose(id, String(request.params.itemId), request.body, by),
      ),
    );
  });

  router.delete(disposition, async (request, response) => {
    response.json(
      await change(request, 'review-item-reopen', (id, by) =>
        office.reopen(id, String(request.params.itemId), by),
      ),
    );
  });

  router.put('/v1/reviews/:id/keep-or-end', async (request, response) => {
    response.json(
      await change(request, 'review-keep-or-end', (id, by) =>
        office.decideKeepOrEnd(id, request.body, by),
      ),
    );
  });

  router.post('/v1/reviews/:id/signature', async (request, response) => {
    response.json(
      await change(request, 'review-sign', (id, by) =>
        office.sign(id, request.body, by),
      ),
    );
  });

  router.post('/v1/reviews/:id/cancellation', async (request, response) => {
    response.json(
      await change(request, 'review-cancel', (id, by) =>
        office.cancel(id, request.body.reason, by),
      ),
    );
  });
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
