import { TestDatabases } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import {
  hourlyDurations,
  season,
  SERIES_START_MS,
} from '../__testUtils__/hourlySeries';
import { seriesKey } from '../__testUtils__/seriesKey';
import { ViewKeeper } from '../health/ViewKeeper';
import { ViewStore } from '../health/ViewStore';
import { openDatabase } from '../openDatabase';
import { RunStore } from '../runs/RunStore';
import { CallTotals } from '../series/CallTotals';
import { MINUTE_MS, SeriesBatch } from '../series/SeriesBatch';
import { SeriesReader } from '../series/SeriesReader';
import { SeriesStore } from '../series/SeriesStore';
import { HOUR_MS, WEEK_HOURS } from './HourGrid';
import { TREND_HOURS } from './judgeTrend';
import { TrendKeeper } from './TrendKeeper';
import { TrendPointsReader } from './TrendPointsReader';
import { TrendStore } from './TrendStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const DAY = 24;
const CHANGE = TREND_HOURS;
const UNTIL = CHANGE + 8 * DAY;
const toMs = (hour: number) => SERIES_START_MS + hour * HOUR_MS;

const entityRef = 'integration:default/a';
const orders = {
  facets: { entityRef, interaction: 'request' },
  spec: {},
} as ProjectedIntegration;
const quiet = {
  facets: { entityRef: 'integration:default/quiet', interaction: 'request' },
  spec: {},
} as ProjectedIntegration;

/** Two consumers' calls, which take a third longer from a moment on, and a nightly run that always takes the same. */
async function fill(knex: Knex): Promise<void> {
  const batch = new SeriesBatch();
  ['shop', 'kiosk'].forEach((consumer, nth) => {
    const points = hourlyDurations(
      [
        {
          name: 'GET /a',
          callsPerHour: hour => 300 * season(hour),
          level: hour => (hour < CHANGE ? 80 : 107),
        },
      ],
      { hours: UNTIL, seed: nth },
    );
    for (const { startMs, count, sum } of points) {
      const totals = new CallTotals();
      totals.count = count;
      totals.sumMs = sum;
      totals.histogram.add(sum / count, count);
      batch.addTotals(
        seriesKey({ subject: entityRef, consumer }),
        { samplingUnknown: false, environmentAssumed: false },
        { startMs, endMs: startMs + HOUR_MS - MINUTE_MS },
        totals,
      );
    }
  });
  const store = new SeriesStore({
    knex,
    retention: { minutesMs: 1e9, hoursMs: 1e11, daysMs: 1e12 },
    limits: { perIntegration: 100, overall: 1_000 },
  });
  await store.write(batch, toMs(UNTIL));
  const reports = Array.from({ length: UNTIL / DAY }, (_, day) => ({
    integrationRef: entityRef,
    report: {
      id: `run-${day}`,
      integration: entityRef,
      environment: 'production',
      startedAt: new Date(toMs(day * DAY + 2) + day * MINUTE_MS).toISOString(),
      endedAt: new Date(toMs(day * DAY + 3) + day * MINUTE_MS).toISOString(),
      result: 'succeeded' as const,
    },
  }));
  await new RunStore({ knex }).report(reports);
}

/** As many as there is time for; how many more are due. */
async function keepDue(
  keeper: TrendKeeper,
  integrations: readonly ProjectedIntegration[],
  nowMs: number,
  most: number,
): Promise<number> {
  const due = await keeper.listDue(integrations, nowMs);
  for (const integration of due.slice(0, most)) {
    await keeper.keep(integration, nowMs);
  }
  return due.slice(most).length;
}

