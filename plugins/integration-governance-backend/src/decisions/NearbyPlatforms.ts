import { Entity } from '@backstage/catalog-model';
import { Pattern } from '@tieline/plugin-integrations-common';
import { Profile } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { counted, grouped, percent } from '../checklist/checks/words';
import { HealthStore } from '../evidence/HealthStore';
import { DecisionMatrix } from './DecisionMatrix';
import { NearbyPlatform } from './rankPatterns';

/** On a platform: the messages or calls a second that it carries. */
const CAPACITY_ANNOTATION = 'tieline.dev/capacity-per-second';
const SECONDS_PER_DAY = 86_400;
/** The busiest hours of a day carry two to three times its mean. */
const PEAK_FACTOR = 3;

/** Where an integration is, or would be. */
export interface Place {
  sourceRef?: string;
  targetRefs?: string[];
  systemRef?: string;
  ownerRef?: string;
  entityRef?: string;
}

/** What a platform can carry, and what it carries. */
interface PlatformLoad {
  title: string;
  /** A second; missing where the catalog does not say. */
  capacity?: number;
  /** By integration; undefined where it is not measured. */
  perMinute: ReadonlyMap<string, number | undefined>;
  /** Of all that are measured, a minute. */
  total: number;
  unmeasured: number;
}

/** Finds the platforms that neighbours of an integration go via already. */
export class NearbyPlatforms {
  readonly #projection: IntegrationProjection;
  readonly #health: HealthStore;
  readonly #matrix: DecisionMatrix;

  constructor(options: {
    projection: IntegrationProjection;
    health: HealthStore;
    matrix: DecisionMatrix;
  }) {
    this.#projection = options.projection;
    this.#health = options.health;
    this.#matrix = options.matrix;
  }

  /** @param readable - only integrations that whoever asks may read say anything */
  async find(
    place: Place,
    profile: Profile,
    readable: IntegrationQuery,
  ): Promise<NearbyPlatform[]> {
    const query = this.#projection
      .query()
      .select('facets')
      .orderBy('entity_ref');
    readable(query);
    const rows: Array<{ facets: string }> = await query;
    const all = rows.map((row): IntegrationFacets => JSON.parse(row.facets));
    const around = new Set(
      [place.sourceRef, ...(place.targetRefs ?? [])].filter(
        ref => ref !== undefined,
      ),
    );
    const nearby = all.filter(
      one =>
        one.entityRef === place.entityRef ||
        [one.sourceRef, ...one.targetRefs].some(
          ref => ref !== undefined && around.has(ref),
        ) ||
        (one.systemRef !== undefined && one.systemRef === place.systemRef) ||
        (one.ownerRef !== undefined && one.ownerRef === place.ownerRef),
    );
    const platforms = [...new Set(nearby.flatMap(one => one.viaRefs))]
      .filter(ref => ref.startsWith('resource:'))
      .sort();
    const found = await Promise.all(
      platforms.map(async ref => {
        const entity = await this.#projection.getEntity(ref);
        const users = all.filter(one => one.viaRefs.includes(ref));
        return entity ? this.#describe(ref, entity, users, place, profile) : [];
      }),
    );
    return found.flat();
  }

  /**
   * Finds the platforms that integrations go via themselves, for many of them:
   * each platform is read once. What others do there shows in how full it is.
   */
  ofEach(): (
    facets: IntegrationFacets,
    profile: Profile,
  ) => Promise<NearbyPlatform[]> {
    const loads = new Map<string, Promise<PlatformLoad | undefined>>();
    const loadOf = (platformRef: string) => {
      const known = loads.get(platformRef) ?? this.#readLoad(platformRef);
      loads.set(platformRef, known);
      return known;
    };
    return async ({ viaRefs, pattern, entityRef }, profile) => {
      const found: NearbyPlatform[] = [];
      for (const ref of viaRefs.filter(via => via.startsWith('resource:'))) {
        const load = pattern && (await loadOf(ref));
        if (load) {
          found.push({
            pattern,
            entityRef: ref,
            title: load.title,
            ...this.#roomIn(load, entityRef, profile),
          });
        }
      }
      return found;
    };
  }

