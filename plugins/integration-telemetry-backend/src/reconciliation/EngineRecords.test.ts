import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createEngines, createIndex } from '../__testUtils__/createEngines';
import { Exposition } from '../__testUtils__/exposition';
import { EngineKind, installedEngines } from '../__testUtils__/startEngine';
import { openDatabase } from '../openDatabase';
import { SeriesBatch } from '../series/SeriesBatch';
import { SeriesStore } from '../series/SeriesStore';
import {
  CounterSelection,
  EngineCounter,
} from '../sources/prometheus/readCounters';
import { CounterSource, EngineRecords } from './EngineRecords';
import { RecordCountStore } from './RecordCountStore';
import { RecordMetricRule } from './RecordMetrics';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ref = 'integration:default/orders';
const startMs = Date.parse('2026-11-22T09:00:00Z');

const rules: RecordMetricRule[] = [
  {
    metric: 'kafka_source_record_write_total',
    outcome: 'sent',
    where: [{ attribute: 'connector', in: ['orders-out'] }],
    flow: ['topic'],
    unit: 'orders',
  },
];

/** A counter that rises by so many a minute, with a sample at each of its half minutes. */
function rising(
  perMinute: number,
  fromMinute: number,
  toMinute: number,
  from = 0,
): EngineCounter['samples'] {
  return Array.from({ length: 2 * (toMinute - fromMinute) + 1 }, (_, half) => ({
    atMs: startMs + fromMinute * MINUTE_MS + half * 30_000,
    value: from + (perMinute * half) / 2,
  }));
}

const sender = (task: string, samples: EngineCounter['samples']) => ({
  name: 'kafka_source_record_write_total',
  labels: { connector: 'orders-out', topic: 'orders', job: 'shop/bus', task },
  samples,
});

async function open(
  knex: Knex,
  engines: ReadonlyArray<{ name: string; counters: EngineCounter[] }>,
) {
  await openDatabase({ getClient: async () => knex });
  const store = new SeriesStore({
    knex,
    retention: { minutesMs: 2 * DAY_MS, hoursMs: 90 * DAY_MS, daysMs: 1e11 },
    limits: { perIntegration: 500, overall: 1_000 },
  });
  const counters = new RecordCountStore({ knex });
  const asked: Array<CounterSelection & { overMs: number }> = [];
  let nowMs = startMs;
  const create = () =>
    new EngineRecords({
      engines: engines.map((engine): CounterSource => ({
        name: engine.name,
        environment: 'production',
        async readCounters(selection, atMs, overMs) {
          asked.push({ ...selection, overMs });
          return engine.counters
            .filter(({ name }) => selection.names.includes(name))
            .map(counter => ({
              ...counter,
              samples: counter.samples.filter(
                sample => sample.atMs > atMs - overMs && sample.atMs <= atMs,
              ),
            }))
            .filter(({ samples }) => samples.length > 0);
        },
      })),
      store,
      counters,
      rules,
      index: () => createIndex({ orders: { connector: 'orders-out' } }),
      now: () => nowMs,
    });
  const replicas = [create(), create()];
  return {
    store,
    asked,
    /** As the scheduler has it: by one replica or the other. */
    async pollAt(minutes: readonly number[]) {
      for (const [at, minute] of minutes.entries()) {
        nowMs = startMs + minute * MINUTE_MS;
        await replicas[at % 2].poll();
      }
    },
    async counted() {
      const rows = await counters.listCounters([ref]);
      const counts = await counters.listCounts(
        rows.map(({ id }) => id),
        0,
        startMs + DAY_MS,
      );
      return rows.map(row => ({
        flow: row.flow,
        outcome: row.outcome,
        sources: JSON.parse(row.sources),
        unit: row.unit,
        hours: counts
          .filter(({ counter_id: of }) => of === row.id)
          .map(({ start_minute: start, records }) => [
            (start * MINUTE_MS - startMs) / HOUR_MS,
            records,
          ])
          .sort(([left], [right]) => left - right),
      }));
    },
  };
}

