import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  ListNeglectedIntegrationsRequest,
  ListSuspectedDuplicatesRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { useGovernanceChange } from '../shared/useGovernanceChange';

/** What nobody touched for a year does not change within seconds. */
const SLOW_POLL_MS = 6 * POLL_MS;

const CHANGED = ['duplicates'];

/** Integrations with traffic that nobody looked after for a year, the busiest first. */
export function useNeglected(
  request: ListNeglectedIntegrationsRequest,
  enabled: boolean,
) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['neglected', request],
    queryFn: ({ signal }) => api.listNeglectedIntegrations(request, { signal }),
    refetchInterval: SLOW_POLL_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** What may be there twice. */
export function useDuplicates(
  request: ListSuspectedDuplicatesRequest,
  enabled: boolean,
) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['duplicates', request],
    queryFn: ({ signal }) => api.listSuspectedDuplicates(request, { signal }),
    refetchInterval: SLOW_POLL_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Says that they are no duplicates. */
export function useDismissDuplicate(id: string) {
  return useGovernanceChange(CHANGED, (api, reason: string) =>
    api.dismissDuplicate(id, reason),
  );
}

/** Takes that back. */
export function useRestoreDuplicate(id: string) {
  return useGovernanceChange(CHANGED, (api, _: void) =>
    api.restoreDuplicate(id),
  );
}
