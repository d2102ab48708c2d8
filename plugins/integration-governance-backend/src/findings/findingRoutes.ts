import { InputError, NotFoundError } from '@backstage/errors';
import {
  Finding,
  ListFindingsRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { StoredFinding } from './Finding';
import { FindingOffice } from './FindingOffice';
import { FindingPresenter } from './FindingPresenter';
import { FindingStore } from './FindingStore';

/** What reviews and drills found: listed, given to others, completed. */
export function addFindingRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    store: FindingStore;
    office: FindingOffice;
    presenter: FindingPresenter;
  },
): void {
  const { guard, store, office, presenter } = options;

  router.get('/v1/findings', async (request, response) => {
    const viewer = await presenter.viewerOf(request);
    const { state, isOverdue, integration, findingOwner, limit, cursor } =
      request.query as unknown as Omit<ListFindingsRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const now = new Date();
    const { readable, portfolio } = viewer;
    const { findings, total } = await store.list(
      {
        states: state,
        isOverdue,
        entityRefs: integration?.map(lowerCase),
        ownerRefs: findingOwner?.map(lowerCase),
      },
      readable,
      { limit, offset, now, portfolio },
    );
    const next = offset + findings.length;
    response.json({
      items: await presenter.toWire(request, findings, viewer, now),
      totalItems: total,
      overdue: await store.countOverdue(readable, { now, portfolio }),
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  /** @throws NotFoundError also where whoever asks may not read it */
  const show = async (request: Request, id: string): Promise<Finding> => {
    const viewer = await presenter.viewerOf(request);
    const stored = await office.find(id);
    const [shown] = await presenter.toWire(
      request,
      [stored],
      viewer,
      new Date(),
    );
    if (!shown) {
      throw new NotFoundError(`There is no finding ${id} that you may read.`);
    }
    return shown;
  };

  /** Changes a finding that whoever asks may read. */
  const change = async (
    request: Request,
    eventId: string,
    work: (finding: StoredFinding, by: string) => Promise<void>,
  ): Promise<Finding> => {
    const id = String(request.params.id);
    await show(request, id);
    await guard.audited(
      request,
      { eventId, severityLevel: 'medium', meta: { finding: id } },
      async () => {
        const finding = await office.find(id);
        await presenter.requireChange(
          request,
          finding,
          await presenter.viewerOf(request),
        );
        await work(finding, await guard.actorOf(request));
      },
    );
    return show(request, id);
  };

  router.put('/v1/findings/:id', async (request, response) => {
    response.json(
      await change(request, 'finding-change', (finding, by) =>
        office.change(finding, request.body, by),
      ),
    );
  });

  router.post('/v1/findings/:id/completion', async (request, response) => {
    response.json(
      await change(request, 'finding-complete', (finding, by) =>
        office.complete(finding, request.body, by),
      ),
    );
  });
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
