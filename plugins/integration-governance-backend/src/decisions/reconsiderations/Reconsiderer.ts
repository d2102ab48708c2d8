import { Pattern } from '@tieline/plugin-integrations-common';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { CostModel } from '../../costs/CostModel';
import { HealthStore } from '../../evidence/HealthStore';
import { DecisionMatrix } from '../DecisionMatrix';
import { NearbyPlatforms } from '../NearbyPlatforms';
import { completeProfile, readKnownProfile } from '../readKnownProfile';
import { Recommender } from '../Recommender';
import { VolumeSource } from '../VolumeSource';
import { StoredReconsideration } from './Reconsideration';
import { ReconsiderationStore } from './ReconsiderationStore';

/** After so many whoever waits gets a turn. */
const CHUNK_SIZE = 50;

/** Compares what is built with what the matrix would choose today. */
export class Reconsiderer {
  readonly #store: ReconsiderationStore;
  readonly #projection: IntegrationProjection;
  readonly #health: HealthStore;
  readonly #matrix: DecisionMatrix;
  readonly #volumes: VolumeSource | undefined;
  readonly #recommender: Recommender;
  readonly #platforms: NearbyPlatforms;
  readonly #now: () => Date;

  constructor(options: {
    store: ReconsiderationStore;
    projection: IntegrationProjection;
    health: HealthStore;
    matrix: DecisionMatrix;
    costs: CostModel;
    volumes?: VolumeSource;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#projection = options.projection;
    this.#health = options.health;
    this.#matrix = options.matrix;
    this.#volumes = options.volumes;
    this.#recommender = new Recommender(options);
    this.#platforms = new NearbyPlatforms(options);
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @param entityRefs - all where they are missing
   * @returns those of which the matrix says something else than before
   */
  async compare(entityRefs?: readonly string[]): Promise<string[]> {
    const refs = entityRefs ?? (await this.#projection.listIntegrationRefs());
    const platformsOf = this.#platforms.ofEach();
    const changed: string[] = [];
    for (let at = 0; at < refs.length; at += CHUNK_SIZE) {
      const chunk = refs.slice(at, at + CHUNK_SIZE);
      const [integrations, health, before, volumes] = await Promise.all([
        this.#projection.listIntegrations(chunk),
        this.#health.list(chunk),
        this.#store.of(chunk),
        this.#volumes?.volumesOf(chunk, this.#now()),
      ]);
      const rows: StoredReconsideration[] = [];
      for (const integration of integrations) {
        const { pattern, entityRef } = integration.facets;
        if (pattern) {
          const known = readKnownProfile(
            integration,
            health.get(entityRef),
            volumes?.get(entityRef),
          );
          const profile = completeProfile(known);
          rows.push({
            ...this.#head(integration, pattern),
            missing: known.missing,
            comparison:
              profile &&
              this.#recommender.compare(
                profile,
                pattern,
                await platformsOf(integration.facets, profile),
              ),
          });
        }
      }
      await this.#store.write(rows);
      await this.#store.remove(
        [...before.keys()].filter(
          ref => !rows.some(({ entityRef }) => entityRef === ref),
        ),
      );
      changed.push(
        ...rows
          .filter(row => gist(row) !== gist(before.get(row.entityRef)))
          .map(({ entityRef }) => entityRef),
      );
      // A database that answers at once would not let anything else have its turn.
      await new Promise(resolve => setImmediate(resolve));
    }
    return changed;
  }

  #head({ facets }: ProjectedIntegration, pattern: Pattern) {
    return {
      entityRef: facets.entityRef,
      pattern,
      matrixVersion: this.#matrix.version,
      comparedAt: this.#now().toISOString(),
    };
  }
}

/** What a check looks at, without the numbers that move with each minute. */
function gist(row: StoredReconsideration | undefined): string {
  const { recommended, rank, isNearTie } = row?.comparison ?? {};
  return JSON.stringify([
    row?.pattern,
    row?.matrixVersion,
    recommended,
    rank,
    isNearTie,
  ]);
}
