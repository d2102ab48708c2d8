import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { integrationGovernanceApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { MOST_ROWS_AT_ONCE, useGroupRows } from './useGroupRows';
import { ScorecardAddress } from './useScorecardAddress';

/**
 * The portfolio with the rows that are shown: all of a small one, those of the
 * opened groups of a large one.
 */
export function usePortfolioRows(address: ScorecardAddress) {
  const { groupBy, view, opened, toggleOpened } = address;
  const api = useApi(integrationGovernanceApiRef);
  const read = (request: { groupBy: typeof groupBy; withRows?: boolean }) => ({
    queryKey: ['portfolio', request],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.getScorecard(request, { signal }),
    refetchInterval: 3 * POLL_MS,
    placeholderData: keepPreviousData,
  });
  const summary = useQuery(read({ groupBy, withRows: false }));
  const isLarge = (summary.data?.total.integrations ?? 0) > MOST_ROWS_AT_ONCE;
  const readsAll = summary.data !== undefined && (!isLarge || view === 'table');
  const all = useQuery({ ...read({ groupBy }), enabled: readsAll });
  const byGroup = useGroupRows(
    summary.data,
    groupBy,
    isLarge && view === 'map' ? opened : [],
  );
  const shownAddress = useMemo(
    () =>
      isLarge
        ? {
            ...address,
            folded: new Set(
              summary.data?.groups
                .map(({ key }) => key)
                .filter(key => !opened.includes(key)),
            ),
            toggle: toggleOpened,
          }
        : address,
    [isLarge, address, summary.data, opened, toggleOpened],
  );
  const query = readsAll && !summary.error ? all : summary;
  return {
    query: { ...query, data: readsAll ? all.data : byGroup.portfolio },
    readAll: async () =>
      (readsAll && all.data) || api.getScorecard({ groupBy }),
    address: shownAddress,
    notes: byGroup.notes,
  };
}
