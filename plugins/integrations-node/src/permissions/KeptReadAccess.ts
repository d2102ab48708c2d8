import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import type { IntegrationQuery } from './integrationRules';
import { toIntegrationQuery } from './toIntegrationQuery';

/**
 * Which integrations somebody could read at one time, as plain JSON: for when
 * something is done in their name while they are not there to be asked about.
 *
 * @public
 */
export interface KeptReadAccess {
  /** Missing where they could read all. */
  conditions?: PermissionCriteria<PermissionCondition>;
}

/**
 * The condition on `projection_integrations` that was kept.
 *
 * @throws where a rule is not known any more
 * @public
 */
export function keptReadCondition({
  conditions,
}: KeptReadAccess): IntegrationQuery {
  return conditions ? toIntegrationQuery(conditions) : () => {};
}
