import { TestDatabases } from '@backstage/backend-test-utils';
import { HealthDetail } from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { integration, span, traces } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const PATH = 'default/payment-authorise';

const payment = integration('payment-authorise', {
  telemetry: {
    matchers: [
      { conditions: [{ attribute: 'server.address', equals: 'pay' }] },
      { conditions: [{ attribute: 'http.route', equals: '/v2/payments' }] },
    ],
  },
});

/** Calls as one of its sides reports them, without the other's knowledge. */
function calls(side: 'caller' | 'callee', count: number) {
  const isCaller = side === 'caller';
  return traces(
    { 'service.name': isCaller ? 'checkout' : 'payments' },
    Array.from({ length: count }, () =>
      span({
        kind: isCaller ? 3 : 2,
        attributes: {
          'http.request.method': 'POST',
          'http.response.status_code': 200,
          ...(isCaller
            ? { 'server.address': 'pay', 'url.template': '/payments' }
            : { 'http.route': '/v2/payments' }),
        },
      }),
    ),
  );
}

describe('an integration that both sides report', () => {
  it.each(databases.eachSupportedId())(
    'counts each call once, says whose report counts, and shows the other beside it, on %s',
    async id => {
      const telemetry = await startTelemetry({
        knex: await databases.init(id),
        catalog: createCatalog([payment]),
      });
      await telemetry.until(`/v1/health?limit=1`, (page: any) =>
        Boolean(page.totalItems),
      );
      await telemetry.otlp('traces').send(calls('callee', 25));
      await telemetry.otlp('traces').send(calls('caller', 24));

      const detail = await telemetry.until<HealthDetail>(
        `/v1/health/${PATH}`,
        ({ views, calls: counted }) =>
          views.length === 2 && counted?.side === 'caller',
      );
      expect(detail.calls?.calls).toBe(24);
      expect(detail.operations).toMatchObject([{ name: 'POST /payments' }]);
      expect(detail.views).toMatchObject([
        {
          view: 'spans-caller',
          chosen: true,
          since: expect.stringMatching(/Z$/),
          because: expect.stringContaining('who called'),
          calls: { calls: 24 },
        },
        { view: 'spans-callee', chosen: false, calls: { calls: 25 } },
      ]);

      const other = await telemetry.get(`/v1/health/${PATH}?view=spans-callee`);
      expect(other.body.calls.calls).toBe(24);
      expect(other.body.operations).toMatchObject([
        { name: 'POST /v2/payments', calls: { calls: 25 } },
      ]);
      const series = await telemetry.get(
        `/v1/series/${PATH}?view=spans-callee&indicator=errorRate`,
      );
      expect(series.body).toMatchObject({ source: 'spans', side: 'callee' });
      const nobodys = await telemetry.get(
        `/v1/series/${PATH}?view=metrics-caller`,
      );
      expect(nobodys.body.source).toBeUndefined();
      const unknown = await telemetry.get(`/v1/health/${PATH}?view=best`);
      expect(unknown.status).toBe(400);
      await telemetry.stop();
    },
  );
});
