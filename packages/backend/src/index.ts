// Before everything that it instruments.
import { selfTelemetry } from './instrumentation';
import { createBackend } from '@backstage/backend-defaults';
import { endWithParent } from './endWithParent';
import { assertRequiredConfig } from './requiredConfig';
import { rootHttpRouter } from './rootHttpRouter';
import { searchModuleIntegrationDocuments } from './searchIntegrations';
import { stopWithBackend } from './stopWithBackend';

async function main(): Promise<void> {
  if (process.env.TIELINE_PARENT_PIPE === '1') {
    endWithParent();
  }
  await assertRequiredConfig();

  const backend = createBackend();
  backend.add(rootHttpRouter);
  if (selfTelemetry) {
    backend.add(stopWithBackend(selfTelemetry));
  }
  backend.add(import('@backstage/plugin-app-backend'));

  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
  backend.add(import('@tieline/plugin-auth-backend-module-demo-people'));

  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
  backend.add(import('@tieline/plugin-catalog-backend-module-integrations'));

  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('@tieline/plugin-permission-backend-module-integrations'));

  backend.add(import('@backstage/plugin-search-backend'));
  // On PostgreSQL the index is shared by all replicas; elsewhere it stays in memory.
  backend.add(import('@backstage/plugin-search-backend-module-pg'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));
  backend.add(searchModuleIntegrationDocuments);

  backend.add(import('@backstage/plugin-user-settings-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));

  backend.add(import('@tieline/plugin-integration-telemetry-backend'));
  backend.add(import('@tieline/plugin-integration-contracts-backend'));
  backend.add(import('@tieline/plugin-integration-governance-backend'));

  // Offers the actions of these to agents that speak MCP.
  backend.add(import('@backstage/plugin-mcp-actions-backend'));

  await backend.start();
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
