import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  DocumentId,
  DocumentRecord,
  GoalRequest,
  IntegrationImprovementApi,
  ListPilotsRequest,
  PilotRequest,
  WriteUp,
} from '@tieline/plugin-integrations-common/governance';
import {
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
} from '../apis';
import { POLL_MS } from '../shared/queries';

/** Improvement takes weeks: once a minute is often enough. */
const SLOW_POLL_MS = 6 * POLL_MS;

/** What a pilot, a goal or a document is shown in. */
const CHANGED = [
  'pain-points',
  'pilots',
  'pilot',
  'goals',
  'goal',
  'organisation-answers',
];

/** The worst pain points. */
export function usePainPoints(limit: number) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['pain-points', limit],
    queryFn: ({ signal }) => api.listPainPoints({ limit }, { signal }),
    refetchInterval: SLOW_POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** One page of pilots. */
export function usePilots(request: ListPilotsRequest) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['pilots', request],
    queryFn: ({ signal }) => api.listPilots(request, { signal }),
    refetchInterval: SLOW_POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** One pilot. */
export function usePilot(id: string) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['pilot', id],
    queryFn: ({ signal }) => api.getPilot(id, { signal }),
    refetchInterval: SLOW_POLL_MS,
  });
}

/** All goals. */
export function useGoals() {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['goals'],
    queryFn: ({ signal }) => api.listGoals({}, { signal }),
    refetchInterval: SLOW_POLL_MS,
  });
}

/** One goal with its burn-down. */
export function useGoal(id: string) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['goal', id],
    queryFn: ({ signal }) => api.getGoal(id, { signal }),
    refetchInterval: SLOW_POLL_MS,
  });
}

/** The questions and checks, for their titles. */
export function useChecklist() {
  const api = useApi(integrationGovernanceApiRef);
  return useQuery({
    queryKey: ['checklist'],
    queryFn: ({ signal }) => api.getChecklist({ signal }),
    staleTime: SLOW_POLL_MS,
  });
}

/** What is answered for the whole. */
export function useOrganisationAnswers() {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['organisation-answers'],
    queryFn: ({ signal }) => api.getOrganisationAnswers({ signal }),
    refetchInterval: SLOW_POLL_MS,
  });
}

/** Changes something, and reads everything that shows it anew. */
function useChange<Request, Result>(
  change: (api: IntegrationImprovementApi, request: Request) => Promise<Result>,
) {
  const api = useApi(integrationImprovementApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => change(api, request),
    // A refusal often means that somebody else was faster.
    onSettled: () =>
      Promise.all(
        CHANGED.map(key => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

/** Starts a pilot. */
export function useStartPilot() {
  return useChange((api, request: PilotRequest) => api.startPilot(request));
}

/** Writes a pilot up, which closes it, or corrects the write-up. */
export function useWriteUp(id: string) {
  return useChange((api, writeUp: WriteUp) => api.writeUpPilot(id, writeUp));
}

/** Ends a pilot without a write-up. */
export function useStopPilot(id: string) {
  return useChange((api, reason: string) => api.stopPilot(id, reason));
}

/** Sets a goal, or changes the one that is named. */
export function useSaveGoal(id: string | undefined) {
  return useChange((api, request: GoalRequest) =>
    id ? api.changeGoal(id, request) : api.setGoal(request),
  );
}

/** Ends a goal. */
export function useCloseGoal(id: string) {
  return useChange((api, reason: string) => api.closeGoal(id, reason));
}

/** Says where a document is, and who looks after it. */
export function useRecordDocument(id: DocumentId) {
  return useChange((api, record: DocumentRecord) =>
    api.recordDocument(id, record),
  );
}
