import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationReviewsApiRef } from '../apis';
import { queryClient } from '../shared/queries';
import { REVIEW_POLL_MS } from './useReviews';

const OVERDUE = { isOverdue: true, limit: 1 };

/**
 * How many reviews are overdue, for an entry of the navigation. Undefined until
 * it is known, and for who may not know.
 *
 * @public
 */
export function useOverdueReviewCount(): number | undefined {
  const api = useApi(integrationReviewsApiRef);
  return useQuery(
    {
      queryKey: ['due-reviews', OVERDUE],
      queryFn: ({ signal }) => api.listDueReviews(OVERDUE, { signal }),
      refetchInterval: REVIEW_POLL_MS,
    },
    queryClient,
  ).data?.overdue;
}
