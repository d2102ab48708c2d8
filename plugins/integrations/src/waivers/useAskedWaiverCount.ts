import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationGovernanceApiRef } from '../apis';
import { queryClient } from '../shared/queries';
import { WAIVER_POLL_MS } from './useWaivers';

const REQUEST = { limit: 1 };

/**
 * How many waivers wait for a decision, for an entry of the navigation.
 * Undefined until it is known, and for who may not know.
 *
 * @public
 */
export function useAskedWaiverCount(): number | undefined {
  const api = useApi(integrationGovernanceApiRef);
  const { data } = useQuery(
    {
      queryKey: ['waivers', REQUEST],
      queryFn: ({ signal }) => api.listWaivers(REQUEST, { signal }),
      refetchInterval: WAIVER_POLL_MS,
    },
    queryClient,
  );
  return data && (data.counts.asked ?? 0);
}
