import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  HealthDetail,
  Trend,
} from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';

/** Takes a level that has changed as usual, after which the page is read anew. */
export function useTrendAcceptance(health: HealthDetail) {
  const api = useApi(integrationTelemetryApiRef);
  const queryClient = useQueryClient();
  const { integration, environment } = health;
  return useMutation({
    mutationFn: (indicator: Trend['indicator']) =>
      api.acceptTrend(integration, indicator, { environment }),
    // Also where it failed: somebody else may have accepted it, or it went back.
    onSettled: () =>
      Promise.all(
        ['health', 'fleet-health', 'integrations', 'alarms'].map(key =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}
