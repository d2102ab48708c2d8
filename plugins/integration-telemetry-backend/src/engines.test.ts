import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  AlarmPage,
  DriftDetail,
  DriftPage,
  Engine,
  HealthDetail,
  HealthPage,
  SeriesSet,
  Usage,
} from '@tieline/plugin-integrations-common/telemetry';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { parse } from 'yaml';
import { Exposition } from './__testUtils__/exposition';
import { EngineKind, installedEngines } from './__testUtils__/startEngine';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import {
  component,
  integration,
  span,
  traces,
} from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const NO_ENGINE: EngineKind = {
  name: 'an engine (none is installed)',
  isInstalled: false,
  start: () => Promise.reject(new Error('There is none')),
};

const matched = (name: string, conditions: object[], spec: object = {}) =>
  integration(name, { ...spec, telemetry: { matchers: [{ conditions }] } });

const catalog = () =>
  createCatalog([
    integration('payment-authorise', {
      endpoints: [
        {
          name: 'payments',
          protocol: 'https',
          address: 'pay.example.com',
          role: 'call',
          version: 'v1',
        },
      ],
      telemetry: {
        matchers: [
          {
            conditions: [
              { attribute: 'service.name', equals: 'checkout' },
              { attribute: 'server.address', equals: 'pay.example.com' },
            ],
            version: { attribute: 'url.template', pattern: '^/(v\\d+)/' },
          },
        ],
      },
    }),
    matched('stock-level', [
      { attribute: 'service.name', equals: 'shop' },
      { attribute: 'http.route', equals: '/stock' },
    ]),
    matched(
      'gone-quiet',
      [
        { attribute: 'service.name', equals: 'shop' },
        { attribute: 'messaging.destination.name', equals: 'returns' },
      ],
      { type: 'event-driven' },
    ),
    integration('invoices', { source: 'web-shop', targets: ['billing'] }),
    component('checkout', 'web-shop'),
    component('shop', 'web-shop'),
    component('ledger', 'billing'),
  ]);

/** Six hours, sampled twice a minute. */
function createExposition(nowMs: number): Exposition {
  const exposition = new Exposition();
  const range = { fromMs: nowMs - 6 * HOUR_MS, toMs: nowMs, stepMs: 30_000 };
  const pay = (status: string, code: string) => ({
    service_name: 'checkout',
    span_name: 'POST /v2/payments',
    span_kind: 'SPAN_KIND_CLIENT',
    status_code: code,
    server_address: 'pay.example.com',
    http_response_status_code: status,
  });
  exposition.addCalls(
    { labels: pay('200', 'STATUS_CODE_UNSET'), perSample: 6 },
    range,
  );
  exposition.addCalls(
    {
      labels: pay('503', 'STATUS_CODE_ERROR'),
      perSample: atMs => (atMs >= nowMs - HOUR_MS ? 4 : 0),
    },
    range,
  );
  const shop = (name: string, kind: string, others: object = {}) => ({
    service_name: 'shop',
    span_name: name,
    span_kind: `SPAN_KIND_${kind}`,
    status_code: 'STATUS_CODE_UNSET',
    ...others,
  });
  exposition.addCalls(
    { labels: shop('GET /stock', 'SERVER'), perSample: 3, durationMs: 200 },
    range,
  );
  exposition.addCalls(
    {
      labels: shop('process returns', 'CONSUMER'),
      perSample: atMs => (atMs < nowMs - 3 * HOUR_MS ? 2 : 0),
    },
    range,
  );
  exposition.addCalls(
    {
      labels: shop('GET /rates', 'CLIENT', {
        server_address: 'fx.example.com',
      }),
      perSample: 1,
    },
    range,
  );
  for (const [client, server] of [
    ['shop', 'ledger'],
    ['shop', 'crm'],
    ['user', 'shop'],
  ]) {
    for (let at = range.fromMs; at <= nowMs; at += range.stepMs) {
      const count = (2 * (at - range.fromMs)) / range.stepMs;
      const edge = { client, server, connection_type: '' };
      exposition.add('traces_service_graph_request_total', edge, at, count);
      exposition.add(
        'traces_service_graph_request_failed_total',
        edge,
        at,
        count / 2,
      );
    }
  }
  return exposition;
}

