import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { IntegrationEntityProcessor } from './IntegrationEntityProcessor';
import { TielineApisProvider } from './TielineApisProvider';

/**
 * Adds the Integration kind and its relations to the catalog, and Tieline's
 * own APIs where that is configured. The catalog's own rules (`catalog.rules`)
 * have to allow the kind.
 *
 * @public
 */
export const catalogModuleIntegrations = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'integrations',
  register({ registerInit }) {
    registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, auth, config, discovery, logger, scheduler }) {
        catalog.addProcessor(new IntegrationEntityProcessor());
        const provider = TielineApisProvider.fromConfig(config, {
          taskRunner: scheduler.createScheduledTaskRunner({
            // The other plugins start beside this one; a first look that comes
            // too early is made good by the next.
            initialDelay: { seconds: 15 },
            frequency: { minutes: 5 },
            timeout: { minutes: 1 },
          }),
          auth,
          discovery,
          logger,
        });
        if (provider) {
          catalog.addEntityProvider(provider);
        }
      },
    });
  },
});
