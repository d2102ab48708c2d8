import {
  MiddlewareFactory,
  RootHttpRouterConfigureContext,
  rootHttpRouterServiceFactory,
} from '@backstage/backend-defaults/rootHttpRouter';
import { refuseOtlpUntilReady } from '@tieline/plugin-integration-telemetry-backend';

type RequestHandler = ReturnType<MiddlewareFactory['logging']>;

const OTLP_PATH = '/api/integration-telemetry/otlp';

/**
 * Machines call these several times a second each. A log line per call would
 * bury every other; what goes wrong there is counted and logged by the plugin.
 */
const QUIET_PATHS = [OTLP_PATH, '/api/integration-telemetry/v1/runs'];

function isUnder(path: string, url: string): boolean {
  const end = url.charAt(path.length);
  return url.startsWith(path) && (end === '' || end === '/' || end === '?');
}

/** Whether a request is left out of the request log. */
export function isQuiet(url: string): boolean {
  return QUIET_PATHS.some(path => isUnder(path, url));
}

/** Leaves a middleware out for the quiet paths. */
export function exceptQuiet(handler: RequestHandler): RequestHandler {
  return (request, response, next) =>
    isQuiet(request.originalUrl) ? next() : handler(request, response, next);
}

/**
 * Backstage's root router with its defaults, but for the request log, and for
 * senders of OTLP. Those go straight to the plugin's route: compression and the
 * headers that protect browsers would take some 45 µs more of each request.
 * A browser (it names its origin) takes the default way, where CORS answers it.
 */
export function configureRootHttpRouter(
  context: RootHttpRouterConfigureContext,
): void {
  const { app, middleware, routes, applyDefaults } = context;
  const log = middleware.logging();
  const limit = middleware.rateLimit();
  // The defaults ask for the middleware by these methods.
  middleware.logging = () => exceptQuiet(log);
  middleware.rateLimit = () => limit;

  // It tells attackers what to try; Helmet removes it on the default way.
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    if (!isUnder(OTLP_PATH, request.originalUrl) || request.headers.origin) {
      next();
      return;
    }
    limit(request, response, error =>
      error
        ? next(error)
        : // The plugin answers everything here itself, once it is there.
          routes(request, response, problem =>
            problem ? next(problem) : refuseOtlpUntilReady(request, response),
          ),
    );
  });
  applyDefaults();
}

/** The root router of this backend. */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure: configureRootHttpRouter,
});
