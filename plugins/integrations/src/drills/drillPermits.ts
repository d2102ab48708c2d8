import {
  integrationDrillManagePermission,
  integrationRunbookConfirmPermission,
} from '@tieline/plugin-integrations-common';
import { Runbook } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { lackWords, Permitted } from '../shared/usePermitted';

/**
 * Whether they may plan and record drills of an integration, as the backend says.
 *
 * @param purpose - what for: `record it`
 */
export function mayManage(
  isAllowed: boolean,
  { ownerRef }: IntegrationFacets,
  purpose: string,
): Permitted {
  return isAllowed
    ? { isAllowed }
    : {
        isAllowed,
        reason: lackWords(
          integrationDrillManagePermission.name,
          purpose,
          ownerRef,
        ),
      };
}

/** Whether they may say that a runbook is useful, as the backend says. */
export function mayConfirm(runbook: Runbook): Permitted {
  return runbook.mayConfirm
    ? { isAllowed: true }
    : {
        isAllowed: false,
        reason: lackWords(
          integrationRunbookConfirmPermission.name,
          'confirm this runbook',
          runbook.integration.ownerRef,
        ),
      };
}
