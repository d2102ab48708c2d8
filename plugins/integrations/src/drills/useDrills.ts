import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  Drill,
  DrillOutcomeRequest,
  DrillRequest,
  IntegrationReviewsApi,
  ListDrillsRequest,
  ListDrillSuggestionsRequest,
  ListFailureModesRequest,
  RunbookConfirmationRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationReviewsApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { useReviewsChange } from '../shared/useReviewsChange';

/** Whether a window is silenced shows within a minute; the rest waits for people. */
const DRILL_POLL_MS = 2 * POLL_MS;

/** What a drill is shown in. */
const CHANGED = [
  'drills',
  'drill',
  'drill-suggestions',
  'runbook',
  'findings',
  'scorecard',
  'portfolio',
];

/** What to drill next, the most needed first. */
export function useDrillSuggestions(
  request: ListDrillSuggestionsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['drill-suggestions', request],
    queryFn: ({ signal }) => api.listDrillSuggestions(request, { signal }),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** Drills, those that are planned first, then the newest. */
export function useDrillList(
  request: ListDrillsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['drills', request],
    queryFn: ({ signal }) => api.listDrills(request, { signal }),
    refetchInterval: DRILL_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One drill with its findings. */
export function useDrill(id: string) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['drill', id],
    queryFn: ({ signal }) => api.getDrill(id, { signal }),
    refetchInterval: DRILL_POLL_MS,
  });
}

/** How integrations fail. */
export function useFailureModes(request: ListFailureModesRequest) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['failure-modes', request],
    queryFn: ({ signal }) => api.listFailureModes(request, { signal }),
    placeholderData: keepPreviousData,
  });
}

/**
 * What is known of an integration's runbook, and its failure modes with it.
 *
 * @param entityRef - undefined where none is chosen yet
 */
export function useRunbook(entityRef: string | undefined) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['runbook', entityRef],
    queryFn: ({ signal }) =>
      api.getRunbook(parseEntityRef(entityRef!), { signal }),
    refetchInterval: DRILL_POLL_MS,
    enabled: entityRef !== undefined,
  });
}

/** Changes a drill, whose new state is in the answer. */
function useDrillChange<Request>(
  change: (api: IntegrationReviewsApi, request: Request) => Promise<Drill>,
) {
  return useReviewsChange(CHANGED, change, (client, drill) =>
    client.setQueryData(['drill', drill.id], drill),
  );
}

/** Plans a drill. */
export function usePlanDrill() {
  return useDrillChange((api, request: DrillRequest) => api.planDrill(request));
}

/** Says how a drill went. */
export function useRecordDrill(id: string) {
  return useDrillChange((api, request: DrillOutcomeRequest) =>
    api.recordDrill(id, request),
  );
}

/** Calls a drill off. */
export function useCancelDrill(id: string) {
  return useDrillChange((api, reason: string) =>
    api.cancelDrill(id, { reason }),
  );
}

/** Says that a runbook is useful, and what it covers. */
export function useConfirmRunbook(integration: {
  namespace: string;
  name: string;
}) {
  return useReviewsChange(
    ['runbook', 'scorecard', 'portfolio'],
    (api, request: RunbookConfirmationRequest) =>
      api.confirmRunbook(integration, request),
  );
}
