import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  keepPreviousData,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { integrationDecisionRecordPermission } from '@tieline/plugin-integrations-common';
import {
  DecisionRequest,
  RecommendationRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationDecisionsApiRef } from '../apis';
import { lackWords, Permitted } from '../shared/usePermitted';

/** Matrix and prices come with the installation: they don't change while somebody looks. */
const NEVER_STALE = { staleTime: Infinity } as const;

/** What each pattern is best for, and what it is judged by. */
export function useDecisionMatrix() {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['decision-matrix'],
    queryFn: ({ signal }) => api.getDecisionMatrix({ signal }),
    ...NEVER_STALE,
  });
}

/**
 * What is known of an integration that exists. It is read once: an answer that
 * changes by itself would re-rank under the reader's eyes.
 */
export function useKnownProfile(
  integration: { namespace: string; name: string } | undefined,
) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['known-profile', integration],
    queryFn: integration
      ? ({ signal }) => api.getProfile(integration, { signal })
      : skipToken,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
    ...NEVER_STALE,
  });
}

/** All patterns ranked; what was ranked before stays until the new ranking is there. */
export function useRecommendation(request: RecommendationRequest | undefined) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['recommendation', request],
    queryFn: request
      ? ({ signal }) => api.recommend(request, { signal })
      : skipToken,
    placeholderData: request ? keepPreviousData : undefined,
    refetchOnWindowFocus: false,
  });
}

/** Records a decision, and reads it back with what can be kept of it elsewhere. */
export function useRecordDecision() {
  const api = useApi(integrationDecisionsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: DecisionRequest) => api.recordDecision(request),
    onSuccess: () => client.invalidateQueries({ queryKey: ['decisions'] }),
  });
}

/** One decision, as Markdown and as a patch. */
export function useDecision(id: string) {
  const api = useApi(integrationDecisionsApiRef);
  return useQuery({
    queryKey: ['decisions', id],
    queryFn: ({ signal }) => api.getDecision(id, { signal }),
  });
}

/** Whether the signed-in person may record decisions, and in words why not. */
export function useMayRecord(): Permitted {
  const { allowed, loading } = usePermission({
    permission: integrationDecisionRecordPermission,
  });
  return {
    isAllowed: allowed,
    reason:
      allowed || loading
        ? undefined
        : lackWords(
            integrationDecisionRecordPermission.name,
            'record a decision',
          ),
  };
}
