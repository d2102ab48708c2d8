import { createHash } from 'crypto';
import {
  AttributionIndex,
  INTEGRATION_ATTRIBUTE,
} from '../attribution/AttributionIndex';
import { CallJudge } from '../attribution/CallJudge';
import { reportingService } from '../attribution/describeCall';
import { MetricPoint, TEMPORALITY } from '../otlp/model';
import { RecordCounterKey, recordCounterText } from '../series/RecordCounts';
import { SeriesBatch } from '../series/SeriesBatch';
import { SeriesStore } from '../series/SeriesStore';
import { labelOf } from '../sources/prometheus/LabelReader';
import {
  CounterSelection,
  EngineCounter,
} from '../sources/prometheus/readCounters';
import { keyOfCounter, RecordCountStore } from './RecordCountStore';
import { RecordMetricRule, RecordMetrics, recordRules } from './RecordMetrics';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Asked for again each time: what comes late, and what was there before something new. */
const OVERLAP_MS = 10 * MINUTE_MS;

/** After a start or an outage no more than this is made up for; what lies further back counts as one. */
const MOST_MS = HOUR_MS;

/** Of what is there an engine has a sample at least as often. */
const NEW_AFTER_MS = 5 * MINUTE_MS;

/** A counter that is new began so long before its first sample, at most. */
const BEGAN_MS = MINUTE_MS;

/** Where telemetry counted the same here so lately, an engine's count of it is a second one. */
const OWN_MS = 24 * HOUR_MS;

const TELLING_ATTRIBUTES = [
  INTEGRATION_ATTRIBUTE,
  'service.name',
  'service.namespace',
  'deployment.environment.name',
  'deployment.environment',
];

/** An engine that may have counters of records. */
export interface CounterSource {
  name: string;
  /** Of what names none. */
  environment: string;
  readCounters(
    selection: CounterSelection,
    atMs: number,
    overMs: number,
  ): Promise<EngineCounter[]>;
}

/** Samples of a counter, and what they count. */
interface Counted {
  key: string;
  counter: RecordCounterKey;
  source: string;
  unit: string;
  samples: EngineCounter['samples'];
  /** Where it is new beside others of its name: since when it counts. */
  beganMs?: number;
}

/**
 * Takes counters of records over from engines, by the rules that hold for OTLP.
 * Their samples come with the times at which they were taken, and what was read
 * before changes nothing: it may be read again, and by two replicas.
 */
export class EngineRecords {
  readonly #engines: readonly CounterSource[];
  readonly #store: Pick<SeriesStore, 'write'>;
  readonly #counters: Pick<RecordCountStore, 'listCounters'>;
  readonly #rules: readonly RecordMetricRule[];
  readonly #metrics: RecordMetrics;
  readonly #selections: CounterSelection[];
  /** What rules call a metric, by what engines may call it. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #index: () => AttributionIndex;
  readonly #now: () => number;
  readonly #readMs = new Map<string, number>();

  constructor(options: {
    engines: readonly CounterSource[];
    store: Pick<SeriesStore, 'write'>;
    counters: Pick<RecordCountStore, 'listCounters'>;
    /** Beside the rules that are shipped. */
    rules: readonly RecordMetricRule[];
    index: () => AttributionIndex;
    now: () => number;
  }) {
    this.#engines = options.engines;
    this.#store = options.store;
    this.#counters = options.counters;
    this.#rules = recordRules(options.rules);
    this.#metrics = new RecordMetrics(options.rules);
    this.#selections = selectionsOf(this.#rules);
    this.#names = new Map(
      this.#rules.flatMap(({ metric }) =>
        namesOf(metric).map((name): [string, string] => [name, metric]),
      ),
    );
    this.#index = options.index;
    this.#now = options.now;
  }

  /**
   * Reads what was counted since the last time.
   *
   * @param signal - ends the wait for an engine that does not answer
   * @returns how many counters of integrations there were
   */
  async poll(signal?: AbortSignal): Promise<number> {
    const nowMs = this.#now();
    const all = await Promise.all(
      this.#engines.map(engine =>
        Promise.race([this.#read(engine, nowMs), ended(signal)]).catch(
          // Its status says so; the next time makes up for it.
          () => [],
        ),
      ),
    );
    const counted = await this.#once(all, nowMs);
    if (counted.length > 0) {
      const batch = new SeriesBatch();
      batch.isFromEngine = true;
      counted.forEach(item => addTo(batch, item));
      await this.#store.write(batch, nowMs);
    }
    return counted.length;
  }

  async #read(engine: CounterSource, nowMs: number): Promise<Counted[]> {
    const lastMs = this.#readMs.get(engine.name) ?? -Infinity;
    const overMs = Math.min(nowMs - lastMs + OVERLAP_MS, MOST_MS);
    const parts = await Promise.all(
      this.#selections.map(selection =>
        engine.readCounters(selection, nowMs, overMs),
      ),
    );
    this.#readMs.set(engine.name, nowMs);
    const judge = new CallJudge({
      index: this.#index(),
      defaultEnvironment: engine.environment,
    });
    return parts.flatMap(counters =>
      counters.flatMap(counter => this.#toCounted(counter, counters, judge)),
    );
  }

  #toCounted(
    counter: EngineCounter,
    others: readonly EngineCounter[],
    judge: CallJudge,
  ): Counted[] {
    const attributes = this.#attributesOf(counter);
    const reading = this.#metrics.read(
      toPoint(this.#names.get(counter.name) ?? '', attributes),
    );
    const { match } = judge.findIntegration(attributes, attributes);
    if (!reading || !match) {
      return [];
    }
    const { outcome, flow, unit } = reading;
    return [
      {
        key: keyOf(counter),
        counter: {
          subject: match.ref,
          environment: judge.environmentOf(attributes).name,
          flow,
          outcome,
        },
        source: reportingService(attributes)?.name ?? '',
        unit,
        samples: thinned(counter.samples),
        beganMs: beganMsOf(counter, others),
      },
    ];
  }

  /** As the attributes that the labels were made of, and by the labels' own names. */
  #attributesOf({ labels }: EngineCounter): Map<string, string> {
    const attributes = new Map(Object.entries(labels));
    const read = this.#rules.flatMap(({ where = [], flow = [] }) => [
      ...where.map(({ attribute }) => attribute),
      ...flow,
    ]);
    for (const name of [
      ...TELLING_ATTRIBUTES,
      ...this.#index().attributes,
      ...read,
    ]) {
      const value = labels[labelOf(name)];
      if (value) {
        attributes.set(name, value);
      }
    }
    // Source: OpenTelemetry, "Prometheus and OpenMetrics Compatibility", "Resource attributes".
    const job = labels.job?.slice(labels.job.lastIndexOf('/') + 1);
    if (!attributes.has('service.name') && job) {
      attributes.set('service.name', job);
    }
    return attributes;
  }

  /** What telemetry that comes here counts, counts; then what the first of the engines does. */
  async #once(
    all: ReadonlyArray<readonly Counted[]>,
    nowMs: number,
  ): Promise<Counted[]> {
    const refs = new Set(all.flat().map(({ counter }) => counter.subject));
    const stored = await this.#counters.listCounters([...refs]);
    const own = stored.filter(
      ({ own_seen_ms: ownMs }) => ownMs !== null && ownMs > nowMs - OWN_MS,
    );
    const taken = new Set(own.map(row => recordCounterText(keyOfCounter(row))));
    return all.flatMap(ofEngine => {
      const left = ofEngine.filter(
        ({ counter }) => !taken.has(recordCounterText(counter)),
      );
      left.forEach(({ counter }) => taken.add(recordCounterText(counter)));
      return left;
    });
  }
}

