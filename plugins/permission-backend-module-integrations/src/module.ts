import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { IntegrationsPolicy } from './IntegrationsPolicy';
import { readIntegrationsPolicyOptions } from './integrationsPolicyOptions';

/**
 * Makes Tieline's policy the backend's policy. A backend takes one: with a
 * policy of your own, leave this module out and call the exported function.
 *
 * @public
 */
export const permissionModuleIntegrationsPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'integrations-policy',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        policy.setPolicy(
          new IntegrationsPolicy(readIntegrationsPolicyOptions(config)),
        );
      },
    });
  },
});
