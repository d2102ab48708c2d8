import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  AuditDecision,
  ListAuditsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { useGovernanceChange } from '../shared/useGovernanceChange';

/** An audit waits for a person, not for seconds. */
const SLOW_POLL_MS = 6 * POLL_MS;

/** One page of a quarter's sample, open ones first. */
export function useAudits(request: ListAuditsRequest) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['audits', request],
    queryFn: ({ signal }) => api.listAudits(request, { signal }),
    refetchInterval: SLOW_POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** Checks that never failed for a year. */
export function useWorthlessChecks() {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['worthless-checks'],
    queryFn: ({ signal }) => api.listWorthlessChecks({ signal }),
    refetchInterval: SLOW_POLL_MS,
  });
}

/** Confirms a pass, or overturns it, which changes the scorecard. */
export function useDecideAudit(id: string) {
  return useGovernanceChange(
    ['audits', 'scorecard', 'portfolio', 'integrations'],
    (api, decision: AuditDecision) => api.decideAudit(id, decision),
  );
}
