import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ContractId } from '@tieline/plugin-integrations-common/contracts';

/** The registry whose subjects are the catalog's API entities. */
export const CATALOG_REGISTRY = 'catalog';
/** The registry whose subjects are files as Integrations name them. */
export const FILES_REGISTRY = 'files';
/** Where a subject is that names no registry. */
export const DEFAULT_REGISTRY = 'default';

const MOST = { registry: 100, subject: 510 };

/**
 * A contract's id as it is stored.
 *
 * @throws InputError where it is no id
 */
export function contractIdOf({ registry, subject }: ContractId): ContractId {
  if (!registry || registry.includes('/') || registry.length > MOST.registry) {
    throw new InputError(
      `A registry's name has no slash and at most ${MOST.registry} characters`,
    );
  }
  if (!subject || subject.length > MOST.subject) {
    throw new InputError(
      `A subject has at least one and at most ${MOST.subject} characters`,
    );
  }
  return registry === CATALOG_REGISTRY
    ? { registry, subject: apiRefOf(subject) }
    : { registry, subject };
}

function apiRefOf(subject: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(subject, {
        defaultKind: 'api',
        defaultNamespace: 'default',
      }),
    ).toLocaleLowerCase('en-US');
  } catch {
    throw new InputError(
      `A contract of the catalog is named by its entity, such as api:default/orders, not ${subject}`,
    );
  }
}
