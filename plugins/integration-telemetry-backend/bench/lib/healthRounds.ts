import { ConfigReader } from '@backstage/config';
import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import knexFactory, { Knex } from 'knex';
import { monitorEventLoopDelay, performance } from 'perf_hooks';
import { createTelemetry } from '../../src/createTelemetry';
import { openDatabase } from '../../src/openDatabase';
import { readTelemetryConfig } from '../../src/readTelemetryConfig';
import { PointRow } from '../../src/series/pointRows';
import { slotOf, whereSlots } from '../../src/series/pointSlots';
import { MINUTE_MS } from '../../src/series/SeriesBatch';
import { createProfiles, PROFILES } from './callProfiles';
import { courseOf } from './courses.mjs';
import { createFleet, services, toEntities } from './fleet.mjs';
import { createRandom } from './random.mjs';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

const ROUNDS = 3;

type Fleet = ReturnType<typeof createFleet>;

type Course = ReturnType<typeof courseOf>;

/** Where the points of a series start, by their width in minutes. */
function* startsOf(course: Course, nowMs: number) {
  const newestMs = course === 'silent' ? nowMs - 5 * HOUR_MS : nowMs;
  const wrongMs = { failing: 2 * HOUR_MS, 'failing long': DAY_MS };
  const minutesMs = wrongMs[course as 'failing'] ?? 20 * MINUTE_MS;
  for (let at = newestMs; at > newestMs - minutesMs; at -= MINUTE_MS) {
    yield { resolution: 1, at, isWrong: course.startsWith('failing') };
  }
  for (let at = newestMs; at > newestMs - DAY_MS; at -= HOUR_MS) {
    yield { resolution: 60, at, isWrong: course === 'failing long' };
  }
  for (let week = 1; week <= 4; week += 1) {
    yield { resolution: 60, at: nowMs - week * WEEK_MS, isWrong: false };
  }
}

/** Writes past the plugin's own classes, which would take an hour for a month. */
async function fill(knex: Knex, fleet: Fleet, nowMs: number): Promise<void> {
  const random = createRandom(7);
  const well = createProfiles(random, 20, 0.005);
  const wrong = createProfiles(random, 20, 0.4);
  const connection = await knex.client.acquireConnection();
  const insertInto = (table: string, columns: string[]) =>
    connection.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(name => `@${name}`).join(', ')})`,
    );
  const key = 'subject environment source side kind operation consumer version';
  const seen = ['first_seen_ms', 'last_seen_ms'];
  const marks = ['sampling_unknown', 'environment_assumed'];
  const insertSeries = insertInto('series', [
    'id',
    ...key.split(' '),
    ...marks,
    ...seen,
  ]);
  const insertService = insertInto('services', [
    'name',
    'namespace',
    'environment',
    ...seen,
  ]);
  const insertPoint = insertInto('points', [
    'series_id',
    'slot',
    ...Object.keys(well[0]),
  ]);
  connection.exec('begin');
  let id = 0;
  for (const [number, { name, source, operations }] of fleet.entries()) {
    const course = courseOf(number);
    for (const { method } of course === 'never' ? [] : operations) {
      id += 1;
      insertSeries.run({
        id,
        subject: `integration:default/${name}`,
        environment: 'production',
        source: 'spans',
        side: 'caller',
        kind: 'call',
        operation: method,
        consumer: source.name,
        version: '',
        sampling_unknown: 0,
        environment_assumed: 0,
        first_seen_ms: nowMs - 5 * WEEK_MS,
        last_seen_ms: course === 'silent' ? nowMs - 5 * HOUR_MS : nowMs,
      });
      for (const { resolution, at, isWrong } of startsOf(course, nowMs)) {
        const profiles = isWrong ? wrong : well;
        const row: PointRow = {
          series_id: id,
          slot: slotOf(
            resolution,
            Math.floor(at / resolution / MINUTE_MS) * resolution,
          ),
          ...profiles[Math.floor(random() * PROFILES)],
        };
        insertPoint.run(row);
      }
    }
  }
  for (const service of services) {
    insertService.run({
      ...service,
      environment: 'production',
      first_seen_ms: nowMs - 5 * WEEK_MS,
      last_seen_ms: nowMs,
    });
  }
  connection.exec('commit');
  await knex.client.releaseConnection(connection);
}

/** Something is called everywhere: nothing may be as it was. */
async function callAll(knex: Knex, nowMs: number): Promise<void> {
  const minute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  for (const [resolution, minutes] of [
    [1, 2],
    [60, 59],
  ]) {
    const fromMs = minute - minutes * MINUTE_MS;
    await whereSlots(knex('points'), resolution, fromMs).increment('count', 1);
  }
}

async function main(): Promise<void> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: process.argv[2] },
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
  await fill(knex, fleet, Date.now());

  const config = new ConfigReader({
    integrationTelemetry: {
      // What blocks is looked for in this thread.
      evaluation: { ownThread: false },
      otlp: { ownThread: false },
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
    logger: { error: fail, warn: fail, info() {} } as unknown as LoggerService,
    baseUrl: '',
  });
  await telemetry.followCatalog();
  // The first round finds nothing compiled, and no status from before.
  await telemetry.rounds.evaluateAll();

  const measured = { roundMs: 0, busyMs: 0, longestBlockMs: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    await callAll(knex, Date.now());
    const before = performance.eventLoopUtilization();
    const startedMs = performance.now();
    await telemetry.rounds.evaluateAll();
    measured.roundMs += (performance.now() - startedMs) / ROUNDS;
    measured.busyMs += performance.eventLoopUtilization(before).active / ROUNDS;
  }
  // Apart from the others: it looks at the clock each millisecond, which is work too.
  for (let round = 0; round < ROUNDS; round += 1) {
    await callAll(knex, Date.now());
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    // The first sample is of the time before.
    await new Promise(resolve => setTimeout(resolve, 20));
    delay.reset();
    await telemetry.rounds.evaluateAll();
    // What blocks at the very end is noticed by the turn after.
    await new Promise(resolve => setTimeout(resolve, 5));
    delay.disable();
    measured.longestBlockMs = Math.max(
      measured.longestBlockMs,
      delay.max / 1e6,
    );
  }
  await knex.destroy();
  process.stdout.write(`${JSON.stringify(measured)}\n`);
  process.exit(0);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
