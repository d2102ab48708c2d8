import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Somebody whom a visitor of the demo can be. */
export interface DemoPerson {
  /** Full entity reference in lower case. */
  entityRef: string;
  displayName: string;
  role: string;
  /** Whether the person may come in without an entity in the catalog. */
  withoutEntity: boolean;
}

/**
 * Reads the people of the demo from the provider's configuration.
 *
 * @returns the people by entity reference
 * @throws InputError when nobody is listed, or somebody twice
 */
export function readDemoPeople(config: Config): Map<string, DemoPerson> {
  const people = new Map<string, DemoPerson>();
  for (const item of config.getConfigArray('people')) {
    const entityRef = stringifyEntityRef(
      parseEntityRef(item.getString('entityRef'), {
        defaultKind: 'user',
        defaultNamespace: 'default',
      }),
    );
    if (people.has(entityRef)) {
      throw new InputError(
        `auth.providers.demo-people.people lists ${entityRef} twice; keep one of the two.`,
      );
    }
    people.set(entityRef, {
      entityRef,
      displayName: item.getString('displayName'),
      role: item.getString('role'),
      withoutEntity: item.getOptionalBoolean('withoutEntity') ?? false,
    });
  }
  if (people.size === 0) {
    throw new InputError(
      'auth.providers.demo-people.people is empty; list at least one person or remove the provider.',
    );
  }
  return people;
}
