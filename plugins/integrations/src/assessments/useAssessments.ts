import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  Assessment,
  AssessmentRequest,
  ListAssessmentRowsRequest,
  ListAssessmentsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { useGovernanceChange } from '../shared/useGovernanceChange';

/** How far a running one is moves within seconds. */
const RUNNING_POLL_MS = 2_000;
const SLOW_POLL_MS = 6 * POLL_MS;

function pollFor(assessments: readonly Assessment[]): number {
  return assessments.some(({ state }) => state === 'running')
    ? RUNNING_POLL_MS
    : SLOW_POLL_MS;
}

/** One page of assessments, newest first. */
export function useAssessments(request: ListAssessmentsRequest) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['assessments', request],
    queryFn: ({ signal }) => api.listAssessments(request, { signal }),
    refetchInterval: ({ state }) => pollFor(state.data?.items ?? []),
    placeholderData: keepPreviousData,
  });
}

/** One assessment, compared with the one before or the one that is named. */
export function useAssessment(id: string, compareWith: string | undefined) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['assessment', id, compareWith],
    queryFn: ({ signal }) =>
      api.getAssessment(id, compareWith ? { compareWith } : {}, { signal }),
    refetchInterval: ({ state }) => pollFor(state.data ? [state.data] : []),
    // What it is compared with is replaced in place.
    placeholderData: previous => (previous?.id === id ? previous : undefined),
  });
}

/** One page of its integrations. */
export function useAssessmentRows(
  id: string,
  request: ListAssessmentRowsRequest,
  enabled: boolean,
) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['assessment-rows', id, request],
    queryFn: ({ signal }) => api.listAssessmentRows(id, request, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Begins one. */
export function useStartAssessment() {
  return useGovernanceChange(
    ['assessments', 'assessment'],
    (api, request: AssessmentRequest) => api.startAssessment(request),
  );
}
