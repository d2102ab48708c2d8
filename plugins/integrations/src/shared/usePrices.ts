import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { integrationDecisionsApiRef } from '../apis';

/** Every figure that costs are calculated from; they change with a restart only. */
export function usePrices() {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['prices'],
    queryFn: ({ signal }) => api.listPrices({ signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}
