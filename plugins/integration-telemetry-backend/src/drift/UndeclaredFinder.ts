import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { ServiceResolver } from '@tieline/plugin-integrations-node';
import { rounded } from '../health/callIndicators';
import { FEWEST_CALLS } from '../health/judgeCalls';
import { countOf } from '../health/wording';
import { dropSecondReports } from './dropSecondReports';
import { MeasuredFlow } from './FlowStore';
import { FoundDrift } from './FoundDrift';
import { isMessaging } from './isMessaging';

type End = NonNullable<DriftItem['source']>;

/** Flows whose ends are looked up at once. */
const TOGETHER = 500;

interface OneReport {
  flow: MeasuredFlow;
  /** Who publishes what it reads. */
  partners: MeasuredFlow[];
  item: DriftItem;
}

interface Topics {
  publishers: Map<string, MeasuredFlow[]>;
  /** Those that somebody reads. */
  read: Set<string>;
}

const topicOf = (flow: MeasuredFlow) =>
  [flow.environment, flow.protocol, flow.destination].join('\u0001');

function listTopics(flows: readonly MeasuredFlow[]): Topics {
  const publishers = new Map<string, MeasuredFlow[]>();
  const read = new Set<string>();
  for (const flow of flows) {
    if (!isMessaging(flow.protocol)) {
      continue;
    }
    const topic = topicOf(flow);
    const known = publishers.get(topic);
    if (flow.side !== 'caller') {
      read.add(topic);
    } else if (known) {
      known.push(flow);
    } else {
      publishers.set(topic, [flow]);
    }
  }
  return { publishers, read };
}

/** Makes of reported flows what people see as one flow between two systems. */
export class UndeclaredFinder {
  readonly #resolver: ServiceResolver;

  constructor(options: { resolver: ServiceResolver }) {
    this.#resolver = options.resolver;
  }

  /**
   * @param flows - that no matcher takes
   * @param giveWay - awaited between parts of the work
   */
  async find(
    flows: readonly MeasuredFlow[],
    giveWay: () => Promise<void>,
  ): Promise<FoundDrift[]> {
    const once = dropSecondReports(flows);
    await giveWay();
    const topics = listTopics(once);
    const reports: OneReport[] = [];
    for (let at = 0; at < once.length; at += TOGETHER) {
      await giveWay();
      reports.push(
        ...this.#join(once.slice(at, at + TOGETHER), topics).filter(
          ({ item }) => !this.#isInternal(item),
        ),
      );
    }
    await giveWay();
    return joinSameEnds(reports);
  }

  #end(flow: MeasuredFlow, side: 'source' | 'target'): End {
    const service = flow[`${side}_service`] ?? undefined;
    const namespace = flow[`${side}_namespace`] ?? undefined;
    const name = flow[`${side}_name`];
    return {
      name,
      service,
      address: flow[`${side}_address`] ?? undefined,
      entityRef: this.#resolver.resolve(service ?? name, namespace),
    };
  }

  #isInternal({ source, target }: DriftItem): boolean {
    // What calls itself does so whether the catalog knows it or not.
    if (source?.service && source.service === target?.service) {
      return true;
    }
    if (!source?.entityRef || !target?.entityRef) {
      return false;
    }
    const system = this.#resolver.systemOf(source.entityRef);
    return (
      source.entityRef === target.entityRef ||
      (system !== undefined &&
        system === this.#resolver.systemOf(target.entityRef))
    );
  }

  /** Who publishes to a topic and who reads it make one flow together. */
  #join(
    flows: readonly MeasuredFlow[],
    { publishers, read }: Topics,
  ): OneReport[] {
    return flows.flatMap(flow => {
      const isTopic = isMessaging(flow.protocol);
      if (isTopic && flow.side === 'caller' && read.has(topicOf(flow))) {
        return [];
      }
      const partners =
        isTopic && flow.side === 'callee'
          ? (publishers.get(topicOf(flow)) ?? [])
          : [];
      // Flows come with the most traffic first.
      const source = this.#end(partners[0] ?? flow, 'source');
      const target = this.#end(flow, 'target');
      return [{ flow, partners, item: toItem(flow, source, target) }];
    });
  }
}

