import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  BuildOrBuyRequest,
  ListDecisionsRequest,
  ListReconsiderationsRequest,
  ListRegretsRequest,
  Regret,
} from '@tieline/plugin-integrations-common/governance';
import { integrationDecisionsApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { CURRENT_STATES } from './decisionsAddress';

/** A decision waits for a person, not for seconds. */
const DECISION_POLL_MS = 6 * POLL_MS;

/** The upper bound of every list for a page. */
const LARGEST_PAGE = 500;

/** One page of recorded decisions, the newest first. */
export function useDecisions(request: ListDecisionsRequest) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['decisions', 'list', request],
    queryFn: ({ signal }) => api.listDecisions(request, { signal }),
    refetchInterval: DECISION_POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** One page of decisions that no longer hold, the longest first. */
export function useRegrets(
  request: ListRegretsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['regrets', 'list', request],
    queryFn: ({ signal }) => api.listRegrets(request, { signal }),
    refetchInterval: DECISION_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** What does not hold today of the decisions about some integrations. */
export function useRegretsOf(entityRefs: readonly string[]) {
  const refs = [...new Set(entityRefs)].sort();
  return useRegrets(
    { integration: refs, state: CURRENT_STATES, limit: LARGEST_PAGE },
    { enabled: refs.length > 0 },
  );
}

/** Why one decision no longer holds; null where it does. */
export function useRegret(decisionId: string) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['regrets', 'of', decisionId],
    queryFn: async ({ signal }): Promise<Regret | null> => {
      try {
        return await api.getRegret(decisionId, { signal });
      } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) {
          return null;
        }
        throw error;
      }
    },
    refetchInterval: DECISION_POLL_MS,
  });
}

/** Says that somebody knows, and reads everything that shows it anew. */
export function useAcknowledgeRegret(id: string) {
  const api = useApi(integrationDecisionsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: { reason: string }) =>
      api.acknowledgeRegret(id, request),
    // A refusal often means that somebody else was faster.
    onSettled: () => client.invalidateQueries({ queryKey: ['regrets'] }),
  });
}

/** One page of what would be decided differently, the greatest saving first. */
export function useReconsiderations(
  request: ListReconsiderationsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['reconsiderations', request],
    queryFn: ({ signal }) => api.listReconsiderations(request, { signal }),
    refetchInterval: DECISION_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** Build, buy or both; what was weighed before stays until the new answer is there. */
export function useBuildOrBuy(request: BuildOrBuyRequest | undefined) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['build-or-buy', request],
    queryFn: request
      ? ({ signal }) => api.weighBuildOrBuy(request, { signal })
      : skipToken,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}

/** What an integration should be built as today: its profile as it is known, and the ranking for it. */
export function useRankingToday(
  integration: { namespace: string; name: string } | undefined,
) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['ranking-today', integration],
    queryFn: integration
      ? async ({ signal }) => {
          const known = await api.getProfile(integration, { signal });
          const { interaction, volumePerDay } = known.profile;
          // Without these two nothing can be ranked.
          const recommendation =
            interaction === undefined || volumePerDay === undefined
              ? undefined
              : await api.recommend(
                  {
                    profile: { ...known.profile, interaction, volumePerDay },
                    entityRef: known.integration.entityRef,
                  } as Parameters<typeof api.recommend>[0],
                  { signal },
                );
          return { known, recommendation };
        }
      : skipToken,
    refetchInterval: DECISION_POLL_MS,
  });
}
