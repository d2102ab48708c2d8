import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** What lay in an integration's queues within the last day. */
export function useQueues(
  integration: { namespace: string; name: string },
  environment: string | undefined,
  enabled: boolean,
) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['queues', integration, environment],
    queryFn: ({ signal }) =>
      api.getQueues(integration, { environment }, { signal }),
    refetchInterval: 3 * POLL_MS,
    enabled,
  });
}
