import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  IntegrationGovernanceApi,
  ListWaiversRequest,
  Waiver,
  WaiverDecision,
  WaiverRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** A waiver waits for a person, not for seconds. */
export const WAIVER_POLL_MS = 6 * POLL_MS;

/** What a waiver is shown in, or changes the result of. */
const CHANGED = ['waivers', 'waiver', 'scorecard', 'portfolio', 'integrations'];

/** One page of waivers, those that wait for a decision first. */
export function useWaivers(
  request: ListWaiversRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationGovernanceApiRef);
  return useQuery({
    queryKey: ['waivers', request],
    queryFn: ({ signal }) => api.listWaivers(request, { signal }),
    refetchInterval: WAIVER_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One waiver. */
export function useWaiver(id: string) {
  const api = useApi(integrationGovernanceApiRef);
  return useQuery({
    queryKey: ['waiver', id],
    queryFn: ({ signal }) => api.getWaiver(id, { signal }),
    refetchInterval: WAIVER_POLL_MS,
  });
}

/** Changes a waiver, and reads everything that shows it anew. */
function useWaiverChange<Request>(
  change: (api: IntegrationGovernanceApi, request: Request) => Promise<Waiver>,
) {
  const api = useApi(integrationGovernanceApiRef);
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

/** Asks for a waiver, or for one that takes over from another. */
export function useAskForWaiver() {
  return useWaiverChange((api, request: WaiverRequest) =>
    api.askForWaiver(request),
  );
}

/** Approves or refuses. */
export function useDecideWaiver(id: string) {
  return useWaiverChange((api, decision: WaiverDecision) =>
    api.decideWaiver(id, decision),
  );
}

/** Takes a request back, or ends a waiver early. */
export function useWithdrawWaiver(id: string) {
  return useWaiverChange((api, _: void) => api.withdrawWaiver(id));
}
