import { MetricPoint } from '../otlp/model';
import { QueueMetrics } from './QueueMetrics';

function point(
  name: string,
  value: number,
  attributes: Record<string, string>,
  resource: Record<string, string> = {},
): MetricPoint {
  return {
    name,
    value,
    attributes: new Map(Object.entries(attributes)),
    resource: new Map(Object.entries(resource)),
    scope: '',
    unit: '',
    type: 'gauge',
    temporality: 0,
    monotonic: false,
    hasNoValue: false,
    startNanos: 0n,
    timeNanos: 0n,
    count: 0,
  };
}

const metrics = new QueueMetrics({
  queues: [
    { ref: 'integration:default/orders', queues: ['orders.dlq', 'orders'] },
  ],
});

describe('QueueMetrics', () => {
  it.each([
    [
      'the Collector’s Kafka receiver',
      point('kafka.consumer_group.lag', 7, {
        topic: 'orders',
        group: 'erp',
        partition: '3',
      }),
      { measure: 'lag', queue: 'orders', consumerGroup: 'erp', value: 7 },
    ],
    [
      'kafka_exporter',
      point('kafka_consumergroup_lag', 7, {
        topic: 'orders',
        consumergroup: 'erp',
      }),
      { measure: 'lag', queue: 'orders', consumerGroup: 'erp', value: 7 },
    ],
    [
      'the Collector’s RabbitMQ receiver, which names the queue in the resource',
      point(
        'rabbitmq.message.current',
        4,
        { state: 'unacknowledged' },
        { 'rabbitmq.queue.name': 'orders.dlq' },
      ),
      {
        measure: 'unacknowledged',
        queue: 'orders.dlq',
        consumerGroup: '',
        value: 4,
      },
    ],
    [
      'RabbitMQ’s own exporter',
      point('rabbitmq_queue_messages_ready', 4, { queue: 'orders.dlq' }),
      { measure: 'ready', queue: 'orders.dlq', consumerGroup: '', value: 4 },
    ],
    [
      'SQS, whose ages are in seconds',
      point('amazonaws.com/AWS/SQS/ApproximateAgeOfOldestMessage', 90, {
        QueueName: 'orders.dlq',
      }),
      { measure: 'age', queue: 'orders.dlq', consumerGroup: '', value: 90_000 },
    ],
  ])('understands %s', (_name, given, expected) => {
    expect(metrics.read(given)).toEqual(expected);
  });

  it('leaves out a group that never committed, and queues that nobody names', () => {
    const lag = (topic: string, value: number) =>
      point('kafka_consumergroup_lag', value, { topic, consumergroup: 'erp' });
    expect(metrics.read(lag('orders', -1))).toBeUndefined();
    expect(metrics.read(lag('returns', 4))).toBeUndefined();
    expect(
      metrics.read(
        point('http.server.active_requests', 4, { queue: 'orders' }),
      ),
    ).toBeUndefined();
  });

  it('reads a metric by the organisation’s own rules where there are any', () => {
    const own = new QueueMetrics({
      rules: [
        {
          metric: 'kafka_consumergroup_lag',
          measure: 'ready',
          queue: ['channel'],
        },
      ],
      queues: [{ ref: 'integration:default/orders', queues: ['orders'] }],
    });
    const given = point('kafka_consumergroup_lag', 5, {
      topic: 'returns',
      channel: 'orders',
    });
    expect(own.read(given)).toMatchObject({ measure: 'ready', value: 5 });
  });
});
