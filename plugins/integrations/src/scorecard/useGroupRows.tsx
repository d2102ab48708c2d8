import { useApi } from '@backstage/core-plugin-api';
import { hashKey, useQueries } from '@tanstack/react-query';
import {
  GetScorecardRequest,
  PortfolioScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { ReactNode, useMemo } from 'react';
import { integrationGovernanceApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { GroupBy } from './useScorecardAddress';
import { useSubGroups } from './useSubGroups';

/** Up to here all rows are read at once. */
export const MOST_ROWS_AT_ONCE = 300;

const FILTERS: Partial<Record<GroupBy, 'owner' | 'system' | 'domain'>> = {
  team: 'owner',
  system: 'system',
  domain: 'domain',
};

/** What reads a group's rows; everything where the API has no filter for it. */
function requestOf(groupBy: GroupBy, key: string): GetScorecardRequest {
  const filter = FILTERS[groupBy];
  if (filter) {
    return { groupBy, [filter]: [key] };
  }
  return (groupBy === 'pattern' || groupBy === 'criticality') && key !== 'none'
    ? ({ groupBy, [groupBy]: [key] } as GetScorecardRequest)
    : { groupBy };
}

/**
 * Reads the sub-groups and rows of the opened groups of a large portfolio, each
 * when it is opened, and puts them into it.
 *
 * @param outermost - the portfolio with its outermost groups
 */
export function useGroupRows(
  outermost: PortfolioScorecard | undefined,
  groupBy: GroupBy,
  opened: readonly string[],
): {
  portfolio: PortfolioScorecard | undefined;
  /** What stands under an opened group while its sub-groups or rows are not there. */
  notes: ReadonlyMap<string, ReactNode>;
} {
  const api = useApi(integrationGovernanceApiRef);
  const subGroups = useSubGroups(outermost, groupBy, opened);
  const { portfolio } = subGroups;
  const groups = portfolio?.groups;
  const keys = opened.filter(key => groups?.some(group => group.key === key));
  const requests = [
    ...new Map(
      keys
        .map(key => requestOf(groupBy, key))
        .map(request => [hashKey([request]), request]),
    ).values(),
  ];
  const queries = useQueries({
    queries: requests.map(request => ({
      queryKey: ['portfolio', request],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getScorecard(request, { signal }),
      refetchInterval: 3 * POLL_MS,
    })),
  });
  const readAt = queries.map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  const openKeys = keys.join();
  const merged = useMemo(() => {
    const rows = new Map(
      queries
        .flatMap(({ data }) => data?.rows ?? [])
        .filter(row => openKeys.split(',').includes(row.groupKey))
        .map(row => [`${row.groupKey} ${row.integration.entityRef}`, row]),
    );
    return portfolio && { ...portfolio, rows: [...rows.values()] };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the queries are a new list with every drawing
  }, [portfolio, readAt, openKeys]);
  const notes = new Map<string, ReactNode>();
  for (const key of keys) {
    const hash = hashKey([requestOf(groupBy, key)]);
    const rows =
      queries[requests.findIndex(request => hashKey([request]) === hash)];
    const group = groups!.find(one => one.key === key)!;
    const missing = [
      {
        what: `The groups of ${group.title}`,
        query: subGroups.queries.get(key),
      },
      { what: `The integrations of ${group.title}`, query: rows },
    ].find(({ query }) => query && (query.data === undefined || query.error));
    if (missing?.query) {
      notes.set(
        key,
        <QueryState
          what={missing.what}
          query={missing.query}
          skeleton={
            <SkeletonRows
              rows={Math.min(group.integrations, 10)}
              heightPx={36}
            />
          }
        >
          {() => null}
        </QueryState>,
      );
    }
  }
  return { portfolio: merged, notes };
}
