import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** The engines that telemetry is read from. */
export function useEngines() {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['engines'],
    queryFn: ({ signal }) => api.listEngines({ signal }),
    refetchInterval: POLL_MS,
  });
}
