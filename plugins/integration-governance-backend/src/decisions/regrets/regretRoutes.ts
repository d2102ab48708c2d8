import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { integrationRegretAcknowledgePermission } from '@tieline/plugin-integrations-common';
import {
  ListRegretsRequest,
  Regret,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { DecisionPresenter } from '../DecisionPresenter';
import { DecisionStore } from '../DecisionStore';
import { RegretStore, StoredRegret } from './RegretStore';

/** Decisions whose assumptions no longer hold. */
export function addRegretRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    decisions: DecisionStore;
    regrets: RegretStore;
    presenter: DecisionPresenter;
  },
): void {
  const { guard, decisions, regrets, presenter } = options;

  const toWire = async (
    request: Request,
    stored: readonly StoredRegret[],
    readable: IntegrationQuery,
  ): Promise<Regret[]> => {
    const kept = await decisions.byId(
      stored.map(({ decisionId }) => decisionId),
    );
    const shown = new Map(
      (
        await presenter.toWire(
          [...kept.values()].map(({ decision }) => decision),
          readable,
        )
      ).map(decision => [decision.id, decision]),
    );
    const refs = [...new Set(stored.map(({ entityRef }) => entityRef))];
    const allowed = await guard.allowsEach(
      request,
      integrationRegretAcknowledgePermission,
      refs,
    );
    return stored.flatMap(({ decisionId, entityRef, ...regret }): Regret[] => {
      const decision = shown.get(decisionId);
      return decision?.integration
        ? [
            {
              ...regret,
              decision,
              integration: decision.integration,
              mayAcknowledge:
                regret.state !== 'cleared' && allowed[refs.indexOf(entityRef)],
            },
          ]
        : [];
    });
  };

  /** @throws NotFoundError also where whoever asks may not read it */
  const find = async (
    id: string,
    readable: IntegrationQuery,
  ): Promise<StoredRegret> => {
    const found = await regrets.find(id, readable);
    if (!found) {
      throw new NotFoundError(`There is no regret ${id} that you may read.`);
    }
    return found;
  };

  router.get('/v1/decisions/:id/regret', async (request, response) => {
    const readable = await guard.readCondition(request);
    const id = String(request.params.id);
    if (!(await decisions.find(id, readable))) {
      throw new NotFoundError(`There is no decision ${id} that you may read.`);
    }
    const found = await regrets.findOf(id, readable);
    if (!found) {
      throw new NotFoundError(
        `Nothing that is observed has left what decision ${id} assumed.`,
      );
    }
    const [wire] = await toWire(request, [found], readable);
    response.json(wire);
  });

  router.get('/v1/regrets', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { state, integration, owner, limit, cursor } =
      request.query as unknown as Omit<ListRegretsRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const page = await regrets.list(
      {
        states: state,
        entityRefs: integration?.map(lowerCase),
        ownerRefs: owner?.map(lowerCase),
      },
      readable,
      { limit, offset },
    );
    const next = offset + page.regrets.length;
    response.json({
      items: await toWire(request, page.regrets, readable),
      totalItems: page.total,
      pageInfo: {
        nextCursor:
          next < page.total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.put('/v1/regrets/:id/acknowledgement', async (request, response) => {
    const readable = await guard.readCondition(request);
    const id = String(request.params.id);
    const { entityRef } = await find(id, readable);
    await guard.audited(
      request,
      {
        eventId: 'regret-acknowledge',
        severityLevel: 'medium',
        meta: { regret: id, entityRef },
      },
      async () => {
        await guard.requireOn(
          request,
          integrationRegretAcknowledgePermission,
          entityRef,
        );
        const note: string = request.body.reason.trim();
        if (!note) {
          throw new InputError('reason is empty: say what is done about it');
        }
        const by = await guard.actorOf(request);
        if (!(await regrets.acknowledge(id, { by, note }, new Date()))) {
          throw new ConflictError(
            'What the decision assumed holds again: there is nothing left to acknowledge.',
          );
        }
      },
    );
    const [wire] = await toWire(request, [await find(id, readable)], readable);
    response.json(wire);
  });
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
