import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { InputError, NotFoundError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  integrationRunReportPermission,
  integrationTelemetryIngestPermission,
  integrationTelemetryOperationsReadPermission,
} from '@tieline/plugin-integrations-common';
import {
  RunReport,
  ViewName,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  IntegrationReadAccess,
  ProjectedIntegration,
  refuseNul,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import express, { Request } from 'express';
import { readFileSync } from 'fs';
import { parse } from 'yaml';
import { addAlarmRoutes } from './alarms/alarmRoutes';
import { AlarmReader } from './alarms/AlarmReader';
import { AlarmRules } from './alarms/AlarmRules';
import { AlarmStore } from './alarms/AlarmStore';
import { LastAlarmReader } from './alarms/LastAlarmReader';
import { ExternalAlarms } from './alarms/ExternalAlarms';
import { MaintenanceStore } from './alarms/MaintenanceStore';
import { integrationRefOf } from './attribution/AttributionIndex';
import { addChangeRoutes } from './changes/changeRoutes';
import { ChangeStore } from './changes/ChangeStore';
import { DriftReader } from './drift/DriftReader';
import { addDriftRoutes } from './drift/driftRoutes';
import { HealthDetailReader } from './health/HealthDetailReader';
import { declaredEnvironment } from './health/HealthEvaluator';
import {
  HealthFilter,
  HealthPosition,
  HealthStore,
} from './health/HealthStore';
import { SeriesSetReader } from './health/SeriesSetReader';
import { ViewKeeper } from './health/ViewKeeper';
import { Receiver } from './receiver/Receiver';
import { OperationsReader } from './operations/OperationsReader';
import {
  addReconciliationRoutes,
  ReconciliationRouteOptions,
} from './reconciliation/reconciliationRoutes';
import { QueueReader } from './queues/QueueReader';
import { addNoticeRoutes } from './notices/noticeRoutes';
import { NoticeStore } from './notices/NoticeStore';
import { addQueueRoutes } from './queues/queueRoutes';
import { ReplayStore } from './ReplayStore';
import { rangeOf } from './requestValues';
import { RunJudge } from './runs/RunJudge';
import { RunStore } from './runs/RunStore';
import { addTrendRoutes } from './trends/trendRoutes';
import { TrendStore } from './trends/TrendStore';
import { PointsSource } from './health/CallFactsReader';
import { Engines } from './sources/prometheus/Engines';
import { UsageReader } from './usage/UsageReader';

const DAY_MS = 86_400_000;

/** An environment that sent nothing for so long is no longer listed. */
const ENVIRONMENTS_MS = 30 * DAY_MS;

/** How far back usage is counted where nobody asks for more. */
const USAGE_MS = 30 * DAY_MS;

/** What the router translates HTTP for. */
export interface RouterOptions extends Pick<
  ReconciliationRouteOptions,
  'reconciliationStore' | 'reconciliationJudge'
> {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
  projection: IntegrationProjection;
  healthStore: HealthStore;
  healthDetails: HealthDetailReader;
  seriesReader: PointsSource;
  views: ViewKeeper;
  seriesSets: SeriesSetReader;
  runStore: RunStore;
  runJudge: RunJudge;
  drift: DriftReader;
  usage: UsageReader;
  operations: OperationsReader;
  engines: Pick<Engines, 'describe'>;
  replays: ReplayStore;
  receiver: Pick<Receiver, 'readState'>;
  alarms: AlarmStore;
  alarmReader: AlarmReader;
  lastAlarms: LastAlarmReader;
  alarmRules: AlarmRules;
  external: ExternalAlarms;
  maintenance: MaintenanceStore;
  changes: ChangeStore;
  trends: TrendStore;
  queues: QueueReader;
  notices: NoticeStore;
  /** Called after runs were reported. */
  received: () => void;
  /** Called after the level of a trend was accepted. */
  levelAccepted: () => void;
  now: () => number;
}

/** The plugin's API below `/v1`, as `openapi.yaml` describes it. */
export async function createRouter(
  options: RouterOptions,
): Promise<express.Router> {
  const { permissions, auditor, projection, now } = options;
  const guard = new RouteGuard(options);
  const access = new IntegrationReadAccess({ permissions });
  const spec = parse(
    readFileSync(
      resolvePackagePath(
        '@tieline/plugin-integration-telemetry-backend',
        'openapi.yaml',
      ),
      'utf8',
    ),
  );
  const router: express.Router = createValidatedOpenApiRouter(spec, {
    middleware: [express.json({ limit: '5mb' }), refuseNul],
    validatorOptions: {
      validateRequests: {
        coerceTypes: 'array',
        allowUnknownQueryParameters: false,
      },
      // The other mode takes the 30th of February for a day.
      ajvFormats: { mode: 'full' },
    },
  }) as never;

  const credentialsOf = (request: Request): Promise<BackstageCredentials> =>
    guard.credentialsOf(request);
  const require = (request: Request, permission: BasicPermission) =>
    guard.require(request, permission);

  /** @throws NotFoundError also where it exists and may not be read */
  async function readable(request: Request): Promise<ProjectedIntegration> {
    const { namespace, name } = request.params;
    const ref = integrationRefOf(`integration:${namespace}/${name}`);
    const integration = await projection.getIntegration(
      ref ?? '',
      await access.conditionFor(await credentialsOf(request)),
    );
    if (!integration) {
      throw new NotFoundError(
        `There is no integration ${namespace}/${name} that you may read`,
      );
    }
    return integration;
  }

  const environmentOf = (request: Request, integration: ProjectedIntegration) =>
    (request.query.environment as string | undefined) ??
    declaredEnvironment(integration);

  router.get('/v1/health', async (request, response) => {
    const { limit, cursor, ...filter } = request.query as HealthFilter & {
      limit?: number;
      cursor?: string;
    };
    const query = projection.query();
    (await access.conditionFor(await credentialsOf(request)))(query);
    const page = await options.healthStore.list(query, filter, {
      limit: Number(limit ?? 100),
      after: decodeCursor<HealthPosition>(cursor, {
        rank: 'number',
        criticalityRank: 'number',
        ref: 'string',
      }),
    });
    const { next, items, ...shown } = page;
    const alarms = await options.lastAlarms.read(
      items.map(({ integration }) => integration.entityRef),
    );
    response.json({
      items: items.map(item => ({
        ...item,
        lastAlarm: alarms.get(item.integration.entityRef),
      })),
      ...shown,
      pageInfo: next ? { nextCursor: encodeCursor(next) } : {},
    });
  });

  router.get('/v1/health/:namespace/:name', async (request, response) => {
    const integration = await readable(request);
    const detail = await options.healthDetails.read(
      integration,
      environmentOf(request, integration),
      now(),
      request.query.view as ViewName | undefined,
    );
    if (!detail) {
      throw new NotFoundError(
        'Nothing is known of this integration in this environment yet',
      );
    }
    response.json(detail);
  });

  router.get('/v1/series/:namespace/:name', async (request, response) => {
    const integration = await readable(request);
    const environment = environmentOf(request, integration);
    const { entityRef } = integration.facets;
    const series = await options.seriesReader.listSeries(entityRef);
    response.json(
      await options.seriesSets.read(
        entityRef,
        environment,
        await options.views.read(
          integration.facets,
          environment,
          series.filter(item => item.environment === environment),
          request.query.view as ViewName | undefined,
        ),
        {
          ...(request.query as object),
          ...rangeOf(request.query, now()),
        },
        now(),
      ),
    );
  });

  router.get('/v1/runs/:namespace/:name', async (request, response) => {
    const integration = await readable(request);
    // One moment for both: what is expected next comes with a range up to now.
    const nowMs = now();
    const items = await options.runJudge.listForWire(
      integration,
      environmentOf(request, integration),
      rangeOf(request.query, nowMs),
      nowMs,
    );
    response.json({ items });
  });

  router.post('/v1/runs', async (request, response) => {
    const { runs } = request.body as { runs: RunReport[] };
    const event = await auditor.createEvent({
      eventId: 'runs-report',
      request: request as never,
      meta: { runs: runs.length },
    });
    try {
      await require(request, integrationRunReportPermission);
      const reports = runs.map(report => {
        const integrationRef = integrationRefOf(report.integration);
        if (!integrationRef) {
          throw new InputError(
            `${report.integration} is no reference to an Integration`,
          );
        }
        const { startedAt, endedAt } = report;
        if (endedAt && Date.parse(endedAt) < Date.parse(startedAt)) {
          throw new InputError(`The run ${report.id} ends before it starts`);
        }
        return { report, integrationRef };
      });
      const outcome = await options.runStore.report(reports);
      await event.success({ meta: outcome });
      options.received();
      response.json(outcome);
    } catch (error) {
      await event.fail({ error });
      throw error;
    }
  });

  addReconciliationRoutes(router, {
    ...options,
    require,
    readable,
    environmentOf,
    rangeOf,
  });

  addDriftRoutes(router, { ...options, access, require });

  router.get('/v1/usage/:namespace/:name', async (request, response) => {
    const integration = await readable(request);
    response.json(
      await options.usage.read(
        integration,
        environmentOf(request, integration),
        rangeOf(request.query, now(), USAGE_MS),
      ),
    );
  });

  router.get('/v1/callers/:namespace/:name', async (request, response) => {
    const integration = await readable(request);
    response.json({
      items: await options.usage.readCallers(
        integration,
        environmentOf(request, integration),
        rangeOf(request.query, now(), USAGE_MS),
      ),
    });
  });

  router.get('/v1/operations', async (request, response) => {
    await require(request, integrationTelemetryOperationsReadPermission);
    response.json(await options.operations.read());
  });

  router.get('/v1/engines', async (request, response) => {
    await require(request, integrationTelemetryOperationsReadPermission);
    response.json({ items: options.engines.describe() });
  });

  router.get('/v1/status', async (request, response) => {
    await access.conditionFor(await credentialsOf(request));
    const { lastReceivedMs: receivedMs } = await options.receiver.readState();
    response.json({
      ...(receivedMs !== undefined && {
        lastReceivedAt: new Date(receivedMs).toISOString(),
      }),
      ...(await options.replays.readExtent(now() - ENVIRONMENTS_MS)),
      replays: await options.replays.list(),
    });
  });

  router.put('/v1/replays/:id', async (request, response) => {
    const { id } = request.params;
    const event = await auditor.createEvent({
      eventId: 'replay-put',
      request: request as never,
      meta: { id },
    });
    try {
      await require(request, integrationTelemetryIngestPermission);
      const replay = await options.replays.put(id, request.body, now());
      await event.success();
      response.json(replay);
    } catch (error) {
      await event.fail({ error });
      throw error;
    }
  });

  addAlarmRoutes(router, { ...options, guard });
  addChangeRoutes(router, { ...options, guard });
  addNoticeRoutes(router, { ...options, guard });
  addTrendRoutes(router, { ...options, guard, readable, environmentOf });
  addQueueRoutes(router, { ...options, readable, environmentOf });

  return router;
}
