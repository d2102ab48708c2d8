import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/**
 * Who uses an integration. The end of the range moves with each read.
 *
 * @param rangeMs - how far back calls are counted
 */
export function useUsage(
  integration: { namespace: string; name: string },
  environment: string | undefined,
  rangeMs: number,
) {
  const { namespace, name } = integration;
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['usage', namespace, name, environment, rangeMs],
    queryFn: ({ signal }) =>
      api.getUsage(
        { namespace, name },
        { environment, from: new Date(Date.now() - rangeMs).toISOString() },
        { signal },
      ),
    refetchInterval: 3 * POLL_MS,
    placeholderData: keepPreviousData,
  });
}
