import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  Attestation,
  EvidenceRecord,
  IntegrationGovernanceApi,
  ListEvidenceRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** An integration by its name. */
export interface IntegrationName {
  namespace: string;
  name: string;
}

/** More checks than a checklist lets people attest. */
const ATTESTATIONS: ListEvidenceRequest = {
  type: ['attestation'],
  current: true,
  limit: 100,
};

/** What evidence is shown in, or changes the result of. */
const CHANGED = ['evidence', 'scorecard', 'portfolio', 'integrations'];

/** One page of what pipelines and people told of an integration. */
export function useToldEvidence(
  integration: IntegrationName,
  request: ListEvidenceRequest,
) {
  const api = useApi(integrationGovernanceApiRef);
  return useQuery({
    queryKey: ['evidence', integration, request],
    queryFn: ({ signal }) => api.listEvidence(integration, request, { signal }),
    refetchInterval: 3 * POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** What counts now as attested of a check; undefined until that is known, too. */
export function useAttestation(
  { namespace, name }: IntegrationName,
  checkId: string,
  options: { enabled: boolean },
): EvidenceRecord | undefined {
  const api = useApi(integrationGovernanceApiRef);
  const integration = { namespace, name };
  const { data } = useQuery({
    queryKey: ['evidence', integration, ATTESTATIONS],
    queryFn: ({ signal }) =>
      api.listEvidence(integration, ATTESTATIONS, { signal }),
    refetchInterval: 3 * POLL_MS,
    enabled: options.enabled,
  });
  return data?.items.find(({ subject }) => subject === checkId);
}

/** Changes what is attested, and reads everything that shows it anew. */
function useAttestationChange<Request, Result>(
  change: (api: IntegrationGovernanceApi, request: Request) => Promise<Result>,
) {
  const api = useApi(integrationGovernanceApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => change(api, request),
    onSettled: () =>
      Promise.all(
        CHANGED.map(key => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

/** States what only people know. */
export function useAttest(
  { namespace, name }: IntegrationName,
  checkId: string,
) {
  return useAttestationChange((api, attestation: Attestation) =>
    api.attest({ namespace, name }, checkId, attestation),
  );
}

/** Takes what was stated back. */
export function useWithdrawAttestation(
  { namespace, name }: IntegrationName,
  checkId: string,
) {
  return useAttestationChange((api, _: void) =>
    api.withdrawAttestation({ namespace, name }, checkId),
  );
}