function addTo(batch: SeriesBatch, counted: Counted): void {
  const { samples, beganMs, ...rest } = counted;
  samples.forEach(({ atMs, value }, at) =>
    batch.cumulativeRecords.push({
      ...rest,
      startMs: at === 0 && beganMs !== undefined ? beganMs : atMs,
      isStartGuessed: true,
      timeMs: atMs,
      records: value,
    }),
  );
}

/**
 * Since when a counter counts that was not there before, while others of its
 * name were. Where none was, the engine or its way to all of them may be new.
 */
function beganMsOf(
  { samples: [first] }: EngineCounter,
  others: readonly EngineCounter[],
): number | undefined {
  const isNew = others.some(
    ({ samples: [other] }) => other.atMs < first.atMs - NEW_AFTER_MS,
  );
  return isNew ? first.atMs - BEGAN_MS : undefined;
}

/** A sample a minute tells of hours as well as all do, with those that a counter starts anew after. */
function thinned(samples: EngineCounter['samples']): EngineCounter['samples'] {
  const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE_MS);
  return samples.filter(({ atMs, value }, at) => {
    const next = samples[at + 1];
    const isFirst = at === 0;
    return (
      isFirst ||
      next === undefined ||
      minuteOf(next.atMs) > minuteOf(atMs) ||
      next.value < value
    );
  });
}

function keyOf({ name, labels }: EngineCounter): string {
  const sorted = Object.entries(labels).sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return createHash('sha256')
    .update(JSON.stringify(['engine', name, sorted]))
    .digest('hex');
}

/** A counter's name as engines have it: with underscores for dots, and mostly with a suffix. */
function namesOf(metric: string): string[] {
  const name = metric.replace(/[^a-zA-Z0-9_:]/g, '_');
  return name.endsWith('_total') ? [name] : [name, `${name}_total`];
}

/** A question for each metric, of no more than what its rules are about. */
function selectionsOf(rules: readonly RecordMetricRule[]): CounterSelection[] {
  const byMetric = new Map<string, RecordMetricRule[]>();
  for (const rule of rules) {
    byMetric.set(rule.metric, [...(byMetric.get(rule.metric) ?? []), rule]);
  }
  return [...byMetric].map(([metric, all]) => {
    const values = new Map<string, string[][]>();
    for (const { attribute, in: some } of all.flatMap(
      ({ where = [] }) => where,
    )) {
      values.set(attribute, [...(values.get(attribute) ?? []), some]);
    }
    return {
      names: namesOf(metric),
      oneOf: [...values]
        .filter(([, lists]) => lists.length === all.length)
        .map(([attribute, lists]) => ({
          label: labelOf(attribute),
          values: [...new Set(lists.flat())],
        })),
    };
  });
}

function toPoint(name: string, attributes: Map<string, string>): MetricPoint {
  return {
    name,
    attributes,
    resource: attributes,
    value: 0,
    scope: '',
    unit: '',
    type: 'sum',
    temporality: TEMPORALITY.cumulative,
    monotonic: true,
    hasNoValue: false,
    startNanos: 0n,
    timeNanos: 0n,
    count: 0,
  };
}

/** Nothing, once it is over. */
function ended(signal: AbortSignal | undefined): Promise<[]> {
  return new Promise(resolve =>
    signal?.addEventListener('abort', () => resolve([]), { once: true }),
  );
}
