import {
  IntegrationProjection,
  IntegrationQuery,
  keptReadCondition,
} from '@tieline/plugin-integrations-node';
import { FeedAccess } from './CalendarFeedStore';

/** How far up groups are followed; a circle ends too. */
const MOST_LEVELS = 20;

/** What the catalog says of a person who is not there to be asked about. */
export class FeedPerson {
  readonly #projection: IntegrationProjection;

  constructor(projection: IntegrationProjection) {
    this.#projection = projection;
  }

  async exists(personRef: string): Promise<boolean> {
    return (await this.#projection.getEntity(personRef)) !== undefined;
  }

  /**
   * What the permission framework said that the person may read.
   *
   * @returns undefined where they left a group since, for whose sake it may
   *   have been said
   * @throws where a rule is not known any more
   */
  async mayRead(
    personRef: string,
    access: FeedAccess,
  ): Promise<IntegrationQuery | undefined> {
    const held = await this.refsOf(personRef);
    return access.ownershipRefs.every(ref => held.has(ref))
      ? keptReadCondition(access)
      : undefined;
  }

  /** The person, their groups, and the groups above those. */
  async refsOf(personRef: string): Promise<Set<string>> {
    const held = new Set([personRef]);
    let level = await this.#targetsOf(personRef, 'memberOf');
    for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth += 1) {
      const fresh = level.filter(ref => !held.has(ref));
      fresh.forEach(ref => held.add(ref));
      level = [];
      for (const ref of fresh) {
        level.push(...(await this.#targetsOf(ref, 'childOf')));
      }
    }
    return held;
  }

  async #targetsOf(entityRef: string, type: string): Promise<string[]> {
    const entity = await this.#projection.getEntity(entityRef);
    return (entity?.relations ?? [])
      .filter(relation => relation.type === type)
      .map(relation => relation.targetRef.toLocaleLowerCase('en-US'));
  }
}
