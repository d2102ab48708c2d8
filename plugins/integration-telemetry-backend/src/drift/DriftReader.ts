import {
  DriftItem,
  HealthSummary,
} from '@tieline/plugin-integrations-common/telemetry';
import { ServiceResolver } from '@tieline/plugin-integrations-node';
import { AttributionIndex } from '../attribution/AttributionIndex';
import { rounded } from '../health/callIndicators';
import { FEWEST_CALLS } from '../health/judgeCalls';
import { formatCount } from '../health/wording';
import { FlowSource, FlowTraffic, StoredFlow } from './FlowStore';
import { isMessaging, suggestEntity } from './suggestEntity';

/** How long a flow that is no longer seen stays in the list. */
const SHOWN_MS = 30 * 86_400_000;
const DAY_MS = 86_400_000;

type End = NonNullable<DriftItem['source']>;

const byTraffic = (left: DriftItem, right: DriftItem) =>
  (right.callsLastDay ?? 0) - (left.callsLastDay ?? 0) ||
  (left.id < right.id ? -1 : 1);

/** Finds where declared and observed differ. */
export class DriftReader {
  readonly #flows: FlowSource;
  readonly #resolver: () => ServiceResolver;
  readonly #index: () => AttributionIndex;

  constructor(options: {
    flows: FlowSource;
    resolver: () => ServiceResolver;
    index: () => AttributionIndex;
  }) {
    this.#flows = options.flows;
    this.#resolver = options.resolver;
    this.#index = options.index;
  }

  /** Flows between systems that nobody declared, most traffic first. */
  async listUndeclared(
    nowMs: number,
    environment?: string,
  ): Promise<DriftItem[]> {
    const [flows, traffic] = await Promise.all([
      this.#flows.list(nowMs - SHOWN_MS, environment),
      this.#flows.readTraffic(nowMs - DAY_MS),
    ]);
    const open = flows.filter(flow => !this.#isDeclared(flow));
    const items = this.#joinTopics(dropSecondReports(open), traffic)
      .filter(item => !this.#isInternal(item))
      .sort(byTraffic);
    return joinSameEnds(items).map(item => ({
      ...item,
      suggestedEntity: suggestEntity(item),
    }));
  }

  /** Integrations that are declared, but not observed. */
  silentItems(silent: readonly HealthSummary[]): DriftItem[] {
    return silent.map(health => {
      const { integration, reasons, environment, evaluatedAt } = health;
      return {
        id: `silent:${integration.entityRef}`,
        kind: 'silent',
        headline: `${integration.title ?? integration.name}: ${reasons[0].headline}`,
        detail: reasons[0].detail,
        environment,
        integrationRef: integration.entityRef,
        firstSeenAt: health.since ?? evaluatedAt,
        lastSeenAt: health.lastSeenAt ?? health.since ?? evaluatedAt,
        callsLastDay: 0,
      };
    });
  }

  /** A matcher may have been declared after the flow's last traffic. */
  #isDeclared(flow: StoredFlow): boolean {
    const isCaller = flow.side === 'caller';
    const service = isCaller ? flow.source_service : flow.target_service;
    const namespace = isCaller ? flow.source_namespace : flow.target_namespace;
    const resource = new Map<string, string>();
    const attributes = new Map<string, string>();
    const set = (
      map: Map<string, string>,
      name: string,
      value: string | null,
    ) => value && map.set(name, value);
    set(resource, 'service.name', service);
    set(resource, 'service.namespace', namespace);
    if (isMessaging(flow.protocol)) {
      set(attributes, 'messaging.system', flow.protocol);
      set(attributes, 'messaging.destination.name', flow.destination);
    } else {
      set(
        attributes,
        isCaller ? 'url.template' : 'http.route',
        flow.destination,
      );
      set(attributes, 'rpc.method', flow.destination);
      set(
        attributes,
        isCaller ? 'server.address' : 'client.address',
        isCaller ? flow.target_address : flow.source_address,
      );
      set(
        attributes,
        'service.peer.name',
        isCaller ? flow.target_service : flow.source_service,
      );
    }
    return this.#index().find(attributes, resource) !== undefined;
  }

  #end(flow: StoredFlow, side: 'source' | 'target'): End {
    const service = flow[`${side}_service`] ?? undefined;
    const namespace = flow[`${side}_namespace`] ?? undefined;
    const name = flow[`${side}_name`];
    return {
      name,
      service,
      address: flow[`${side}_address`] ?? undefined,
      entityRef: this.#resolver().resolve(service ?? name, namespace),
    };
  }

