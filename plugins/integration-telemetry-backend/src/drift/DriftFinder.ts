import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { AttributionIndex } from '../attribution/AttributionIndex';
import { HealthPosition, HealthStore } from '../health/HealthStore';
import { driftId } from './driftId';
import { flowAttributes } from './flowAttributes';
import { FlowMismatches } from './FlowMismatches';
import { FlowSource, MeasuredFlow } from './FlowStore';
import { FoundDrift } from './FoundDrift';
import { SeriesMismatches } from './SeriesMismatches';
import { UndeclaredFinder } from './UndeclaredFinder';

const DAY_MS = 86_400_000;

/** How long what is no longer seen stays in the list. */
const SHOWN_MS = 30 * DAY_MS;

/** How many flows are compared: those with the most traffic. */
const MOST_FLOWS = 10_000;

/** Flows that are compared at once. */
const FLOWS_TOGETHER = 500;

/** Integrations whose series are read together. */
const TOGETHER = 200;

/** Finds where declared and observed differ. */
export class DriftFinder {
  readonly #flows: FlowSource;
  readonly #series: SeriesMismatches;
  readonly #health: HealthStore;
  readonly #projection: IntegrationProjection;
  readonly #resolver: () => ServiceResolver;
  readonly #index: () => AttributionIndex;

  constructor(options: {
    flows: FlowSource;
    series: SeriesMismatches;
    health: HealthStore;
    projection: IntegrationProjection;
    resolver: () => ServiceResolver;
    index: () => AttributionIndex;
  }) {
    this.#flows = options.flows;
    this.#series = options.series;
    this.#health = options.health;
    this.#projection = options.projection;
    this.#resolver = options.resolver;
    this.#index = options.index;
  }

  /**
   * Everything that differs now.
   *
   * @param giveWay - awaited between parts of the work
   */
  async find(
    integrations: readonly ProjectedIntegration[],
    nowMs: number,
    giveWay: () => Promise<void>,
  ): Promise<{ found: FoundDrift[]; leftOut: number }> {
    const { flows, leftOut } = await this.#flows.listBusiest({
      seenSinceMs: nowMs - SHOWN_MS,
      countedSinceMs: nowMs - DAY_MS,
      limit: MOST_FLOWS,
      giveWay,
    });
    await giveWay();
    const resolver = this.#resolver();
    const mismatches = new FlowMismatches({ integrations, resolver });
    await giveWay();
    const undeclared: MeasuredFlow[] = [];
    for (let at = 0; at < flows.length; at += FLOWS_TOGETHER) {
      await giveWay();
      undeclared.push(
        ...flows
          .slice(at, at + FLOWS_TOGETHER)
          .filter(flow => !this.#isDeclared(flow)),
      );
    }
    const joined = await new UndeclaredFinder({ resolver }).find(
      undeclared,
      giveWay,
    );
    const found: FoundDrift[] = [];
    for (let at = 0; at < joined.length; at += FLOWS_TOGETHER) {
      await giveWay();
      found.push(
        ...joined
          .slice(at, at + FLOWS_TOGETHER)
          .map(drift => mismatches.judge(drift)),
      );
    }
    for (let at = 0; at < integrations.length; at += TOGETHER) {
      await giveWay();
      found.push(
        ...(await this.#series.find(
          integrations.slice(at, at + TOGETHER),
          resolver,
          {
            seenSinceMs: nowMs - SHOWN_MS,
            countedSinceMs: nowMs - DAY_MS,
          },
        )),
      );
    }
    await giveWay();
    found.push(...(await this.#findSilent()));
    return { found, leftOut };
  }

  #isDeclared(flow: MeasuredFlow): boolean {
    const { attributes, resource } = flowAttributes(flow);
    return this.#index().find(attributes, resource) !== undefined;
  }

  async #findSilent(): Promise<FoundDrift[]> {
    const found: FoundDrift[] = [];
    let after: HealthPosition | undefined;
    do {
      const page = await this.#health.list(
        this.#projection.query(),
        { status: ['silent'] },
        { limit: 500, after },
      );
      found.push(...page.items.map(toSilent));
      after = page.next;
    } while (after);
    return found;
  }
}

function toSilent(health: HealthSummary): FoundDrift {
  const { integration, reasons, environment, evaluatedAt } = health;
  const [reason] = reasons;
  const since = health.since ?? evaluatedAt;
  return {
    item: {
      id: driftId('silent', integration.entityRef),
      kind: 'silent',
      headline: `${integration.title ?? integration.name}: ${reason.headline}`,
      detail: reason.detail,
      environment,
      integrationRef: integration.entityRef,
      firstSeenAt: since,
      lastSeenAt: health.lastSeenAt ?? since,
      callsLastDay: 0,
      evidence: [
        {
          what: 'Declared',
          value: integration.lifecycle ?? 'an integration',
          source: integration.entityRef,
        },
        {
          what: 'Observed',
          value: reason.headline,
          source: 'its health',
          at: since,
        },
        ...(health.lastSeenAt
          ? [
              {
                what: 'Last seen',
                value: 'its last traffic',
                source: 'telemetry',
                at: health.lastSeenAt,
              },
            ]
          : []),
      ],
    },
    traffic: { integration: {} },
  };
}