  async #readLoad(platformRef: string): Promise<PlatformLoad | undefined> {
    const entity = await this.#projection.getEntity(platformRef);
    if (!entity) {
      return undefined;
    }
    const { title, name, annotations } = entity.metadata;
    const capacity = Number(annotations?.[CAPACITY_ANNOTATION]);
    const refs =
      capacity > 0 ? await this.#projection.listVia(platformRef) : [];
    const summaries = await this.#health.list(refs);
    const perMinute = new Map(
      refs.map(ref => [
        ref,
        summaries.get(ref)?.calls?.throughputPerMinute ?? undefined,
      ]),
    );
    const measured = [...perMinute.values()].filter(
      value => value !== undefined,
    );
    return {
      title: title ?? name,
      capacity: capacity > 0 ? capacity : undefined,
      perMinute,
      total: measured.reduce((sum, value) => sum + value, 0),
      unmeasured: perMinute.size - measured.length,
    };
  }

  #roomIn(
    { capacity, perMinute, total, unmeasured }: PlatformLoad,
    entityRef: string,
    profile: Profile,
  ): Pick<NearbyPlatform, 'hasRoom' | 'detail'> {
    const own = perMinute.get(entityRef);
    const isOwnUnmeasured = perMinute.has(entityRef) && own === undefined;
    if (!capacity || unmeasured > (isOwnUnmeasured ? 1 : 0)) {
      return { detail: 'it goes via it' };
    }
    return this.#roomFor(capacity, (total - (own ?? 0)) / 60, profile);
  }

  async #describe(
    entityRef: string,
    entity: Entity,
    users: readonly IntegrationFacets[],
    place: Place,
    profile: Profile,
  ): Promise<NearbyPlatform[]> {
    const patterns = new Set(
      users.flatMap(({ pattern }) => (pattern ? [pattern as Pattern] : [])),
    );
    const room = await this.#roomOf(entityRef, entity, place, profile);
    const carries = `carries ${counted(users.length, 'integration', 'integrations')}`;
    return [...patterns].map(pattern => ({
      pattern,
      entityRef,
      title: entity.metadata.title ?? entity.metadata.name,
      hasRoom: room?.hasRoom,
      detail: room ? `${carries}, ${room.detail}` : carries,
    }));
  }

  /**
   * Unknown unless the catalog says what it carries and the traffic of all that
   * it carries is measured, also of what whoever asks may not read.
   */
  async #roomOf(
    platformRef: string,
    entity: Entity,
    place: Place,
    profile: Profile,
  ): Promise<{ hasRoom: boolean; detail: string } | undefined> {
    const stated = entity.metadata.annotations?.[CAPACITY_ANNOTATION];
    const capacity = Number(stated);
    if (!stated || !(capacity > 0)) {
      return undefined;
    }
    const others = (await this.#projection.listVia(platformRef)).filter(
      ref => ref !== place.entityRef,
    );
    const summaries = await this.#health.list(others);
    const perMinute = others.map(
      ref => summaries.get(ref)?.calls?.throughputPerMinute ?? undefined,
    );
    if (perMinute.some(value => value === undefined)) {
      return undefined;
    }
    const now = perMinute.reduce<number>((sum, value) => sum + value!, 0) / 60;
    return this.#roomFor(capacity, now, profile);
  }

  /** @param now - what others send through it, a second */
  #roomFor(
    capacity: number,
    now: number,
    profile: Profile,
  ): { hasRoom: boolean; detail: string } {
    const volume = Math.max(
      profile.volumePerDay,
      profile.volumePerDayInTwoYears ?? 0,
    );
    const added = Math.max(
      profile.peakPerSecond ?? 0,
      (PEAK_FACTOR * volume) / SECONDS_PER_DAY,
    );
    const share = (now + added) / capacity;
    return {
      hasRoom: share <= this.#matrix.file.platformRoom,
      detail: `${percent(share)} of its ${grouped(capacity)} a second with this one`,
    };
  }
}
