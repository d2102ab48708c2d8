import { MetricPoint } from '../otlp/model';
import { SeriesBatch } from '../series/SeriesBatch';
import { SeriesStore } from '../series/SeriesStore';
import { EngineGauge } from '../sources/prometheus/readGauges';
import {
  QueueMetricRule,
  QueueMetrics,
  SHIPPED_QUEUE_METRICS,
} from './QueueMetrics';

/** Names as a Prometheus-compatible engine has them: dots and the like are underscores there. */
const sanitised = (name: string) => name.replace(/[^a-zA-Z0-9_:]/g, '_');

const ENVIRONMENT_LABELS = [
  'deployment_environment_name',
  'deployment_environment',
];

/** Answers with the values of metrics now. */
export interface GaugeSource {
  readGauges(names: readonly string[]): Promise<EngineGauge[]>;
}

/**
 * Takes levels of queues over from engines, as if somebody had sent them: they
 * then have a history of ours, in which their growth is found.
 */
export class EngineQueues {
  readonly #engines: GaugeSource;
  readonly #store: Pick<SeriesStore, 'write'>;
  readonly #rules: QueueMetricRule[];
  readonly #defaultEnvironment: string;
  readonly #now: () => number;
  #metrics: QueueMetrics;

  constructor(options: {
    engines: GaugeSource;
    store: Pick<SeriesStore, 'write'>;
    /** Beside the rules that are shipped. */
    rules: readonly QueueMetricRule[];
    /** Of what names none. */
    defaultEnvironment: string;
    now: () => number;
  }) {
    const own = new Set(options.rules.map(({ metric }) => metric));
    this.#engines = options.engines;
    this.#store = options.store;
    this.#rules = [
      ...options.rules,
      ...SHIPPED_QUEUE_METRICS.filter(({ metric }) => !own.has(metric)),
    ].map(forEngines);
    this.#defaultEnvironment = options.defaultEnvironment;
    this.#now = options.now;
    this.#metrics = this.#readerOf([]);
  }

  /** From now on these are the queues that integrations name. */
  use(
    integrations: ReadonlyArray<{ ref: string; queues: readonly string[] }>,
  ): void {
    this.#metrics = this.#readerOf(integrations);
  }

  /**
   * Reads the levels now. To be called by one replica at a time: what two read
   * of one moment would be taken for two partitions.
   *
   * @param signal - ends the wait for an engine that does not answer
   * @returns how many levels there were
   */
  async poll(signal?: AbortSignal): Promise<number> {
    const names = [...new Set(this.#rules.map(({ metric }) => metric))];
    const gauges = await Promise.race([
      this.#engines.readGauges(names),
      ended(signal),
    ]);
    // One moment for all: partitions of a topic add up.
    const nowMs = this.#now();
    const batch = new SeriesBatch();
    for (const gauge of gauges) {
      const reading = this.#metrics.read(toPoint(gauge));
      if (reading) {
        const { value, ...key } = reading;
        const environment =
          ENVIRONMENT_LABELS.map(label => gauge.labels[label]).find(Boolean) ??
          this.#defaultEnvironment;
        batch.addQueueLevel({ ...key, environment }, nowMs, value);
      }
    }
    if (batch.queues.size > 0) {
      await this.#store.write(batch, nowMs);
    }
    return batch.queues.size;
  }

  #readerOf(
    integrations: ReadonlyArray<{ ref: string; queues: readonly string[] }>,
  ): QueueMetrics {
    return new QueueMetrics({ rules: this.#rules, queues: integrations });
  }
}

/** Nothing, once it is over. */
function ended(signal: AbortSignal | undefined): Promise<[]> {
  return new Promise(resolve =>
    signal?.addEventListener('abort', () => resolve([]), { once: true }),
  );
}

function forEngines(rule: QueueMetricRule): QueueMetricRule {
  return {
    ...rule,
    metric: sanitised(rule.metric),
    queue: rule.queue.map(sanitised),
    group: rule.group?.map(sanitised),
    where: rule.where && {
      ...rule.where,
      attribute: sanitised(rule.where.attribute),
    },
  };
}

function toPoint({ name, labels, value }: EngineGauge): MetricPoint {
  return {
    name,
    value,
    attributes: new Map(Object.entries(labels)),
    resource: new Map(),
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
