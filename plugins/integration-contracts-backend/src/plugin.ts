import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  integrationContractCheckPermission,
  integrationContractManagePermission,
  integrationContractOverridePermission,
  integrationContractPublishPermission,
  integrationContractReadPermission,
  integrationEndingAnswerPermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
  integrationReadPermission,
} from '@tieline/plugin-integrations-common';
import { parseContractId } from '@tieline/plugin-integrations-common/contracts';
import {
  CatalogSynchroniser,
  contractPermissionRules,
  contractResourceRef,
  createIntegrationResourceRef,
  integrationPermissionRules,
  IntegrationProjection,
  PollingLoop,
} from '@tieline/plugin-integrations-node';
import { registerContractActions } from './actions/registerContractActions';
import { createRegistry } from './createRegistry';
import { openDatabase } from './database';
import { readContractsConfig } from './readContractsConfig';
import { ContractGuard } from './ContractGuard';
import { createRouter } from './router';

const PLUGIN_ID = 'integration-contracts';

/** What another replica left in the outbox is found after this long. */
const OUTBOX_PAUSE_MS = 5_000;

/** A file that is due, or that another replica left, is found after this long. */
const FILES_PAUSE_MS = 10_000;

/** An ending that is due for a look is found after this long. */
const ENDINGS_PAUSE_MS = 15_000;

/** One change of the catalog is followed by others: who uses what ends is found out once they are through. */
const ENDINGS_SETTLE_MS = 30_000;

/** What belongs to an entity that left the catalog goes after 30 days, and so does what could not be told. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Contract versions in, verdicts out: keeps every version, and judges each
 * change before it is taken.
 *
 * @public
 */
export const integrationContractsPlugin = createBackendPlugin({
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
        urlReader: coreServices.urlReader,
      },
      async init(services) {
        const { database, lifecycle, logger, permissionsRegistry } = services;
        const config = readContractsConfig(services.config);
        const knex = await openDatabase(database);
        const projection = await IntegrationProjection.create({ database });
        const registry = createRegistry({
          ...services,
          knex,
          projection,
          config,
          rootConfig: services.config,
        });
        lifecycle.addShutdownHook(() => registry.judge.stop());

        permissionsRegistry.addResourceType({
          resourceRef: createIntegrationResourceRef(PLUGIN_ID),
          permissions: [integrationReadPermission],
          rules: Object.values(integrationPermissionRules) as never,
          getResources: refs =>
            Promise.all(refs.map(ref => projection.getFacets(ref))),
        });
        permissionsRegistry.addResourceType({
          resourceRef: contractResourceRef,
          permissions: [
            integrationContractPublishPermission,
            integrationContractOverridePermission,
            integrationContractManagePermission,
            integrationEndingManagePermission,
            integrationEndingOverridePermission,
            integrationEndingAnswerPermission,
          ],
          rules: Object.values(contractPermissionRules),
          getResources: refs =>
            Promise.all(
              refs.map(async ref => {
                // An integration that ends itself is a resource like a contract.
                const integration = ref.startsWith('integration:')
                  ? await projection.getFacets(ref)
                  : undefined;
                if (integration) {
                  return { ownerRef: integration.ownerRef };
                }
                const id = parseContractId(ref);
                const contract = id && (await registry.contracts.find(id));
                return { ownerRef: contract?.row.owner_ref ?? undefined };
              }),
            ),
        });
        permissionsRegistry.addPermissions([
          integrationContractReadPermission,
          integrationContractCheckPermission,
        ]);

        const synchroniser = new CatalogSynchroniser({
          ...services,
          projection,
          intervalMs: config.catalogIntervalMs,
        });
        synchroniser.onChange(
          async ({ integrations, removedIntegrations, surroundings }) => {
            if (integrations.length + removedIntegrations.length > 0) {
              await registry.declared.follow(integrations, removedIntegrations);
            }
            if (surroundings) {
              await registry.apiContracts.follow();
            }
            await registry.endings.store.hasten(Date.now() + ENDINGS_SETTLE_MS);
          },
        );
        synchroniser.start(lifecycle);
        await services.scheduler.scheduleTask({
          id: 'forget-what-is-gone',
          frequency: { hours: 6 },
          initialDelay: { minutes: 10 },
          timeout: { minutes: 10 },
          fn: async () => {
            const before = Date.now() - KEPT_MS;
            await registry.apis.forgetGoneBefore(before);
            await registry.outbox.forgetGivenUpBefore(before);
            await projection.purge(
              await projection.listDeletedBefore(new Date(before)),
            );
          },
        });

        const telling = new PollingLoop({
          name: 'Telling of contracts',
          turn: () => registry.outbox.empty(),
          pauseMs: OUTBOX_PAUSE_MS,
          logger,
        });
        registry.outbox.onWake(() => telling.wake());
        telling.start(lifecycle);

        const fetching = new PollingLoop({
          name: 'Fetching of contracts',
          turn: () => registry.fileContracts.follow(),
          pauseMs: Math.min(FILES_PAUSE_MS, config.fileIntervalMs),
          logger,
        });
        registry.files.onWake(() => fetching.wake());
        lifecycle.addShutdownHook(() => registry.fileContracts.stop());
        fetching.start(lifecycle);

        const keeping = new PollingLoop({
          name: 'Looking at what ends',
          turn: async () => {
            await registry.endings.catalogEndings.follow();
            await registry.endings.headerEndings.follow();
            await registry.endings.keeper.lookAtDue();
          },
          pauseMs: ENDINGS_PAUSE_MS,
          logger,
        });
        keeping.start(lifecycle);

        // Whoever knows the secret in the address may read the calendar.
        services.httpRouter.addAuthPolicy({
          path: '/v1/calendar',
          allow: 'unauthenticated',
        });
        registerContractActions(services);
        services.httpRouter.use(
          await createRouter({
            ...registry,
            guard: new ContractGuard(services),
            maxTextBytes: config.maxTextBytes,
          }),
        );
      },
    });
  },
});
