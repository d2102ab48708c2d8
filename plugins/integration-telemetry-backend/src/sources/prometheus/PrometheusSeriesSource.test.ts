import { CallFactsReader } from '../../health/CallFactsReader';
import { createEngines, emptyStore } from '../../__testUtils__/createEngines';
import { Exposition, ExpositionNames } from '../../__testUtils__/exposition';
import {
  EngineKind,
  installedEngines,
  StartedEngine,
} from '../../__testUtils__/startEngine';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FLEET = 200;
const subject = 'integration:default/orders';

interface Dialect extends ExpositionNames {
  name: string;
  service: string;
  operation: string;
  stepMs: number;
}

const dialects: Dialect[] = [
  {
    name: 'connector, seconds',
    calls: 'traces_span_metrics_calls_total',
    durations: 'traces_span_metrics_duration_seconds',
    unitMs: 1000,
    service: 'service_name',
    operation: 'span_name',
    stepMs: 15_000,
  },
  {
    name: 'connector, milliseconds',
    calls: 'traces_span_metrics_calls_total',
    durations: 'traces_span_metrics_duration_milliseconds',
    unitMs: 1,
    service: 'service_name',
    operation: 'span_name',
    stepMs: MINUTE_MS,
  },
  {
    name: 'Tempo',
    calls: 'traces_spanmetrics_calls_total',
    durations: 'traces_spanmetrics_latency',
    unitMs: 1000,
    service: 'service',
    operation: 'span_name',
    stepMs: 15_000,
  },
  {
    name: 'connector without a namespace',
    calls: 'calls_total',
    durations: 'duration_milliseconds',
    unitMs: 1,
    service: 'service_name',
    operation: 'span_name',
    stepMs: 30_000,
  },
  {
    name: 'processor',
    calls: 'calls_total',
    durations: 'latency',
    unitMs: 1,
    service: 'service_name',
    operation: 'operation',
    stepMs: 30_000,
  },
  {
    name: 'names of its own',
    calls: 'acme_calls_total',
    durations: 'acme_duration_seconds',
    unitMs: 1000,
    service: 'service_name',
    operation: 'span_name',
    stepMs: 30_000,
  },
];

/** Each dialect's calls stand apart by a label: 20 a minute of 80 ms, a quarter of them failed. */
function createExposition(nowMs: number): Exposition {
  const exposition = new Exposition();
  for (const dialect of dialects) {
    const { name, service, operation, stepMs } = dialect;
    const labels = {
      dialect: name,
      [service]: 'orders',
      [operation]: 'GET /orders/{id}',
      span_kind: 'SPAN_KIND_SERVER',
    };
    const range = { fromMs: nowMs - 3 * HOUR_MS, toMs: nowMs, stepMs };
    const perSample = (perMinute: number) => (perMinute * stepMs) / MINUTE_MS;
    exposition.addCalls(
      {
        labels: { ...labels, status_code: 'STATUS_CODE_UNSET' },
        perSample: perSample(15),
      },
      range,
      dialect,
    );
    exposition.addCalls(
      {
        labels: { ...labels, status_code: 'STATUS_CODE_ERROR' },
        perSample: perSample(5),
      },
      range,
      dialect,
    );
  }
  for (let number = 0; number < FLEET; number += 1) {
    exposition.addCalls(
      {
        labels: {
          dialect: 'fleet',
          service_name: `service-${number}`,
          span_name: 'GET /orders',
          span_kind: 'SPAN_KIND_SERVER',
        },
        perSample: number,
      },
      { fromMs: nowMs - HOUR_MS, toMs: nowMs, stepMs: 2 * MINUTE_MS },
    );
  }
  for (const [at, errors] of [
    [nowMs - 5 * MINUTE_MS, 30],
    [nowMs - MINUTE_MS, 30],
  ]) {
    const dialect = 'new errors';
    const labels = {
      dialect,
      service_name: 'orders',
      span_name: 'POST /orders',
    };
    exposition.add(
      'traces_span_metrics_calls_total',
      {
        ...labels,
        span_kind: 'SPAN_KIND_SERVER',
        status_code: 'STATUS_CODE_ERROR',
      },
      at,
      errors,
    );
  }
  exposition.addCalls(
    {
      labels: {
        dialect: 'new errors',
        service_name: 'orders',
        span_name: 'POST /orders',
        span_kind: 'SPAN_KIND_SERVER',
        status_code: 'STATUS_CODE_UNSET',
      },
      perSample: 1,
    },
    { fromMs: nowMs - 3 * HOUR_MS, toMs: nowMs, stepMs: MINUTE_MS },
  );
  exposition.add(
    'traces_span_metrics_calls_total',
    {
      dialect: 'new engine',
      service_name: 'orders',
      span_name: 'POST /orders',
      span_kind: 'SPAN_KIND_SERVER',
    },
    nowMs - 3 * MINUTE_MS,
    1_000_000,
  );
  exposition.add('rabbitmq_queue_messages_ready', { queue: 'dead' }, nowMs, 7);
  exposition.add('kafka_consumergroup_lag', { topic: 'orders' }, nowMs, -1);
  return exposition;
}

