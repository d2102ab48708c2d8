import { useApi } from '@backstage/core-plugin-api';
import {
  useQueries,
  useQueryClient,
  UseQueryResult,
} from '@tanstack/react-query';
import {
  PortfolioScorecard,
  RollUp,
} from '@tieline/plugin-integrations-common/governance';
import { useMemo } from 'react';
import { integrationGovernanceApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { unfoldGroups } from './unfoldGroups';
import { GroupBy } from './useScorecardAddress';

/**
 * Reads what lies directly within each opened group of a large portfolio, and
 * puts it after that group. Of groups that are opened in each other, as a link
 * may say, the inner one is read as soon as the outer one is there.
 *
 * @param portfolio - with its outermost groups
 */
export function useSubGroups(
  portfolio: PortfolioScorecard | undefined,
  groupBy: GroupBy,
  opened: readonly string[],
): {
  portfolio: PortfolioScorecard | undefined;
  /** By the key of the group that they are within. */
  queries: ReadonlyMap<string, UseQueryResult<PortfolioScorecard>>;
} {
  const api = useApi(integrationGovernanceApiRef);
  const client = useQueryClient();
  const requestOf = (within: string) => ({ groupBy, within, withRows: false });
  const queryKeyOf = (key: string) => ['portfolio', requestOf(key)];
  const { groups, parents } = unfoldGroups(
    portfolio?.groups ?? [],
    opened,
    (key): RollUp[] | undefined =>
      client.getQueryData<PortfolioScorecard>(queryKeyOf(key))?.groups,
  );
  const results = useQueries({
    queries: parents.map(key => ({
      queryKey: queryKeyOf(key),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getScorecard(requestOf(key), { signal }),
      refetchInterval: 3 * POLL_MS,
    })),
  });
  const readAt = results.map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  const openKeys = parents.join();
  const merged = useMemo(
    () => portfolio && { ...portfolio, groups },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the groups are a new list with every drawing
    [portfolio, readAt, openKeys],
  );
  return {
    portfolio: merged,
    queries: new Map(parents.map((key, index) => [key, results[index]])),
  };
}
