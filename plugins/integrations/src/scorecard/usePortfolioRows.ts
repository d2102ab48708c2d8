import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { GetScorecardRequest } from '@tieline/plugin-integrations-common/governance';
import { useMemo } from 'react';
import { integrationGovernanceApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { MOST_ROWS_AT_ONCE, useGroupRows } from './useGroupRows';
import { ScorecardAddress } from './useScorecardAddress';

/**
 * The portfolio with the groups and rows that are shown: all of a small one; of
 * a large one the outermost groups, and what lies within those that are opened.
 */
export function usePortfolioRows(address: ScorecardAddress) {
  const { groupBy, view, opened, toggleOpened } = address;
  const api = useApi(integrationGovernanceApiRef);
  const read = (request: GetScorecardRequest) => ({
    queryKey: ['portfolio', request],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.getScorecard(request, { signal }),
    refetchInterval: 3 * POLL_MS,
    placeholderData: keepPreviousData,
  });
  const summary = useQuery(read({ groupBy, within: 'top', withRows: false }));
  const isLarge = (summary.data?.total.integrations ?? 0) > MOST_ROWS_AT_ONCE;
  const readsAll = summary.data !== undefined && (!isLarge || view === 'table');
  const all = useQuery({ ...read({ groupBy }), enabled: readsAll });
  const byGroup = useGroupRows(
    summary.data,
    groupBy,
    isLarge && view === 'map' ? opened : [],
  );
  const groups = byGroup.portfolio?.groups;
  const shownAddress = useMemo(
    () =>
      isLarge
        ? {
            ...address,
            folded: new Set(
              groups
                ?.map(({ key }) => key)
                .filter(key => !opened.includes(key)),
            ),
            toggle: toggleOpened,
          }
        : address,
    [isLarge, address, groups, opened, toggleOpened],
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
