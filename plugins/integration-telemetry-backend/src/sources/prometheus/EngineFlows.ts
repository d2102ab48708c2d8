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
import { whereEngineIsOut } from './EngineError';
import {
  EngineFlow,
  EngineFlowStore,
  KeptFlow,
} from '../../drift/EngineFlowStore';
import { PrometheusEngine } from './PrometheusEngine';
import {
  EDGES_OVER_MS,
  ServiceEdge,
  ServiceGraphReader,
  toStoredFlow,
} from './ServiceGraphReader';

/** As many as our own store lists. */
const MOST_FLOWS = 10_000;

type ListOptions = Omit<Parameters<FlowSource['listBusiest']>[0], 'limit'>;

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

  /**
   * Those of spans, and those of the service graph that no span tells of, as
   * the engine tells of them now. What it told of before, and does not tell of
   * now, is as it was kept: because the engine is out, or was not asked for as
   * long ago. Traffic of a service graph is that of the last day.
   */
  async list(
    store: EngineFlowStore,
    options: ListOptions,
  ): Promise<EngineFlow[]> {
    const { seenSinceMs, countedSinceMs, giveWay } = options;
    const { name } = this.#engine;
    void this.#engine.refreshIfDue();
    const kept = await store.listOf(name, seenSinceMs);
    const edges = await this.#readEdges();
    const spans = this.#listSpans();
    await this.#noteWatches(store, spans && this.#engine, edges);
    const told = [
      ...(spans ? await this.#measure(spans, kept, countedSinceMs) : []),
      ...(edges ?? []).map(({ flow, calls, failed }) => ({
        ...flow,
        origin: 'graph' as const,
        calls,
        failed,
      })),
    ]
      .filter(({ last_seen_ms: seenMs }) => seenMs >= seenSinceMs)
      .sort((left, right) => right.last_seen_ms - left.last_seen_ms)
      .slice(0, MOST_FLOWS);
    const current = await store.keep(name, told, this.#now(), giveWay);
    const ids = new Set(current.map(({ id }) => id));
    const others = [...kept.values()]
      .filter(flow => !ids.has(flow.id))
      .filter(flow => this.#stands(flow, { spans, edges }))
      .map(flow =>
        flow.last_seen_ms >= countedSinceMs ? flow : { ...flow, ...NO_TRAFFIC },
      );
    return this.#withoutSeconds([...current, ...others]);
  }

  /** Undefined where it can't be told now. */
  #listSpans(): StoredFlow[] | undefined {
    const { catalogue, refreshedMs, isOut } = this.#engine;
    return refreshedMs === undefined || isOut
      ? undefined
      : catalogue.flows.map(toStoredFlow);
  }

  /** Undefined where it can't be told now. */
  async #readEdges(): Promise<ServiceEdge[] | undefined> {
    return this.#engine.schema?.graph
      ? this.#graph.read().catch(whereEngineIsOut)
      : undefined;
  }

  async #noteWatches(
    store: EngineFlowStore,
    engine: PrometheusEngine | undefined,
    edges: readonly ServiceEdge[] | undefined,
  ): Promise<void> {
    const { name } = this.#engine;
    const seen = (engine?.catalogue.services ?? []).map(
      ({ environment, firstSeenMs }) => [environment, firstSeenMs] as const,
    );
    await store.noteWatch(name, 'spans', earliest(seen));
    await store.noteWatch(
      name,
      'graph',
      earliest(
        (edges ?? []).map(({ flow }) => [flow.environment, flow.first_seen_ms]),
      ),
    );
  }

  /** With their calls of the hours since a moment; where the engine stops answering, those that were kept. */
  async #measure(
    flows: readonly StoredFlow[],
    kept: ReadonlyMap<string, KeptFlow>,
    sinceMs: number,
  ): Promise<EngineFlow[]> {
    const traffic = new Map<string, FlowTraffic>();
    const { catalogue } = this.#engine;
    await Promise.all(
      flows.map(async ({ id }) => {
        const points = await this.#source.readCounts(
          catalogue.listSeries(`flow:${id}`),
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
    return flows.map(flow => {
      const before = kept.get(flow.id) ?? NO_TRAFFIC;
      const { calls, failed } = traffic.get(flow.id) ?? before;
      return { ...flow, origin: 'spans', calls, failed };
    });
  }

  /** Whether a flow that the engine does not tell of now is still one: it is none where an integration took it. */
  #stands(
    { origin, last_seen_ms: seenMs }: KeptFlow,
    now: Partial<Record<'spans' | 'edges', readonly unknown[]>>,
  ): boolean {
    const nowMs = this.#now();
    const { serviceGraphs, lookbackMs } = this.#engine.config;
    return origin === 'spans'
      ? !now.spans || seenMs < nowMs - lookbackMs
      : serviceGraphs && (!now.edges || seenMs < nowMs - EDGES_OVER_MS);
  }

  /** An edge is none where a span tells of the same ends, or an integration joins them. */
  #withoutSeconds(flows: readonly EngineFlow[]): EngineFlow[] {
    const ofSpans = new Set(
      flows.filter(({ origin }) => origin === 'spans').map(endsOf),
    );
    return flows.filter(
      flow =>
        flow.origin === 'spans' ||
        !(
          ofSpans.has(endsOf(flow)) ||
          this.#isDeclared(flow.source_name, flow.target_name)
        ),
    );
  }
}