/** Ten days of one undeclared flow, ninety minutes of another, and a day of an edge. */
function createNewFlows(nowMs: number): Exposition {
  const exposition = new Exposition();
  const DAYS = { fromMs: nowMs - 10 * 24 * HOUR_MS, stepMs: 1_200_000 };
  const calls = (address: string) => ({
    service_name: 'shop',
    span_name: 'GET /rates',
    span_kind: 'SPAN_KIND_CLIENT',
    status_code: 'STATUS_CODE_UNSET',
    server_address: address,
  });
  exposition.addCalls(
    { labels: calls('fx.example.com'), perSample: 20 },
    { ...DAYS, toMs: nowMs },
  );
  exposition.addCalls(
    { labels: calls('crm.example.com'), perSample: 1 },
    { fromMs: nowMs - 1.5 * HOUR_MS, toMs: nowMs, stepMs: 30_000 },
  );
  const edge = { client: 'shop', server: 'crm', connection_type: '' };
  for (let hours = 30; hours >= 0; hours -= 0.25) {
    const at = nowMs - hours * HOUR_MS;
    exposition.add(
      'traces_service_graph_request_total',
      edge,
      at,
      1_000 - hours,
    );
  }
  return exposition;
}

/** Whoever asks an engine that is out finds it out, however seldom rounds do. */
async function untilOut(
  telemetry: Awaited<ReturnType<typeof startTelemetry>>,
  asking: string,
): Promise<void> {
  let items: Engine[];
  do {
    await telemetry.get(asking);
    ({ items } = (await telemetry.get('/v1/engines')).body);
  } while (items[0].status !== 'out');
}

const installed = installedEngines();
const given =
  installed.length > 0
    ? describe.each(installed)
    : describe.skip.each([NO_ENGINE]);

