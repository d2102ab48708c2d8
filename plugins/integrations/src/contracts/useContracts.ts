import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  CheckRequest,
  ContractId,
  ContractSettings,
  GetDifferenceRequest,
  ListContractsRequest,
  Publication,
} from '@tieline/plugin-integrations-common/contracts';
import { integrationContractsApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** Contracts change a few times a day, not a minute. */
const CONTRACT_POLL_MS = 6 * POLL_MS;

/** One page of contracts, worst first. */
export function useContracts(
  request: ListContractsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationContractsApiRef);
  return useQuery({
    queryKey: ['contracts', request],
    queryFn: ({ signal }) => api.listContracts(request, { signal }),
    refetchInterval: CONTRACT_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One contract with versions, consumers and refused attempts. */
export function useContract(contract: ContractId) {
  const api = useApi(integrationContractsApiRef);
  return useQuery({
    queryKey: ['contract', contract],
    queryFn: ({ signal }) => api.getContract(contract, { signal }),
    refetchInterval: CONTRACT_POLL_MS,
  });
}

/** A version's text, which never changes; `latest` moves on. */
export function useVersionText(
  contract: ContractId,
  version: string | undefined,
) {
  const api = useApi(integrationContractsApiRef);
  return useQuery({
    queryKey: ['contract-text', contract, version],
    queryFn: ({ signal }) => api.getVersion(contract, version!, { signal }),
    enabled: version !== undefined,
    staleTime: version === 'latest' ? POLL_MS : Infinity,
  });
}

/** What is different between two versions, and what of it breaks. */
export function useDifference(
  contract: ContractId,
  request: GetDifferenceRequest | undefined,
) {
  const api = useApi(integrationContractsApiRef);
  return useQuery({
    queryKey: ['contract-difference', contract, request],
    queryFn: ({ signal }) => api.getDifference(contract, request!, { signal }),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** The data flows of an integration with their contracts. */
export function useIntegrationContracts(integration: {
  namespace: string;
  name: string;
}) {
  const api = useApi(integrationContractsApiRef);
  return useQuery({
    queryKey: ['integration-contracts', integration],
    queryFn: ({ signal }) =>
      api.listIntegrationContracts(integration, { signal }),
    refetchInterval: CONTRACT_POLL_MS,
  });
}

/** Judges a text without publishing it. */
export function useCheck() {
  const api = useApi(integrationContractsApiRef);
  return useMutation({
    mutationFn: (request: CheckRequest) => api.check(request),
  });
}

/** Reads everything about contracts anew after one was changed. */
function useReadAnew() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['contracts', 'contract', 'contract-text', 'integration-contracts'].map(
        key => client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}

/** Publishes a version. A refusal is recorded too, so both read anew. */
export function usePublish() {
  const api = useApi(integrationContractsApiRef);
  const readAnew = useReadAnew();
  return useMutation({
    mutationFn: (request: { contract: ContractId; publication: Publication }) =>
      api.publish(request.contract, request.publication),
    onSettled: readAnew,
  });
}

/** Changes how a contract is judged, and what it guarantees. */
export function useChangeSettings(contract: ContractId) {
  const api = useApi(integrationContractsApiRef);
  const readAnew = useReadAnew();
  return useMutation({
    mutationFn: (settings: ContractSettings) =>
      api.changeSettings(contract, settings),
    onSuccess: readAnew,
  });
}
