import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import {
  CalendarFeed,
  CalendarFeedList,
  CalendarFeedRequest,
  DispositionRequest,
  Drill,
  DrillOutcomeRequest,
  DrillPage,
  DrillRequest,
  DrillSuggestionList,
  DueReviewPage,
  FailureModeList,
  Finding,
  FindingChange,
  FindingCompletion,
  FindingPage,
  GetReviewRequest,
  KeepOrEndRequest,
  ListDrillSuggestionsRequest,
  ListDrillsRequest,
  ListDueReviewsRequest,
  ListFailureModesRequest,
  ListFindingsRequest,
  ListReviewsRequest,
  ProcessChange,
  ProcessChangeRequest,
  Reason,
  ReviewDetail,
  ReviewItemRequest,
  ReviewPage,
  ReviewRequest,
  Runbook,
  RunbookConfirmationRequest,
  SignatureRequest,
} from './types';

/** The name of an integration. */
type Named = { namespace: string; name: string };

/**
 * Reviews with their agendas and findings, runbooks and drills. Every method
 * throws a `ResponseError` where the answer is not a success.
 *
 * @public
 */
export interface IntegrationReviewsApi {
  /** The first first. */
  listDueReviews(
    request?: ListDueReviewsRequest,
    options?: PluginRequestOptions,
  ): Promise<DueReviewPage>;
  /** The caller's own, without addresses. */
  listCalendarFeeds(options?: PluginRequestOptions): Promise<CalendarFeedList>;
  /** Its address is in this answer only. */
  addCalendarFeed(
    request: CalendarFeedRequest,
    options?: PluginRequestOptions,
  ): Promise<CalendarFeed>;
  revokeCalendarFeed(id: string, options?: PluginRequestOptions): Promise<void>;
  listReviews(
    request?: ListReviewsRequest,
    options?: PluginRequestOptions,
  ): Promise<ReviewPage>;
  /** Its agenda is written. */
  openReview(
    request: ReviewRequest,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  getReview(
    id: string,
    request?: GetReviewRequest,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  addReviewItem(
    id: string,
    request: ReviewItemRequest,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  disposeOfReviewItem(
    id: string,
    itemId: string,
    request: DispositionRequest,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  /** A finding that came of it is withdrawn. */
  reopenReviewItem(
    id: string,
    itemId: string,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  decideKeepOrEnd(
    id: string,
    request: KeepOrEndRequest,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  /** Answered with 409 while something is open. */
  signReview(
    id: string,
    request: SignatureRequest,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  cancelReview(
    id: string,
    request: Reason,
    options?: PluginRequestOptions,
  ): Promise<ReviewDetail>;
  markProcessChanged(
    request: ProcessChangeRequest,
    options?: PluginRequestOptions,
  ): Promise<ProcessChange>;
  /** Overdue ones first. */
  listFindings(
    request?: ListFindingsRequest,
    options?: PluginRequestOptions,
  ): Promise<FindingPage>;
  changeFinding(
    id: string,
    request: FindingChange,
    options?: PluginRequestOptions,
  ): Promise<Finding>;
  completeFinding(
    id: string,
    request: FindingCompletion,
    options?: PluginRequestOptions,
  ): Promise<Finding>;
  listFailureModes(
    request?: ListFailureModesRequest,
    options?: PluginRequestOptions,
  ): Promise<FailureModeList>;
  getRunbook(
    integration: Named,
    options?: PluginRequestOptions,
  ): Promise<Runbook>;
  confirmRunbook(
    integration: Named,
    request: RunbookConfirmationRequest,
    options?: PluginRequestOptions,
  ): Promise<Runbook>;
  listDrills(
    request?: ListDrillsRequest,
    options?: PluginRequestOptions,
  ): Promise<DrillPage>;
  planDrill(
    request: DrillRequest,
    options?: PluginRequestOptions,
  ): Promise<Drill>;
  getDrill(id: string, options?: PluginRequestOptions): Promise<Drill>;
  recordDrill(
    id: string,
    request: DrillOutcomeRequest,
    options?: PluginRequestOptions,
  ): Promise<Drill>;
  cancelDrill(
    id: string,
    request: Reason,
    options?: PluginRequestOptions,
  ): Promise<Drill>;
  /** The most needed first. */
  listDrillSuggestions(
    request?: ListDrillSuggestionsRequest,
    options?: PluginRequestOptions,
  ): Promise<DrillSuggestionList>;
}

/** @public */
export class IntegrationReviewsClient implements IntegrationReviewsApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-governance', options);
  }

  listDueReviews(
    request?: ListDueReviewsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<DueReviewPage>(
      '/v1/review-calendar',
      request,
      options,
    );
  }

  listCalendarFeeds(options?: PluginRequestOptions) {
    return this.#http.get<CalendarFeedList>('/v1/calendar-feeds', {}, options);
  }

  addCalendarFeed(
    request: CalendarFeedRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<CalendarFeed>(
      'POST',
      '/v1/calendar-feeds',
      request,
      options,
    );
  }

  revokeCalendarFeed(id: string, options?: PluginRequestOptions) {
    return this.#http.send<void>(
      'DELETE',
      `/v1/calendar-feeds/${encodeURIComponent(id)}`,
      undefined,
      options,
    );
  }

  listReviews(request?: ListReviewsRequest, options?: PluginRequestOptions) {
    return this.#http.get<ReviewPage>('/v1/reviews', request, options);
  }

  openReview(request: ReviewRequest, options?: PluginRequestOptions) {
    return this.#http.send<ReviewDetail>(
      'POST',
      '/v1/reviews',
      request,
      options,
    );
  }

  getReview(
    id: string,
    request?: GetReviewRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<ReviewDetail>(
      `/v1/reviews/${encodeURIComponent(id)}`,
      request,
      options,
    );
  }

  addReviewItem(
    id: string,
    request: ReviewItemRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<ReviewDetail>(
      'POST',
      `/v1/reviews/${encodeURIComponent(id)}/items`,
      request,
      options,
    );
  }

  disposeOfReviewItem(
    id: string,
    itemId: string,
    request: DispositionRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<ReviewDetail>(
      'PUT',
      `/v1/reviews/${encodeURIComponent(id)}/items/${encodeURIComponent(itemId)}/disposition`,
      request,
      options,
    );
  }

  reopenReviewItem(id: string, itemId: string, options?: PluginRequestOptions) {
    return this.#http.send<ReviewDetail>(
      'DELETE',
      `/v1/reviews/${encodeURIComponent(id)}/items/${encodeURIComponent(itemId)}/disposition`,
      undefined,
      options,
    );
  }

  decideKeepOrEnd(
    id: string,
    request: KeepOrEndRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<ReviewDetail>(
      'PUT',
      `/v1/reviews/${encodeURIComponent(id)}/keep-or-end`,
      request,
      options,
    );
  }

  signReview(
    id: string,
    request: SignatureRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<ReviewDetail>(
      'POST',
      `/v1/reviews/${encodeURIComponent(id)}/signature`,
      request,
      options,
    );
  }

  cancelReview(id: string, request: Reason, options?: PluginRequestOptions) {
    return this.#http.send<ReviewDetail>(
      'POST',
      `/v1/reviews/${encodeURIComponent(id)}/cancellation`,
      request,
      options,
    );
  }

  markProcessChanged(
    request: ProcessChangeRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<ProcessChange>(
      'POST',
      '/v1/process-changes',
      request,
      options,
    );
  }

  listFindings(request?: ListFindingsRequest, options?: PluginRequestOptions) {
    return this.#http.get<FindingPage>('/v1/findings', request, options);
  }

  changeFinding(
    id: string,
    request: FindingChange,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Finding>(
      'PUT',
      `/v1/findings/${encodeURIComponent(id)}`,
      request,
      options,
    );
  }

  completeFinding(
    id: string,
    request: FindingCompletion,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Finding>(
      'POST',
      `/v1/findings/${encodeURIComponent(id)}/completion`,
      request,
      options,
    );
  }

  listFailureModes(
    request?: ListFailureModesRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<FailureModeList>(
      '/v1/failure-modes',
      request,
      options,
    );
  }

  getRunbook(integration: Named, options?: PluginRequestOptions) {
    return this.#http.get<Runbook>(
      integrationPath('/v1/runbooks', integration),
      {},
      options,
    );
  }

