import { NotFoundError } from '@backstage/errors';
import { integrationAlarmRespondPermission } from '@tieline/plugin-integrations-common';
import {
  ProjectedIntegration,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { TrendIndicator } from './indicators';
import { TrendStore } from './TrendStore';

/** The owner takes a level that has changed as usual from now on. */
export function addTrendRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    trends: TrendStore;
    readable: (request: Request) => Promise<ProjectedIntegration>;
    environmentOf: (
      request: Request,
      integration: ProjectedIntegration,
    ) => string;
    /** Called after a level was accepted. */
    levelAccepted: () => void;
  },
): void {
  const { guard, trends } = options;

  router.put(
    '/v1/trends/:namespace/:name/:indicator/acceptance',
    async (request, response) => {
      const { namespace, name, indicator } = request.params;
      const meta = { integration: `${namespace}/${name}`, indicator };
      await guard.audited(
        request as never,
        { eventId: 'trend-accept', meta },
        async () => {
          await guard.require(
            request as never,
            integrationAlarmRespondPermission,
          );
          const integration = await options.readable(request as never);
          const isAccepted = await trends.accept(
            integration.facets.entityRef,
            options.environmentOf(request as never, integration),
            indicator as TrendIndicator,
          );
          if (!isAccepted) {
            throw new NotFoundError(
              `The ${indicator} of ${namespace}/${name} has not changed: there is nothing to accept`,
            );
          }
        },
      );
      options.levelAccepted();
      response.status(204).end();
    },
  );
}
