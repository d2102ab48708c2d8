import { TestDatabases } from '@backstage/backend-test-utils';
import { HealthDetail } from '@tieline/plugin-integrations-common/telemetry';
import { isRabbitMqThere, startRabbitMq } from './__testUtils__/startRabbitMq';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { gauges, integration } from './__testUtils__/telemetry';

jest.setTimeout(120_000);

const MINUTE_MS = 60_000;

if (!isRabbitMqThere) {
  process.stdout.write(
    'RabbitMQ is not installed here: its dead-letter queue is not tried\n',
  );
}

(isRabbitMqThere ? describe : describe.skip)('RabbitMQ', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('shows what its dead-letter queue holds, and that somebody drained it', async () => {
    const rabbit = await startRabbitMq();
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([
        integration('orders', {
          type: 'event-driven',
          telemetry: { deadLetterQueues: ['orders.dlq'] },
        }),
      ]),
    });
    try {
      const path = '/v1/health/default/orders';
      await telemetry.until<HealthDetail>(path, detail => Boolean(detail));
      await rabbit.declareQueue('orders.dlq');
      await rabbit.declareQueue('orders', {
        // Nobody reads it: every message dies at once.
        'x-message-ttl': 0,
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': 'orders.dlq',
      });
      for (let order = 0; order < 30; order += 1) {
        await rabbit.publish('orders', `order ${order}`);
      }
      const readUntil = async (depth: number) => {
        const endsAt = Date.now() + 30_000;
        let ready: number | undefined;
        while (ready !== depth && Date.now() < endsAt) {
          ready = (await rabbit.readReady()).get('orders.dlq');
        }
        expect(ready).toBe(depth);
        return depth;
      };
      // As a Collector would that scrapes it; an hour ago there was nothing.
      const report = (atMs: number, value: number) =>
        telemetry
          .otlp('metrics')
          .send(
            gauges(
              { 'deployment.environment.name': 'production' },
              'rabbitmq_queue_messages_ready',
              [{ attributes: { queue: 'orders.dlq' }, atMs, value }],
            ),
          )
          .expect(200);
      await report(Date.now() - 65 * MINUTE_MS, 0);
      await report(Date.now(), await readUntil(30));
      const filled = await telemetry.until<HealthDetail>(
        path,
        ({ deadLetters }) => deadLetters?.[0]?.depth === 30,
      );
      expect(filled.reasons[0]).toMatchObject({
        code: 'dead-letters',
        headline: 'Dead-letter queue grows by 30 an hour and was never drained',
      });

      await rabbit.purge('orders.dlq');
      await report(Date.now() + 1, await readUntil(0));
      const drained = await telemetry.until<HealthDetail>(
        path,
        ({ deadLetters }) => deadLetters?.[0]?.depth === 0,
      );
      expect(drained.reasons.map(({ code }) => code)).not.toContain(
        'dead-letters',
      );
    } finally {
      await telemetry.stop();
      await rabbit.stop();
    }
  });
});
