import { TogetherReader } from '../../health/TogetherReader';
import { StoredSeries } from '../../series/SeriesReader';
import { AnswerCache } from './AnswerCache';
import { LabelledSamples } from './EngineClient';
import { inSlices } from './inSlices';
import { PrometheusEngine } from './PrometheusEngine';
import { callsBy, increaseBy } from './promql';
import { JudgedLabels } from './SeriesCatalogue';

/** What a window or some bins are asked for. */
export type Measure = 'calls' | 'durations' | 'sums';

/** Windows of the same width, each by its end. */
export interface Windows {
  overMs: number;
  /** End of the first. */
  fromMs: number;
  /** End of the last. */
  toMs: number;
  stepMs: number;
}

/** Samples of a set of labels, and what they count for. */
export interface SeriesRow extends LabelledSamples {
  judged: JudgedLabels;
}

type Rows = Map<number, SeriesRow[]>;

/** A round of evaluation asks for more at once; a page for fewer, and they are named. */
const MANY_SERIES = 100;
const MANY_OF_ALL = 1 / 50;

/** Samples that a query may bring: what reading them costs, nothing else has its turn for. */
const SAMPLES_PER_QUERY = 60_000;

/** Samples that are asked of the whole fleet, in some queries. */
const SAMPLES_OF_FLEET = 500_000;

/** Samples that are kept, at some sixty bytes. */
const SAMPLES_KEPT = 1_000_000;

/** The share of its width that a window may be late by: a day's by five minutes. */
const WIDTHS = 300;

/** How long what is past is good for. */
const PAST_MS = 15 * 60_000;

/** More names make a query that engines refuse. */
const SERVICES_PER_QUERY = 400;

/** What a classic histogram multiplies the number of series by, roughly. */
const BUCKETS = 16;

/** Up to this width an engine adds up the whole fleet easily. */
const EASY_MS = 3_600_000;

/**
 * Asks how much counters rose. What many ask for at the same time is asked
 * once: for the whole fleet where that is easy, else for the services that are
 * asked for, many at a time; never for each integration.
 */
export class IncreaseReader {
  readonly #engine: PrometheusEngine;
  readonly #together = new TogetherReader();
  readonly #answers: AnswerCache<Rows>;
  readonly #now: () => number;

