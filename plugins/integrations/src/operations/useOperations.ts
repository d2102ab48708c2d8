import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationTelemetryApiRef } from '../apis';

/** Who looks here waits for something to move. The backend asks its database every three seconds at most. */
const OPERATIONS_POLL_MS = 5_000;

/** How the receiver itself is doing. */
export function useOperations() {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['operations'],
    queryFn: ({ signal }) => api.getOperations({ signal }),
    refetchInterval: OPERATIONS_POLL_MS,
  });
}
