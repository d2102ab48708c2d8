import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { mkdtempSync, rmSync } from 'fs';
import knexFactory, { Knex } from 'knex';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Worker } from 'worker_threads';
import { seriesKey } from '../__testUtils__/seriesKey';
import { integration } from '../__testUtils__/telemetry';
import { openDatabase } from '../openDatabase';
import { readCatalog } from '../readCatalog';
import { CallTotals } from '../series/CallTotals';
import { SeriesBatch } from '../series/SeriesBatch';
import { SeriesReader } from '../series/SeriesReader';
import { SeriesStore } from '../series/SeriesStore';
import { Engines } from '../sources/prometheus/Engines';
import { startThread } from '../threads/startThread';
import { createRounds } from './createRounds';
import { LocalRounds } from './LocalRounds';
import { Rounds, RoundsSettings } from './Rounds';
import { ThreadRounds } from './ThreadRounds';

jest.mock('../threads/startThread', () => ({
  startThread: jest.fn(
    jest.requireActual('../threads/startThread').startThread,
  ),
}));

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const REF = 'integration:default/price-lookup';

const settings: RoundsSettings = {
  alarms: {
    settleMs: 0,
    clearAfterMs: 0,
    tellsRecoveries: false,
    webhooks: [],
  },
  baseUrl: '',
  cardinality: { perIntegration: 500, overall: 10_000 },
  defaultEnvironment: 'production',
  // Rounds are gone one by one here.
  evaluationIntervalMs: 3_600_000,
  outbound: {},
  queueMetrics: [],
  recordMetrics: [],
  reconciliation: { tolerance: 0.001, minRecords: 5 },
  retention: { minutesMs: 1e8, hoursMs: 1e10, daysMs: 1e11 },
};

const engines = (count: number) =>
  ({
    engines: Array.from({ length: count }),
    services: [],
    over: (own: unknown) => own,
    overPoints: (own: unknown) => own,
    overFlows: (own: unknown) => own,
  }) as unknown as Engines;

describe('rounds in a thread of their own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-rounds-'));
  const told: NotificationSendOptions[] = [];
  const changes: string[] = [];
  const problems: string[] = [];
  let knex: Knex;
  let projection: IntegrationProjection;
  let rounds: Rounds;

  const create = (options: { engines?: number } = {}) =>
    createRounds({
      knex,
      projection,
      hasOwnThread: true,
      settings,
      surroundings: {
        logger: {
          info() {},
          warn: line => problems.push(line),
          error: line => problems.push(line),
        },
        notifications: { send: async one => void told.push(one) },
        onRound: async changed => void changes.push(...changed),
      },
      engines: engines(options.engines ?? 0),
      now: Date.now,
    });

  const statuses = () =>
    knex('health').orderBy('entity_ref').select('entity_ref', 'status');

  async function count(
    subject: string,
    failed: number,
    agoMs: number = 0,
  ): Promise<void> {
    const endMs = Math.floor((Date.now() - agoMs) / MINUTE_MS) * MINUTE_MS;
    const totals = new CallTotals();
    totals.count = 100;
    totals.errors = failed;
    const batch = new SeriesBatch();
    batch.addTotals(
      seriesKey({ subject }),
      { samplingUnknown: false, environmentAssumed: false },
      { startMs: endMs - MINUTE_MS, endMs },
      totals,
    );
    const store = new SeriesStore({
      knex,
      retention: settings.retention,
      limits: settings.cardinality,
    });
    await store.write(batch, Date.now());
  }

  async function declare(name: string): Promise<void> {
    const entity = integration(name, { owner: 'group:default/pricing' });
    await projection.upsert([
      {
        ref: `integration:default/${name}`,
        entity: {
          ...entity,
          relations: [{ type: 'ownedBy', targetRef: 'group:default/pricing' }],
        },
      },
    ]);
  }

  beforeAll(async () => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'telemetry.sqlite') },
      useNullAsDefault: true,
    });
    const database = { getClient: async () => knex };
    await openDatabase(database);
    projection = await IntegrationProjection.create({ database });
    await declare('price-lookup');
    await count(REF, 60);
    rounds = create();
    await rounds.use(await readCatalog(projection, settings));
    await rounds.start();
  });

  afterAll(async () => {
    await rounds.stop();
    await knex.destroy();
    rmSync(folder, { recursive: true });
  });

  it('evaluates health, says what changed, and tells owners through who started it', async () => {
    expect(rounds).toBeInstanceOf(ThreadRounds);
    await rounds.evaluateAll();
    expect(await statuses()).toEqual([{ entity_ref: REF, status: 'failing' }]);
    expect(changes).toEqual([REF]);

    await rounds.evaluateAll();
    expect(told).toMatchObject([
      {
        recipients: { type: 'entity', entityRef: 'group:default/pricing' },
        payload: { title: 'price-lookup is failing' },
      },
    ]);
    expect(problems).toEqual([]);
  });

  it('packs hours of what is written meanwhile, and misses none of it', async () => {
    const subject = 'integration:default/late';
    const reader = new SeriesReader({ knex });
    const read = async () => {
      const points = await reader.readPoints(
        await reader.listSeries(subject),
        1,
        0,
        Math.floor(Date.now() / HOUR_MS) * HOUR_MS,
        5,
      );
      return [...points]
        .sort(([left], [right]) => left - right)
        .map(([start, { count: calls }]) => [start, calls]);
    };
    const write = async () => {
      for (let nth = 0; nth < 40; nth += 1) {
        await count(subject, 0, 2 * HOUR_MS + (nth % 10) * 1.5 * HOUR_MS);
      }
    };
    await write();
    await Promise.all([write(), rounds.packHours()]);
    await write();
    await rounds.packHours();

    const withPacks = await read();
    const calls = withPacks.reduce((sum, [, some]) => sum + some, 0);
    expect(calls).toBe(3 * 40 * 100);
    expect(await knex('packing').select('hour')).not.toEqual([]);
    await knex('packed_hours').delete();
    expect(await read()).toEqual(withPacks);
    expect(problems).toEqual([]);
  });

  it('goes on with all that is declared in another thread should its own end', async () => {
    await declare('stock-sync');
    const worker: Worker = jest.mocked(startThread).mock.results[0].value;
    const ended = new Promise(resolve => worker.once('exit', resolve));
    await worker.terminate();
    await ended;
    await expect(rounds.evaluateAll()).rejects.toThrow('is starting again');
    expect(problems).toEqual([expect.stringContaining('is started again')]);

    while ((await statuses()).length < 2) {
      await rounds.evaluateAll().catch(() => {});
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(await statuses()).toEqual([
      { entity_ref: REF, status: 'failing' },
      { entity_ref: 'integration:default/stock-sync', status: 'unknown' },
    ]);
  });

  it('is left to the thread of pages where engines are asked, whose answers pages need too', () => {
    expect(create({ engines: 1 })).toBeInstanceOf(LocalRounds);
  });
});
