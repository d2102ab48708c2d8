import { Entity } from '@backstage/catalog-model';
import { parseDurationMs } from '@tieline/plugin-integrations-common';
import { matchVersions } from '@tieline/plugin-integrations-common/contracts';
import {
  DriftItem,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { FlowStore } from '../../consumers/FlowStore';
import { CATALOG_REGISTRY } from '../../contractIdOf';
import { CallerClaimStore, claimsByKey } from '../claims/CallerClaimStore';
import { Subject } from '../EndingSubjects';
import { ConsumerFacts } from './ConsumerFacts';
import { joinConsumers, Surroundings, UsingIntegration } from './joinConsumers';
import { longestPauseDays } from './longestPauseDays';
import { partiesOf } from './partiesOf';
import { TelemetryReader } from './TelemetryReader';
import { undeclaredUses } from './undeclaredUses';

/** Who uses what ends, as far as it could be found out. */
export interface Collected {
  consumers: ConsumerFacts[];
  /** When anything was heard by telemetry last. */
  heardMs?: number;
  /** Why use is not known; consumers are only those that are declared then. */
  problem?: string;
}

/** What a collection of many subjects asks once. */
export interface SharedAnswers {
  heardMs?: number;
  undeclared: DriftItem[];
  surroundings: Pick<Surroundings, 'systemOf' | 'ownerOf' | 'nameOf'> & {
    consumersOfApi: (apiRef: string) => string[];
  };
  problem?: string;
}

const DAY_MS = 86_400_000;

/** Finds out who is declared to use what ends, and who was seen to. */
export class ConsumerCollector {
  readonly #flows: FlowStore;
  readonly #projection: IntegrationProjection;
  readonly #telemetry: TelemetryReader;
  readonly #claims: CallerClaimStore;

  constructor(options: {
    flows: FlowStore;
    projection: IntegrationProjection;
    telemetry: TelemetryReader;
    claims: CallerClaimStore;
  }) {
    this.#claims = options.claims;
    this.#flows = options.flows;
    this.#projection = options.projection;
    this.#telemetry = options.telemetry;
  }

  /** What is the same for all subjects that are looked at now. */
  async readShared(): Promise<SharedAnswers> {
    const surroundings = await this.#readSurroundings();
    try {
      const [heardMs, undeclared] = await Promise.all([
        this.#telemetry.readLastHeardMs(),
        this.#telemetry.readUndeclared(),
      ]);
      return { heardMs, undeclared, surroundings };
    } catch (error) {
      return { undeclared: [], surroundings, problem: String(error) };
    }
  }

  /** @param ends - what of an observed version counts; what the subject says where it is missing */
  async collect(
    subject: Subject,
    shared: SharedAnswers,
    nowMs: number,
    ends: Surroundings['endingOf'] = endingOf(subject),
  ): Promise<Collected> {
    const using = await this.#integrationsOf(subject, shared, nowMs);
    let problem = shared.problem;
    const usage = new Map<string, UsageItem[]>();
    if (!problem) {
      try {
        for (const { entityRef } of using) {
          usage.set(
            entityRef,
            await this.#telemetry.readUsage(entityRef, nowMs),
          );
        }
      } catch (error) {
        problem = String(error);
      }
    }
    const around: Surroundings = {
      ...shared.surroundings,
      claimOf: claimsByKey(await this.#claims.list()),
      endingOf: ends,
    };
    const components =
      subject.kind === 'version' &&
      subject.contract.registry === CATALOG_REGISTRY
        ? shared.surroundings.consumersOfApi(subject.contract.subject)
        : [];
    const consumers = joinConsumers(
      using.map(one => ({
        ...one,
        usage: problem ? [] : (usage.get(one.entityRef) ?? []),
      })),
      components,
      undeclaredUses(
        shared.undeclared,
        using.flatMap(({ served }) => served),
        subject.kind === 'version' ? subject.version.version : '',
        around.ownerOf,
      ),
      around,
      nowMs,
    );
    return { consumers, heardMs: shared.heardMs, problem };
  }

  async #integrationsOf(
    subject: Subject,
    { surroundings }: SharedAnswers,
    nowMs: number,
  ): Promise<
    Array<Omit<UsingIntegration, 'usage'> & { served: { address: string }[] }>
  > {
    const { systemOf } = surroundings;
    if (subject.kind === 'integration') {
      const { integration } = subject;
      return [
        {
          ...this.#describe(integration, nowMs),
          parties: partiesOf(integration.facets, undefined, systemOf),
          served: [],
        },
      ];
    }
    const flows = await this.#flows.listOfContract(
      subject.contract.id,
      () => {},
    );
    const found = new Map<
      string,
      Omit<UsingIntegration, 'usage'> & { served: { address: string }[] }
    >();
    for (const { integrationRef, providerRef } of flows) {
      const integration = await this.#projection.getIntegration(integrationRef);
      if (integration) {
        const known = found.get(integrationRef);
        const parties = partiesOf(integration.facets, providerRef, systemOf);
        found.set(integrationRef, {
          ...this.#describe(integration, nowMs),
          parties: [...new Set([...(known?.parties ?? []), ...parties])],
          served: (integration.spec.endpoints ?? []).filter(
            ({ environment, address }) =>
              address !== undefined &&
              (environment ?? 'production') === 'production',
          ) as { address: string }[],
        });
      }
    }
    return [...found.values()];
  }

  #describe({ facets, spec }: ProjectedIntegration, nowMs: number) {
    const production = (spec.endpoints ?? []).filter(
      ({ environment }) => (environment ?? 'production') === 'production',
    );
    const silentAfterMs = parseDurationMs(spec.telemetry?.silentAfter ?? '');
    const pauses = [
      silentAfterMs === undefined ? undefined : silentAfterMs / DAY_MS,
      ...(spec.dataFlows ?? []).map(
        ({ schedule }) =>
          schedule?.cron &&
          longestPauseDays(
            { cron: schedule.cron, timeZone: schedule.timeZone },
            nowMs,
          ),
      ),
    ].filter((pause): pause is number => typeof pause === 'number');
    return {
      entityRef: facets.entityRef,
      title: facets.title ?? facets.name,
      ownerRef: facets.ownerRef,
      criticality: facets.criticality,
      declaredVersion: production.find(({ version }) => version)?.version,
      // Less than a day is no pause between two uses, but traffic.
      cadenceDays: pauses.some(pause => pause >= 1)
        ? Math.max(...pauses)
        : undefined,
    };
  }

  async #readSurroundings(): Promise<SharedAnswers['surroundings']> {
    const kinds = ['component', 'system', 'resource', 'api'];
    const entities = new Map<string, Entity>();
    for (const kind of kinds) {
      for (const entity of await this.#projection.listEntities(kind)) {
        const { namespace = 'default', name } = entity.metadata;
        entities.set(
          `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US'),
          entity,
        );
      }
    }
    const related = (ref: string, type: string, prefix = '') =>
      (entities.get(ref)?.relations ?? [])
        .filter(
          relation =>
            relation.type === type && relation.targetRef.startsWith(prefix),
        )
        .map(({ targetRef }) => targetRef);
    const consumers = new Map<string, string[]>();
    for (const ref of entities.keys()) {
      for (const api of related(ref, 'consumesApi')) {
        consumers.set(api, [...(consumers.get(api) ?? []), ref]);
      }
    }
    return {
      systemOf: ref => related(ref, 'partOf', 'system:')[0],
      ownerOf: ref => related(ref, 'ownedBy')[0],
      nameOf: ref => {
        const { title, name } = entities.get(ref)?.metadata ?? {};
        return title ?? name ?? ref;
      },
      consumersOfApi: ref => consumers.get(ref) ?? [],
    };
  }
}

/** What of an observed version ends. */
export function endingOf(subject: Subject): Surroundings['endingOf'] {
  if (subject.kind === 'integration') {
    return () => ({ isUnclear: false });
  }
  const ending = subject.version.version;
  const alive = subject.versions
    .filter(({ state }) => state !== 'retired')
    .map(({ version }) => version);
  return observed => {
    const possible =
      observed === undefined ? alive : matchVersions(observed, alive);
    if (!possible.includes(ending)) {
      return undefined;
    }
    // Of several on a line the newest is the one that is run; an older one may be.
    return { isUnclear: possible.length > 1 && possible[0] !== ending };
  };
}
