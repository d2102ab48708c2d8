import { InputError, NotFoundError } from '@backstage/errors';
import { integrationDrillManagePermission } from '@tieline/plugin-integrations-common';
import {
  Drill,
  DrillRequest,
  ListDrillsRequest,
  ListDrillSuggestionsRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { readFacets } from '../http/readFacets';
import { Reviews } from '../reviews/createReviews';
import { StoredDrill } from './Drill';
import { DrillOffice } from './DrillOffice';
import { DrillStore } from './DrillStore';
import { DrillSuggestions } from './DrillSuggestions';

/** Rehearsals of failures: planned, held, called off, and what to drill next. */
export function addDrillRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    store: DrillStore;
    office: DrillOffice;
    findings: Reviews['findings'];
    suggestions: DrillSuggestions;
  },
): void {
  const { guard, projection, store, office, findings, suggestions } = options;

  /** As whoever asks may see them; those of integrations that they may not read are left out. */
  const toWire = async (
    request: Request,
    drills: readonly StoredDrill[],
    readable: IntegrationQuery,
  ): Promise<Drill[]> => {
    const refs = [...new Set(drills.map(({ entityRef }) => entityRef))];
    const facets = await readFacets(projection, refs, readable);
    const allowed = await guard.allowsEach(
      request,
      integrationDrillManagePermission,
      refs,
    );
    const stored = await findings.store.listOfDrills(
      drills.map(({ id }) => id),
    );
    const found = await findings.presenter.toWire(
      request,
      [...stored.values()].flat(),
      await findings.presenter.viewerOf(request),
      new Date(),
    );
    return drills.flatMap((drill): Drill[] => {
      const { entityRef, isToBeSilenced, windowId, ...rest } = drill;
      const integration = facets.get(entityRef);
      return integration
        ? [
            {
              ...rest,
              integration,
              isSilenced: windowId !== undefined,
              findings: found.filter(({ drillId }) => drillId === drill.id),
              mayManage: allowed[refs.indexOf(entityRef)],
            },
          ]
        : [];
    });
  };

  /** @throws NotFoundError also where whoever asks may not read it */
  const show = async (request: Request, id: string): Promise<Drill> => {
    const readable = await guard.readCondition(request);
    const [drill] = await toWire(request, [await office.find(id)], readable);
    if (!drill) {
      throw new NotFoundError(`There is no drill ${id} that you may read.`);
    }
    return drill;
  };

  router.get('/v1/drills', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { state, integration, owner, limit, cursor } =
      request.query as unknown as Omit<ListDrillsRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const { drills, total } = await store.list(
      {
        states: state,
        entityRefs: integration?.map(lowerCase),
        ownerRefs: owner?.map(lowerCase),
      },
      readable,
      { limit, offset },
    );
    const next = offset + drills.length;
    response.json({
      items: await toWire(request, drills, readable),
      totalItems: total,
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.post('/v1/drills', async (request, response) => {
    const wanted: DrillRequest = request.body;
    const entityRef = lowerCase(wanted.entityRef);
    const readable = await guard.readCondition(request);
    const integration = await projection.getIntegration(entityRef, readable);
    const id = await guard.audited(
      request,
      {
        eventId: 'drill-plan',
        severityLevel: 'medium',
        meta: { entityRef, failureModeId: wanted.failureModeId },
      },
      async () => {
        if (!integration) {
          throw new NotFoundError(
            `There is no integration ${entityRef} that you may read. Give its full entity reference.`,
          );
        }
        await guard.requireOn(
          request,
          integrationDrillManagePermission,
          entityRef,
        );
        return office.plan(integration, wanted, await guard.actorOf(request));
      },
    );
    response.status(201).json(await show(request, id));
  });

  router.get('/v1/drills/:id', async (request, response) => {
    response.json(await show(request, String(request.params.id)));
  });

  /** Changes a drill that whoever asks may read. */
  const change = async (
    request: Request,
    eventId: string,
    work: (drill: StoredDrill, by: string) => Promise<void>,
  ) => {
    const id = String(request.params.id);
    const { integration } = await show(request, id);
    await guard.audited(
      request,
      {
        eventId,
        severityLevel: 'medium',
        meta: { drill: id, entityRef: integration.entityRef },
      },
      async () => {
        const drill = await office.find(id);
        await guard.requireOn(
          request,
          integrationDrillManagePermission,
          drill.entityRef,
        );
        await work(drill, await guard.actorOf(request));
      },
    );
    return show(request, id);
  };

  router.put('/v1/drills/:id/outcome', async (request, response) => {
    response.json(
      await change(request, 'drill-record', (drill, by) =>
        office.record(drill, request.body, by),
      ),
    );
  });

  router.post('/v1/drills/:id/cancellation', async (request, response) => {
    response.json(
      await change(request, 'drill-cancel', drill =>
        office.cancel(drill, request.body.reason),
      ),
    );
  });

  router.get('/v1/drill-suggestions', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { owner, limit } =
      request.query as unknown as ListDrillSuggestionsRequest & {
        limit: number;
      };
    const items = await suggestions.list(
      { ownerRefs: owner?.map(lowerCase), limit },
      readable,
      new Date(),
    );
    const refs = [
      ...new Set(items.map(({ integration }) => integration.entityRef)),
    ];
    const allowed = await guard.allowsEach(
      request,
      integrationDrillManagePermission,
      refs,
    );
    response.json({
      items: items.map(item => ({
        ...item,
        mayManage: allowed[refs.indexOf(item.integration.entityRef)],
      })),
    });
  });
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
