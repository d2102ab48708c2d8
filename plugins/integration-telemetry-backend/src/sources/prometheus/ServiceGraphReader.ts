import { flowOf } from '../../attribution/flowId';
import { StoredFlow } from '../../drift/FlowStore';
import { AnswerCache } from './AnswerCache';
import { LabelledSamples } from './EngineClient';
import { PrometheusEngine } from './PrometheusEngine';
import { increaseBy } from './promql';

const HOUR_MS = 3_600_000;

/** Who calls whom changes slowly. */
const GOOD_FOR_MS = 10 * 60_000;

const HOURS = 24;

/** How far back edges are told of, at least. */
export const EDGES_OVER_MS = (HOURS - 1) * HOUR_MS;

/** What the connector writes for a caller, or a called, that sends no spans. */
const NOBODY = new Set(['', 'user', 'unknown']);

/** A call between two services, seen in the last day. */
export interface ServiceEdge {
  flow: StoredFlow;
  calls: number;
  failed: number;
}

/**
 * Reads which services call which. Source: OpenTelemetry Collector Contrib,
 * README of `servicegraphconnector`.
 */
export class ServiceGraphReader {
  readonly #engine: PrometheusEngine;
  readonly #environment: string;
  readonly #now: () => number;
  readonly #answers: AnswerCache<ServiceEdge[]>;

  constructor(options: {
    engine: PrometheusEngine;
    /** The graph names none. */
    environment: string;
    now: () => number;
  }) {
    this.#engine = options.engine;
    this.#environment = options.environment;
    this.#now = options.now;
    this.#answers = new AnswerCache({
      lifetimeMs: GOOD_FOR_MS,
      maxWeight: Infinity,
      weigh: () => 1,
      now: options.now,
    });
  }

  /** @throws EngineError */
  async read(): Promise<ServiceEdge[]> {
    const { graph } = this.#engine.schema ?? {};
    if (!graph) {
      return [];
    }
    return this.#answers.get(graph.calls, () => this.#ask(graph));
  }

  async #ask(graph: { calls: string; failed: string }): Promise<ServiceEdge[]> {
    const { client, config } = this.#engine;
    const toMs = Math.ceil(this.#now() / HOUR_MS) * HOUR_MS;
    const range = {
      fromMs: toMs - (HOURS - 1) * HOUR_MS,
      toMs,
      stepMs: HOUR_MS,
    };
    const labels = ['client', 'server', 'connection_type'];
    const ask = (metric: string) =>
      client.queryRange(
        `${increaseBy(labels, { metric, filter: config.filter }, HOUR_MS)} > 0`,
        range,
      );
    const [calls, failed] = await Promise.all([
      ask(graph.calls),
      ask(graph.failed),
    ]);
    const keyOf = ({ labels: of }: LabelledSamples) =>
      `${of.client}\u0001${of.server}\u0001${of.connection_type}`;
    const failures = new Map(failed.map(item => [keyOf(item), sum(item)]));
    return calls.flatMap(item => {
      const flow = this.#flowOf(item);
      return flow
        ? [{ flow, calls: sum(item), failed: failures.get(keyOf(item)) ?? 0 }]
        : [];
    });
  }

  #flowOf({ labels, samples }: LabelledSamples): StoredFlow | undefined {
    const { client = '', server = '', connection_type: type } = labels;
    if (NOBODY.has(client) || NOBODY.has(server) || type === 'database') {
      return undefined;
    }
    const flow = flowOf(
      {
        side: 'caller',
        kind: 'call',
        protocol: 'unknown',
        operation: '',
        destination: '',
        source: { name: client, service: client },
        target: { name: server, service: server },
      },
      this.#environment,
    );
    return (
      flow &&
      toStoredFlow({
        ...flow,
        firstSeenMs: samples[0].atMs - HOUR_MS,
        lastSeenMs: Math.min(samples[samples.length - 1].atMs, this.#now()),
      })
    );
  }
}

function sum({ samples }: LabelledSamples): number {
  return samples.reduce((total, { value }) => total + value, 0);
}

/** A flow as the drift reads it. */
export function toStoredFlow(
  flow: NonNullable<ReturnType<typeof flowOf>> & {
    firstSeenMs: number;
    lastSeenMs: number;
  },
): StoredFlow {
  const { source, target } = flow;
  return {
    id: flow.id,
    environment: flow.environment,
    side: flow.side,
    source_name: source.name,
    source_service: source.service ?? null,
    source_namespace: source.namespace ?? null,
    source_address: source.address ?? null,
    target_name: target.name,
    target_service: target.service ?? null,
    target_namespace: target.namespace ?? null,
    target_address: target.address ?? null,
    protocol: flow.protocol,
    destination: flow.destination,
    declared_ms: null,
    first_seen_ms: flow.firstSeenMs,
    last_seen_ms: flow.lastSeenMs,
  };
}