given('telemetry that is in $name', kind => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const ends: Array<() => Promise<void>> = [];

  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
  });

  it('is read from there, and what was found out stands while the engine is out', async () => {
    const engine = await kind.start(createExposition(Date.now()));
    ends.push(engine.stop);
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: catalog(),
      config: {
        engines: [
          { name: 'main', url: engine.url, refresh: { milliseconds: 500 } },
        ],
      },
    });

    ends.push(telemetry.stop);

    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) =>
        items.length === 4 &&
        items.filter(({ status }) => status === 'unknown').length === 1,
    );
    const byName = Object.fromEntries(
      page.items.map(item => [item.integration.name, item]),
    );
    expect(byName['payment-authorise']).toMatchObject({
      status: 'failing',
      reasons: [{ headline: '40 % of calls fail with 503' }],
      calls: { source: 'metrics', side: 'caller' },
    });
    const failing = byName['payment-authorise'].calls!;
    expect(failing.calls / 300).toBeCloseTo(1, 1);
    expect(failing.p95Ms).toBeGreaterThan(50);
    expect(failing.p95Ms).toBeLessThan(105);
    const beganMs = Date.now() - Date.parse(byName['payment-authorise'].since!);
    expect(Math.abs(beganMs - HOUR_MS)).toBeLessThan(5 * 60_000);
    expect(byName['stock-level']).toMatchObject({
      status: 'healthy',
      calls: { side: 'callee', errorRate: 0 },
    });
    expect(byName['gone-quiet']).toMatchObject({
      status: 'silent',
      reasons: [{ headline: expect.stringMatching(/^No messages for [23] h/) }],
    });

    const detail: HealthDetail = (
      await telemetry.get('/v1/health/default/payment-authorise')
    ).body;
    expect(detail.operations).toMatchObject([
      { name: 'POST /v2/payments', status: 'failing' },
    ]);
    expect(detail.consumers).toMatchObject([
      { name: 'checkout', entityRef: 'component:default/checkout' },
    ]);

    const series: SeriesSet = (
      await telemetry.get('/v1/series/default/stock-level?stepSeconds=300')
    ).body;
    const full = series.values.throughputPerMinute!.slice(-10, -2);
    full.forEach(value => expect(value).toBeCloseTo(6, 1));
    expect(series.values.p50Ms!.at(-3)).toBeGreaterThan(100);

    const usage: Usage = (
      await telemetry.get('/v1/usage/default/payment-authorise')
    ).body;
    expect(usage.items).toMatchObject([{ consumer: 'checkout', share: 1 }]);
    expect(usage.totals.calls).toBeGreaterThan(4_000);

    const drift = await telemetry.until<DriftPage>(
      '/v1/drift?kind=undeclared',
      ({ items }) => items.length === 2,
    );
    expect(drift.items.map(({ headline }) => headline).sort()).toEqual([
      'shop calls crm',
      'shop calls fx.example.com',
    ]);
    expect(
      drift.items.find(({ target }) => target?.name === 'crm'),
    ).toMatchObject({ errorRate: 0.5 });

    const { items: mismatched } = await telemetry.until<DriftPage>(
      '/v1/drift?kind=mismatched',
      ({ items }) => items.length > 0,
    );
    expect(mismatched).toMatchObject([
      {
        headline: 'Version v2 of payment-authorise is in use, and not declared',
        integrationRef: 'integration:default/payment-authorise',
      },
    ]);
    expect(mismatched[0].callsLastDay).toBeGreaterThan(4_000);
    const undeclared = drift.items.find(
      ({ target }) => target?.name === 'fx.example.com',
    )!;
    for (const { id, callsLastDay } of [mismatched[0], undeclared]) {
      const { days }: DriftDetail = (await telemetry.get(`/v1/drift/${id}`))
        .body;
      const calls = days.reduce((sum, day) => sum + day.calls, 0);
      expect(calls / callsLastDay!).toBeCloseTo(1, 1);
    }

    const state = async (): Promise<Engine> =>
      (await telemetry.get('/v1/engines')).body.items[0];
    expect(await state()).toMatchObject({
      name: 'main',
      status: 'answering',
      spanMetrics: {
        dialect: 'spanmetrics connector',
        histogram: 'classic',
        unit: 'seconds',
      },
      serviceGraph: true,
      dimensions: expect.arrayContaining(['service_name', 'server_address']),
      sampleIntervalSeconds: 30,
      integrations: 3,
      services: 2,
    });

    await engine.stop();
    await untilOut(telemetry, '/v1/series/default/stock-level');
    expect((await state()).lastError).toMatch(
      /The engine main can't be reached: .*ECONNREFUSED/,
    );
    const stands: HealthDetail = (
      await telemetry.get('/v1/health/default/payment-authorise')
    ).body;
    expect(stands).toMatchObject({ status: 'failing', operations: [] });
    expect(stands.notes[0]).toMatch(
      /The engine main does not answer since .* Its status stands/,
    );
    const out = await telemetry.get('/v1/series/default/stock-level');
    expect(out.status).toBe(503);
  });
});