const byAge = (left: MeasuredFlow, right: MeasuredFlow) =>
  left.first_seen_ms - right.first_seen_ms || (left.id < right.id ? -1 : 1);

/**
 * Spans and metrics may name the ends of a call in different words. What has
 * the same ends in the catalog is one flow: the report with the most traffic
 * stands for it, since all of them are of the same calls. It is called by the
 * oldest report, so that a report that comes later leaves its name alone.
 */
function joinSameEnds(reports: readonly OneReport[]): FoundDrift[] {
  const groups = new Map<string, OneReport[]>();
  const endOf = (end: End | undefined) => end?.entityRef ?? end?.name ?? '';
  for (const report of reports) {
    const { item } = report;
    const key = [
      item.environment,
      item.protocol,
      item.destination,
      endOf(item.source),
      endOf(item.target),
    ].join('\u0001');
    const known = groups.get(key);
    if (known) {
      known.push(report);
    } else {
      groups.set(key, [report]);
    }
  }
  return [...groups.values()].map(group => {
    const [busiest] = [...group].sort(
      (left, right) =>
        right.flow.calls - left.flow.calls || byAge(left.flow, right.flow),
    );
    const [oldest] = group.map(({ flow }) => flow).sort(byAge);
    const lastSeenMs = Math.max(...group.map(({ flow }) => flow.last_seen_ms));
    return {
      item: {
        ...busiest.item,
        id: oldest.id,
        firstSeenAt: new Date(oldest.first_seen_ms).toISOString(),
        lastSeenAt: new Date(lastSeenMs).toISOString(),
      },
      traffic: {
        flowIds: group.map(({ flow }) => flow.id).sort(),
        knownSinceMs: Math.min(
          ...group.map(({ flow }) => flow.known_since_ms ?? flow.first_seen_ms),
        ),
        partnerIds: [...new Set(group.flatMap(({ partners }) => partners))].map(
          ({ id }) => id,
        ),
      },
    };
  });
}

function toItem(flow: MeasuredFlow, source: End, target: End): DriftItem {
  const { calls, failed } = flow;
  const isTopic = isMessaging(flow.protocol);
  const topicVerb = flow.side === 'caller' ? 'publishes to' : 'sends to';
  const verb = isTopic ? topicVerb : 'calls';
  const ofWhat = flow.destination && !isTopic ? ` of ${flow.destination}` : '';
  const via =
    isTopic && target.name !== flow.destination
      ? ` by ${flow.destination}`
      : '';
  const counted = `${countOf(calls, isTopic ? 'message' : 'call')} in the last 24 h`;
  const reporter = flow.side === 'caller' ? source.name : target.name;
  return {
    id: flow.id,
    kind: 'undeclared',
    headline: `${source.name} ${verb} ${target.name}${via}`,
    detail: `${counted}${ofWhat}. Not in the catalog.`,
    environment: flow.environment,
    source,
    target,
    protocol: flow.protocol,
    destination: flow.destination,
    firstSeenAt: new Date(flow.first_seen_ms).toISOString(),
    lastSeenAt: new Date(flow.last_seen_ms).toISOString(),
    callsLastDay: Math.round(calls),
    errorRate: calls >= FEWEST_CALLS ? rounded(failed / calls) : null,
    evidence: [
      {
        what: 'Observed',
        value: counted,
        source: `telemetry of ${reporter}`,
        at: new Date(flow.last_seen_ms).toISOString(),
      },
      {
        what: 'Declared',
        value: 'no integration takes it',
        source: 'matchers in the catalog',
      },
    ],
  };
}
