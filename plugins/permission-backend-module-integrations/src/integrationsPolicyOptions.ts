import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * What the policy leaves to the organisation.
 *
 * @public
 */
export interface IntegrationsPolicyOptions {
  /** Full entity references, in lower case, of groups and users who may do everything. */
  administrators: string[];
  /** Which integrations a signed-in person may read. */
  readScope: 'all' | 'owned';
}

/**
 * Reads `permission.integrations`.
 *
 * @public
 * @throws InputError when the read scope is neither `all` nor `owned`
 */
export function readIntegrationsPolicyOptions(
  config: Config,
): IntegrationsPolicyOptions {
  const ours = config.getOptionalConfig('permission.integrations');
  const readScope = ours?.getOptionalString('readScope') ?? 'all';
  if (readScope !== 'all' && readScope !== 'owned') {
    throw new InputError(
      `permission.integrations.readScope must be all or owned, not ${readScope}`,
    );
  }
  return {
    readScope,
    administrators: (ours?.getOptionalStringArray('administrators') ?? []).map(
      ref =>
        stringifyEntityRef(
          parseEntityRef(ref, {
            defaultKind: 'group',
            defaultNamespace: 'default',
          }),
        ),
    ),
  };
}
