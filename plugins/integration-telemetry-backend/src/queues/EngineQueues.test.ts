import { SeriesBatch } from '../series/SeriesBatch';
import { EngineQueues } from './EngineQueues';

describe('EngineQueues', () => {
  it('takes over what engines know of queues that integrations name, partition by partition', async () => {
    const written: SeriesBatch[] = [];
    const asked: string[][] = [];
    const queues = new EngineQueues({
      engines: {
        readGauges: async names => {
          asked.push([...names]);
          const gauge = (
            name: string,
            labels: Record<string, string>,
            value: number,
          ) => ({ name, labels, value, atMs: 1 });
          const lag = (partition: string, value: number) =>
            gauge(
              'kafka_consumer_group_lag',
              { topic: 'orders.dlq', group: 'replay', partition },
              value,
            );
          return [
            lag('0', 7),
            lag('1', 5),
            lag('2', -1),
            gauge(
              'rabbitmq_queue_messages_ready',
              { queue: 'returns.dlq', deployment_environment: 'staging' },
              3,
            ),
            gauge('rabbitmq_queue_messages_ready', { queue: 'others' }, 9),
          ];
        },
      },
      store: {
        write: async batch => {
          written.push(batch);
        },
      },
      rules: [],
      defaultEnvironment: 'production',
      now: () => 1_763_459_580_000,
    });
    queues.use([
      {
        ref: 'integration:default/orders',
        queues: ['orders.dlq', 'returns.dlq'],
      },
    ]);
    expect(await queues.poll()).toBe(2);
    expect(asked[0]).toContain('kafka_consumer_group_lag');
    expect(
      [...written[0].queues.values()].map(({ key, minutes }) => [
        key,
        [...minutes.values()],
      ]),
    ).toEqual([
      [
        {
          queue: 'orders.dlq',
          consumerGroup: 'replay',
          measure: 'lag',
          environment: 'production',
        },
        [{ atMs: 1_763_459_580_000, value: 12 }],
      ],
      [
        {
          queue: 'returns.dlq',
          consumerGroup: '',
          measure: 'ready',
          environment: 'staging',
        },
        [{ atMs: 1_763_459_580_000, value: 3 }],
      ],
    ]);
  });
});
