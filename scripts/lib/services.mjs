import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { otlpEndpoint, otlpHeaders } from './example.mjs';
import { cacheDirectory, root } from './paths.mjs';
import { Service } from './service.mjs';

/**
 * Tieline is one of several things on somebody's own machine. Small young generations cost some garbage collection and
 * save 100 MB each; the limits are well above what the demo needs.
 */
const frugalMemory = {
  backend: [
    '--max-semi-space-size=8',
    '--max-old-space-size=512',
    ...collectorFor(availableParallelism()),
  ],
  simulator: ['--max-semi-space-size=2', '--max-old-space-size=96'],
};

/**
 * V8 collects garbage with four threads more. On a single core they win nothing, and take it from the thread that
 * receives telemetry, which has a lower priority than they have.
 *
 * @param {number} cores - that the process may use
 */
export function collectorFor(cores) {
  return cores === 1 ? ['--single-threaded-gc'] : [];
}

/** The configuration files that are laid over app-config.yaml, as arguments of a program in `packages/…`. */
export function configArguments(...names) {
  return ['app-config', ...names.map(name => `app-config.${name}`)].flatMap(
    name => ['--config', `../../${name}.yaml`],
  );
}

/** The environment of everything that runs on behalf of a portal: what app-config.yaml's variables stand for. */
export function serviceEnvironment({ toolchain, port, layout, secrets }) {
  return {
    ...toolchain.env,
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: join(cacheDirectory, 'compiled'),
    TIELINE_PORT: String(port),
    TIELINE_DATABASE_DIR: layout.database,
    TIELINE_CATALOG: layout.catalog,
    TIELINE_OTLP_TOKEN: secrets.otlpToken,
    TIELINE_READ_TOKEN: secrets.readToken,
    TIELINE_PIPELINE_TOKEN: secrets.pipelineToken,
    TIELINE_BACKEND_SECRET: secrets.backendSecret,
  };
}

/** What the simulator is told beyond that: it knows no more than any application that sends OTLP. */
export function simulatorEnvironment({ baseUrl, layout, secrets }) {
  return {
    TIELINE_URL: baseUrl,
    TIELINE_DATA_DIR: layout.simulator,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint(baseUrl),
    OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders(secrets.otlpToken),
  };
}

/**
 * The demo's backend sends its own telemetry to itself, unless whoever starts it wants that elsewhere. An empty portal
 * stays empty.
 */
function selfTelemetryEnvironment({ empty, baseUrl, secrets, toolchain }) {
  if (empty || toolchain.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    return {};
  }
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint(baseUrl),
    OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders(secrets.otlpToken),
  };
}

export function startBackend(setup) {
  return Service.start({
    title: 'The backend',
    node: setup.toolchain.node,
    nodeArgs: frugalMemory.backend,
    entry: 'src/index.ts',
    args: configArguments(setup.empty ? 'empty' : 'demo'),
    cwd: join(root, 'packages/backend'),
    env: { ...serviceEnvironment(setup), ...selfTelemetryEnvironment(setup) },
    logFile: join(setup.layout.logs, 'backend.log'),
  });
}

export function startSimulator(setup) {
  return Service.start({
    title: 'The simulator',
    node: setup.toolchain.node,
    nodeArgs: frugalMemory.simulator,
    entry: 'src/main.ts',
    cwd: join(root, 'packages/simulator'),
    env: { ...serviceEnvironment(setup), ...simulatorEnvironment(setup) },
    logFile: join(setup.layout.logs, 'simulator.log'),
  });
}
