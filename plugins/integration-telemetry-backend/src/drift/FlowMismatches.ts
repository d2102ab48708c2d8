import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { declaredEnvironment } from '../health/HealthEvaluator';
import {
  declaredEndpoints,
  hostOf,
  namedRefs,
  titleOf,
  topicOf,
  widened,
} from './declaredEnds';
import { FoundDrift } from './FoundDrift';
import { isMessaging } from './isMessaging';

const keyOf = (...parts: string[]) => parts.join('\u0001');

function push<T>(index: Map<string, T[]>, key: string, value: T): void {
  const known = index.get(key);
  if (known) {
    known.push(value);
  } else {
    index.set(key, [value]);
  }
}

/**
 * Tells flows that have nothing to do with any integration from those that are
 * an integration's own, but for an address or a target that it does not name.
 */
export class FlowMismatches {
  readonly #resolver: ServiceResolver;
  /** By environment, source and target. */
  readonly #byEnds = new Map<string, ProjectedIntegration[]>();
  /** By environment and topic. */
  readonly #byTopic = new Map<string, ProjectedIntegration[]>();

  constructor(options: {
    integrations: readonly ProjectedIntegration[];
    resolver: ServiceResolver;
  }) {
    this.#resolver = options.resolver;
    for (const integration of options.integrations) {
      const environment = declaredEnvironment(integration);
      const { sourceRef, targetRefs } = integration.facets;
      for (const target of targetRefs) {
        push(
          this.#byEnds,
          keyOf(environment, sourceRef ?? '', target),
          integration,
        );
      }
      for (const { protocol, address } of declaredEndpoints(integration)) {
        if (isMessaging(protocol)) {
          push(
            this.#byTopic,
            keyOf(environment, topicOf(address)),
            integration,
          );
        }
      }
    }
  }

  /** The flow as it was, or as a mismatch of the integration that it belongs to. */
  judge(drift: FoundDrift): FoundDrift {
    const item = isMessaging(drift.item.protocol ?? '')
      ? this.#judgeTarget(drift.item)
      : this.#judgeAddress(drift.item);
    return item ? { ...drift, item } : drift;
  }

  #judgeAddress(item: DriftItem): DriftItem | undefined {
    const address = item.target?.address?.toLocaleLowerCase('en-US');
    if (!address) {
      return undefined;
    }
    const candidates = widened(this.#resolver, item.source?.entityRef).flatMap(
      source =>
        widened(this.#resolver, item.target?.entityRef).flatMap(
          target =>
            this.#byEnds.get(keyOf(item.environment, source, target)) ?? [],
        ),
    );
    const known = candidates.map(integration => ({
      integration,
      hosts: declaredEndpoints(integration)
        .filter(endpoint => isSameFamily(endpoint.protocol, item.protocol))
        .map(endpoint => hostOf(endpoint.address)),
    }));
    // Where one of them names the address, its matchers lack something: that is to be attached.
    if (known.some(({ hosts }) => hosts.includes(address))) {
      return undefined;
    }
    const other = known.find(({ hosts }) => hosts.length > 0);
    return (
      other &&
      asMismatch(item, other.integration, {
        aspect: 'address',
        observed: address,
        declared: [...new Set(other.hosts)],
        headline: `${item.source?.name} calls ${item.target?.name} at ${address}, which ${titleOf(other.integration)} does not name`,
      })
    );
  }

  #judgeTarget(item: DriftItem): DriftItem | undefined {
    const reader = item.target?.entityRef;
    const integrations = this.#byTopic.get(
      keyOf(item.environment, item.destination ?? ''),
    );
    if (!reader || integrations?.length !== 1) {
      return undefined;
    }
    const [integration] = integrations;
    const named = namedRefs(integration);
    if (widened(this.#resolver, reader).some(ref => named.has(ref))) {
      return undefined;
    }
    return asMismatch(item, integration, {
      aspect: 'target',
      observed: reader,
      declared: integration.facets.targetRefs,
      headline: `${item.target?.name} reads ${item.destination} of ${titleOf(integration)}, which does not name it`,
    });
  }
}

function isSameFamily(declared: string, observed: string | undefined): boolean {
  const familyOf = (protocol: string) =>
    protocol === 'https' ? 'http' : protocol;
  return familyOf(declared) === familyOf(observed ?? '');
}

function asMismatch(
  item: DriftItem,
  integration: ProjectedIntegration,
  mismatch: NonNullable<DriftItem['mismatch']> & { headline: string },
): DriftItem {
  const { headline, aspect, observed, declared } = mismatch;
  const [seen] = item.evidence;
  return {
    ...item,
    kind: 'mismatched',
    headline,
    detail: item.detail?.replace(
      'Not in the catalog.',
      `${titleOf(integration)} names ${declared.join(', ')}.`,
    ),
    integrationRef: integration.facets.entityRef,
    mismatch: { aspect, observed, declared },
    evidence: [
      {
        ...seen,
        what: `Observed ${aspect}`,
        value: `${observed}: ${seen.value}`,
      },
      {
        what: `Declared ${aspect}`,
        value: declared.join(', '),
        source: `${aspect === 'target' ? 'targets' : 'endpoints'} of ${integration.facets.entityRef}`,
      },
    ],
  };
}