describe.each(databases.eachSupportedId())('TrendKeeper on %s', id => {
  async function open() {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    await fill(knex);
    const store = new TrendStore({ knex });
    const series = new SeriesReader({ knex });
    const errors: string[] = [];
    const create = () =>
      new TrendKeeper({
        store,
        points: new TrendPointsReader({ knex, runs: new RunStore({ knex }) }),
        series,
        views: new ViewKeeper({
          store: new ViewStore({ knex }),
          reader: series,
        }),
        logger: { error: message => errors.push(message) },
      });
    return { store, create, errors, knex };
  }

  it('finds it where hours are read from an engine, and tries again within an hour where that is out', async () => {
    const { store, errors, knex } = await open();
    const own = await new SeriesReader({ knex }).listSeries(entityRef);
    const runs = new RunStore({ knex });
    const points = new TrendPointsReader({ knex, runs });
    const mirrored = <Item extends { id: number }>(items: readonly Item[]) =>
      items.map(item => ({ ...item, id: -item.id }));
    let isOut = false;
    const reader = {
      listSeries: async () => mirrored(own),
    } as unknown as SeriesReader;
    const keeper = new TrendKeeper({
      store,
      points: new TrendPointsReader({
        knex,
        runs,
        elsewhere: {
          has: ({ id: seriesId }) => seriesId < 0,
          async readHours(asked, fromMs, untilMs) {
            if (isOut) {
              throw new ServiceUnavailableError('It is out');
            }
            const read = await points.readCalls(
              mirrored(asked),
              ['latency', 'error-rate'],
              fromMs,
              untilMs,
            );
            const failed = read.get('error-rate')!;
            return read.get('latency')!.map(({ startMs, count, sum }, at) => ({
              seriesId: asked[0].id,
              startMs,
              count,
              failed: failed[at].sum,
              sumMs: sum,
            }));
          },
        },
      }),
      series: reader,
      views: new ViewKeeper({ store: new ViewStore({ knex }), reader }),
      logger: { error: message => errors.push(message) },
    });
    const lookMs = (day: number) => toMs(CHANGE + day * DAY) + 15 * MINUTE_MS;
    for (let day = 0; day <= 6; day += 1) {
      await keepDue(keeper, [orders], lookMs(day), 10);
    }
    const latency = async () =>
      (await store.listOf([entityRef]))
        .get(entityRef)!
        .find(({ finding }) => finding.indicator === 'latency')!;
    const before = await latency();
    expect(before.finding).toMatchObject({ outcome: 'raised', shape: 'step' });

    isOut = true;
    await keepDue(keeper, [orders], lookMs(7), 10);
    expect(await latency()).toEqual(before);
    expect(errors).toEqual([]);
    const inAnHour = lookMs(7) + HOUR_MS;
    expect(await keeper.listDue([orders], inAnHour - 1)).toEqual([]);
    expect(await keeper.listDue([orders], inAnHour)).toEqual([orders]);
  });

  it('finds what became slower, remembers it over a restart, and lets the owner accept it', async () => {
    const { store, create, errors } = await open();
    const read = async () =>
      Object.fromEntries(
        ((await store.listOf([entityRef])).get(entityRef) ?? []).map(trend => [
          trend.finding.indicator,
          trend,
        ]),
      );
    const lookMs = (day: number) => toMs(CHANGE + day * DAY) + 15 * MINUTE_MS;

    await keepDue(create(), [orders, quiet], lookMs(0), 10);
    const before = await read();
    expect(Object.keys(before).sort()).toEqual([
      'batch-duration',
      'error-rate',
      'latency',
      'throughput',
    ]);
    expect(before.latency.finding).toMatchObject({
      outcome: 'steady',
      judgedMs: toMs(CHANGE),
    });
    expect(before['error-rate'].finding.limit).toBe('too-few');

    for (let day = 1; day <= 7; day += 1) {
      await keepDue(create(), [orders, quiet], lookMs(day), 10);
    }
    const { latency, throughput, 'batch-duration': runs } = await read();
    expect(latency.finding).toMatchObject({ outcome: 'raised', shape: 'step' });
    expect(latency.finding.level).toBeCloseTo(107, -1);
    expect(throughput.finding.outcome).toBe('steady');
    expect(runs.finding).toMatchObject({ outcome: 'steady' });
    expect(runs.finding.usualLevel).toBeCloseTo(HOUR_MS, -4);
    expect((await store.listRaised()).map(one => one.entityRef)).toEqual([
      entityRef,
    ]);

    expect(await store.accept(entityRef, 'production', 'latency')).toBe(true);
    expect(await store.accept(entityRef, 'production', 'latency')).toBe(false);
    // Found before the owner accepted.
    await store.putAll([latency]);
    expect(await store.listRaised()).toEqual([]);
    await keepDue(create(), [orders], lookMs(8), 10);
    expect((await read()).latency.finding.outcome).toBe('steady');
    expect(errors).toEqual([]);

    await store.forget([entityRef]);
    expect(await read()).toEqual({});
  });

  it('finds at the first look what has been slow for a week, and at the next after a history came', async () => {
    const { store, create } = await open();
    const lookMs = toMs(CHANGE + 7 * DAY) + 15 * MINUTE_MS;
    const outcome = async () =>
      (await store.listOf([entityRef]))
        .get(entityRef)
        ?.find(({ finding }) => finding.indicator === 'latency')?.finding;
    await keepDue(create(), [orders], lookMs, 1);
    expect(await outcome()).toMatchObject({
      outcome: 'raised',
      sinceMs: toMs(CHANGE),
    });

    await store.forget([entityRef]);
    const keeper = create();
    // As if somebody had looked while most of it was still to come.
    await keepDue(keeper, [orders], toMs(WEEK_HOURS), 1);
    expect(await outcome()).toMatchObject({ outcome: 'unjudged' });
    await keeper.lookAgain();
    await keepDue(keeper, [orders], lookMs, 1);
    expect(await outcome()).toMatchObject({ outcome: 'raised' });
  });

  it('finds that more messages become dead letters than usual', async () => {
    const { store, create, knex } = await open();
    const batch = new SeriesBatch();
    // Ten an hour, sixteen since a week; somebody drains it every night.
    let depth = 0;
    for (let hour = 0; hour < CHANGE + 8 * DAY; hour += 1) {
      depth = hour % DAY === 0 ? 0 : depth + (hour < CHANGE ? 10 : 16);
      batch.addQueueLevel(
        {
          queue: 'a.dlq',
          environment: 'production',
          consumerGroup: '',
          measure: 'ready',
        },
        toMs(hour) + 59 * MINUTE_MS,
        depth,
      );
    }
    await new SeriesStore({
      knex,
      retention: { minutesMs: 1e9, hoursMs: 1e11, daysMs: 1e12 },
      limits: { perIntegration: 100, overall: 1_000 },
    }).write(batch, toMs(UNTIL));
    const named = {
      ...orders,
      spec: { telemetry: { deadLetterQueues: ['a.dlq'] } },
    } as ProjectedIntegration;
    const lookMs = toMs(CHANGE + 7 * DAY) + 15 * MINUTE_MS;
    await keepDue(create(), [named], lookMs, 1);
    const trends = (await store.listOf([entityRef])).get(entityRef);
    expect(
      trends?.find(({ finding }) => finding.indicator === 'dead-letter-inflow')
        ?.finding,
    ).toMatchObject({
      outcome: 'raised',
      direction: 'up',
      ratio: expect.closeTo(1.6, 1),
    });
  });

  it('looks at as many as there is time for, longest due first, and at nothing twice', async () => {
    const { store, create } = await open();
    const keeper = create();
    const replica = create();
    const nowMs = toMs(CHANGE - 1) + 20 * MINUTE_MS;
    expect(await keepDue(replica, [orders], nowMs, 0)).toBe(1);

    expect(await keepDue(keeper, [quiet, orders], nowMs, 1)).toBe(1);
    expect((await store.listOf([entityRef])).size).toBe(0);
    expect(await keepDue(keeper, [quiet, orders], nowMs, 1)).toBe(0);
    expect((await store.listOf([entityRef])).size).toBe(1);
    expect(await keepDue(replica, [orders], nowMs + MINUTE_MS, 1)).toBe(0);
    const [first] = (await store.listOf([entityRef])).get(entityRef)!;
    expect(first).toMatchObject({ version: 1, evaluatedMs: nowMs });
    expect(await keepDue(keeper, [quiet, orders], nowMs + HOUR_MS, 0)).toBe(0);
    expect(
      await keepDue(keeper, [quiet, orders], nowMs + WEEK_HOURS * HOUR_MS, 0),
    ).toBe(2);
  });
});
