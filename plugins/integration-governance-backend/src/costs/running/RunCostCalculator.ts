import {
  CostRange,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { readKnownProfile } from '../../decisions/readKnownProfile';
import { PriceBook } from '../PriceBook';
import { addUp } from '../PriceListCostModel';
import { daysBegun, windowAt } from './countVolume';
import { InterventionStore, InterventionSum } from './InterventionStore';
import { PlatformCosts } from './PlatformCosts';
import { RunCostStore, StoredRunCost } from './RunCostStore';
import { PlatformShare, runCostParts, RunFacts } from './runCostParts';
import { Volume, VolumeStore } from './VolumeStore';

/** Calculates what integrations cost to run, from what is kept, and keeps that. */
export class RunCostCalculator {
  readonly #projection: IntegrationProjection;
  readonly #book: PriceBook;
  readonly #volumes: VolumeStore;
  readonly #interventions: InterventionStore;
  readonly #store: RunCostStore;

  constructor(options: {
    projection: IntegrationProjection;
    book: PriceBook;
    volumes: VolumeStore;
    interventions: InterventionStore;
    store: RunCostStore;
  }) {
    this.#projection = options.projection;
    this.#book = options.book;
    this.#volumes = options.volumes;
    this.#interventions = options.interventions;
    this.#store = options.store;
  }

  /** @param entityRefs - all where they are missing */
  async calculate(
    entityRefs?: readonly string[],
    now = new Date(),
  ): Promise<void> {
    const window = windowAt(now);
    const volumes = await this.#volumes.list(now);
    const links = await this.#volumes.listLinks();
    const sums = await this.#interventions.sums(window.from, window.to);
    const platforms = await PlatformCosts.read({
      ...{ projection: this.#projection, book: this.#book, links, volumes },
    });
    const integrations = await this.#projection.listIntegrations(entityRefs);
    const costs = integrations.map(integration => {
      const { entityRef } = integration.facets;
      const facts = factsOf(
        integration,
        volumes.get(entityRef),
        platforms.of(entityRef),
        sums.get(entityRef) ?? { count: 0, minutes: 0 },
      );
      return { entityRef, cost: runCostOf(this.#book, facts, window) };
    });
    await this.#store.write(costs, now);
  }
}

/** How many connections an integration has: at least a source and each consumer. */
export function connectionsOf(integration: ProjectedIntegration): number {
  const profile: Partial<Profile> = readKnownProfile(
    integration,
    undefined,
  ).profile;
  const { consumers = 1, endpoints = 0 } = profile;
  return Math.max(endpoints, consumers + 1);
}

function factsOf(
  integration: ProjectedIntegration,
  volume: Volume | undefined,
  platforms: readonly PlatformShare[],
  interventions: InterventionSum,
): RunFacts {
  const { pattern, interaction, targetRefs } = integration.facets;
  const connections = connectionsOf(integration);
  // Each target reads an event for itself, and each reading is counted.
  const readers =
    interaction === 'event' || interaction === 'stream'
      ? Math.max(1, targetRefs.length)
      : 1;
  return {
    pattern,
    count: pattern === 'point-to-point' ? connections - 1 : connections,
    deliveries: volume?.calls,
    messages:
      volume?.calls === undefined
        ? undefined
        : Math.round(volume.calls / readers),
    volumeSource: volume?.source,
    measuredDays: volume ? daysBegun(volume.days) : 0,
    platforms,
    interventions,
  };
}

/** One integration's cost of 30 days. */
export function runCostOf(
  book: PriceBook,
  facts: RunFacts,
  window: { from: Date; to: Date },
): StoredRunCost {
  const { parts, unmeasured } = runCostParts(book, facts);
  const perMonth = addUp(parts.map(({ range }) => range));
  const { messages } = facts;
  return {
    perMonth,
    parts,
    unmeasured,
    calls: messages ?? null,
    callsSource: facts.volumeSource,
    perMessage: messages ? perMessageOf(perMonth, messages) : undefined,
    interventions: facts.interventions,
    currency: book.list.currency,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
  };
}

/** To a millionth, since a message may cost far less than a cent. */
export function perMessageOf(perMonth: CostRange, messages: number): CostRange {
  const each = (value: number) => Math.round((value / messages) * 1e6) / 1e6;
  return {
    low: each(perMonth.low),
    expected: each(perMonth.expected),
    high: each(perMonth.high),
  };
}
