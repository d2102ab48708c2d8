import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthDetail,
  HealthPage,
} from '@tieline/plugin-integrations-common/telemetry';
import { Exposition } from './__testUtils__/exposition';
import { installedEngines } from './__testUtils__/startEngine';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { component, integration } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;

const matched = (name: string, conditions: object[]) =>
  integration(name, { telemetry: { matchers: [{ conditions }] } });

const payment = matched('payment-authorise', [
  { attribute: 'service.name', equals: 'checkout' },
  { attribute: 'server.address', equals: 'pay.example.com' },
]);
const stock = matched('stock-level', [
  { attribute: 'service.name', equals: 'shop' },
  { attribute: 'http.route', equals: '/stock' },
]);

/** A day of two integrations, sampled twice a minute; the first has failed for an hour. */
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
  exposition.addCalls(
    {
      labels: {
        service_name: 'shop',
        span_name: 'GET /stock',
        span_kind: 'SPAN_KIND_SERVER',
        status_code: 'STATUS_CODE_UNSET',
      },
      perSample: 3,
      durationMs: 200,
    },
    range,
  );
  return exposition;
}

const kinds = installedEngines();

(kinds.length > 0
  ? describe.each(kinds)
  : describe.skip.each([{ name: 'no engine' } as never]))(
  'telemetry that is in $name',
  kind => {
    const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

    it('gives integrations their health without a span sent here', async () => {
      const nowMs = Date.now();
      const engine = await kind.start(createExposition(nowMs));
      const telemetry = await startTelemetry({
        knex: await databases.init('SQLITE_3'),
        catalog: createCatalog([
          payment,
          stock,
          component('checkout', 'web-shop'),
        ]),
        config: { engines: [{ name: 'main', url: engine.url }] },
      });

      const page = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items }) =>
          items.length === 2 &&
          items.every(({ status }) => status !== 'unknown'),
      );
      console.log(JSON.stringify(page, null, 1));
      const detail: HealthDetail = (
        await telemetry.get('/v1/health/default/payment-authorise')
      ).body;
      console.log(JSON.stringify(detail, null, 1));

      await telemetry.stop();
      await engine.stop();
    });
  },
);
