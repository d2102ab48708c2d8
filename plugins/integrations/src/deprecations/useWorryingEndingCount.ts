import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationEndingsApiRef } from '../apis';
import { POLL_MS, queryClient } from '../shared/queries';
import { WORRYING } from './endingWords';

const REQUEST = { status: WORRYING, limit: 1 };

/**
 * How many endings somebody has to do something about, for an entry of the
 * navigation: overdue, too late or blocked. Undefined until it is known, and
 * for who may not know.
 *
 * @public
 */
export function useWorryingEndingCount(): number | undefined {
  const api = useApi(integrationEndingsApiRef);
  return useQuery(
    {
      queryKey: ['endings', REQUEST],
      queryFn: ({ signal }) => api.listEndings(REQUEST, { signal }),
      refetchInterval: 6 * POLL_MS,
    },
    queryClient,
  ).data?.totalItems;
}