/** Our own flows and those of engines. What both know is listed once, as our own store has it. */
export class CombinedFlows implements FlowSource {
  readonly #own: FlowSource;
  readonly #engines: readonly EngineFlows[];
  readonly #kept: EngineFlowStore;

  constructor(options: {
    own: FlowSource;
    engines: readonly EngineFlows[];
    /** Where what engines told of is kept. */
    kept: EngineFlowStore;
  }) {
    this.#own = options.own;
    this.#engines = options.engines;
    this.#kept = options.kept;
  }

  async listBusiest(options: Parameters<FlowSource['listBusiest']>[0]) {
    const { limit } = options;
    const own = await this.#own.listBusiest(options);
    const byId = new Map<string, MeasuredFlow>(
      own.flows.map(flow => [flow.id, flow]),
    );
    for (const engine of this.#engines) {
      for (const flow of await engine.list(this.#kept, options)) {
        const known = byId.get(flow.id);
        byId.set(flow.id, known ? knownLonger(known, flow) : flow);
      }
    }
    const all = [...byId.values()].sort(busiestFirst);
    return {
      flows: all.slice(0, limit),
      leftOut: own.leftOut + Math.max(0, all.length - limit),
    };
  }

  async listByIds(ids: readonly string[]): Promise<StoredFlow[]> {
    return joined(
      await this.#own.listByIds(ids),
      await this.#kept.listByIds(ids),
    );
  }

  async listBeside(
    item: Parameters<FlowSource['listBeside']>[0],
  ): Promise<StoredFlow[]> {
    return joined(
      await this.#own.listBeside(item),
      await this.#kept.listBeside(item),
    );
  }
}

/** What was told of elsewhere before is not new where it is told of now. */
function knownLonger(known: MeasuredFlow, other: MeasuredFlow): MeasuredFlow {
  const sinceMs = known.known_since_ms ?? known.first_seen_ms;
  return other.first_seen_ms < sinceMs
    ? { ...known, known_since_ms: other.first_seen_ms }
    : known;
}

function joined(
  own: readonly StoredFlow[],
  others: readonly StoredFlow[],
): StoredFlow[] {
  const known = new Set(own.map(({ id }) => id));
  return [...own, ...others.filter(({ id }) => !known.has(id))];
}

function earliest(
  seen: ReadonlyArray<readonly [environment: string, firstMs: number]>,
): Map<string, number> {
  const first = new Map<string, number>();
  for (const [environment, firstMs] of seen) {
    first.set(
      environment,
      Math.min(first.get(environment) ?? Infinity, firstMs),
    );
  }
  return first;
}
