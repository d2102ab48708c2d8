import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  integrationAlarmReportPermission,
  integrationAlarmRespondPermission,
  integrationChangeReportPermission,
  integrationDriftDismissPermission,
  integrationDriftReadPermission,
  integrationReadPermission,
  integrationRunReportPermission,
  integrationTelemetryIngestPermission,
  integrationTelemetryOperationsReadPermission,
} from '@tieline/plugin-integrations-common';
import {
  CatalogSynchroniser,
  createIntegrationResourceRef,
  integrationPermissionRules,
  IntegrationProjection,
} from '@tieline/plugin-integrations-node';
import { registerHealthActions } from './actions/registerHealthActions';
import { createTelemetry } from './createTelemetry';
import { openDatabase } from './openDatabase';
import { createOtlpRouter } from './otlpRouter';
import { readTelemetryConfig } from './readTelemetryConfig';
import { createRouter } from './router';
import { createSenderFinder } from './SenderGate';

const PLUGIN_ID = 'integration-telemetry';

/**
 * OTLP and runs in, health and drift out.
 *
 * @public
 */
export const integrationTelemetryPlugin = createBackendPlugin({
  pluginId: PLUGIN_ID,
  register(env) {
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { httpAuth, httpRouter, lifecycle, logger, permissions } = deps;
        const config = readTelemetryConfig(deps.config);
        const knex = await openDatabase(deps.database);
        const projection = await IntegrationProjection.create({
          database: deps.database,
        });
        const telemetry = createTelemetry({
          knex,
          projection,
          config,
          findSender: createSenderFinder({
            auth: deps.auth,
            permissions,
            tokens: config.tokens,
          }),
          logger,
          notifications: deps.notifications,
          signals: deps.signals,
          baseUrl: deps.config.getOptionalString('app.baseUrl') ?? '',
        });

        deps.permissionsRegistry.addResourceType({
          resourceRef: createIntegrationResourceRef(PLUGIN_ID),
          permissions: [integrationReadPermission],
          rules: Object.values(integrationPermissionRules) as never,
          getResources: refs =>
            Promise.all(refs.map(ref => projection.getFacets(ref))),
        });
        deps.permissionsRegistry.addPermissions([
          integrationAlarmReportPermission,
          integrationAlarmRespondPermission,
          integrationChangeReportPermission,
          integrationDriftDismissPermission,
          integrationDriftReadPermission,
          integrationRunReportPermission,
          integrationTelemetryIngestPermission,
          integrationTelemetryOperationsReadPermission,
        ]);

        httpRouter.addAuthPolicy({ path: '/otlp', allow: 'unauthenticated' });
        httpRouter.use(createOtlpRouter(telemetry));
        httpRouter.use((_, response, next) => {
          response.once('close', telemetry.receiver.giveWay());
          next();
        });
        registerHealthActions(deps);
        httpRouter.use(
          await createRouter({
            ...telemetry,
            httpAuth,
            permissions,
            auditor: deps.auditor,
            projection,
          }),
        );

        const synchroniser = new CatalogSynchroniser({
          projection,
          catalog: deps.catalog,
          auth: deps.auth,
          logger,
          intervalMs: config.catalogIntervalMs,
        });
        // What is known from the last run is used until the catalog was read.
        await telemetry.followCatalog();
        synchroniser.onChange(async () => {
          await telemetry.followCatalog();
          telemetry.received();
        });
        synchroniser.start(lifecycle);
        // Threads begin while requests are served already, which Backstage lets wait for seconds only.
        lifecycle.addStartupHook(() => telemetry.receiver.start());
        lifecycle.addStartupHook(() => telemetry.rounds.start());
        lifecycle.addStartupHook(() => telemetry.openDoor());
        lifecycle.addShutdownHook(() => telemetry.stop());

        await deps.scheduler.scheduleTask({
          id: 'integration-telemetry-retention',
          frequency: { minutes: 10 },
          timeout: { minutes: 9 },
          initialDelay: { minutes: 2 },
          fn: () => telemetry.rounds.forgetOld(),
        });
        await deps.scheduler.scheduleTask({
          id: 'integration-telemetry-packing',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 45 },
          fn: () => telemetry.rounds.packHours(),
        });
        const { engineQueues, engineRecords } = telemetry;
        if (engineQueues) {
          await deps.scheduler.scheduleTask({
            id: 'integration-telemetry-engine-queues',
            frequency: { minutes: 1 },
            timeout: { minutes: 1 },
            initialDelay: { seconds: 15 },
            fn: async signal => {
              if ((await engineQueues.poll(signal)) > 0) {
                telemetry.received();
              }
            },
          });
        }
        if (engineRecords) {
          await deps.scheduler.scheduleTask({
            id: 'integration-telemetry-engine-records',
            frequency: { minutes: 1 },
            timeout: { minutes: 1 },
            initialDelay: { seconds: 20 },
            fn: async signal => {
              if ((await engineRecords.poll(signal)) > 0) {
                telemetry.received();
              }
            },
          });
        }
        await deps.scheduler.scheduleTask({
          id: 'integration-telemetry-slow-changes',
          frequency: { minutes: 1 },
          timeout: { minutes: 30 },
          initialDelay: { seconds: 30 },
          fn: () => telemetry.rounds.lookForSlowChanges(),
        });
        await deps.scheduler.scheduleTask({
          id: 'integration-telemetry-set-aside',
          frequency: { days: 1 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 1 },
          fn: () => telemetry.receiver.retry(),
        });
        await deps.scheduler.scheduleTask({
          id: 'integration-telemetry-deleted-integrations',
          frequency: { days: 1 },
          timeout: { minutes: 30 },
          initialDelay: { minutes: 5 },
          fn: () => telemetry.rounds.forgetDeleted(),
        });
      },
    });
  },
});
