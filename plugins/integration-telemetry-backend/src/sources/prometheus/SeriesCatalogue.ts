import { CallJudge, Judgement } from '../../attribution/CallJudge';
import { reportingService } from '../../attribution/describeCall';
import { ObservedFlow, SeenService } from '../../series/SeriesBatch';
import { StoredSeries } from '../../series/SeriesReader';
import { Labels } from './EngineClient';
import { LabelReader } from './LabelReader';

/** What a set of labels counts for. */
export interface JudgedLabels {
  series: StoredSeries;
  judgement: Judgement;
}

interface SeenLabels {
  labels: Labels;
  firstSeenMs: number;
  lastSeenMs: number;
}

/** A flow with the time it was seen in. */
export type SeenFlow = ObservedFlow & {
  firstSeenMs: number;
  lastSeenMs: number;
  seriesIds: Set<number>;
};

interface Index {
  bySubject: Map<string, StoredSeries[]>;
  services: Map<string, SeenService>;
  flows: Map<string, SeenFlow>;
  /** Values of the label that holds the service's name, of all series. */
  serviceNames: string[];
  /** The services whose labels a series is made of. */
  servicesOf: Map<number, Set<string>>;
}

/**
 * The sets of labels that an engine has, and the series of integrations and of
 * undeclared flows that they belong to. What somebody declares later is taken
 * over without asking the engine again.
 */
export class SeriesCatalogue {
  readonly #maxSeries: number;
  readonly #nextId: () => number;
  readonly #seen = new Map<string, SeenLabels>();
  readonly #ids = new Map<string, number>();
  readonly #judged = new Map<string, JudgedLabels | undefined>();
  #reader = new LabelReader([], []);
  #judge: CallJudge | undefined;
  #index: Index | undefined;
  /** Sets of labels past the limit. */
  dropped = 0;
  /** Which sets of labels belong to which series changes with it. */
  generation = 0;

  constructor(options: {
    maxSeries: number;
    /** Gives ids that no other series has. */
    nextId: () => number;
  }) {
    this.#maxSeries = options.maxSeries;
    this.#nextId = options.nextId;
  }

  get size(): number {
    return this.#seen.size;
  }

