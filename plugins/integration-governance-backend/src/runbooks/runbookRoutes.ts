import { NotFoundError } from '@backstage/errors';
import { integrationRunbookConfirmPermission } from '@tieline/plugin-integrations-common';
import {
  ListFailureModesRequest,
  Runbook,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { FailureModes } from './FailureModes';
import { RunbookOffice } from './RunbookOffice';

/** How integrations fail, and what is known of their runbooks. */
export function addRunbookRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    modes: FailureModes;
    office: RunbookOffice;
  },
): void {
  const { guard, projection, modes, office } = options;

  /** @throws NotFoundError also where whoever asks may not read it */
  const find = async (request: Request): Promise<IntegrationFacets> => {
    const readable = await guard.readCondition(request);
    const { namespace, name } = request.params;
    const found = await projection.getIntegration(
      `integration:${namespace}/${name}`.toLocaleLowerCase('en-US'),
      readable,
    );
    if (!found) {
      throw new NotFoundError(
        `There is no integration ${namespace}/${name} that you may read. A new one appears here a few seconds after the catalog has it.`,
      );
    }
    return found.facets;
  };

  const show = async (
    request: Request,
    facets: IntegrationFacets,
  ): Promise<Runbook> => {
    const [mayConfirm] = await guard.allowsEach(
      request,
      integrationRunbookConfirmPermission,
      [facets.entityRef],
    );
    return {
      ...(await office.show(facets)),
      mayConfirm: mayConfirm && facets.runbook !== undefined,
    };
  };

  router.get('/v1/failure-modes', async (request, response) => {
    await guard.readCondition(request);
    const { pattern, interaction } =
      request.query as unknown as ListFailureModesRequest;
    response.json({
      items: modes.list({ patterns: pattern, interactions: interaction }),
    });
  });

  router.get('/v1/runbooks/:namespace/:name', async (request, response) => {
    response.json(await show(request, await find(request)));
  });

  router.put(
    '/v1/runbooks/:namespace/:name/confirmation',
    async (request, response) => {
      const facets = await find(request);
      const { entityRef } = facets;
      await guard.audited(
        request,
        {
          eventId: 'runbook-confirm',
          severityLevel: 'medium',
          meta: { entityRef, covers: request.body.covers },
        },
        async () => {
          await guard.requireOn(
            request,
            integrationRunbookConfirmPermission,
            entityRef,
          );
          await office.confirm(
            facets,
            request.body,
            await guard.actorOf(request),
            new Date(),
          );
        },
      );
      response.json(await show(request, facets));
    },
  );
}
