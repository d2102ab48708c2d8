import { Profile } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { CostModel } from '../../costs/CostModel';
import { HealthStore } from '../../evidence/HealthStore';
import { dayOf } from '../../waivers/Waiver';
import { DecisionMatrix } from '../DecisionMatrix';
import { DecisionStore, KeptDecision } from '../DecisionStore';
import { NearbyPlatforms } from '../NearbyPlatforms';
import { Recommender } from '../Recommender';
import { assumptionsOf } from './assumptionsOf';
import { findReasons } from './findReasons';
import { ObservedLevels } from './ObservedLevels';
import { ObservedLevelStore } from './ObservedLevelStore';
import { RegretFinding, RegretStore, StoredRegret } from './RegretStore';

const DAY_MS = 86_400_000;
/** Levels that are older, since telemetry does not answer, say nothing of now. */
const GOOD_FOR_DAYS = 3;
/** After so many whoever waits gets a turn. */
const CHUNK_SIZE = 50;

type PlatformsOf = ReturnType<NearbyPlatforms['ofEach']>;

/** Looks whether what decisions assumed still holds. */
export class RegretWatch {
  readonly #store: RegretStore;
  readonly #decisions: DecisionStore;
  readonly #levels: ObservedLevelStore;
  readonly #projection: IntegrationProjection;
  readonly #recommender: Recommender;
  readonly #platforms: NearbyPlatforms;

  constructor(options: {
    regrets: RegretStore;
    store: DecisionStore;
    levels: ObservedLevelStore;
    projection: IntegrationProjection;
    health: HealthStore;
    matrix: DecisionMatrix;
    costs: CostModel;
  }) {
    this.#store = options.regrets;
    this.#decisions = options.store;
    this.#levels = options.levels;
    this.#projection = options.projection;
    this.#recommender = new Recommender(options);
    this.#platforms = new NearbyPlatforms(options);
  }

  /** @param entityRefs - all about which something was decided where they are missing */
  async look(now: Date, entityRefs?: readonly string[]): Promise<void> {
    const refs = entityRefs ?? (await this.#decisions.listDecided());
    const platformsOf = this.#platforms.ofEach();
    for (let at = 0; at < refs.length; at += CHUNK_SIZE) {
      await this.#lookAt(refs.slice(at, at + CHUNK_SIZE), platformsOf, now);
      // A database that answers at once would not let anything else have its turn.
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  async #lookAt(
    refs: readonly string[],
    platformsOf: PlatformsOf,
    now: Date,
  ): Promise<void> {
    const order = await this.#decisions.orderOf(refs);
    const kept = await this.#decisions.byId(
      [...order.values()].flatMap(ids => ids.at(-1) ?? []),
    );
    const since = dayOf(new Date(now.getTime() - GOOD_FOR_DAYS * DAY_MS));
    const [levels, open, integrations] = await Promise.all([
      this.#levels.of(refs, since),
      this.#store.listOpen(refs),
      this.#projection.listIntegrations(refs),
    ]);
    for (const integration of integrations) {
      const { entityRef } = integration.facets;
      const current = kept.get(order.get(entityRef)?.at(-1) ?? '');
      const own = open.filter(regret => regret.entityRef === entityRef);
      for (const regret of own) {
        // What was decided anew since is nothing to regret any more.
        if (regret.decisionId !== current?.decision.id) {
          await this.#store.clear(regret.id, now);
        }
      }
      if (current) {
        await this.#judge(
          integration,
          current,
          levels.get(entityRef) ?? {},
          own.find(({ decisionId }) => decisionId === current.decision.id),
          platformsOf,
          now,
        );
      }
    }
  }

  async #judge(
    { facets }: ProjectedIntegration,
    { decision, recommendation }: KeptDecision,
    levels: ObservedLevels,
    regret: StoredRegret | undefined,
    platformsOf: PlatformsOf,
    now: Date,
  ): Promise<void> {
    const reasons = findReasons(
      assumptionsOf(decision, recommendation),
      levels,
      regret?.reasons ?? [],
      now,
    );
    if (reasons.length === 0) {
      if (regret) {
        await this.#store.clear(regret.id, now);
      }
      return;
    }
    const profile = observedProfile(decision.profile, levels);
    const today = this.#recommender.compare(
      profile,
      decision.pattern,
      await platformsOf(facets, profile),
    );
    const finding: RegretFinding = {
      reasons,
      recommendedToday: today.recommended,
      rankToday: today.rank,
    };
    if (regret) {
      await this.#store.update(regret.id, finding);
    } else {
      await this.#store.open(
        { ...decision, entityRef: facets.entityRef },
        finding,
        now,
      );
    }
  }
}

/** What was decided for, with what is observed. What is needed, such as a latency, stays what it was. */
function observedProfile(
  decided: Profile,
  { volume, consumers }: ObservedLevels,
): Profile {
  const volumePerDay =
    decided.interaction === 'batch'
      ? decided.volumePerDay
      : (volume?.level ?? decided.volumePerDay);
  const { volumePerDayInTwoYears: expected } = decided;
  return {
    ...decided,
    volumePerDay,
    volumePerDayInTwoYears:
      expected === undefined ? undefined : Math.max(expected, volumePerDay),
    consumers: consumers
      ? Math.max(1, Math.round(consumers.level))
      : decided.consumers,
  };
}
