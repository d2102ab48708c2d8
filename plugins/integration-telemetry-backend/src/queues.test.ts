import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthDetail,
  QueueLevels,
} from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { gauges, integration } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;

const orders = integration('order-events', {
  type: 'event-driven',
  telemetry: { deadLetterQueues: ['orders.dlq'] },
  objectives: [
    { indicator: 'dead-letters', target: 100, threshold: '1h', window: '30d' },
  ],
});

describe('dead-letter queues', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'follows a queue that grows, partition by partition, on %s',
    async id => {
      const knex = await databases.init(id);
      const telemetry = await startTelemetry({
        knex,
        catalog: createCatalog([orders]),
      });
      const path = '/v1/health/default/order-events';
      await telemetry.until<HealthDetail>(path, detail => Boolean(detail));
      const nowMs = Date.now();
      const lag = (atMs: number, partition: number, value: number) => ({
        attributes: { topic: 'orders.dlq', group: 'replay', partition },
        atMs,
        value,
      });
      const growing = Array.from({ length: 91 }, (_, minute) => {
        const atMs = nowMs - (90 - minute) * MINUTE_MS;
        return [lag(atMs, 0, minute), lag(atMs, 1, minute)];
      }).flat();
      // One moment's partitions may come in two requests.
      const send = (points: typeof growing) =>
        telemetry
          .otlp('metrics')
          .send(gauges({}, 'kafka.consumer_group.lag', points))
          .expect(200);
      await send(growing.slice(0, -1));
      await send(growing.slice(-1));

      const detail = await telemetry.until<HealthDetail>(
        path,
        ({ deadLetters }) => deadLetters?.[0]?.depth === 180,
      );
      expect(detail.deadLetters).toMatchObject([
        { queue: 'orders.dlq', growthPerHour: 120, ageMeasured: false },
      ]);
      expect(detail.reasons[0]).toMatchObject({
        code: 'dead-letters',
        headline:
          'Dead-letter queue grows by 120 an hour and was never drained',
        since: new Date(nowMs - 90 * MINUTE_MS).toISOString(),
      });
      await telemetry.stop();
    },
  );

  it('finds to the minute when a queue began to grow hours ago', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([orders]),
    });
    const path = '/v1/health/default/order-events';
    await telemetry.until<HealthDetail>(path, detail => Boolean(detail));
    const nowMs = Date.now();
    const points = Array.from({ length: 9 * 60 + 1 }, (_, minute) => ({
      attributes: { queue: 'orders.dlq' },
      atMs: nowMs - (9 * 60 - minute) * MINUTE_MS,
      value: Math.max(0, minute - 3 * 60),
    }));
    await telemetry
      .otlp('metrics')
      .send(gauges({}, 'rabbitmq_queue_messages_ready', points))
      .expect(200);
    const detail = await telemetry.until<HealthDetail>(
      path,
      ({ deadLetters }) => deadLetters?.[0]?.depth === 360,
    );
    expect(detail.reasons[0]).toMatchObject({
      headline: 'Dead-letter queue grows by 60 an hour and was never drained',
      since: new Date(nowMs - 360 * MINUTE_MS).toISOString(),
    });
    await telemetry.stop();
  });

  it.each(databases.eachSupportedId())(
    'shows levels over time, and how far each consumer is behind, on %s',
    async id => {
      const knex = await databases.init(id);
      const telemetry = await startTelemetry({
        knex,
        catalog: createCatalog([
          integration('stock-events', {
            type: 'event-driven',
            telemetry: {
              deadLetterQueues: ['stock.dlq'],
              matchers: [
                {
                  conditions: [
                    {
                      attribute: 'messaging.destination.name',
                      equals: 'stock',
                    },
                  ],
                },
              ],
            },
          }),
        ]),
      });
      const path = '/v1/queues/default/stock-events';
      await telemetry.until<QueueLevels>(path, levels => Boolean(levels));
      const nowMs = Date.now();
      const lag = (topic: string, minutesAgo: number, value: number) => ({
        attributes: { topic, group: `${topic}-group`, partition: 0 },
        atMs: nowMs - minutesAgo * MINUTE_MS,
        value,
      });
      await telemetry
        .otlp('metrics')
        .send(
          gauges({}, 'kafka.consumer_group.lag', [
            lag('stock.dlq', 300, 1),
            lag('stock.dlq', 20, 7),
            lag('stock.dlq', 0, 9),
            lag('stock', 0, 42),
            lag('nobody.declared', 0, 5),
          ]),
        )
        .expect(200);

      const { items } = await telemetry.until<QueueLevels>(
        path,
        levels => levels.items.length === 2,
      );
      expect(items).toMatchObject([
        {
          queue: 'stock.dlq',
          role: 'dead-letters',
          measure: 'lag',
          value: 9,
          points: [{ value: 1 }, { value: 7 }, { value: 9 }],
        },
        {
          queue: 'stock',
          role: 'destination',
          consumerGroup: 'stock-group',
          value: 42,
        },
      ]);
      const from = new Date(nowMs - 10 * MINUTE_MS).toISOString();
      const { body } = await telemetry.get(`${path}?from=${from}`).expect(200);
      expect(body.items[0].points).toMatchObject([{ value: 9 }]);
      await telemetry.get('/v1/queues/default/nothing').expect(404);
      await telemetry.stop();
    },
  );

  it('says when a promise about the oldest message is broken', async () => {
    const knex = await databases.init('SQLITE_3');
    const telemetry = await startTelemetry({
      knex,
      catalog: createCatalog([orders]),
    });
    const path = '/v1/health/default/order-events';
    await telemetry.until<HealthDetail>(
      path,
      ({ objectives }) => objectives?.[0].state === 'unmeasured',
    );
    const nowMs = Date.now();
    await telemetry
      .otlp('metrics')
      .send(
        gauges({}, 'rabbitmq_queue_messages_ready', [
          {
            attributes: { queue: 'orders.dlq' },
            atMs: nowMs - 90 * MINUTE_MS,
            value: 0,
          },
          {
            attributes: { queue: 'orders.dlq' },
            atMs: nowMs - 80 * MINUTE_MS,
            value: 30,
          },
          { attributes: { queue: 'orders.dlq' }, atMs: nowMs, value: 30 },
        ]),
      )
      .expect(200);
    const detail = await telemetry.until<HealthDetail>(
      path,
      ({ objectives }) => objectives?.[0].state === 'missed',
    );
    expect(detail.deadLetters![0].oldestSeconds).toBeGreaterThanOrEqual(4_800);
    expect(detail.objectives![0].explanation).toBe(
      '30 messages, the oldest 1 h 20 min.',
    );
    await telemetry.stop();
  });
});
