import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { integrationAlarmRespondPermission } from '@tieline/plugin-integrations-common';
import {
  HealthDetail,
  Trend,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';

/** Why the button is there and can't be pressed. */
export const NO_PERMISSION = `You need the permission ${integrationAlarmRespondPermission.name} to accept a level. Ask an administrator of this portal.`;

/** Takes a level that has changed as usual, after which the page is read anew. */
export function useTrendAcceptance(health: HealthDetail) {
  const api = useApi(integrationTelemetryApiRef);
  const queryClient = useQueryClient();
  const permission = usePermission({
    permission: integrationAlarmRespondPermission,
  });
  const { integration, environment } = health;
  const accept = useMutation({
    mutationFn: (indicator: Trend['indicator']) =>
      api.acceptTrend(integration, indicator, { environment }),
    onSuccess: () =>
      Promise.all(
        ['health', 'fleet-health', 'integrations'].map(key =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  return {
    accept,
    /** Undefined while that is not known yet. */
    isAllowed: permission.loading ? undefined : permission.allowed,
  };
}
