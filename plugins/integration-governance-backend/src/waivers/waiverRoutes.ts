import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
} from '@tieline/plugin-integrations-common';
import {
  ListWaiversRequest,
  Waiver,
  WaiverRequest,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { stateOf, StoredWaiver } from './Waiver';
import { WaiverOffice } from './WaiverOffice';
import { WaiverStore } from './WaiverStore';

/** Exceptions to checks: asked for, decided about, shown. */
export function addWaiverRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    store: WaiverStore;
    office: WaiverOffice;
  },
): void {
  const { guard, projection, checklist, store, office } = options;

  const readFacets = async (
    entityRefs: readonly string[],
    readable: IntegrationQuery,
  ) => {
    const query = projection
      .query()
      .whereIn('projection_integrations.entity_ref', [...new Set(entityRefs)])
      .select('facets');
    readable(query);
    const rows: Array<{ facets: string }> = await query;
    return new Map(
      rows.map(row => {
        const facets: IntegrationFacets = JSON.parse(row.facets);
        return [facets.entityRef, facets];
      }),
    );
  };

  /** As whoever asks may see them; those of integrations that they may not read are left out. */
  const toWire = async (
    request: Request,
    waivers: readonly StoredWaiver[],
    readable: IntegrationQuery,
  ): Promise<Waiver[]> => {
    const refs = [...new Set(waivers.map(({ entityRef }) => entityRef))];
    const facets = await readFacets(refs, readable);
    const allowed = await guard.allowsEach(
      request,
      integrationWaiverDecidePermission,
      refs,
    );
    const by = await guard.actorOf(request);
    const now = new Date();
    return waivers.flatMap((waiver): Waiver[] => {
      const integration = facets.get(waiver.entityRef);
      const item = checklist.current.items.find(
        ({ id }) => id === waiver.checkId,
      );
      const { entityRef, decided, ...rest } = waiver;
      return integration
        ? [
            {
              ...rest,
              integration,
              questionId: item?.question ?? '',
              title: item?.title ?? waiver.checkId,
              state: stateOf(waiver, now),
              mayDecide:
                allowed[refs.indexOf(entityRef)] && waiver.askedBy !== by,
            },
          ]
        : [];
    });
  };

  /** @throws NotFoundError also where whoever asks may not read it */
  const show = async (request: Request, id: string): Promise<Waiver> => {
    const readable = await guard.readCondition(request);
    const [waiver] = await toWire(request, [await office.find(id)], readable);
    if (!waiver) {
      throw new NotFoundError(`There is no waiver ${id} that you may read.`);
    }
    return waiver;
  };

  router.get('/v1/waivers', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { state, integration, owner, checkId, limit, cursor } =
      request.query as unknown as Omit<ListWaiversRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const now = new Date();
    const { waivers, total } = await store.list(
      {
        states: state,
        entityRefs: integration?.map(lowerCase),
        ownerRefs: owner?.map(lowerCase),
        checkIds: checkId,
      },
      readable,
      { limit, offset, now },
    );
    const next = offset + waivers.length;
    response.json({
      items: await toWire(request, waivers, readable),
      totalItems: total,
      counts: await store.countByState(readable, now),
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.post('/v1/waivers', async (request, response) => {
    const wanted: WaiverRequest = request.body;
    const entityRef = lowerCase(wanted.entityRef);
    const readable = await guard.readCondition(request);
    const id = await guard.audited(
      request,
      {
        eventId: 'waiver-ask',
        severityLevel: 'medium',
        meta: { entityRef, checkId: wanted.checkId },
      },
      async () => {
        if (!(await projection.getIntegration(entityRef, readable))) {
          throw new NotFoundError(
            `There is no integration ${entityRef} that you may read. Give its full entity reference.`,
          );
        }
        await guard.requireOn(
          request,
          integrationWaiverAskPermission,
          entityRef,
        );
        return office.ask(
          { ...wanted, entityRef },
          await guard.actorOf(request),
        );
      },
    );
    response.status(201).json(await show(request, id));
  });

  router.get('/v1/waivers/:id', async (request, response) => {
    response.json(await show(request, String(request.params.id)));
  });

  /** Changes a waiver that whoever asks may read. */
  const change = async (
    request: Request,
    eventId: string,
    work: (waiver: StoredWaiver, by: string) => Promise<void>,
  ) => {
    const id = String(request.params.id);
    await show(request, id);
    await guard.audited(
      request,
      { eventId, severityLevel: 'medium', meta: { waiver: id } },
      async () => work(await office.find(id), await guard.actorOf(request)),
    );
    return show(request, id);
  };

  router.post('/v1/waivers/:id/decision', async (request, response) => {
    const decided = await change(
      request,
      'waiver-decide',
      async (waiver, by) => {
        await guard.requireOn(
          request,
          integrationWaiverDecidePermission,
          waiver.entityRef,
        );
        await office.decide(waiver, request.body, by);
      },
    );
    response.json(decided);
  });

  router.post('/v1/waivers/:id/withdrawal', async (request, response) => {
    const withdrawn = await change(
      request,
      'waiver-withdraw',
      async (waiver, by) => {
        const { entityRef } = waiver;
        const permissions = [
          integrationWaiverAskPermission,
          integrationWaiverDecidePermission,
        ];
        const allowed = await Promise.all(
          permissions.map(permission =>
            guard.allowsEach(request, permission, [entityRef]),
          ),
        );
        if (waiver.askedBy !== by && !allowed.flat().includes(true)) {
          throw new NotAllowedError(
            `Taking it back is for who asked, or takes the permission ${permissions[0].name} or ${permissions[1].name}`,
          );
        }
        await office.withdraw(waiver);
      },
    );
    response.json(withdrawn);
  });
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
