import { usePermission } from '@backstage/plugin-permission-react';
import {
  integrationContractCheckPermission,
  integrationContractManagePermission,
  integrationContractOverridePermission,
  integrationContractPublishPermission,
  integrationDrillManagePermission,
  integrationEndingManagePermission,
  integrationEvidenceAttestPermission,
  integrationInterventionLogPermission,
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
} from '@tieline/plugin-integrations-common';
import {
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { shortName } from './EntityLink';

/** Whether the signed-in person may do something, and in words why not. */
export interface Permitted {
  /** False also while that is not known yet. */
  isAllowed: boolean;
  /** Only where it is known that they may not. */
  reason?: string;
}

type ResourcePermission =
  | typeof integrationContractCheckPermission
  | typeof integrationContractPublishPermission
  | typeof integrationContractOverridePermission
  | typeof integrationContractManagePermission
  | typeof integrationDrillManagePermission
  | typeof integrationEndingManagePermission
  | typeof integrationEvidenceAttestPermission
  | typeof integrationInterventionLogPermission
  | typeof integrationWaiverAskPermission
  | typeof integrationWaiverDecidePermission;

/** What a permission is for: a contract, or an integration. */
type PermittedResource = ContractId | { integrationRef: string } | 'any';

function toResourceRef(resource: PermittedResource): string | undefined {
  if (resource === 'any') {
    return undefined;
  }
  return 'integrationRef' in resource
    ? resource.integrationRef
    : stringifyContractId(resource);
}

/**
 * Why somebody can't do something, and whom to ask.
 *
 * @param ownerRef - who can do it as well as an administrator can
 */
export function lackWords(
  permissionName: string,
  purpose: string,
  ownerRef?: string,
): string {
  const whom = ownerRef ? `${shortName(ownerRef)} or ` : '';
  return `You need the permission ${permissionName} to ${purpose}. Ask ${whom}an administrator of this portal.`;
}

/**
 * Asks for a permission, which may hold for some contracts or integrations only.
 *
 * @param purpose - what the permission is for: `publish a version`
 * @param resource - which one; undefined where it is not said yet, and then
 *   nothing is permitted and no reason is given
 */
export function usePermitted(
  permission: ResourcePermission,
  purpose: string,
  resource: PermittedResource | undefined,
): Permitted {
  const { allowed, loading } = usePermission({
    permission,
    resourceRef: resource && toResourceRef(resource),
  } as Parameters<typeof usePermission>[0]);
  const isKnown = resource !== undefined && !loading;
  return {
    isAllowed: isKnown && allowed,
    reason:
      allowed || !isKnown ? undefined : lackWords(permission.name, purpose),
  };
}