  /** Reads labels, and decides what they count for, otherwise from now on. */
  use(reader: LabelReader, judge: CallJudge): void {
    const all = [...this.#seen.values()];
    this.#reader = reader;
    this.#judge = judge;
    this.generation += 1;
    this.#judged.clear();
    this.#index = undefined;
    // Other labels may tell them apart now.
    this.#seen.clear();
    all.forEach(seen =>
      this.saw(seen.labels, seen.firstSeenMs, seen.lastSeenMs),
    );
  }

  /** These labels' counter rose between these moments. */
  saw(labels: Labels, firstMs: number, lastMs: number): void {
    const text = this.#textOf(labels);
    const known = this.#seen.get(text);
    if (known) {
      known.firstSeenMs = Math.min(known.firstSeenMs, firstMs);
      known.lastSeenMs = Math.max(known.lastSeenMs, lastMs);
    } else if (this.#seen.size < this.#maxSeries) {
      this.#seen.set(text, {
        labels,
        firstSeenMs: firstMs,
        lastSeenMs: lastMs,
      });
    } else {
      this.dropped += 1;
    }
    this.#index = undefined;
  }

  /** Forgets what was not seen since a moment. */
  forgetBefore(sinceMs: number): void {
    for (const [text, { lastSeenMs }] of this.#seen) {
      if (lastSeenMs < sinceMs) {
        this.#seen.delete(text);
        this.#judged.delete(text);
        this.#index = undefined;
      }
    }
  }

  /** Undefined where they count for nothing. */
  judge(labels: Labels): JudgedLabels | undefined {
    const text = this.#textOf(labels);
    if (this.#judged.has(text)) {
      return this.#judged.get(text);
    }
    const report = this.#reader.read(labels);
    const judgement = report && this.#judge?.judge(report);
    const judged = judgement && {
      judgement,
      series: {
        ...judgement.series,
        id: this.#idOf(judgement.seriesText),
        sampling_unknown: false,
        environment_assumed: judgement.marks.environmentAssumed,
        first_seen_ms: Infinity,
        last_seen_ms: 0,
      },
    };
    // Durations come with fewer labels than calls.
    if (this.#judged.size < 2 * this.#maxSeries) {
      this.#judged.set(text, judged);
    }
    return judged;
  }

  listSeries(subject: string): StoredSeries[] {
    return this.#current.bySubject.get(subject) ?? [];
  }

  /** How many integrations and flows it has series of. */
  get subjects(): string[] {
    return [...this.#current.bySubject.keys()];
  }

  get services(): SeenService[] {
    return [...this.#current.services.values()];
  }

  get flows(): SeenFlow[] {
    return [...this.#current.flows.values()];
  }

  /** Values of the label that holds the service's name, of all that counts for something. */
  get serviceNames(): readonly string[] {
    return this.#current.serviceNames;
  }

  /** The same of some series. */
  servicesOf(ids: Iterable<number>): string[] {
    const services = new Set<string>();
    for (const id of ids) {
      this.#current.servicesOf.get(id)?.forEach(name => services.add(name));
    }
    return [...services];
  }

  #textOf(labels: Labels): string {
    return this.#reader.callLabels
      .map(label => labels[label] ?? '')
      .join('\u0001');
  }

  #idOf(seriesText: string): number {
    const id = this.#ids.get(seriesText) ?? this.#nextId();
    this.#ids.set(seriesText, id);
    return id;
  }

  get #current(): Index {
    this.#index ??= this.#build();
    return this.#index;
  }

  #build(): Index {
    const index: Index = {
      bySubject: new Map(),
      services: new Map(),
      flows: new Map(),
      serviceNames: [],
      servicesOf: new Map(),
    };
    const byId = new Map<number, StoredSeries>();
    for (const seen of this.#seen.values()) {
      this.#addService(index, seen);
      const judged = this.judge(seen.labels);
      if (judged) {
        const { id } = judged.series;
        const series = byId.get(id) ?? { ...judged.series };
        series.first_seen_ms = Math.min(series.first_seen_ms, seen.firstSeenMs);
        series.last_seen_ms = Math.max(series.last_seen_ms, seen.lastSeenMs);
        if (!byId.has(id)) {
          byId.set(id, series);
          const others = index.bySubject.get(series.subject);
          if (others) {
            others.push(series);
          } else {
            index.bySubject.set(series.subject, [series]);
          }
        }
        const service =
          this.#reader.service && seen.labels[this.#reader.service];
        const services = index.servicesOf.get(id) ?? new Set();
        index.servicesOf.set(id, services.add(service ?? ''));
        addFlow(index, judged, seen);
      }
    }
    const names = [...index.servicesOf.values()].flatMap(of => [...of]);
    index.serviceNames = [...new Set(names)].sort();
    return index;
  }

  #addService(index: Index, { labels, firstSeenMs, lastSeenMs }: SeenLabels) {
    const resource = this.#reader.attributesOf(labels);
    const service = reportingService(resource);
    if (service && this.#judge) {
      const { name, namespace = '' } = service;
      const environment = this.#judge.environmentOf(resource).name;
      const key = [environment, namespace, name].join('\u0001');
      const known = index.services.get(key);
      index.services.set(key, {
        name,
        namespace,
        environment,
        firstSeenMs: Math.min(known?.firstSeenMs ?? Infinity, firstSeenMs),
        lastSeenMs: Math.max(known?.lastSeenMs ?? 0, lastSeenMs),
      });
    }
  }
}

function addFlow(
  index: Index,
  { judgement, series }: JudgedLabels,
  { firstSeenMs, lastSeenMs }: SeenLabels,
): void {
  const { flow } = judgement;
  if (flow) {
    const known = index.flows.get(flow.id);
    index.flows.set(flow.id, {
      ...flow,
      firstSeenMs: Math.min(known?.firstSeenMs ?? Infinity, firstSeenMs),
      lastSeenMs: Math.max(known?.lastSeenMs ?? 0, lastSeenMs),
      seriesIds: (known?.seriesIds ?? new Set()).add(series.id),
    });
  }
}