const minutes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('counters of records that engines have', () => {
  it.each(databases.eachSupportedId())(
    'count once by the hour, whoever reads them and however often, over a new process, a fall and an outage, on %s',
    async id => {
      const portal = await open(await databases.init(id), [
        {
          name: 'main',
          counters: [
            // Long there when it is first heard of.
            sender('0', rising(60, -30, 150, 1_000_000)),
            // A process that starts at half past nine with what it sent since.
            sender('1', rising(60, 30, 50, 30)),
            // One whose counter falls, as its process starts anew.
            sender('2', [
              ...rising(60, 20, 40).slice(0, -1),
              ...rising(60, 40, 50),
            ]),
            { ...sender('3', rising(60, 0, 90)), name: 'others_total' },
            {
              ...sender('4', rising(60, 0, 90)),
              labels: { connector: 'stock-out' },
            },
          ],
        },
      ]);
      await portal.pollAt([...minutes(0, 60), ...minutes(120, 150), 150]);
      expect(await portal.counted()).toEqual([
        {
          flow: 'orders',
          outcome: 'sent',
          sources: ['bus'],
          unit: 'orders',
          hours: [
            [-1, 30 * 60],
            [0, 60 * 60 + (20 * 60 + 30) + (19.5 * 60 + 10 * 60)],
            [1, 60 * 60],
            [2, 30 * 60],
          ],
        },
      ]);
      const [first] = portal.asked.filter(({ names }) =>
        names.includes('kafka_source_record_write_total'),
      );
      expect(first).toMatchObject({
        names: ['kafka_source_record_write_total'],
        oneOf: [{ label: 'connector', values: ['orders-out'] }],
      });
      expect(portal.asked[0]).toMatchObject({
        names: [
          'tieline_reconciliation_records',
          'tieline_reconciliation_records_total',
        ],
        oneOf: [
          {
            label: 'tieline_reconciliation_outcome',
            values: ['sent', 'received', 'rejected', 'deduplicated'],
          },
        ],
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'are left out where telemetry that comes here counts the same, and those of a second engine, on %s',
    async id => {
      const shipped = (outcome: string): EngineCounter => ({
        name: 'tieline_reconciliation_records_total',
        labels: {
          connector: 'orders-out',
          tieline_reconciliation_outcome: outcome,
          deployment_environment_name: 'production',
        },
        samples: rising(10, -10, 50),
      });
      const counters = [shipped('sent'), shipped('received')];
      const portal = await open(await databases.init(id), [
        { name: 'main', counters },
        { name: 'second', counters },
      ]);
      const own = new SeriesBatch();
      own.addRecords(
        { subject: ref, environment: 'production', flow: '', outcome: 'sent' },
        { startMs: startMs - MINUTE_MS, endMs: startMs },
        7,
        { source: 'shop', unit: '' },
      );
      await portal.store.write(own, startMs);
      await portal.pollAt(minutes(0, 50));
      const counted = await portal.counted();
      expect(
        counted
          .map(({ outcome, hours }) => [outcome, ...hours])
          .sort(([left], [right]) => (left < right ? -1 : 1)),
      ).toEqual([
        ['received', [-1, 100], [0, 500]],
        ['sent', [-1, 7]],
      ]);
    },
  );
});

const NO_ENGINE = { name: 'an engine (none is installed)' } as EngineKind;
const installed = installedEngines();
const given =
  installed.length > 0
    ? describe.each(installed)
    : describe.skip.each([NO_ENGINE]);

given('counters of records in $name', kind => {
  it('are read as they were sampled', async () => {
    const nowMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const exposition = new Exposition();
    for (let at = -50; at <= 0; at += 1) {
      for (const [connector, perMinute] of [
        ['orders-out', 60],
        ['stock-out', 7],
      ] as const) {
        exposition.add(
          'kafka_source_record_write_total',
          { connector, topic: 'orders' },
          nowMs + at * MINUTE_MS,
          1_000 + (at + 50) * perMinute,
        );
      }
    }
    const engine = await kind.start(exposition);
    try {
      const knex = await databases.init('SQLITE_3');
      const portal = await open(knex, []);
      const counters = new RecordCountStore({ knex });
      const records = new EngineRecords({
        engines: createEngines({
          engines: [{ name: 'main', url: engine.url }],
          integrations: {},
          now: () => nowMs,
        }).counters,
        store: portal.store,
        counters,
        rules,
        index: () => createIndex({ orders: { connector: 'orders-out' } }),
        now: () => nowMs,
      });
      expect(await records.poll()).toBe(1);
      const [counter] = await counters.listCounters([ref]);
      expect(counter).toMatchObject({ last_seen_ms: nowMs, flow: 'orders' });
      const counts = await counters.listCounts([counter.id], 0, nowMs);
      expect(counts.map(count => count.records)).toEqual([50 * 60]);
    } finally {
      await engine.stop();
    }
  });
});
