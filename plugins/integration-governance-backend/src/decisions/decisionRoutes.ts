import { InputError, NotFoundError } from '@backstage/errors';
import { integrationDecisionRecordPermission } from '@tieline/plugin-integrations-common';
import {
  DecisionRequest,
  ListDecisionsRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { DecisionMatrix } from './DecisionMatrix';
import { DecisionOffice } from './DecisionOffice';
import { DecisionPresenter } from './DecisionPresenter';
import { DecisionStore } from './DecisionStore';
import { writeMarkdown, writePatch } from './writeDecision';

/** Which pattern suits, and which was chosen. */
export function addDecisionRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    matrix: DecisionMatrix;
    store: DecisionStore;
    office: DecisionOffice;
    presenter: DecisionPresenter;
  },
): void {
  const { guard, matrix, store, office, presenter } = options;

  const find = async (id: string, readable: IntegrationQuery) => {
    const found = await store.find(id, readable);
    if (!found) {
      throw new NotFoundError(`There is no decision ${id} that you may read.`);
    }
    const [wire] = await presenter.toWire([found.decision], readable);
    return { ...found, wire };
  };

  router.get('/v1/decision-matrix', async (request, response) => {
    await guard.readCondition(request);
    response.json(matrix.toWire());
  });

  router.get('/v1/profiles/:namespace/:name', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { namespace, name } = request.params;
    const ref = `integration:${namespace}/${name}`.toLocaleLowerCase('en-US');
    response.json(await office.knownProfile(ref, readable));
  });

  router.post('/v1/recommendations', async (request, response) => {
    const readable = await guard.readCondition(request);
    response.json(await office.recommend(request.body, readable));
  });

  router.get('/v1/decisions', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { integration, pattern, text, limit, cursor } =
      request.query as unknown as Omit<ListDecisionsRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const { decisions, total } = await store.list(
      {
        entityRefs: integration?.map(ref => ref.toLocaleLowerCase('en-US')),
        patterns: pattern,
        text,
      },
      readable,
      { limit, offset },
    );
    const next = offset + decisions.length;
    response.json({
      items: await presenter.toWire(decisions, readable),
      totalItems: total,
      mayRecord: await guard.allows(
        request,
        integrationDecisionRecordPermission,
      ),
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.post('/v1/decisions', async (request, response) => {
    const wanted: DecisionRequest = request.body;
    const readable = await guard.readCondition(request);
    const id = await guard.audited(
      request,
      {
        eventId: 'decision-record',
        severityLevel: 'medium',
        meta: { entityRef: wanted.entityRef ?? '', pattern: wanted.pattern },
      },
      async () => {
        await guard.require(request, integrationDecisionRecordPermission);
        return office.record(wanted, await guard.actorOf(request), readable);
      },
    );
    const { wire } = await find(id, readable);
    response.status(201).json(wire);
  });

  router.get('/v1/decisions/:id', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { wire, decision, recommendation } = await find(
      String(request.params.id),
      readable,
    );
    response.json({
      ...wire,
      recommendation,
      markdown: writeMarkdown(decision, recommendation),
      patch: writePatch(decision),
    });
  });
}
