import { MetricPoint } from '../otlp/model';
import { pickAttribute } from '../otlp/pickAttribute';
import { QueueKey, QueueMeasure } from '../series/QueueLevels';

/** How a metric that somebody else named tells of a queue. */
export interface QueueMetricRule {
  /** The metric's name; what stands before a last slash is ignored. */
  metric: string;
  measure: QueueMeasure;
  /** Attributes that name the queue or topic; the first that is there counts. */
  queue: string[];
  /** Attributes that name the consumer group, where there are any. */
  group?: string[];
  /** Only points with one of these values of the attribute. */
  where?: { attribute: string; in: string[] };
  /** What a value is multiplied by to give messages or milliseconds. */
  factor?: number;
}

/**
 * What common exporters report of queues.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/receiver/kafkametricsreceiver/documentation.md
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/receiver/rabbitmqreceiver/documentation.md
 * @see https://github.com/danielqsj/kafka_exporter
 * @see https://www.rabbitmq.com/docs/prometheus
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const SHIPPED_QUEUE_METRICS: readonly QueueMetricRule[] = [
  {
    metric: 'kafka.consumer_group.lag',
    measure: 'lag',
    queue: ['topic'],
    group: ['group'],
  },
  {
    metric: 'kafka_consumergroup_lag',
    measure: 'lag',
    queue: ['topic'],
    group: ['consumergroup'],
  },
  {
    metric: 'rabbitmq.message.current',
    measure: 'ready',
    queue: ['rabbitmq.queue.name'],
    where: { attribute: 'state', in: ['ready'] },
  },
  {
    metric: 'rabbitmq.message.current',
    measure: 'unacknowledged',
    queue: ['rabbitmq.queue.name'],
    where: { attribute: 'state', in: ['unacknowledged'] },
  },
  {
    metric: 'rabbitmq_queue_messages_ready',
    measure: 'ready',
    queue: ['queue'],
  },
  {
    metric: 'rabbitmq_queue_messages_unacked',
    measure: 'unacknowledged',
    queue: ['queue'],
  },
  {
    metric: 'ApproximateNumberOfMessagesVisible',
    measure: 'ready',
    queue: ['QueueName', 'queue_name', 'dimension_QueueName'],
  },
  {
    metric: 'ApproximateAgeOfOldestMessage',
    measure: 'age',
    queue: ['QueueName', 'queue_name', 'dimension_QueueName'],
    factor: 1000,
  },
];

/** What a point says of a queue, without the environment. */
export interface QueueReading extends Omit<QueueKey, 'environment'> {
  /** Messages, or milliseconds. */
  value: number;
}

/** Finds the points that tell of queues which some integration names. */
export class QueueMetrics {
  readonly #rules = new Map<string, QueueMetricRule[]>();
  readonly #integrations = new Map<string, string[]>();

  /**
   * @param options - `rules` on top of those that are shipped: a metric that
   *   they name is read by them alone; `queues` by the integration that names
   *   them
   */
  constructor(options: {
    rules?: readonly QueueMetricRule[];
    queues: Iterable<{ ref: string; queues: readonly string[] }>;
  }) {
    const own = new Set(options.rules?.map(({ metric }) => metric));
    const shipped = SHIPPED_QUEUE_METRICS.filter(
      ({ metric }) => !own.has(metric),
    );
    for (const rule of [...shipped, ...(options.rules ?? [])]) {
      const others = this.#rules.get(rule.metric) ?? [];
      this.#rules.set(rule.metric, [...others, rule]);
    }
    for (const { ref, queues } of options.queues) {
      for (const queue of queues) {
        const others = this.#integrations.get(queue) ?? [];
        this.#integrations.set(queue, [...others, ref]);
      }
    }
  }

  /** The integrations that name a queue, in no order. */
  integrationsOf(queue: string): readonly string[] {
    return this.#integrations.get(queue) ?? [];
  }

  /**
   * What a point says of a queue; undefined where it says nothing of any that
   * an integration names, or that there is nothing to say (a lag of −1 means
   * that the group never committed).
   */
  read(point: MetricPoint): QueueReading | undefined {
    const rules = this.#rules.get(
      point.name.slice(point.name.lastIndexOf('/') + 1),
    );
    if (!rules || point.hasNoValue) {
      return undefined;
    }
    const { attributes, resource } = point;
    const rule = rules.find(
      ({ where }) =>
        !where ||
        where.in.includes(
          pickAttribute(attributes, resource, [where.attribute]) ?? '',
        ),
    );
    const queue = rule && pickAttribute(attributes, resource, rule.queue);
    const value = valueOf(point);
    if (
      queue === undefined ||
      value === undefined ||
      value < 0 ||
      !this.#integrations.has(queue)
    ) {
      return undefined;
    }
    return {
      queue,
      consumerGroup:
        pickAttribute(attributes, resource, rule!.group ?? []) ?? '',
      measure: rule!.measure,
      value: value * (rule!.factor ?? 1),
    };
  }
}

/** CloudWatch's metric streams send summaries: of one sample each, or their average. */
function valueOf(point: MetricPoint): number | undefined {
  const { type, count, sum, value } = point;
  if (type === 'summary') {
    return count > 0 && sum !== undefined ? sum / count : undefined;
  }
  return type === 'gauge' || type === 'sum' ? value : undefined;
}
