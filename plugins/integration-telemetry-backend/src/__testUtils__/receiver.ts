/* A process of its own that receives telemetry, as the portal's backend does;
   a test starts it, and kills it. */
import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { refuseOtlpUntilReady } from '..';

const OTLP_PATH = '/api/integration-telemetry/otlp';

const { config, entities } = JSON.parse(process.argv[2]);

async function main(): Promise<void> {
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => new ConfigReader(config),
    }),
  );
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => catalogServiceMock({ entities }),
    }),
  );
  backend.add(
    rootHttpRouterServiceFactory({
      configure({ app, routes, applyDefaults }) {
        app.use((request, response, next) => {
          if (!request.originalUrl.startsWith(OTLP_PATH)) {
            next();
            return;
          }
          routes(request, response, problem =>
            problem ? next(problem) : refuseOtlpUntilReady(request, response),
          );
        });
        applyDefaults();
      },
    }),
  );
  backend.add(import('..'));
  await backend.start();
  process.send!('ready');
}

// The test may be gone without having told.
process.on('disconnect', () => process.exit());
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
