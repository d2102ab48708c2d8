import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  InterventionRequest,
  ListInterventionsRequest,
  ListRunCostsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationCostsApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { Grouping } from './costsAddress';

/** Costs of 30 days move slowly. */
const COST_POLL_MS = 6 * POLL_MS;

/** What is read anew once somebody logs an intervention, or takes it back. */
const OF_INTERVENTIONS = ['interventions', 'run-costs', 'run-cost-groups'];

/** One page of run costs, the most expensive first. */
export function useRunCosts(
  request: ListRunCostsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationCostsApiRef);
  return useQuery({
    queryKey: ['run-costs', 'list', request],
    queryFn: ({ signal }) => api.listRunCosts(request, { signal }),
    refetchInterval: COST_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** What one integration costs, with the formula of each part. */
export function useRunCost(integration: { namespace: string; name: string }) {
  const api = useApi(integrationCostsApiRef);
  return useQuery({
    queryKey: ['run-costs', 'of', integration],
    queryFn: ({ signal }) => api.getRunCost(integration, { signal }),
    refetchInterval: COST_POLL_MS,
  });
}

/** Costs added up. */
export function useRunCostGroups(groupBy: Grouping) {
  const api = useApi(integrationCostsApiRef);
  return useQuery({
    queryKey: ['run-cost-groups', groupBy],
    queryFn: ({ signal }) => api.listRunCostGroups({ groupBy }, { signal }),
    refetchInterval: COST_POLL_MS,
  });
}

/** What platforms allow, what runs out first coming first. */
export function useQuotas() {
  const api = useApi(integrationCostsApiRef);
  return useQuery({
    queryKey: ['quotas'],
    queryFn: ({ signal }) => api.listQuotas({ signal }),
    refetchInterval: COST_POLL_MS,
  });
}

/** One page of what people did by hand, the newest first. */
export function useInterventions(request: ListInterventionsRequest) {
  const api = useApi(integrationCostsApiRef);
  return useQuery({
    queryKey: ['interventions', request],
    queryFn: ({ signal }) => api.listInterventions(request, { signal }),
    refetchInterval: COST_POLL_MS,
    placeholderData: keepPreviousData,
  });
}

function useReadAnew() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      OF_INTERVENTIONS.map(key =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}

/** Logs what somebody did by hand. */
export function useLogIntervention() {
  const api = useApi(integrationCostsApiRef);
  return useMutation({
    mutationFn: (request: InterventionRequest) => api.logIntervention(request),
    onSuccess: useReadAnew(),
  });
}

/** Takes back what one has logged. */
export function useTakeBackIntervention() {
  const api = useApi(integrationCostsApiRef);
  return useMutation({
    mutationFn: (id: string) => api.takeBackIntervention(id),
    // A refusal often means that it is gone already.
    onSettled: useReadAnew(),
  });
}