const NO_ENGINE = { name: 'an engine (none is installed)' } as EngineKind;
const installed = installedEngines();
const given =
  installed.length > 0
    ? describe.each(installed)
    : describe.skip.each([NO_ENGINE]);

given('series of $name', kind => {
  let engine: StartedEngine;
  let nowMs: number;

  beforeAll(async () => {
    nowMs = Date.now();
    engine = await kind.start(createExposition(nowMs));
  });

  afterAll(() => engine?.stop());

  it.each(dialects)('are the same from $name', async dialect => {
    const { name, calls, durations, unitMs } = dialect;
    const engines = createEngines({
      engines: [
        {
          name: 'main',
          url: engine.url,
          filter: `dialect="${name}"`,
          ...(calls.startsWith('acme') && {
            spanMetrics: {
              calls,
              durations,
              unit: unitMs === 1 ? 'milliseconds' : 'seconds',
            },
          }),
        },
      ],
      integrations: {
        orders: { 'service.name': 'orders', 'http.route': '/orders/{id}' },
      },
      now: () => nowMs,
    });
    await engines.engines[0].refreshIfDue();
    const source = engines.overPoints(emptyStore);

    const series = await source.listSeries(subject);
    expect(series).toMatchObject([
      {
        subject,
        environment: 'production',
        source: 'metrics',
        side: 'callee',
        kind: 'serve',
        operation: 'GET /orders/{id}',
      },
    ]);
    expect(nowMs - series[0].last_seen_ms).toBeLessThan(5 * MINUTE_MS);
    expect(engines.describe()[0]).toMatchObject({
      status: 'answering',
      spanMetrics: { calls, durations, histogram: 'classic' },
      sampleIntervalSeconds: dialect.stepMs / 1000,
    });

    const from = nowMs - HOUR_MS;
    const window = await source.readTotals(series, 1, from, nowMs);
    const totals = window.get(series[0].id)!;
    expect(totals.count / 1_200).toBeCloseTo(1, 1);
    expect(totals.errors / totals.count).toBeCloseTo(0.25, 2);
    expect(totals.sumMs / totals.count).toBeCloseTo(80, 0);
    expect(totals.histogram.percentile(0.5)).toBeGreaterThan(50);
    expect(totals.histogram.percentile(0.5)).toBeLessThan(100);

    const minutes = await source.readCounts(series, 1, from, nowMs);
    expect(minutes.length).toBeGreaterThanOrEqual(58);
    minutes.slice(5, -5).forEach(({ count, failed }) => {
      expect(count).toBeCloseTo(20, 0);
      expect(failed / count).toBeCloseTo(0.25, 1);
    });

    const hour = Math.floor(nowMs / HOUR_MS) * HOUR_MS - HOUR_MS;
    const points = await source.readPoints(series, 60, hour, hour + HOUR_MS);
    expect([...points.keys()]).toEqual([hour / MINUTE_MS]);
    expect(points.get(hour / MINUTE_MS)!.count / 1_200).toBeCloseTo(1, 1);
    const hours = await engines.hours!.readHours(series, hour, hour + HOUR_MS);
    expect(hours).toMatchObject([{ seriesId: series[0].id, startMs: hour }]);
    expect(hours[0].count / 1_200).toBeCloseTo(1, 1);
    expect(hours[0].failed / hours[0].count).toBeCloseTo(0.25, 1);
    expect(hours[0].sumMs / hours[0].count).toBeCloseTo(80, 0);
    expect(
      await source.readCountsAt(series, 60, [hour / MINUTE_MS, 0]),
    ).toMatchObject([{ startMinute: hour / MINUTE_MS }]);
  });

  it.each([
    [
      'count the first errors, which come with a counter of their own',
      'new errors',
      30,
    ],
    ['count nothing of a counter’s life before the engine’s', 'new engine', 0],
  ])('%s', async (_, dialect, errors) => {
    const engines = createEngines({
      engines: [
        { name: 'main', url: engine.url, filter: `dialect="${dialect}"` },
      ],
      integrations: { orders: { 'service.name': 'orders' } },
      now: () => nowMs,
    });
    await engines.engines[0].refreshIfDue();
    const source = engines.overPoints(emptyStore);
    const series = await source.listSeries(subject);
    const from = nowMs - 15 * MINUTE_MS;

    const totals = await source.readTotals(series, 1, from, nowMs);
    const counts = await source.readCounts(series, 1, from, nowMs);

    const all = [...totals.values()];
    expect(all.reduce((sum, item) => sum + item.errors, 0)).toBe(errors);
    expect(all.every(({ count }) => count < 100)).toBe(true);
    const failed = counts.reduce((sum, item) => sum + item.failed, 0);
    expect(failed).toBeCloseTo(errors, 5);
  });

  it('take a handful of questions, however many integrations there are', async () => {
    const names = Array.from({ length: FLEET }, (_, number) => `${number}`);
    const engines = createEngines({
      engines: [{ name: 'main', url: engine.url, filter: 'dialect="fleet"' }],
      integrations: Object.fromEntries(
        names.map(name => [name, { 'service.name': `service-${name}` }]),
      ),
      now: () => nowMs,
    });
    await engines.engines[0].refreshIfDue();
    const source = engines.over(emptyStore);
    const facts = new CallFactsReader({ reader: source });
    const before = engines.describe()[0].queries;

    const evaluate = (moment: number) =>
      Promise.all(
        names.slice(10).map(async name => {
          const series = await source.listSeries(`integration:default/${name}`);
          const [window] = await Promise.all([
            facts.readWindow(series, moment),
            facts.readUsual(series, moment),
          ]);
          await facts.readSparkline(series, 'throughputPerMinute', moment);
          return window.totals.count;
        }),
      );
    const counts = await evaluate(nowMs);
    const asked = engines.describe()[0].queries - before;
    // A page, or another part of the round, a moment later asks nothing.
    await evaluate(Math.ceil(nowMs / 30_000) * 30_000 - 1);

    counts.forEach((count, at) => {
      const perMinute = (at + 10) / 2;
      expect(count / 15 / perMinute).toBeCloseTo(1, 0);
    });
    expect(asked).toBeLessThanOrEqual(8);
    expect(engines.describe()[0].queries - before).toBe(asked);
  });

  it('come with the current values of any metrics, in one question', async () => {
    const engines = createEngines({
      engines: [{ name: 'main', url: engine.url }],
      integrations: {},
      now: () => nowMs,
    });

    const gauges = await engines.readGauges([
      'rabbitmq_queue_messages_ready',
      'kafka_consumergroup_lag',
      'there_is_none',
    ]);

    expect(
      gauges.sort((left, right) => right.value - left.value),
    ).toMatchObject([
      {
        engine: 'main',
        name: 'rabbitmq_queue_messages_ready',
        labels: { queue: 'dead' },
        value: 7,
      },
      { name: 'kafka_consumergroup_lag', value: -1 },
    ]);
    expect(engines.describe()[0].queries).toBe(1);
  });
});
