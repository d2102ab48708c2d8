import {
  busiestFirst,
  FlowSource,
  FlowTraffic,
  MeasuredFlow,
  NO_TRAFFIC,
  StoredFlow,
} from '../../drift/FlowStore';
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
export class EngineFlows {
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

/** Our own flows and those of engines. What both know is listed once, as our own store has it. */
export class CombinedFlows implements FlowSource {
  readonly #own: FlowSource;
  readonly #engines: readonly EngineFlows[];

  constructor(options: { own: FlowSource; engines: readonly EngineFlows[] }) {
    this.#own = options.own;
    this.#engines = options.engines;
  }

  async listBusiest(options: Parameters<FlowSource['listBusiest']>[0]) {
    const { seenSinceMs, countedSinceMs, limit } = options;
    const own = await this.#own.listBusiest(options);
    const known = new Set(own.flows.map(({ id }) => id));
    const others: MeasuredFlow[] = [];
    for (const engine of this.#engines) {
      const traffic = await engine.readTraffic(countedSinceMs);
      for (const flow of await engine.list(seenSinceMs)) {
        if (!known.has(flow.id)) {
          known.add(flow.id);
          others.push({ ...flow, ...(traffic.get(flow.id) ?? NO_TRAFFIC) });
        }
      }
    }
    const all = [...own.flows, ...others].sort(busiestFirst);
    return {
      flows: all.slice(0, limit),
      leftOut: own.leftOut + Math.max(0, all.length - limit),
    };
  }

  async listByIds(ids: readonly string[]): Promise<StoredFlow[]> {
    const own = await this.#own.listByIds(ids);
    return this.#with(own, flow => ids.includes(flow.id));
  }

  async listBeside(
    item: Parameters<FlowSource['listBeside']>[0],
  ): Promise<StoredFlow[]> {
    const own = await this.#own.listBeside(item);
    const names = [item.source?.name, item.target?.name];
    return this.#with(
      own,
      flow =>
        flow.environment === item.environment &&
        (flow.destination === (item.destination ?? '') ||
          names.includes(flow.source_name) ||
          names.includes(flow.target_name)),
    );
  }

  async #with(
    own: StoredFlow[],
    isWanted: (flow: StoredFlow) => boolean,
  ): Promise<StoredFlow[]> {
    const byId = new Map(own.map(flow => [flow.id, flow]));
    for (const engine of this.#engines) {
      for (const flow of await engine.list(-Infinity)) {
        if (isWanted(flow) && !byId.has(flow.id)) {
          byId.set(flow.id, flow);
        }
      }
    }
    return [...byId.values()];
  }
}

function whereEngineIsOut(error: unknown): undefined {
  if (!(error instanceof EngineError)) {
    throw error;
  }
  return undefined;
}
