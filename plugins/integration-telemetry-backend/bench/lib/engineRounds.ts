import { ConfigReader } from '@backstage/config';
import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { spawn } from 'child_process';
import knexFactory from 'knex';
import { join } from 'path';
import { monitorEventLoopDelay, performance } from 'perf_hooks';
import { createTelemetry } from '../../src/createTelemetry';
import { openDatabase } from '../../src/openDatabase';
import { readTelemetryConfig } from '../../src/readTelemetryConfig';
import { createFleet, toEntities } from './fleet.mjs';
import { createRandom } from './random.mjs';

const MINUTE_MS = 60_000;

const PORT = 28_428;
const URL = `http://127.0.0.1:${PORT}`;

/** Two hours of samples, one a minute: what a round looks at most. */
const SAMPLES = 120;

const BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, Infinity];
const SHARES = [0.02, 0.1, 0.3, 0.6, 0.85, 0.95, 0.98, 0.995, 0.999, 1];

const ROUNDS = 1;
const PAGES = 40;

type Fleet = ReturnType<typeof createFleet>;

function labelsOf(
  integration: Fleet[number],
  { method, path }: Fleet[number]['operations'][number],
) {
  const { source, address, protocol, conditions } = integration;
  const conditionOn = (name: string): { equals?: string; prefix?: string } =>
    conditions.find(({ attribute }) => attribute === name) ?? {};
  const topic = conditionOn('messaging.destination.name').equals;
  const rpcService = conditionOn('rpc.service').equals;
  const { prefix } = conditionOn('url.full');
  const isTopic = protocol === 'kafka';
  return {
    service_name: source.name,
    service_namespace: source.namespace,
    span_name: isTopic ? `publish ${topic}` : `${method} ${path('{id}')}`,
    span_kind: isTopic ? 'SPAN_KIND_PRODUCER' : 'SPAN_KIND_CLIENT',
    server_address: address,
    ...(topic && { messaging_destination_name: topic }),
    ...(rpcService && { rpc_service: rpcService }),
    ...(prefix && { url_full: `${prefix}things` }),
  };
}

/** Counters that rise by the same number each minute; of a hundred integrations two fail. */
async function fill(fleet: Fleet, nowMs: number): Promise<void> {
  const random = createRandom(7);
  const timestamps = Array.from(
    { length: SAMPLES },
    (_, at) => nowMs - (SAMPLES - 1 - at) * MINUTE_MS,
  );
  let lines: string[] = [];
  const send = async () => {
    const answer = await fetch(`${URL}/api/v1/import`, {
      method: 'POST',
      body: lines.join('\n'),
    });
    if (!answer.ok) {
      throw new Error(await answer.text());
    }
    lines = [];
  };
  const add = (metric: object, perMinute: number) =>
    lines.push(
      JSON.stringify({
        metric,
        values: timestamps.map((_, at) => at * perMinute),
        timestamps,
      }),
    );
  for (const [number, integration] of fleet.entries()) {
    for (const operation of integration.operations) {
      const labels = labelsOf(integration, operation);
      const perMinute = 10 + Math.floor(50 * random());
      const failed = number % 100 < 2 ? 0.4 : 0;
      const name = (suffix: string) => `traces_span_metrics_${suffix}`;
      const ok = { ...labels, status_code: 'STATUS_CODE_UNSET' };
      const bad = { ...labels, status_code: 'STATUS_CODE_ERROR' };
      add({ __name__: name('calls_total'), ...ok }, perMinute * (1 - failed));
      if (failed > 0) {
        add({ __name__: name('calls_total'), ...bad }, perMinute * failed);
      }
      add({ __name__: name('duration_seconds_sum'), ...ok }, perMinute / 10);
      BOUNDS.forEach((bound, at) =>
        add(
          {
            __name__: name('duration_seconds_bucket'),
            ...ok,
            le: bound === Infinity ? '+Inf' : String(bound),
          },
          perMinute * SHARES[at],
        ),
      );
    }
    if (lines.length > 5_000) {
      await send();
    }
  }
  await send();
  await fetch(`${URL}/internal/force_flush`);
}

