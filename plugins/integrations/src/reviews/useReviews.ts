import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  CalendarFeedRequest,
  DispositionRequest,
  FindingChange,
  FindingCompletion,
  IntegrationReviewsApi,
  KeepOrEndRequest,
  ListDueReviewsRequest,
  ListFindingsRequest,
  ListReviewsRequest,
  ProcessChangeRequest,
  ReviewDetail,
  ReviewItemRequest,
  ReviewRequest,
  SignatureRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationReviewsApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { useReviewsChange } from '../shared/useReviewsChange';

/** A review waits for people, not for seconds. */
export const REVIEW_POLL_MS = 6 * POLL_MS;

/** What a review, its findings or the calendar are shown in. */
const CHANGED = [
  'due-reviews',
  'reviews',
  'review',
  'findings',
  'scorecard',
  'portfolio',
];

/** What is to be reviewed, the first first. */
export function useDueReviews(
  request: ListDueReviewsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['due-reviews', request],
    queryFn: ({ signal }) => api.listDueReviews(request, { signal }),
    refetchInterval: REVIEW_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** Reviews, those that are open first. */
export function useReviewList(
  request: ListReviewsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['reviews', request],
    queryFn: ({ signal }) => api.listReviews(request, { signal }),
    refetchInterval: REVIEW_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** Findings, overdue ones first. */
export function useFindings(
  request: ListFindingsRequest,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['findings', request],
    queryFn: ({ signal }) => api.listFindings(request, { signal }),
    refetchInterval: REVIEW_POLL_MS,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/**
 * One review.
 *
 * @param asOf - as it was at that instant; now where it is missing
 */
export function useReview(id: string, asOf?: string) {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['review', id, ...(asOf ? [asOf] : [])],
    queryFn: ({ signal }) =>
      api.getReview(id, asOf ? { asOf } : undefined, { signal }),
    // What is past does not change.
    refetchInterval: asOf ? false : REVIEW_POLL_MS,
  });
}

/** The caller's own feeds. */
export function useCalendarFeeds() {
  const api = useApi(integrationReviewsApiRef);
  return useQuery({
    queryKey: ['calendar-feeds'],
    queryFn: ({ signal }) => api.listCalendarFeeds({ signal }),
  });
}

/** Changes a review, whose new state is in the answer. */
function useReviewChange<Request>(
  change: (
    api: IntegrationReviewsApi,
    request: Request,
  ) => Promise<ReviewDetail>,
) {
  return useReviewsChange(CHANGED, change, (client, review) =>
    client.setQueryData(['review', review.id], review),
  );
}

/** Begins a review. */
export function useOpenReview() {
  return useReviewChange((api, request: ReviewRequest) =>
    api.openReview(request),
  );
}

/** Puts something on the agenda. */
export function useAddReviewItem(id: string) {
  return useReviewChange((api, request: ReviewItemRequest) =>
    api.addReviewItem(id, request),
  );
}

/** Says what follows from an item. */
export function useDispose(id: string, itemId: string) {
  return useReviewChange((api, request: DispositionRequest) =>
    api.disposeOfReviewItem(id, itemId, request),
  );
}

/** Takes that back. */
export function useReopenItem(id: string, itemId: string) {
  return useReviewChange((api, _: void) => api.reopenReviewItem(id, itemId));
}

/** Decides whether the integration stays. */
export function useDecideKeepOrEnd(id: string) {
  return useReviewChange((api, request: KeepOrEndRequest) =>
    api.decideKeepOrEnd(id, request),
  );
}

/** Signs and closes a review. */
export function useSignReview(id: string) {
  return useReviewChange((api, request: SignatureRequest) =>
    api.signReview(id, request),
  );
}

/** Calls a review off. */
export function useCancelReview(id: string) {
  return useReviewChange((api, reason: string) =>
    api.cancelReview(id, { reason }),
  );
}

/** Gives a finding another owner or date. */
export function useChangeFinding(id: string) {
  return useReviewsChange(CHANGED, (api, request: FindingChange) =>
    api.changeFinding(id, request),
  );
}

/** Says that a finding is done. */
export function useCompleteFinding(id: string) {
  return useReviewsChange(CHANGED, (api, request: FindingCompletion) =>
    api.completeFinding(id, request),
  );
}

/** Says that a business process changed. */
export function useMarkProcessChanged() {
  return useReviewsChange(CHANGED, (api, request: ProcessChangeRequest) =>
    api.markProcessChanged(request),
  );
}

/** Gets an address that a calendar can read. */
export function useAddCalendarFeed() {
  return useReviewsChange(
    ['calendar-feeds'],
    (api, request: CalendarFeedRequest) => api.addCalendarFeed(request),
  );
}

/** Makes such an address worthless. */
export function useRevokeCalendarFeed() {
  return useReviewsChange(['calendar-feeds'], (api, id: string) =>
    api.revokeCalendarFeed(id),
  );
}
