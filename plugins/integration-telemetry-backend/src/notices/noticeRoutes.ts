import { InputError } from '@backstage/errors';
import { integrationDriftReadPermission } from '@tieline/plugin-integrations-common';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { integrationRefOf } from '../attribution/AttributionIndex';
import { NoticeStore } from './NoticeStore';
import { toWireNotice } from './toWireNotice';

/** What responses say of the end of what answers. */
export function addNoticeRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    notices: NoticeStore;
    projection: IntegrationProjection;
  },
): void {
  const { guard, notices, projection } = options;

  router.get('/v1/ending-notices', async (request, response) => {
    const narrow = await guard.readCondition(request as never);
    const { integration, environment, limit, cursor } = request.query as {
      integration?: string;
      environment?: string;
      limit?: string;
      cursor?: string;
    };
    const ref = integration && integrationRefOf(integration);
    if (integration && !ref) {
      throw new InputError(`${integration} is no reference to an Integration`);
    }
    const { rows, nextId } = await notices.list(
      {
        integrations: () => {
          const query = projection.query();
          narrow(query);
          return query;
        },
        hasFlows: await guard.allows(
          request as never,
          integrationDriftReadPermission,
        ),
      },
      { integration: ref, environment },
      {
        limit: Number(limit ?? 100),
        afterId: decodeCursor<{ id: number }>(cursor, { id: 'number' })?.id,
      },
    );
    response.json({
      items: rows.map(toWireNotice),
      pageInfo: nextId ? { nextCursor: encodeCursor({ id: nextId }) } : {},
    });
  });
}
