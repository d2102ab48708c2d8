import { usePermission } from '@backstage/plugin-permission-react';
import { integrationAlarmRespondPermission } from '@tieline/plugin-integrations-common';

/** Whether the signed-in person may respond to alarms, and in words why not. */
export function useMayRespond(): { isAllowed: boolean; reason?: string } {
  const { allowed, loading } = usePermission({
    permission: integrationAlarmRespondPermission,
  });
  return {
    isAllowed: allowed,
    reason:
      allowed || loading
        ? undefined
        : `You need the permission ${integrationAlarmRespondPermission.name} to respond to alarms.`,
  };
}
