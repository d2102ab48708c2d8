import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { integrationChecklistRunPermission } from '@tieline/plugin-integrations-common';
import { Evaluation } from '@tieline/plugin-integrations-common/governance';
import { useEffect } from 'react';
import { integrationGovernanceApiRef } from '../apis';

/** An integration takes some milliseconds: often enough to see the count move. */
const PROGRESS_POLL_MS = 1_000;

export type ChecklistRun =
  | { phase: 'idle' }
  | { phase: 'running'; evaluation?: Evaluation }
  | { phase: 'finished'; evaluation: Evaluation }
  | { phase: 'failed'; reason: string };

/**
 * Runs the checklist and follows it to its end, when the pages read the
 * results anew.
 *
 * @param entityRefs - which integrations; everything that the reader may see
 *   where it is missing
 */
export function useRunChecklist(entityRefs?: string[]): {
  run: ChecklistRun;
  /** Undefined while that is not known yet. */
  isAllowed: boolean | undefined;
  start: () => void;
} {
  const api = useApi(integrationGovernanceApiRef);
  const queryClient = useQueryClient();
  const permission = usePermission({
    permission: integrationChecklistRunPermission,
  });
  const started = useMutation({
    mutationFn: () => api.runChecklist(entityRefs && { entityRefs }),
  });
  const progress = useQuery({
    queryKey: ['evaluation', started.data?.id],
    queryFn: ({ signal }) => api.getEvaluation(started.data!.id, { signal }),
    enabled: started.data !== undefined,
    refetchInterval: query =>
      query.state.data?.finishedAt || query.state.error
        ? false
        : PROGRESS_POLL_MS,
  });
  const finishedId = progress.data?.finishedAt && progress.data.id;
  useEffect(() => {
    if (finishedId) {
      for (const what of ['portfolio', 'scorecard', 'integrations']) {
        queryClient.invalidateQueries({ queryKey: [what] });
      }
    }
  }, [finishedId, queryClient]);

  return {
    run: toRun(
      started.isPending,
      started.error ?? progress.error,
      progress.data ?? started.data,
    ),
    isAllowed: permission.loading ? undefined : permission.allowed,
    start: () => started.mutate(),
  };
}

function toRun(
  isStarting: boolean,
  error: Error | null,
  evaluation: Evaluation | undefined,
): ChecklistRun {
  if (isStarting) {
    return { phase: 'running' };
  }
  if (error) {
    return { phase: 'failed', reason: error.message };
  }
  if (!evaluation) {
    return { phase: 'idle' };
  }
  return evaluation.finishedAt
    ? { phase: 'finished', evaluation }
    : { phase: 'running', evaluation };
}
