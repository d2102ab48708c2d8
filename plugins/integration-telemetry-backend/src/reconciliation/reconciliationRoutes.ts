import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { integrationRunReportPermission } from '@tieline/plugin-integrations-common';
import { ReconciliationReport } from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import express, { Request } from 'express';
import { integrationRefOf } from '../attribution/AttributionIndex';
import { ReconciliationJudge } from './ReconciliationJudge';
import { ReconciliationStore } from './ReconciliationStore';

/** How the router tells who asks for what. */
export interface ReconciliationRouteOptions {
  auditor: AuditorService;
  reconciliationStore: ReconciliationStore;
  reconciliationJudge: ReconciliationJudge;
  /** @throws NotAllowedError */
  require: (
    request: Request,
    permission: BasicPermission,
  ) => Promise<BackstageCredentials>;
  /** @throws NotFoundError */
  readable: (request: Request) => Promise<ProjectedIntegration>;
  environmentOf: (
    request: Request,
    integration: ProjectedIntegration,
  ) => string;
  rangeOf: (
    query: Request['query'],
    nowMs: number,
  ) => { fromMs: number; toMs: number };
  /** Called after something was reported. */
  received: () => void;
  now: () => number;
}

function checked(report: ReconciliationReport) {
  const integrationRef = integrationRefOf(report.integration);
  if (!integrationRef) {
    throw new InputError(
      `${report.integration} is no reference to an Integration`,
    );
  }
  if (Date.parse(report.to) <= Date.parse(report.from)) {
    throw new InputError(`The window of ${report.id} ends before it begins`);
  }
  const { sent, received, rejected, deduplicated } = report;
  if ([sent, received, rejected, deduplicated].every(it => it === undefined)) {
    throw new InputError(`The reconciliation ${report.id} counts nothing`);
  }
  return { report, integrationRef };
}

/** What is posted and read of reconciliations. */
export function addReconciliationRoutes(
  router: express.Router,
  options: ReconciliationRouteOptions,
): void {
  const { auditor, reconciliationStore, reconciliationJudge, now } = options;

  router.post('/v1/reconciliations', async (request, response) => {
    const { reconciliations } = request.body as {
      reconciliations: ReconciliationReport[];
    };
    const event = await auditor.createEvent({
      eventId: 'reconciliations-report',
      request: request as never,
      meta: { reconciliations: reconciliations.length },
    });
    try {
      await options.require(request, integrationRunReportPermission);
      const outcome = await reconciliationStore.report(
        reconciliations.map(checked),
        now(),
      );
      await event.success({ meta: outcome });
      options.received();
      response.json(outcome);
    } catch (error) {
      await event.fail({ error });
      throw error;
    }
  });

  router.get(
    '/v1/reconciliations/:namespace/:name',
    async (request, response) => {
      const integration = await options.readable(request);
      const nowMs = now();
      const items = await reconciliationJudge.listForWire(
        integration.facets.entityRef,
        options.environmentOf(request, integration),
        options.rangeOf(request.query, nowMs),
        nowMs,
      );
      response.json({ items, tolerance: reconciliationJudge.tolerance });
    },
  );
}
