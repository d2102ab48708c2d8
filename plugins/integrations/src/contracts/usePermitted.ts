import { usePermission } from '@backstage/plugin-permission-react';
import { integrationPermissions } from '@tieline/plugin-integrations-common';

/** Whether the signed-in person may do something, and in words why not. */
export interface Permitted {
  /** False also while that is not known yet. */
  isAllowed: boolean;
  /** Only where it is known that they may not. */
  reason?: string;
}

/** One that isn't bound to a single integration. */
type PlainPermission = Exclude<
  (typeof integrationPermissions)[number],
  { resourceType: string }
>;

/**
 * Asks for a permission.
 *
 * @param purpose - what the permission is for: `publish a version`
 */
export function usePermitted(
  permission: PlainPermission,
  purpose: string,
): Permitted {
  const { allowed, loading } = usePermission({ permission });
  return {
    isAllowed: allowed,
    reason:
      allowed || loading
        ? undefined
        : `You need the permission ${permission.name} to ${purpose}. Ask an administrator of this portal.`,
  };
}
