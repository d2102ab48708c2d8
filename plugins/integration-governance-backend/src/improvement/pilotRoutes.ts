import { InputError, NotFoundError } from '@backstage/errors';
import { integrationPilotManagePermission } from '@tieline/plugin-integrations-common';
import {
  ListPainPointsRequest,
  ListPilotsRequest,
  PainPointList,
  Pilot,
  PilotPage,
  PilotRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { PainPointReader } from './PainPointReader';
import { StoredPilot } from './Pilot';
import { PilotOffice } from './PilotOffice';
import { PilotPresenter } from './PilotPresenter';
import { PilotStore } from './PilotStore';

/** What hurts most, and the improvements that were started. */
export function addPilotRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    painPoints: PainPointReader;
    store: PilotStore;
    office: PilotOffice;
    presenter: PilotPresenter;
  },
): void {
  const { guard, projection, painPoints, store, office, presenter } = options;

  /** Whether there is an integration with which whoever asks may start a pilot. */
  const mayStart = async (request: Request, readable: IntegrationQuery) => {
    const manageable = await guard.conditionOf(
      request,
      integrationPilotManagePermission,
    );
    if (!manageable) {
      return false;
    }
    const query = projection.query();
    readable(query);
    manageable(query);
    return (await query.first('entity_ref')) !== undefined;
  };

  const toWire = async (
    request: Request,
    pilots: readonly StoredPilot[],
  ): Promise<Pilot[]> => {
    const refs = pilots.map(({ integration }) => integration.entityRef);
    const allowed = await guard.allowsEach(
      request,
      integrationPilotManagePermission,
      refs,
    );
    const now = new Date();
    return Promise.all(
      pilots.map(async (pilot, index) => ({
        ...(await presenter.present(pilot, now)),
        mayManage: allowed[index] && pilot.state !== 'stopped',
      })),
    );
  };

  /** @throws NotFoundError also where whoever asks may not read it */
  const find = async (request: Request, id: string): Promise<StoredPilot> => {
    const readable = await guard.readCondition(request);
    const pilot = await store.find(id, readable);
    if (!pilot) {
      throw new NotFoundError(`There is no pilot ${id} that you may read.`);
    }
    return pilot;
  };

  const show = async (request: Request, id: string): Promise<Pilot> => {
    const [pilot] = await toWire(request, [await find(request, id)]);
    return pilot;
  };

  router.get('/v1/pain-points', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { limit, ...filter } = request.query as unknown as Omit<
      ListPainPointsRequest,
      'limit'
    > & { limit: number };
    const list: PainPointList = {
      ...(await painPoints.list(limit, filter, readable)),
      mayStart: await mayStart(request, readable),
    };
    response.json(list);
  });

  router.get('/v1/pilots', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { state, owner, integration, text, limit, cursor } =
      request.query as unknown as Omit<ListPilotsRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const { pilots, total } = await store.list(
      {
        states: state,
        ownerRefs: owner?.map(lowerCase),
        entityRefs: integration?.map(lowerCase),
        text,
      },
      readable,
      { limit, offset },
    );
    const next = offset + pilots.length;
    const page: PilotPage = {
      items: await toWire(request, pilots),
      totalItems: total,
      counts: (await store.countByState(readable)) as Record<string, number>,
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    };
    response.json(page);
  });

  router.post('/v1/pilots', async (request, response) => {
    const wanted: PilotRequest = request.body;
    const entityRef = lowerCase(wanted.entityRef);
    const readable = await guard.readCondition(request);
    const id = await guard.audited(
      request,
      { eventId: 'pilot-start', severityLevel: 'medium', meta: { entityRef } },
      async () => {
        const found = await projection.getIntegration(entityRef, readable);
        if (!found) {
          throw new NotFoundError(
            `entityRef: there is no integration ${entityRef} that you may read. Give its full entity reference.`,
          );
        }
        await guard.requireOn(
          request,
          integrationPilotManagePermission,
          entityRef,
        );
        return office.start(wanted, found.facets, await guard.actorOf(request));
      },
    );
    response.status(201).json(await show(request, id));
  });

  router.get('/v1/pilots/:id', async (request, response) => {
    response.json(await show(request, String(request.params.id)));
  });

  /** Changes a pilot that whoever asks may read. */
  const change = async (
    request: Request,
    eventId: string,
    work: (pilot: StoredPilot, by: string) => Promise<void>,
  ) => {
    const id = String(request.params.id);
    const pilot = await find(request, id);
    await guard.audited(
      request,
      { eventId, severityLevel: 'medium', meta: { pilot: id } },
      async () => {
        await guard.requireOn(
          request,
          integrationPilotManagePermission,
          pilot.integration.entityRef,
        );
        await work(pilot, await guard.actorOf(request));
      },
    );
    return show(request, id);
  };

  router.put('/v1/pilots/:id/write-up', async (request, response) => {
    response.json(
      await change(request, 'pilot-write-up', (pilot, by) =>
        office.writeUp(pilot, request.body, by),
      ),
    );
  });

  router.post('/v1/pilots/:id/stop', async (request, response) => {
    response.json(
      await change(request, 'pilot-stop', (pilot, by) =>
        office.stop(pilot, request.body.reason, by),
      ),
    );
  });
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
