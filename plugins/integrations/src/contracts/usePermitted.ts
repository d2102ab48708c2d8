import { usePermission } from '@backstage/plugin-permission-react';
import {
  integrationContractCheckPermission,
  integrationContractManagePermission,
  integrationContractOverridePermission,
  integrationContractPublishPermission,
  integrationEndingManagePermission,
} from '@tieline/plugin-integrations-common';
import {
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';

/** Whether the signed-in person may do something, and in words why not. */
export interface Permitted {
  /** False also while that is not known yet. */
  isAllowed: boolean;
  /** Only where it is known that they may not. */
  reason?: string;
}

type ContractPermission =
  | typeof integrationContractCheckPermission
  | typeof integrationContractPublishPermission
  | typeof integrationContractOverridePermission
  | typeof integrationContractManagePermission
  | typeof integrationEndingManagePermission;

/**
 * Asks for a permission, which may hold for some contracts only.
 *
 * @param purpose - what the permission is for: `publish a version`
 * @param contract - which one; undefined where it is not said yet, and then
 *   nothing is permitted and no reason is given
 */
export function usePermitted(
  permission: ContractPermission,
  purpose: string,
  contract: ContractId | 'any' | undefined,
): Permitted {
  const { allowed, loading } = usePermission({
    permission,
    resourceRef:
      contract === undefined || contract === 'any'
        ? undefined
        : stringifyContractId(contract),
  } as Parameters<typeof usePermission>[0]);
  const isKnown = contract !== undefined && !loading;
  return {
    isAllowed: isKnown && allowed,
    reason:
      allowed || !isKnown
        ? undefined
        : `You need the permission ${permission.name} to ${purpose}. Ask an administrator of this portal.`,
  };
}
