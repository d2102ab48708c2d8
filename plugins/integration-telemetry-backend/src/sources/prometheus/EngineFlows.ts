import { FlowSource, FlowTraffic, StoredFlow } from '../../drift/FlowStore';
import { PointsSource } from '../../health/CallFactsReader';
import { MINUTES_PER } from '../../series/SeriesBatch';
import { EdgeCheck } from './declaredEdges';
import { EngineError } from './EngineError';
import { PrometheusEngine } from './PrometheusEngine';
import { ServiceGraphReader, toStoredFlow } from './ServiceGraphReader';

/** As many as our own store lists. */
const MOST_FLOWS = 10_000;

const endsOf = (flow: StoredFlow) =>
  [flow.environment, flow.source_name, flow.target_name].join('\u0001');

/** The flows of an engine that nobody declared. */
export class EngineFlows implements FlowSource {
  readonly #engine: PrometheusEngine;
  readonly #source: PointsSource;
  readonly #graph: ServiceGraphReader;
  readonly #isDeclared: EdgeCheck;
  readonly #now: () => number;

  constructor(options: {
    engine: PrometheusEngine;
    source: PointsSource;
    graph: ServiceGraphReader;
    /** Whether an integration joins both ends of an edge. */
    isDeclared: EdgeCheck;
    now: () => number;
  }) {
    this.#engine = options.engine;
    this.#source = options.source;
    this.#graph = options.graph;
    this.#isDeclared = options.isDeclared;
    this.#now = options.now;
  }

  /** Those of spans, and those of the service graph that no span tells of. */
  async list(sinceMs: number, environment?: string): Promise<StoredFlow[]> {
    void this.#engine.refreshIfDue();
    const spans = this.#engine.catalogue.flows.map(toStoredFlow);
    const known = new Set(spans.map(endsOf));
    const edges = (await this.#edges())
      .map(({ flow }) => flow)
      .filter(
        flow =>
          !known.has(endsOf(flow)) &&
          !this.#isDeclared(flow.source_name, flow.target_name),
      );
    return [...spans, ...edges]
      .filter(
        flow =>
          flow.last_seen_ms >= sinceMs &&
          (environment === undefined || flow.environment === environment),
      )
      .sort((left, right) => right.last_seen_ms - left.last_seen_ms)
      .slice(0, MOST_FLOWS);
  }

  /** Of the hours since a moment; of a service graph's edges, of the last day. */
  async readTraffic(sinceMs: number): Promise<Map<string, FlowTraffic>> {
    const traffic = new Map<string, FlowTraffic>();
    for (const { flow, calls, failed } of await this.#edges()) {
      traffic.set(flow.id, { calls, failed });
    }
    await Promise.all(
      this.#engine.catalogue.flows.map(async ({ id }) => {
        const points = await this.#source.readCounts(
          this.#engine.catalogue.listSeries(`flow:${id}`),
          MINUTES_PER.hour,
          sinceMs,
          this.#now(),
        );
        traffic.set(id, {
          calls: points.reduce((sum, { count }) => sum + count, 0),
          failed: points.reduce((sum, { failed }) => sum + failed, 0),
        });
      }),
    ).catch(whereEngineIsOut);
    return traffic;
  }

  async #edges() {
    return (await this.#graph.read().catch(whereEngineIsOut)) ?? [];
  }
}

/** Everybody's flows. Those that several know are listed once, as the first has them. */
export class CombinedFlows implements FlowSource {
  readonly #sources: readonly FlowSource[];

  constructor(sources: readonly FlowSource[]) {
    this.#sources = sources;
  }

  async list(sinceMs: number, environment?: string): Promise<StoredFlow[]> {
    const all = await Promise.all(
      this.#sources.map(source => source.list(sinceMs, environment)),
    );
    const byId = new Map<string, StoredFlow>();
    for (const flow of all.flat()) {
      byId.set(flow.id, byId.get(flow.id) ?? flow);
    }
    return [...byId.values()];
  }

  async readTraffic(sinceMs: number): Promise<Map<string, FlowTraffic>> {
    const all = await Promise.all(
      this.#sources.map(source => source.readTraffic(sinceMs)),
    );
    return new Map(all.reverse().flatMap(traffic => [...traffic]));
  }
}

function whereEngineIsOut(error: unknown): undefined {
  if (!(error instanceof EngineError)) {
    throw error;
  }
  return undefined;
}
