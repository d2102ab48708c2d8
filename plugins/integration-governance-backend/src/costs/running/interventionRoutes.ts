import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { integrationInterventionLogPermission } from '@tieline/plugin-integrations-common';
import {
  Intervention,
  InterventionRequest,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  encodeCursor,
  IntegrationProjection,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { readOffset } from './readOffset';
import { RunCostCalculator } from './RunCostCalculator';
import { InterventionStore, StoredIntervention } from './InterventionStore';

const HOUR_MS = 3_600_000;
const TAKE_BACK_HOURS = 24;

interface ListQuery {
  integration?: string[];
  limit: number;
  cursor?: string;
}

/** What people did by hand: logged, shown, taken back. */
export function addInterventionRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    interventions: InterventionStore;
    calculator: RunCostCalculator;
  },
): void {
  const { guard, projection, interventions, calculator } = options;

  const toWire = async (
    request: Request,
    stored: readonly StoredIntervention[],
  ): Promise<Intervention[]> => {
    const refs = [...new Set(stored.map(({ entityRef }) => entityRef))];
    const rows: Array<{ facets: string }> = await projection
      .query()
      .whereIn('projection_integrations.entity_ref', refs)
      .select('facets');
    const facets = new Map(
      rows.map(row => {
        const one: IntegrationFacets = JSON.parse(row.facets);
        return [one.entityRef, one];
      }),
    );
    const by = await guard.actorOf(request);
    const now = new Date();
    return stored.flatMap(({ entityRef, loggedAt, ...rest }) => {
      const integration = facets.get(entityRef);
      const mayTakeBack = rest.by === by && isRecent(loggedAt, now);
      return integration ? [{ ...rest, integration, mayTakeBack }] : [];
    });
  };

  /** @throws NotFoundError also where whoever asks may not read it */
  const find = async (id: string, readable: IntegrationQuery) => {
    const found = await interventions.find(id, readable);
    if (!found) {
      throw new NotFoundError(
        `There is no intervention ${id} that you may read.`,
      );
    }
    return found;
  };

  /** @throws NotFoundError also where whoever asks may not read it */
  const requireReadable = async (
    entityRef: string,
    readable: IntegrationQuery,
  ) => {
    if (!(await projection.getIntegration(entityRef, readable))) {
      throw new NotFoundError(
        `entityRef: there is no integration ${entityRef} that you may read. Give its full entity reference.`,
      );
    }
  };

  router.get('/v1/interventions', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { integration, limit, cursor } =
      request.query as unknown as ListQuery;
    const entityRefs = integration?.map(lowerCase);
    const offset = readOffset(cursor);
    const { total, minutes, ...page } = await interventions.list(
      entityRefs,
      readable,
      { limit, offset },
    );
    const next = offset + page.interventions.length;
    const [only, ...others] = entityRefs ?? [];
    const isOne = only !== undefined && others.length === 0;
    const mayLog =
      isOne && (await projection.getIntegration(only, readable))
        ? await guard.allowsEach(
            request,
            integrationInterventionLogPermission,
            [only],
          )
        : [false];
    response.json({
      items: await toWire(request, page.interventions),
      totalItems: total,
      totalMinutes: minutes,
      mayLog: isOne ? mayLog[0] : undefined,
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.post('/v1/interventions', async (request, response) => {
    const wanted: InterventionRequest = request.body;
    const entityRef = lowerCase(wanted.entityRef);
    const readable = await guard.readCondition(request);
    const id = await guard.audited(
      request,
      {
        eventId: 'intervention-log',
        severityLevel: 'low',
        meta: { entityRef, kind: wanted.kind, minutes: wanted.minutes },
      },
      async () => {
        await requireReadable(entityRef, readable);
        await guard.requireOn(
          request,
          integrationInterventionLogPermission,
          entityRef,
        );
        const now = new Date();
        const at = new Date(wanted.at ?? now);
        if (at > now) {
          throw new InputError(
            `at is in the future, ${at.toISOString()}: log what was done already, or leave it out for now.`,
          );
        }
        const { kind, minutes, note, alarmId } = wanted;
        return interventions.log(
          {
            ...{ entityRef, kind, minutes, alarmId },
            note: note?.trim() || undefined,
            at: at.toISOString(),
            by: await guard.actorOf(request),
          },
          now,
        );
      },
    );
    await calculator.calculate([entityRef]);
    const [logged] = await toWire(request, [await find(id, readable)]);
    response.status(201).json(logged);
  });

  router.delete('/v1/interventions/:id', async (request, response) => {
    const id = String(request.params.id);
    const readable = await guard.readCondition(request);
    const { by, loggedAt, entityRef } = await find(id, readable);
    await guard.audited(
      request,
      {
        eventId: 'intervention-take-back',
        severityLevel: 'low',
        meta: { intervention: id, entityRef },
      },
      async () => {
        if (by !== (await guard.actorOf(request))) {
          throw new NotAllowedError(
            `Only ${by}, who logged it, can take it back.`,
          );
        }
        if (!isRecent(loggedAt, new Date())) {
          throw new NotAllowedError(
            `It was logged more than ${TAKE_BACK_HOURS} hours ago and stays. Log another one that says what is wrong with it.`,
          );
        }
        if (!(await interventions.delete(id))) {
          throw new NotFoundError(`The intervention ${id} is gone already.`);
        }
      },
    );
    await calculator.calculate([entityRef]);
    response.status(204).end();
  });
}

function isRecent(loggedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(loggedAt) < TAKE_BACK_HOURS * HOUR_MS;
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
