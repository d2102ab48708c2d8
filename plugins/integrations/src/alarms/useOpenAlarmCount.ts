import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS, queryClient } from '../shared/queries';

/** What is asked for: those that are told with a cause count as the cause. */
const OPEN = { state: 'open', joined: false, limit: 1 } as const;

/**
 * How many alarms are on, for an entry of the navigation: what several
 * integrations depend on counts once. Undefined until it is known, and for who
 * may not know.
 *
 * @public
 */
export function useOpenAlarmCount(): number | undefined {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery(
    {
      queryKey: ['alarms', OPEN],
      queryFn: ({ signal }) => api.listAlarms(OPEN, { signal }),
      refetchInterval: 3 * POLL_MS,
    },
    queryClient,
  ).data?.totalItems;
}
