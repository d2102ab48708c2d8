import { TestDatabases } from '@backstage/backend-test-utils';
import {
  DriftDetail,
  DriftPage,
  HealthPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { parse } from 'yaml';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { component, hexId, span, traces } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** One call as both sides report it, in one body. */
function reportedCall(endMs: number) {
  const traceId = hexId(32);
  const spanId = hexId(16);
  const http = {
    'http.request.method': 'GET',
    'http.response.status_code': 200,
  };
  const client = traces({ 'service.name': 'report-runner' }, [
    span({
      traceId,
      spanId,
      endMs,
      attributes: {
        ...http,
        'server.address': 'erp.internal',
        'url.full': 'https://erp.internal/api/orders/4711?user=mira',
      },
    }),
  ]);
  const server = traces({ 'service.name': 'erp-order-api' }, [
    span({
      kind: 2,
      traceId,
      parentSpanId: spanId,
      endMs,
      attributes: {
        ...http,
        'http.route': '/api/orders/{id}',
        'client.address': '10.20.4.17',
      },
    }),
  ]);
  return {
    resourceSpans: [...client.resourceSpans, ...server.resourceSpans],
  };
}

describe('drift', () => {
  it.each(databases.eachSupportedId())(
    'shows an undeclared flow once, and no longer after it was declared, on %s',
    async id => {
      const catalog = createCatalog([
        component('report-runner', 'reports'),
        component('erp-order-api', 'erp'),
      ]);
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog,
        config: {
          traces: { link: 'https://jaeger.example.com/trace/{traceId}' },
        },
      });
      const sent = reportedCall(Date.now() - 5_000);
      await telemetry.otlp('traces').send(sent);

      const page = await telemetry.until<DriftPage>(
        '/v1/drift',
        ({ items }) =>
          items.length > 0 && items[0].target?.entityRef !== undefined,
      );
      expect(page.totalItems).toBe(1);
      const [flow] = page.items;
      expect(flow).toMatchObject({
        kind: 'undeclared',
        headline: 'report-runner calls erp-order-api',
        source: { entityRef: 'component:default/report-runner' },
        target: { entityRef: 'component:default/erp-order-api' },
        protocol: 'http',
        destination: '/api/orders/{id}',
        callsLastDay: 1,
        errorRate: null,
      });
      expect(JSON.stringify(page)).not.toContain('mira');
      expect(JSON.stringify(page)).not.toContain('4711');

      const detail: DriftDetail = (await telemetry.get(`/v1/drift/${flow.id}`))
        .body;
      const today = new Date().toISOString().slice(0, 10);
      expect(detail.days.at(-1)).toMatchObject({ calls: 1, errors: 0 });
      expect(today >= detail.days[0].date).toBe(true);
      const [exemplar, ...more] = detail.exemplars!;
      expect(more).toEqual([]);
      expect(exemplar).toMatchObject({
        reason: 'seen',
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        consumer: 'report-runner',
        url: `https://jaeger.example.com/trace/${exemplar.traceId}`,
      });

      // What is suggested declares it.
      catalog.add(parse(detail.adoption!.yaml));
      await telemetry.until<HealthPage>(
        '/v1/health',
        ({ totalItems }) => totalItems === 1,
      );
      await telemetry.otlp('traces').send(reportedCall(Date.now() - 1_000));
      await telemetry.until<DriftPage>(
        '/v1/drift',
        ({ totalItems }) => totalItems === 0,
      );
      const health = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items }) => items[0].calls !== undefined,
      );
      expect(health.items[0].calls).toMatchObject({ calls: 1, side: 'caller' });
      await telemetry.stop();
    },
  );

  it('leaves out calls inside one system, databases and visitors from outside', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([
        component('basket', 'web-shop'),
        component('checkout', 'web-shop'),
      ]),
    });
    await telemetry
      .otlp('traces')
      .send(
        traces({ 'service.name': 'not-in-the-catalog' }, [
          span({ attributes: { 'service.peer.name': 'not-in-the-catalog' } }),
        ]),
      );
    const calls = traces({ 'service.name': 'basket' }, [
      span({ attributes: { 'service.peer.name': 'checkout' } }),
      span({
        attributes: { 'db.system.name': 'postgresql', 'server.address': 'db' },
      }),
      span({ kind: 1, attributes: { 'server.address': 'nowhere' } }),
      span({ kind: 2, attributes: { 'client.address': '8.8.8.8' } }),
      span({ kind: 2, attributes: { 'client.address': '10.0.0.9' } }),
    ]);
    await telemetry.otlp('traces').send(calls);
    const page = await telemetry.until<DriftPage>(
      '/v1/drift',
      ({ items }) =>
        items.length === 1 &&
        items[0].target?.entityRef === 'component:default/basket',
    );
    expect(page.items[0].headline).toBe('10.0.0.9 calls basket');
    await telemetry.stop();
  });

  it('shows a flow once, however its reports name the ends', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([
        component('campaigns', 'marketing'),
        component('crm-core', 'crm'),
      ]),
    });
    const attributes = {
      'service.peer.name': 'crm-core',
      'http.request.method': 'GET',
      'url.template': '/contacts',
    };
    const send = (resource: Record<string, string>, calls: number) =>
      telemetry.otlp('traces').send(
        traces(
          { 'service.name': 'campaigns', ...resource },
          Array.from({ length: calls }, () => span({ attributes })),
        ),
      );
    await send({}, 3);
    await send({ 'service.namespace': 'marketing' }, 5);
    const page = await telemetry.until<DriftPage>(
      '/v1/drift',
      ({ items }) =>
        items[0]?.source?.entityRef !== undefined &&
        items[0].callsLastDay === 5,
    );
    expect(page.items).toMatchObject([
      { headline: 'campaigns calls crm-core', callsLastDay: 5 },
    ]);
    await telemetry.stop();
  });

  it('pages, and takes back only its own cursors', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
    });
    await telemetry.otlp('traces').send(
      traces(
        { 'service.name': 'hub' },
        ['a', 'b', 'c'].flatMap((name, index) =>
          Array.from({ length: 3 - index }, () =>
            span({ attributes: { 'server.address': `${name}.example` } }),
          ),
        ),
      ),
    );
    const first = await telemetry.until<DriftPage>(
      '/v1/drift?limit=2',
      page => page.totalItems === 3,
    );
    expect(first.items.map(item => item.target?.name)).toEqual([
      'a.example',
      'b.example',
    ]);
    expect(first.totalItems).toBe(3);
    const second = await telemetry.get(
      `/v1/drift?limit=2&cursor=${first.pageInfo.nextCursor}`,
    );
    expect(second.body.items).toHaveLength(1);
    expect(second.body.pageInfo).toEqual({});
    expect((await telemetry.get('/v1/drift?cursor=mine')).status).toBe(400);
    await telemetry.stop();
  });
});
