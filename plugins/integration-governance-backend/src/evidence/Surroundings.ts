import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CRITICALITIES,
  Criticality,
} from '@tieline/plugin-integrations-common';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';

const CRITICALITY_ANNOTATION = 'tieline.dev/criticality';

/** A group as roll-ups and ownership need it. */
export interface GroupNode {
  entityRef: string;
  title: string;
  parentRef?: string;
  childRefs: string[];
  /** People who are members of the group itself. */
  memberRefs: string[];
}

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}

function targetsOf(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef.toLocaleLowerCase('en-US'));
}

function titleOf(entity: Entity): string {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return entity.metadata.title ?? profile?.displayName ?? entity.metadata.name;
}

/**
 * What stands around the integrations in the catalog: teams with their people,
 * systems with their criticality. Read once for many integrations.
 */
export class Surroundings {
  readonly #groups = new Map<string, GroupNode>();
  /** Groups by the one that they name as theirs above. */
  readonly #below = new Map<string, string[]>();
  readonly #criticalities = new Map<string, Criticality>();
  readonly #titles = new Map<string, string>();
  readonly #systems = new Map<string, string>();

  static async read(projection: IntegrationProjection): Promise<Surroundings> {
    const kinds = [
      'group',
      'user',
      'system',
      'component',
      'resource',
      'api',
      'domain',
    ];
    const entities = await Promise.all(
      kinds.map(kind => projection.listEntities(kind)),
    );
    return new Surroundings(entities.flat());
  }

  constructor(entities: readonly Entity[]) {
    for (const entity of entities) {
      const ref = refOf(entity);
      this.#titles.set(ref, titleOf(entity));
      const criticality = entity.metadata.annotations?.[CRITICALITY_ANNOTATION];
      if (CRITICALITIES.some(known => known === criticality)) {
        this.#criticalities.set(ref, criticality as Criticality);
      }
      const system = targetsOf(entity, 'partOf').find(target =>
        target.startsWith('system:'),
      );
      if (system) {
        this.#systems.set(ref, system);
      }
    }
    for (const entity of entities) {
      if (entity.kind.toLocaleLowerCase('en-US') === 'group') {
        const parentRef = targetsOf(entity, 'childOf')[0];
        if (parentRef) {
          const siblings = this.#below.get(parentRef) ?? [];
          this.#below.set(parentRef, [...siblings, refOf(entity)]);
        }
        this.#groups.set(refOf(entity), {
          entityRef: refOf(entity),
          title: titleOf(entity),
          parentRef,
          childRefs: targetsOf(entity, 'parentOf'),
          memberRefs: targetsOf(entity, 'hasMember').filter(ref =>
            this.#titles.has(ref),
          ),
        });
      }
    }
  }

  exists(entityRef: string): boolean {
    return this.#titles.has(entityRef);
  }

  /** The title, else the display name, else the name; undefined where there is no such entity. */
  titleOf(entityRef: string): string | undefined {
    return this.#titles.get(entityRef);
  }

  criticalityOf(entityRef: string): Criticality | undefined {
    return this.#criticalities.get(entityRef);
  }

  /** The system that an entity is part of. */
  systemOf(entityRef: string): string | undefined {
    return this.#systems.get(entityRef);
  }

  group(entityRef: string): GroupNode | undefined {
    return this.#groups.get(entityRef);
  }

  /** How many people are in a group and in the groups below it. */
  peopleIn(groupRef: string): number {
    const people = new Set<string>();
    const seen = new Set<string>();
    const open = [groupRef];
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      const group = this.#groups.get(ref);
      if (group && !seen.has(ref)) {
        seen.add(ref);
        group.memberRefs.forEach(member => people.add(member));
        open.push(...group.childRefs);
      }
    }
    return people.size;
  }

  /** A group with all the groups below it. A circle ends where it closes. */
  withinGroup(groupRef: string): string[] {
    const within = new Set([groupRef]);
    // A set is walked through in the order in which it grows.
    for (const ref of within) {
      this.#below.get(ref)?.forEach(child => within.add(child));
    }
    return [...within];
  }

  /** The groups above, nearest first. A circle ends where it closes. */
  ancestorsOf(groupRef: string): GroupNode[] {
    const ancestors: GroupNode[] = [];
    const seen = new Set([groupRef]);
    let next = this.#groups.get(groupRef)?.parentRef;
    while (next !== undefined && !seen.has(next)) {
      seen.add(next);
      const group = this.#groups.get(next);
      if (!group) {
        break;
      }
      ancestors.push(group);
      next = group.parentRef;
    }
    return ancestors;
  }
}