  #isInternal({ source, target }: DriftItem): boolean {
    if (!source?.entityRef || !target?.entityRef) {
      return false;
    }
    const resolver = this.#resolver();
    const system = resolver.systemOf(source.entityRef);
    return (
      source.entityRef === target.entityRef ||
      (system !== undefined && system === resolver.systemOf(target.entityRef))
    );
  }

  /** Who publishes to a topic and who reads it make one flow together. */
  #joinTopics(
    flows: StoredFlow[],
    traffic: Map<string, FlowTraffic>,
  ): DriftItem[] {
    const topicOf = (flow: StoredFlow) =>
      [flow.environment, flow.protocol, flow.destination].join('\u0001');
    const publishers = new Map<string, StoredFlow>();
    const readTopics = new Set<string>();
    for (const flow of flows) {
      if (isMessaging(flow.protocol)) {
        if (flow.side === 'caller') {
          publishers.set(topicOf(flow), flow);
        } else {
          readTopics.add(topicOf(flow));
        }
      }
    }
    return flows.flatMap(flow => {
      const isTopic = isMessaging(flow.protocol);
      if (isTopic && flow.side === 'caller' && readTopics.has(topicOf(flow))) {
        return [];
      }
      const publisher =
        isTopic && flow.side === 'callee'
          ? publishers.get(topicOf(flow))
          : undefined;
      const source = this.#end(publisher ?? flow, 'source');
      const target = this.#end(flow, 'target');
      return [toItem(flow, source, target, traffic.get(flow.id))];
    });
  }
}

/**
 * Spans and metrics may name the ends of a call in different words. What has
 * the same ends in the catalog is one flow: the report with the most traffic
 * stands for it, since all of them are of the same calls.
 */
function joinSameEnds(items: DriftItem[]): DriftItem[] {
  const joined = new Map<string, DriftItem>();
  const endOf = (end: End | undefined) => end?.entityRef ?? end?.name ?? '';
  for (const item of items) {
    const key = [
      item.environment,
      item.protocol,
      item.destination,
      endOf(item.source),
      endOf(item.target),
    ].join('\u0001');
    const known = joined.get(key);
    joined.set(
      key,
      known
        ? {
            ...known,
            firstSeenAt:
              known.firstSeenAt < item.firstSeenAt
                ? known.firstSeenAt
                : item.firstSeenAt,
            lastSeenAt:
              known.lastSeenAt > item.lastSeenAt
                ? known.lastSeenAt
                : item.lastSeenAt,
          }
        : item,
    );
  }
  return [...joined.values()];
}

/**
 * The called side's report of a call whose caller it only knows by address is
 * left out where a caller reported the same call.
 */
function dropSecondReports(flows: StoredFlow[]): StoredFlow[] {
  const callOf = (flow: StoredFlow) =>
    [flow.environment, flow.protocol, flow.destination].join('\u0001');
  const called = new Map<string, StoredFlow[]>();
  for (const flow of flows) {
    if (flow.side === 'caller') {
      called.set(callOf(flow), [...(called.get(callOf(flow)) ?? []), flow]);
    }
  }
  // Metrics name no path where their spans do.
  const endsOf = (flow: StoredFlow) =>
    [
      flow.environment,
      flow.side,
      flow.protocol,
      flow.source_name,
      flow.target_name,
    ].join('\u0001');
  const precise = new Set(
    flows.filter(({ destination }) => destination).map(endsOf),
  );
  return flows.filter(flow => {
    if (!flow.destination && precise.has(endsOf(flow))) {
      return false;
    }
    if (flow.side === 'caller' || isMessaging(flow.protocol)) {
      return true;
    }
    return !called.get(callOf(flow))?.some(
      report =>
        (!flow.source_service || report.source_name === flow.source_name) &&
        // A caller that only knows an address may well mean this service.
        (!report.target_service || report.target_name === flow.target_name),
    );
  });
}

function toItem(
  flow: StoredFlow,
  source: End,
  target: End,
  traffic: FlowTraffic | undefined,
): DriftItem {
  const calls = traffic?.calls ?? 0;
  const isTopic = isMessaging(flow.protocol);
  const topicVerb = flow.side === 'caller' ? 'publishes to' : 'sends to';
  const verb = isTopic ? topicVerb : 'calls';
  const ofWhat = flow.destination && !isTopic ? ` of ${flow.destination}` : '';
  const via =
    isTopic && target.name !== flow.destination
      ? ` by ${flow.destination}`
      : '';
  return {
    id: flow.id,
    kind: 'undeclared',
    headline: `${source.name} ${verb} ${target.name}${via}`,
    detail: `${formatCount(calls)} ${isTopic ? 'messages' : 'calls'} in the last 24 h${ofWhat}. Not in the catalog.`,
    environment: flow.environment,
    source,
    target,
    protocol: flow.protocol,
    destination: flow.destination,
    firstSeenAt: new Date(flow.first_seen_ms).toISOString(),
    lastSeenAt: new Date(flow.last_seen_ms).toISOString(),
    callsLastDay: rounded(calls) ?? 0,
    errorRate:
      traffic && calls >= FEWEST_CALLS ? rounded(traffic.failed / calls) : null,
  };
}
