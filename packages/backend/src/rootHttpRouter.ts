import {
  MiddlewareFactory,
  rootHttpRouterServiceFactory,
} from '@backstage/backend-defaults/rootHttpRouter';

type RequestHandler = ReturnType<MiddlewareFactory['logging']>;

/**
 * Machines call these several times a second each. A log line per call would
 * bury every other; what goes wrong there is counted and logged by the plugin.
 */
const QUIET_PATHS = [
  '/api/integration-telemetry/otlp',
  '/api/integration-telemetry/v1/runs',
];

/** Whether a request is left out of the request log. */
export function isQuiet(url: string): boolean {
  const path = url.split('?', 1)[0];
  return QUIET_PATHS.some(
    quiet => path === quiet || path.startsWith(`${quiet}/`),
  );
}

/** Leaves a middleware out for the quiet paths. */
export function exceptQuiet(handler: RequestHandler): RequestHandler {
  return (request, response, next) =>
    isQuiet(request.originalUrl) ? next() : handler(request, response, next);
}

/** Backstage's root router with its defaults, but for the request log. */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ middleware, applyDefaults }) {
    const log = middleware.logging();
    // The defaults ask for the logging middleware by this method.
    middleware.logging = () => exceptQuiet(log);
    applyDefaults();
  },
});