  confirmRunbook(
    integration: Named,
    request: RunbookConfirmationRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Runbook>(
      'PUT',
      `${integrationPath('/v1/runbooks', integration)}/confirmation`,
      request,
      options,
    );
  }

  listDrills(request?: ListDrillsRequest, options?: PluginRequestOptions) {
    return this.#http.get<DrillPage>('/v1/drills', request, options);
  }

  planDrill(request: DrillRequest, options?: PluginRequestOptions) {
    return this.#http.send<Drill>('POST', '/v1/drills', request, options);
  }

  getDrill(id: string, options?: PluginRequestOptions) {
    return this.#http.get<Drill>(
      `/v1/drills/${encodeURIComponent(id)}`,
      {},
      options,
    );
  }

  recordDrill(
    id: string,
    request: DrillOutcomeRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Drill>(
      'PUT',
      `/v1/drills/${encodeURIComponent(id)}/outcome`,
      request,
      options,
    );
  }

  cancelDrill(id: string, request: Reason, options?: PluginRequestOptions) {
    return this.#http.send<Drill>(
      'POST',
      `/v1/drills/${encodeURIComponent(id)}/cancellation`,
      request,
      options,
    );
  }

  listDrillSuggestions(
    request?: ListDrillSuggestionsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<DrillSuggestionList>(
      '/v1/drill-suggestions',
      request,
      options,
    );
  }
}
