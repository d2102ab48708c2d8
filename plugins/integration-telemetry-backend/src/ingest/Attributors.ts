import {
  Attributable,
  AttributionIndex,
} from '../attribution/AttributionIndex';
import { Attributor } from '../attribution/Attributor';
import { CallerKeys, CallerRules } from '../attribution/CallerKeys';
import { Sender } from '../otlp/Sender';
import { QueueMetricRule, QueueMetrics } from '../queues/QueueMetrics';
import {
  RecordMetricRule,
  RecordMetrics,
} from '../reconciliation/RecordMetrics';

/** What attribution goes by: plain data, so that it can go to a worker. */
export interface AttributionRules {
  integrations: Attributable[];
  /** How metrics tell of queues, beside the rules that are shipped. */
  queueMetrics?: QueueMetricRule[];
  /** How metrics tell what became of records, beside the rules that are shipped. */
  recordMetrics?: RecordMetricRule[];
  /** What tells callers apart that no service name names, beside consumer groups. */
  callers?: CallerRules;
  /** Of telemetry that names none. */
  defaultEnvironment: string;
}

/** An attributor for each sender, by what its token is bound to. */
export class Attributors {
  #rules: AttributionRules;
  #index: AttributionIndex;
  #queues: QueueMetrics;
  #records: RecordMetrics;
  readonly #bySubject = new Map<string, Attributor>();

  constructor(rules: AttributionRules) {
    this.#rules = rules;
    this.#index = new AttributionIndex(rules.integrations);
    this.#queues = queuesOf(rules);
    this.#records = new RecordMetrics(rules.recordMetrics);
  }

  get rules(): AttributionRules {
    return this.#rules;
  }

  get index(): AttributionIndex {
    return this.#index;
  }

  /** Goes by other rules from now on. */
  use(rules: AttributionRules): void {
    this.#rules = rules;
    this.#index = new AttributionIndex(rules.integrations);
    this.#queues = queuesOf(rules);
    this.#records = new RecordMetrics(rules.recordMetrics);
    this.#bySubject.clear();
  }

  /** Senders whose tokens are bound to nothing share one. */
  of(sender: Sender): Attributor {
    const { environments, owners, defaultEnvironment } = sender;
    const isBound = environments ?? owners ?? defaultEnvironment;
    const key = isBound ? sender.subject : '';
    let attributor = this.#bySubject.get(key);
    if (!attributor) {
      attributor = new Attributor({
        index: this.#index,
        queues: this.#queues,
        records: this.#records,
        callers: new CallerKeys(this.#rules.callers),
        defaultEnvironment: this.#rules.defaultEnvironment,
        sender: isBound ? sender : undefined,
      });
      this.#bySubject.set(key, attributor);
    }
    return attributor;
  }
}

function queuesOf(rules: AttributionRules): QueueMetrics {
  return new QueueMetrics({
    rules: rules.queueMetrics,
    queues: rules.integrations.map(({ ref, queues = [] }) => ({ ref, queues })),
  });
}
