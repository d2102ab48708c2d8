import { createServer } from 'http';
import { AddressInfo } from 'net';
import { createEngines, emptyStore } from '../../__testUtils__/createEngines';
import {
  NATIVE_CONTENT_TYPE,
  nativeExposition,
} from '../../__testUtils__/nativeExposition';
import { prometheus, startScraping } from '../../__testUtils__/startEngine';

jest.setTimeout(60_000);

const labels = {
  service_name: 'orders',
  span_name: 'GET /orders',
  span_kind: 'SPAN_KIND_SERVER',
  status_code: 'STATUS_CODE_UNSET',
};

if (!prometheus.isInstalled) {
  process.stderr.write(
    'Prometheus is not installed: its native histograms are not tested\n',
  );
}

(prometheus.isInstalled ? describe : describe.skip)(
  'native histograms of Prometheus',
  () => {
    it('give durations as fine as they are', async () => {
      let count = 0;
      const exporter = createServer((_, response) => {
        count += 10;
        response.setHeader('content-type', NATIVE_CONTENT_TYPE);
        response.end(
          nativeExposition(labels, { count, durationSeconds: 0.08 }),
        );
      });
      await new Promise<void>(resolve => {
        exporter.listen(0, '127.0.0.1', resolve);
      });
      const engine = await startScraping(
        (exporter.address() as AddressInfo).port,
      );
      try {
        const engines = createEngines({
          engines: [
            {
              name: 'main',
              url: engine.url,
              refresh: { milliseconds: 100 },
              sampleInterval: { milliseconds: 500 },
            },
          ],
          integrations: { orders: { 'service.name': 'orders' } },
        });
        const source = engines.overPoints(emptyStore);
        const read = async () => {
          await engines.engines[0].refreshIfDue();
          const series = await source.listSeries('integration:default/orders');
          const toMs = Date.now();
          const fromMs = toMs - 15 * 60_000;
          const totals = await source.readTotals(series, 1, fromMs, toMs);
          return [...totals.values()][0];
        };
        let totals = await read();
        for (let attempt = 0; attempt < 200; attempt += 1) {
          if (totals && totals.histogram.count >= 20) {
            break;
          }
          await new Promise(resolve => setTimeout(resolve, 50));
          totals = await read();
        }

        expect(engines.describe()[0].spanMetrics).toEqual({
          dialect: 'spanmetrics connector',
          calls: 'traces_span_metrics_calls_total',
          durations: 'traces_span_metrics_duration_seconds',
          histogram: 'native',
          unit: 'seconds',
        });
        expect(totals.histogram.percentile(0.5)! / 80).toBeCloseTo(1, 1);
        expect(totals.histogram.percentile(0.99)! / 80).toBeCloseTo(1, 1);
        expect(totals.sumMs / totals.histogram.count).toBeCloseTo(80, 3);
      } finally {
        await engine.stop();
        exporter.closeAllConnections();
        exporter.close();
      }
    });
  },
);
