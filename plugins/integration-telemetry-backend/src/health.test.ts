import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthDetail,
  HealthPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import {
  component,
  integration,
  span,
  traces,
} from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const payment = integration('payment-authorise', {
  criticality: 'critical',
  telemetry: {
    matchers: [
      {
        conditions: [
          { attribute: 'service.name', equals: 'checkout' },
          { attribute: 'server.address', equals: 'pay.example.com' },
        ],
      },
    ],
  },
});

function paymentCalls(statuses: number[], environment = 'production') {
  return traces(
    {
      'service.name': 'checkout',
      'deployment.environment.name': environment,
    },
    statuses.map(status =>
      span({
        attributes: {
          'http.request.method': 'POST',
          'url.template': '/v2/payments',
          'server.address': 'pay.example.com',
          'http.response.status_code': status,
        },
      }),
    ),
  );
}

const times = (count: number, status: number) =>
  Array.from({ length: count }, () => status);

describe('health', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });

  it.each(databases.eachSupportedId())(
    'tells why an integration fails, worst first, on %s',
    async id => {
      const knex = await databases.init(id);
      const telemetry = await startTelemetry({
        knex,
        config: {
          traces: { link: 'https://jaeger.example.com/trace/{traceId}' },
        },
        catalog: createCatalog([
          payment,
          integration('gift-card-balance'),
          component('checkout', 'web-shop'),
        ]),
      });
      await telemetry.until<HealthPage>(
        '/v1/health',
        page => page.totalItems === 2,
      );

      const sent = await telemetry
        .otlp('traces')
        .send(paymentCalls([...times(20, 503), ...times(40, 200)]));
      expect(sent.status).toBe(200);
      expect(sent.body).toEqual({});

      const page = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items, statusCounts }) =>
          items[0].status === 'failing' && statusCounts.failing === 1,
      );
      expect(page.items.map(item => item.integration.name)).toEqual([
        'payment-authorise',
        'gift-card-balance',
      ]);
      expect(page.statusCounts).toMatchObject({ failing: 1, unknown: 1 });
      expect(page.items[0].reasons[0]).toMatchObject({
        code: 'errors',
        headline: '33.3 % of calls fail with 503',
        detail: '20 of 60 calls in the last 15 min',
      });
      expect(page.items[0].calls).toMatchObject({
        calls: 60,
        errors: 20,
        errorRate: 0.3333,
        source: 'spans',
        side: 'caller',
      });
      expect(page.items[1].reasons[0].code).toBe('no-matchers');

      const detail: HealthDetail = (
        await telemetry.get('/v1/health/default/payment-authorise')
      ).body;
      expect(detail.operations).toMatchObject([
        { name: 'POST /v2/payments', kind: 'call', status: 'failing' },
      ]);
      const [exemplar] = detail.exemplars!;
      expect(exemplar).toMatchObject({
        reason: 'failed',
        failure: '503',
        operation: 'POST /v2/payments',
        url: `https://jaeger.example.com/trace/${exemplar.traceId}`,
      });
      expect(detail.consumers).toMatchObject([
        {
          name: 'checkout',
          declared: true,
          entityRef: 'component:default/checkout',
        },
      ]);
      await telemetry.stop();
    },
  );

  it('counts no call for an integration that is silent, though there were some today', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([payment, component('checkout', 'web-shop')]),
    });
    await telemetry.until<HealthPage>(
      '/v1/health',
      page => page.totalItems === 1,
    );
    const call = (host: string, endMs: number) =>
      span({
        endMs,
        attributes: {
          'http.request.method': 'GET',
          'server.address': host,
          'http.response.status_code': 200,
        },
      });
    const now = Date.now();
    const sent = await telemetry
      .otlp('traces')
      .send(
        traces({ 'service.name': 'checkout' }, [
          ...times(40, 3 * 3_600_000).map(ago =>
            call('pay.example.com', now - ago),
          ),
          call('stock.example.com', now - 1_000),
        ]),
      );
    expect(sent.status).toBe(200);

    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0].status === 'silent' && Boolean(items[0].calls),
    );
    expect(page.items[0].calls).toMatchObject({
      calls: 0,
      throughputPerMinute: 0,
      errorRate: null,
      p95Ms: null,
    });
    await telemetry.stop();
  });
});
