import { InputError, NotFoundError } from '@backstage/errors';
import {
  DecisionRequest,
  DecisionWarning,
  KnownProfile,
  Profile,
  Recommendation,
  RecommendationRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { randomUUID } from 'node:crypto';
import { CostModel } from '../costs/CostModel';
import { HealthStore } from '../evidence/HealthStore';
import { PipelineMate } from '../evidence/IntegrationEvidence';
import { PipelineStore } from '../evidence/PipelineStore';
import { givenPeople, givenRefs } from '../http/givenRefs';
import { dayOf } from '../waivers/Waiver';
import { DecisionMatrix } from './DecisionMatrix';
import { DecisionStore, StoredDecision } from './DecisionStore';
import { MixedPipelines } from './MixedPipelines';
import { NearbyPlatforms } from './NearbyPlatforms';
import { completeProfile, readKnownProfile } from './readKnownProfile';
import { Recommender } from './Recommender';
import { VolumeSource } from './VolumeSource';
import { warnOfDoubling, warnOfPipeline } from './warnings';

/** Recommends, records what was chosen, and takes over what entities say. */
export class DecisionOffice {
  readonly #store: DecisionStore;
  readonly #projection: IntegrationProjection;
  readonly #pipelines: PipelineStore;
  readonly #health: HealthStore;
  readonly #recommender: Recommender;
  readonly #platforms: NearbyPlatforms;
  readonly #mixed: MixedPipelines | undefined;
  readonly #volumes: VolumeSource | undefined;
  readonly #now: () => Date;
  readonly #listeners: Array<(entityRef: string) => Promise<void>> = [];

  constructor(options: {
    store: DecisionStore;
    projection: IntegrationProjection;
    pipelines: PipelineStore;
    health: HealthStore;
    matrix: DecisionMatrix;
    costs: CostModel;
    /** Without it, nothing is said of how real time does beside a batch. */
    mixed?: MixedPipelines;
    /** Without one the current rate stands for a day. */
    volumes?: VolumeSource;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#projection = options.projection;
    this.#pipelines = options.pipelines;
    this.#health = options.health;
    this.#recommender = new Recommender(options);
    this.#platforms = new NearbyPlatforms(options);
    this.#mixed = options.mixed;
    this.#volumes = options.volumes;
    this.#now = options.now ?? (() => new Date());
  }

  /** Told of each integration about which somebody recorded a decision. */
  onRecord(listener: (entityRef: string) => Promise<void>): void {
    this.#listeners.push(listener);
  }

  /** @throws NotFoundError where there is none that may be read */
  async knownProfile(
    entityRef: string,
    readable: IntegrationQuery,
  ): Promise<KnownProfile> {
    const integration = await this.#find(entityRef, readable);
    const volumes = await this.#volumes?.volumesOf([entityRef], this.#now());
    return readKnownProfile(
      integration,
      await this.#health.get(entityRef),
      volumes?.get(entityRef),
    );
  }

  /** @throws NotFoundError where the integration may not be read; InputError where the profile contradicts itself */
  async recommend(
    { profile, entityRef, sourceRef, targetRefs }: RecommendationRequest,
    readable: IntegrationQuery,
  ): Promise<Recommendation> {
    checkProfile(profile);
    if (entityRef === undefined) {
      const isPlaced = sourceRef !== undefined || targetRefs !== undefined;
      return this.#recommender.recommend(profile, {
        platforms: isPlaced
          ? await this.#platforms.find(
              {
                sourceRef: sourceRef && lowerCase(sourceRef),
                targetRefs: targetRefs?.map(lowerCase),
              },
              profile,
              readable,
            )
          : undefined,
      });
    }
    const integration = await this.#find(lowerCase(entityRef), readable);
    const { facets, spec } = integration;
    const { pipeline } = spec.delivery ?? {};
    return this.#recommender.recommend(profile, {
      platforms: await this.#platforms.find(facets, profile, readable),
      current: facets.pattern,
      warnings: [
        ...(pipeline
          ? await this.#warnOfPipeline(facets, profile, pipeline, readable)
          : []),
        ...warnOfDoubling(
          integration,
          await this.#health.get(facets.entityRef),
        ),
      ],
    });
  }

  /**
   * Ranks anew and keeps the ranking with the choice.
   *
   * @throws InputError that names the field
   * @returns its id
   */
  async record(
    wanted: DecisionRequest,
    by: string,
    readable: IntegrationQuery,
  ): Promise<string> {
    const now = this.#now();
    const title = wanted.title.trim();
    if (!title) {
      throw new InputError('title is empty: say what it is about');
    }
    const decidedOn = wanted.decidedOn ?? dayOf(now);
    if (decidedOn > dayOf(now)) {
      throw new InputError(
        `decidedOn is in the future: ${decidedOn}. Leave it out for today.`,
      );
    }
    const people = givenPeople(wanted.people ?? []);
    const [sourceRef] = givenRefs(
      wanted.sourceRef ? [wanted.sourceRef] : [],
      'sourceRef',
    );
    const targetRefs =
      wanted.targetRefs && givenRefs(wanted.targetRefs, 'targetRefs');
    const recommendation = await this.recommend(wanted, readable);
    const [first] = recommendation.ranked;
    const reason = wanted.reason?.trim() ?? '';
    if (wanted.pattern !== first.pattern && !reason) {
      throw new InputError(
        `reason is missing: the matrix recommends ${first.pattern}, so say why it is to be ${wanted.pattern}`,
      );
    }
    const id = randomUUID();
    await this.#store.add(
      toDecision({
        id,
        title,
        recommendation,
        pattern: wanted.pattern,
        reason: reason || first.reason,
        people: [...new Set([by, ...people])],
        decidedOn,
        recordedAt: now.toISOString(),
        recordedBy: by,
        source: 'portal',
        entityRef: wanted.entityRef && lowerCase(wanted.entityRef),
        sourceRef,
        targetRefs,
      }),
      recommendation,
    );
    if (wanted.entityRef) {
      for (const listener of this.#listeners) {
        await listener(lowerCase(wanted.entityRef));
      }
    }
    return id;
  }

  /**
   * Takes over the decision that an entity has, once; not where one was
   * recorded already, nor where pattern or profile are not known.
   *
   * @returns how many were taken over
   */
  async takeOver(entityRefs: readonly string[]): Promise<number> {
    const decided = await this.#store.orderOf(entityRefs);
    let taken = 0;
    for (const integration of await this.#projection.listIntegrations(
      entityRefs.filter(ref => !decided.has(ref)),
    )) {
      taken += (await this.#takeOver(integration)) ? 1 : 0;
    }
    return taken;
  }

  async #takeOver(integration: ProjectedIntegration): Promise<boolean> {
    const { facets, spec } = integration;
    const reason = spec.decision?.reason;
    // What was decided is what the catalog says, not what is measured since.
    const profile = completeProfile(readKnownProfile(integration, undefined));
    if (!reason || !facets.pattern || !profile) {
      return false;
    }
    const { entityRef } = facets;
    // Its readers may not be those of its neighbours: only its own platforms count.
    const recommendation = await this.recommend({ profile, entityRef }, query =>
      query.where('projection_integrations.entity_ref', entityRef),
    );
    const now = this.#now();
    const by = facets.ownerRef ?? entityRef;
    return this.#store.add(
      toDecision({
        id: randomUUID(),
        title: `${facets.title ?? facets.name} as ${facets.pattern}`,
        recommendation,
        pattern: facets.pattern,
        reason,
        people: facets.ownerRef ? [facets.ownerRef] : [],
        decidedOn: dayOf(now),
        recordedAt: now.toISOString(),
        recordedBy: by,
        source: 'catalog',
        entityRef,
        sourceRef: facets.sourceRef,
        targetRefs: facets.targetRefs,
      }),
      recommendation,
    );
  }

  async #find(
    entityRef: string,
    readable: IntegrationQuery,
  ): Promise<ProjectedIntegration> {
    const found = await this.#projection.getIntegration(entityRef, readable);
    if (!found) {
      throw new NotFoundError(
        `There is no integration ${entityRef} that you may read. Give its full entity reference.`,
      );
    }
    return found;
  }

  async #warnOfPipeline(
    { entityRef }: ProjectedIntegration['facets'],
    profile: Profile,
    pipeline: string,
    readable: IntegrationQuery,
  ): Promise<DecisionWarning[]> {
    const now = this.#now();
    const mates = await this.#matesIn(pipeline, entityRef, readable);
    const isBatch = profile.interaction === 'batch';
    const itself = { entityRef, interaction: profile.interaction };
    const others = mates.filter(
      mate => (mate.interaction === 'batch') !== isBatch,
    );
    const observed = await (isBatch
      ? this.#mixed?.compare([itself], others, now)
      : this.#mixed?.compare(others, [itself], now));
    return warnOfPipeline(
      mates,
      profile.interaction,
      pipeline,
      now.toISOString(),
      observed,
    );
  }

  async #matesIn(
    pipeline: string,
    entityRef: string,
    readable: IntegrationQuery,
  ): Promise<PipelineMate[]> {
    const mates = (await this.#pipelines.mates([pipeline])).get(pipeline) ?? [];
    const found = await Promise.all(
      mates.map(mate =>
        this.#projection.getIntegration(mate.entityRef, readable),
      ),
    );
    return mates.filter(
      (mate, index) =>
        mate.entityRef !== entityRef && found[index] !== undefined,
    );
  }
}

function toDecision({
  recommendation,
  ...decision
}: Omit<
  StoredDecision,
  'recommended' | 'rank' | 'profile' | 'matrixVersion'
> & { recommendation: Recommendation }): StoredDecision {
  const { ranked, profile, matrixVersion } = recommendation;
  return {
    ...decision,
    profile,
    matrixVersion,
    recommended: ranked[0].pattern,
    rank: ranked.find(({ pattern }) => pattern === decision.pattern)!.rank,
  };
}

function checkProfile({ saasEndpoints, endpoints }: Profile): void {
  if (
    saasEndpoints !== undefined &&
    endpoints !== undefined &&
    saasEndpoints > endpoints
  ) {
    throw new InputError(
      `profile.saasEndpoints, ${saasEndpoints}, is more than profile.endpoints, ${endpoints}`,
    );
  }
}

function lowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
