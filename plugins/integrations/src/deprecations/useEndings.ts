import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  BrownoutPlan,
  CalendarFeedRequest,
  ConsumerClaim,
  ContractId,
  Ending,
  EndingAnnouncement,
  EndingAnswer,
  EndingPlan,
  ExtensionDecision,
  IntegrationEndingsApi,
  ListEndingsRequest,
  Retirement,
} from '@tieline/plugin-integrations-common/contracts';
import { integrationEndingsApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** Endings are looked at every few minutes. */
const ENDING_POLL_MS = 6 * POLL_MS;

/** One page of endings, worst first. */
export function useEndings(
  request: ListEndingsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationEndingsApiRef);
  return useQuery({
    queryKey: ['endings', request],
    queryFn: ({ signal }) => api.listEndings(request, { signal }),
    refetchInterval: ENDING_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One ending with its history. */
export function useEnding(id: number | undefined) {
  const api = useApi(integrationEndingsApiRef);
  return useQuery({
    queryKey: ['ending', id],
    queryFn: ({ signal }) => api.getEnding(id!, { signal }),
    refetchInterval: ENDING_POLL_MS,
    enabled: id !== undefined,
  });
}

/** Who is on which version of a contract. */
export function useContractConsumers(contract: ContractId) {
  const api = useApi(integrationEndingsApiRef);
  return useQuery({
    queryKey: ['contract-consumers', contract],
    queryFn: ({ signal }) => api.listContractConsumers(contract, { signal }),
    refetchInterval: ENDING_POLL_MS,
  });
}

/** Who uses an integration, and would be told of its end. */
export function useIntegrationConsumers(integrationRef: string) {
  const api = useApi(integrationEndingsApiRef);
  return useQuery({
    queryKey: ['integration-consumers', integrationRef],
    queryFn: ({ signal }) =>
      api.listIntegrationConsumers(parseEntityRef(integrationRef), { signal }),
  });
}

/** The announcement and the headers of an ending. */
export function useEndingAnnouncement(id: number) {
  const api = useApi(integrationEndingsApiRef);
  return useQuery({
    queryKey: ['ending-announcement', id],
    queryFn: ({ signal }) => api.getEndingAnnouncement(id, { signal }),
  });
}

/** Changes an ending, and reads everything that shows it anew. */
function useEndingChange<Request>(
  change: (api: IntegrationEndingsApi, request: Request) => Promise<Ending>,
) {
  const api = useApi(integrationEndingsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => change(api, request),
    // A refusal tells of what is in the way now, so both read anew.
    onSettled: () =>
      Promise.all(
        [
          'endings',
          'ending',
          'ending-announcement',
          'contract-consumers',
          'contracts',
          'contract',
          'integration-contracts',
        ].map(key => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

/** Announces that something ends. */
export function useAnnounceEnding() {
  return useEndingChange((api, announcement: EndingAnnouncement) =>
    api.announceEnding(announcement),
  );
}

/** Changes the date, the replacement or the note. */
export function useChangeEnding(id: number) {
  return useEndingChange((api, plan: EndingPlan) => api.changeEnding(id, plan));
}

/** Takes an ending back. */
export function useWithdrawEnding(id: number) {
  return useEndingChange((api, reason: string) =>
    api.withdrawEnding(id, reason),
  );
}

/** Retires what ends. */
export function useRetire(id: number) {
  return useEndingChange((api, retirement: Retirement) =>
    api.retire(id, retirement),
  );
}

/** Answers for a consumer. */
export function useAnswerEnding(id: number, consumerId: number) {
  return useEndingChange((api, answer: EndingAnswer) =>
    api.answerEnding(id, consumerId, answer),
  );
}

/** Grants or refuses more time. */
export function useDecideExtension(id: number, consumerId: number) {
  return useEndingChange((api, decision: ExtensionDecision) =>
    api.decideExtension(id, consumerId, decision),
  );
}

/** Says whose traffic it is. */
export function useClaimConsumer(id: number, consumerId: number) {
  return useEndingChange((api, claim: ConsumerClaim) =>
    api.claimConsumer(id, consumerId, claim),
  );
}

/** Plans a brownout. */
export function usePlanBrownout(id: number) {
  return useEndingChange((api, plan: BrownoutPlan) =>
    api.planBrownout(id, plan),
  );
}

/** Cancels a brownout that has not begun. */
export function useCancelBrownout(id: number) {
  return useEndingChange((api, brownoutId: number) =>
    api.cancelBrownout(id, brownoutId),
  );
}

/** Asks for the secret address of a calendar feed. */
export function useCreateCalendarFeed() {
  const api = useApi(integrationEndingsApiRef);
  return useMutation({
    mutationFn: (request: CalendarFeedRequest) =>
      api.createCalendarFeed(request),
  });
}