  constructor(options: { engine: PrometheusEngine; now: () => number }) {
    this.#engine = options.engine;
    this.#now = options.now;
    this.#answers = new AnswerCache({
      lifetimeMs: options.engine.config.refreshMs,
      maxWeight: SAMPLES_KEPT,
      weigh: countSamples,
      now: options.now,
    });
  }

  /**
   * A window that ends at the same moment for all who ask within a while; the
   * wider it is, the less a moment matters to it, and the more it costs.
   */
  window(fromMs: number, toMs: number): Windows {
    const overMs = toMs - fromMs;
    const everyMs = this.#goodForMs(overMs);
    const atMs = Math.floor(toMs / everyMs) * everyMs;
    return { overMs, fromMs: atMs, toMs: atMs, stepMs: overMs };
  }

  /**
   * What the engine has of these series, and maybe of others, by their ids.
   *
   * @throws EngineError
   */
  async read(
    measure: Measure,
    windows: Windows,
    series: readonly StoredSeries[],
  ): Promise<ReadonlyMap<number, SeriesRow[]>> {
    this.#engine.expectAnswers();
    if (!this.#metricOf(measure)) {
      return new Map();
    }
    const { overMs, fromMs, toMs, stepMs } = windows;
    const { generation } = this.#engine.catalogue;
    const name = [measure, generation, overMs, fromMs, toMs, stepMs].join(' ');
    return this.#together.read<number, SeriesRow[]>(
      {
        name,
        keysPerQuery: Infinity,
        fetch: ids => this.#fetch(name, measure, windows, ids),
      },
      series.map(({ id }) => id),
    );
  }

  async #fetch(
    name: string,
    measure: Measure,
    windows: Windows,
    ids: readonly number[],
  ): Promise<Rows> {
    const { catalogue } = this.#engine;
    const moments = 1 + (windows.toMs - windows.fromMs) / windows.stepMs;
    const samples =
      catalogue.size * moments * (measure === 'durations' ? BUCKETS : 1);
    const isForMany =
      ids.length > Math.min(MANY_SERIES, MANY_OF_ALL * catalogue.size);
    const isEasy = windows.overMs <= EASY_MS && samples <= SAMPLES_OF_FLEET;
    const isForAll = isForMany && isEasy;
    const services = isForAll
      ? catalogue.serviceNames
      : catalogue.servicesOf(ids).sort();
    const rows = await this.#answers.get(
      isForAll ? name : `${name} ${services.join('\u0001')}`,
      () => this.#askInParts(measure, windows, services, samples),
      this.#lifetimeMs(windows),
    );
    return new Map(ids.map(id => [id, rows.get(id) ?? []]));
  }

  /** @param samples - that the whole fleet would bring */
  async #askInParts(
    measure: Measure,
    windows: Windows,
    services: readonly string[],
    samples: number,
  ): Promise<Rows> {
    const all = this.#engine.catalogue.serviceNames.length;
    if (services.length === all && samples <= SAMPLES_PER_QUERY) {
      return this.#ask(measure, windows);
    }
    const perService = samples / Math.max(1, all);
    const atOnce = Math.max(
      1,
      Math.min(SERVICES_PER_QUERY, Math.floor(SAMPLES_PER_QUERY / perService)),
    );
    const rows: Rows = new Map();
    for (let at = 0; at < services.length; at += atOnce) {
      const some = services.slice(at, at + atOnce);
      const found = await this.#ask(measure, windows, some);
      // Callee and caller may be different services.
      found.forEach((items, id) =>
        rows.set(id, [...(rows.get(id) ?? []), ...items]),
      );
    }
    return rows;
  }

  #goodForMs(overMs: number): number {
    const { refreshMs } = this.#engine.config;
    return refreshMs * Math.max(1, Math.round(overMs / WIDTHS / refreshMs));
  }

  #lifetimeMs({ overMs, toMs, fromMs }: Windows): number {
    const isPast = toMs < this.#now() - PAST_MS;
    const ofWindow =
      fromMs === toMs ? this.#goodForMs(overMs) : this.#engine.config.refreshMs;
    return isPast ? Math.max(PAST_MS, ofWindow) : ofWindow;
  }

  async #ask(
    measure: Measure,
    windows: Windows,
    services?: readonly string[],
  ): Promise<Rows> {
    const { client, catalogue, config, reader } = this.#engine;
    const { service = '' } = reader;
    const selection = {
      metric: this.#metricOf(measure)!,
      filter: config.filter,
      oneOf: services && { label: service, values: services },
    };
    const labels = this.#labelsOf(measure);
    const { fromMs, toMs, overMs } = windows;
    const query =
      measure === 'calls'
        ? callsBy(labels, selection, overMs, service)
        : increaseBy(labels, selection, overMs);
    const found =
      fromMs === toMs
        ? await client.query(query, toMs)
        : await client.queryRange(query, windows);
    const rows: Rows = new Map();
    await inSlices(found, item => {
      const { le, vmrange, ...others } = item.labels;
      const judged = catalogue.judge(others);
      if (judged) {
        const { id } = judged.series;
        const known = rows.get(id);
        if (known) {
          known.push({ ...item, judged });
        } else {
          rows.set(id, [{ ...item, judged }]);
        }
      }
    });
    return rows;
  }

  #metricOf(measure: Measure): string | undefined {
    if (!this.#engine.reader.service) {
      return undefined;
    }
    const { spans } = this.#engine.schema ?? {};
    if (measure === 'calls') {
      return spans?.calls;
    }
    const durations = spans?.durations;
    if (durations?.form === 'native') {
      return measure === 'durations' ? durations.metric : undefined;
    }
    const suffix = measure === 'durations' ? 'bucket' : 'sum';
    return durations && `${durations.metric}_${suffix}`;
  }

  #labelsOf(measure: Measure): string[] {
    const { callLabels, durationLabels } = this.#engine.reader;
    switch (measure) {
      case 'calls':
        return callLabels;
      case 'sums':
        return durationLabels;
      default:
        return [...durationLabels, 'le', 'vmrange'];
    }
  }
}

function countSamples(rows: Rows): number {
  let count = 1;
  for (const items of rows.values()) {
    for (const { samples } of items) {
      count += samples.length;
    }
  }
  return count;
}
