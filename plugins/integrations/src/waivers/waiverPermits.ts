import {
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
} from '@tieline/plugin-integrations-common';
import { Waiver } from '@tieline/plugin-integrations-common/governance';
import { lackWords, Permitted, usePermitted } from '../shared/usePermitted';
import { useMyRef } from '../shared/queries';

/** Whether the signed-in person may approve or refuse it: never one's own. */
export function useMayDecide(waiver: Waiver): Permitted {
  const isOwn = useMyRef() === waiver.askedBy;
  if (waiver.mayDecide) {
    return { isAllowed: true };
  }
  return {
    isAllowed: false,
    reason: isOwn
      ? 'You asked for it: somebody else has to approve or refuse it.'
      : lackWords(
          integrationWaiverDecidePermission.name,
          'approve or refuse it',
        ),
  };
}

/** Whether they may ask for a waiver of this integration. */
export function useMayAsk(entityRef: string): Permitted {
  return usePermitted(integrationWaiverAskPermission, 'ask for a waiver', {
    integrationRef: entityRef,
  });
}

/** Whether they may take it back: who asked, who may ask, and who may decide. */
export function useMayWithdraw(waiver: Waiver): Permitted {
  const isOwn = useMyRef() === waiver.askedBy;
  const asking = usePermitted(integrationWaiverAskPermission, 'take it back', {
    integrationRef: waiver.integration.entityRef,
  });
  return isOwn || waiver.mayDecide ? { isAllowed: true } : asking;
}