async function startEngine(folder: string) {
  const child = spawn(
    'victoria-metrics',
    [`-storageDataPath=${folder}`, `-httpListenAddr=127.0.0.1:${PORT}`],
    { stdio: 'ignore' },
  );
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const answer = await fetch(`${URL}/health`).catch(() => undefined);
    if (answer?.ok) {
      return child;
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error('victoria-metrics did not start');
}

const p95 = (values: number[]) =>
  values.sort((left, right) => left - right)[Math.floor(0.95 * values.length)];

async function main(): Promise<void> {
  const folder = process.argv[2];
  const engineProcess = await startEngine(join(folder, 'engine'));
  process.on('exit', () => engineProcess.kill('SIGKILL'));
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'telemetry.sqlite') },
    useNullAsDefault: true,
  });
  const database = { getClient: async () => knex } as DatabaseService;
  await openDatabase(database);
  const projection = await IntegrationProjection.create({ database });
  const fleet = createFleet();
  const entities: Entity[] = toEntities(fleet);
  await projection.upsert(
    entities.map(entity => ({
      ref: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
      entity,
    })),
  );
  await fill(fleet, Date.now());

  const config = new ConfigReader({
    integrationTelemetry: {
      otlp: { ownThread: false },
      engines: [
        {
          name: 'main',
          url: URL,
          timeout: { minutes: 1 },
          maxResponseBytes: 256 * 1024 * 1024,
        },
      ],
    },
  });
  const fail = (message: string) => {
    throw new Error(message);
  };
  const telemetry = createTelemetry({
    knex,
    projection,
    config: readTelemetryConfig(config as never),
    findSender: undefined as never,
    baseUrl: '',
    logger: { error: fail, warn: fail, info() {} } as unknown as LoggerService,
  });
  await telemetry.followCatalog();
  const [engine] = telemetry.engines.engines;
  const lookedMs = performance.now();
  await engine.refreshIfDue();
  const firstLookMs = performance.now() - lookedMs;
  await telemetry.rounds.evaluateAll();

  // The engine needs the same cores: time that was waited for one of them is none of ours.
  const before = process.cpuUsage();
  const queries = engine.meter.queries;
  for (let round = 0; round < ROUNDS; round += 1) {
    await telemetry.rounds.evaluateAll();
  }
  const { user, system } = process.cpuUsage(before);
  const busyMs = (user + system) / 1000 / ROUNDS;
  const perRound = (engine.meter.queries - queries) / ROUNDS;

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise(resolve => setTimeout(resolve, 20));
  delay.reset();
  await telemetry.rounds.evaluateAll();
  await new Promise(resolve => setTimeout(resolve, 5));
  delay.disable();
  const engineMs = engine.meter.latencyMs(1) ?? 0;

  const integrations = await projection.listIntegrations();
  const pages: number[] = [];
  const lists: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const startedMs = performance.now();
    await telemetry.healthDetails.read(
      integrations[page * 97],
      'production',
      Date.now(),
    );
    pages.push(performance.now() - startedMs);
    const listedMs = performance.now();
    await telemetry.healthStore.list(projection.query(), {}, { limit: 100 });
    lists.push(performance.now() - listedMs);
  }
  const { items } = await telemetry.healthStore.list(
    projection.query(),
    { status: ['failing'] },
    { limit: 500 },
  );
  const failing = fleet.filter((_, number) => number % 100 < 2).length;
  if (items.length !== failing) {
    fail(`${items.length} fail, not ${failing}`);
  }
  const measured = {
    labelSets: engine.catalogue.size,
    firstLookMs,
    queries: perRound,
    engineMs,
    busyMs,
    longestBlockMs: delay.max / 1e6,
    pageMs: p95(pages),
    fleetMs: p95(lists),
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
  process.exit(0);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
