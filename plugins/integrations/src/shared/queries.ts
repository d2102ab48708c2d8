import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import {
  hashKey,
  keepPreviousData,
  QueryClient,
  useQuery,
} from '@tanstack/react-query';
import { ListIntegrationsRequest } from '@tieline/plugin-integrations-common/governance';
import {
  GetHealthRequest,
  GetReconciliationsRequest,
  GetRunsRequest,
  GetSeriesRequest,
  ListDriftRequest,
  ListHealthRequest,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  integrationGovernanceApiRef,
  integrationTelemetryApiRef,
} from '../apis';

/** Statuses change within a minute of the telemetry: this is fresh enough, and gentle. */
export const POLL_MS = 10_000;

/** What counts quick filters and facets in the background. */
const SLOW_POLL_MS = 60_000;

/**
 * One cache for all pages, so that going back shows at once what was there.
 * A failed read is not repeated by itself: the next poll, or Retry, does it.
 */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 5_000 } },
});

type Name = { namespace: string; name: string };

/** One page of the joined list. */
export function useIntegrations(
  request: ListIntegrationsRequest,
  options: { slow?: boolean; enabled?: boolean } = {},
) {
  const api = useApi(integrationGovernanceApiRef);
  return useQuery({
    queryKey: ['integrations', request],
    queryFn: ({ signal }) => api.listIntegrations(request, { signal }),
    refetchInterval: options.slow ? SLOW_POLL_MS : POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One page of the fleet's health, worst first. */
export function useFleetHealth(
  request: ListHealthRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['fleet-health', request],
    queryFn: ({ signal }) => api.listHealth(request, { signal }),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One integration's health. */
export function useHealth(integration: Name, request: GetHealthRequest = {}) {
  const api = useApi(integrationTelemetryApiRef);
  const shown = { ...integration, environment: request.environment };
  return useQuery({
    queryKey: ['health', shown, request],
    queryFn: ({ signal }) => api.getHealth(integration, request, { signal }),
    refetchInterval: POLL_MS,
    // What another report says of the same calls replaces the page in place.
    placeholderData: (previous, query) =>
      hashKey([query?.queryKey[1]]) === hashKey([shown]) ? previous : undefined,
  });
}

/**
 * Indicators over the last hours. The end of the range moves with each read.
 *
 * @param request - without `from` and `to`
 * @param rangeMs - how far back
 */
export function useSeries(
  integration: Name,
  request: Omit<GetSeriesRequest, 'from' | 'to'>,
  rangeMs: number,
  enabled: boolean,
) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['series', integration, request, rangeMs],
    queryFn: ({ signal }) =>
      api.getSeries(
        integration,
        { ...request, ...lately(rangeMs) },
        { signal },
      ),
    refetchInterval: 3 * POLL_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Runs of the last hours against their schedule. */
export function useRuns(
  integration: Name,
  request: Omit<GetRunsRequest, 'from' | 'to'>,
  rangeMs: number,
  enabled: boolean,
) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['runs', integration, request, rangeMs],
    queryFn: ({ signal }) =>
      api.getRuns(integration, { ...request, ...lately(rangeMs) }, { signal }),
    refetchInterval: 3 * POLL_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** What was sent in the last hours and what arrived. */
export function useReconciliations(
  integration: Name,
  request: Omit<GetReconciliationsRequest, 'from' | 'to'>,
  rangeMs: number,
  enabled: boolean,
) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['reconciliations', integration, request, rangeMs],
    queryFn: ({ signal }) =>
      api.getReconciliations(
        integration,
        { ...request, ...lately(rangeMs) },
        { signal },
      ),
    refetchInterval: 3 * POLL_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
}

function lately(rangeMs: number): { from: string; to: string } {
  const now = Date.now();
  return {
    from: new Date(now - rangeMs).toISOString(),
    to: new Date(now).toISOString(),
  };
}

/** Where declared and observed differ. */
export function useDrift(request: ListDriftRequest) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['drift', request],
    queryFn: ({ signal }) => api.listDrift(request, { signal }),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** What the receiver has taken so far. */
export function useReceiverStatus() {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['receiver-status'],
    queryFn: ({ signal }) => api.getStatus({ signal }),
    refetchInterval: POLL_MS,
  });
}

/**
 * One integration's answers with checks and evidence.
 *
 * @param on - a past day in UTC; now where it is missing
 */
export function useScorecard(integration: Name, on?: string) {
  const api = useApi(integrationGovernanceApiRef);
  return useQuery({
    queryKey: ['scorecard', integration, ...(on ? [on] : [])],
    queryFn: ({ signal }) =>
      on
        ? api.getIntegrationScorecardOn(integration, on, { signal })
        : api.getIntegrationScorecard(integration, { signal }),
    // What is past does not change.
    refetchInterval: on ? false : 3 * POLL_MS,
  });
}

function useIdentity() {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['identity'],
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  }).data;
}

/** The references by which the signed-in person owns something. */
export function useMyOwnerRefs(): string[] | undefined {
  return useIdentity()?.ownershipEntityRefs;
}

/** The signed-in person; undefined until that is known. */
export function useMyRef(): string | undefined {
  return useIdentity()?.userEntityRef;
}