given('new flows that only $name knows', kind => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const ends: Array<() => Promise<void>> = [];

  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
  });

  it('are alarms, and stand while the engine is out, also after a restart, until somebody declares them', async () => {
    const engine = await kind.start(createNewFlows(Date.now()));
    ends.push(engine.stop);
    const knex = await databases.init('SQLITE_3');
    const entities = createCatalog([component('shop', 'web-shop')]);
    const start = () =>
      startTelemetry({
        knex,
        catalog: entities,
        config: {
          alarms: {
            settle: { milliseconds: 100 },
            clearAfter: { milliseconds: 100 },
          },
          engines: [
            {
              name: 'main',
              url: engine.url,
              refresh: { milliseconds: 500 },
              lookback: { days: 9 },
            },
          ],
        },
      });
    const first = await start();
    ends.push(first.stop);

    const { items } = await first.until<AlarmPage>(
      '/v1/alarms?kind=drift',
      page => page.items.length > 0,
    );
    expect(items).toMatchObject([
      {
        rule: 'undeclared',
        headline: 'shop calls crm.example.com, and nobody declared it',
      },
    ]);
    const beganMs = Date.now() - Date.parse(items[0].since);
    expect(Math.abs(beganMs - 1.5 * HOUR_MS)).toBeLessThan(10 * 60_000);
    const headlines = async (telemetry: typeof first) =>
      ((await telemetry.get('/v1/drift')).body as DriftPage).items
        .map(({ headline, callsLastDay }) => [headline, callsLastDay! > 0])
        .sort();
    const before = await headlines(first);
    expect(before).toEqual([
      ['shop calls crm', true],
      ['shop calls crm.example.com', true],
      ['shop calls fx.example.com', true],
    ]);
    const [{ id }] = items[0].flows!.map(({ driftId }) => ({ id: driftId }));
    const { adoption }: DriftDetail = (await first.get(`/v1/drift/${id}`)).body;

    await engine.stop();
    await untilOut(first, `/v1/drift/${id}`);
    await first.stop();
    ends.pop();
    const second = await start();
    ends.push(second.stop);
    const foundAt = async () =>
      ((await second.get('/v1/drift')).body as DriftPage).foundAt!;
    const startedAt = new Date().toISOString();
    await second.until<DriftPage>(
      '/v1/drift',
      page => page.foundAt! > startedAt,
    );
    expect(await headlines(second)).toEqual(before);
    expect((await foundAt()) > startedAt).toBe(true);
    const still = (await second.get('/v1/alarms?kind=drift')).body.items;
    expect(still).toMatchObject([{ id: items[0].id, state: 'open' }]);

    entities.add(parse(adoption!.yaml));
    const over = await second.until<AlarmPage>(
      '/v1/alarms?kind=drift',
      page => page.items[0]?.state === 'cleared',
    );
    expect(over.items).toHaveLength(1);
    expect(await headlines(second)).toHaveLength(2);
  });
});

describe('an engine that never answers', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('holds up nothing whose telemetry is here, and nothing is made up for the rest', async () => {
    const engine = createServer(() => {});
    await new Promise<void>(resolve => {
      engine.listen(0, '127.0.0.1', resolve);
    });
    const { port } = engine.address() as AddressInfo;
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: catalog(),
      config: { engines: [{ name: 'main', url: `http://127.0.0.1:${port}` }] },
    });
    try {
      const sent = await telemetry.otlp('traces').send(
        traces(
          { 'service.name': 'checkout' },
          Array.from({ length: 30 }, () =>
            span({
              attributes: {
                'http.request.method': 'POST',
                'server.address': 'pay.example.com',
                'http.response.status_code': 200,
              },
            }),
          ),
        ),
      );
      expect(sent.body).toEqual({});

      const page = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items }) => items.some(({ status }) => status === 'healthy'),
      );

      expect(page.items.map(({ integration: { name } }) => name)).toEqual([
        'payment-authorise',
      ]);
      const { items } = (await telemetry.get('/v1/engines')).body;
      // By whether a question has already run out of time.
      expect(items).toMatchObject([
        { name: 'main', status: expect.stringMatching(/^(not-asked|out)$/) },
      ]);
    } finally {
      await telemetry.stop();
      engine.closeAllConnections();
      engine.close();
    }
  });

  it('is shown to those alone who may see how the receiver is doing', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      permissions: AuthorizeResult.DENY,
    });
    const answer = await telemetry.get('/v1/engines');
    await telemetry.stop();

    expect(answer.status).toBe(403);
  });
});
