import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import { ContractId } from './contractId';
import { contractPath, versionPath } from './contractPaths';
import {
  AnnouncementTexts,
  BrownoutPlan,
  CalendarFeed,
  CalendarFeedRequest,
  ConsumerClaim,
  ConsumerMatrix,
  Ending,
  EndingAnnouncement,
  EndingAnswer,
  EndingPage,
  EndingPlan,
  ExtensionDecision,
  HostHeaders,
  ListEndingsRequest,
  Retirement,
  RetirementVerdict,
  ToldConsumer,
} from './types';

/**
 * Asks the integration-contracts API about what ends. Every method throws a
 * `ResponseError` where the answer is not a success; a refused retirement's is
 * a 409 with the verdict in its body.
 *
 * @public
 */
export interface IntegrationEndingsApi {
  listEndings(
    request?: ListEndingsRequest,
    options?: PluginRequestOptions,
  ): Promise<EndingPage>;
  getEnding(id: number, options?: PluginRequestOptions): Promise<Ending>;
  announceEnding(
    announcement: EndingAnnouncement,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  changeEnding(
    id: number,
    plan: EndingPlan,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  withdrawEnding(
    id: number,
    reason: string,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  retire(
    id: number,
    retirement: Retirement,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  answerEnding(
    id: number,
    consumerId: number,
    answer: EndingAnswer,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  decideExtension(
    id: number,
    consumerId: number,
    decision: ExtensionDecision,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  claimConsumer(
    id: number,
    consumerId: number,
    claim: ConsumerClaim,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  planBrownout(
    id: number,
    plan: BrownoutPlan,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  cancelBrownout(
    id: number,
    brownoutId: number,
    options?: PluginRequestOptions,
  ): Promise<Ending>;
  getEndingAnnouncement(
    id: number,
    options?: PluginRequestOptions,
  ): Promise<AnnouncementTexts>;
  /** @param version - its name, or `latest` */
  judgeVersionRetirement(
    contract: ContractId,
    version: string,
    options?: PluginRequestOptions,
  ): Promise<RetirementVerdict>;
  judgeIntegrationRetirement(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ): Promise<RetirementVerdict>;
  listContractConsumers(
    contract: ContractId,
    options?: PluginRequestOptions,
  ): Promise<ConsumerMatrix>;
  listIntegrationConsumers(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ): Promise<{ items: ToldConsumer[] }>;
  listDeprecationHeaders(
    host: string,
    options?: PluginRequestOptions,
  ): Promise<{ host: string; items: HostHeaders[] }>;
  createCalendarFeed(
    request: CalendarFeedRequest,
    options?: PluginRequestOptions,
  ): Promise<CalendarFeed>;
}

const endingPath = (id: number, rest = '') => `/v1/endings/${id}${rest}`;

const consumerPath = (id: number, consumerId: number, rest: string) =>
  endingPath(id, `/consumers/${consumerId}${rest}`);

/** @public */
export class IntegrationEndingsClient implements IntegrationEndingsApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-contracts', options);
  }

  listEndings(request?: ListEndingsRequest, options?: PluginRequestOptions) {
    return this.#http.get<EndingPage>('/v1/endings', request, options);
  }

  getEnding(id: number, options?: PluginRequestOptions) {
    return this.#http.get<Ending>(endingPath(id), {}, options);
  }

  announceEnding(
    announcement: EndingAnnouncement,
    options?: PluginRequestOptions,
  ) {
    return this.#change('POST', '/v1/endings', announcement, options);
  }

  changeEnding(id: number, plan: EndingPlan, options?: PluginRequestOptions) {
    return this.#change('PUT', endingPath(id), plan, options);
  }

  withdrawEnding(id: number, reason: string, options?: PluginRequestOptions) {
    const path = endingPath(id, '/withdrawal');
    return this.#change('POST', path, { reason }, options);
  }

  retire(id: number, retirement: Retirement, options?: PluginRequestOptions) {
    const path = endingPath(id, '/retirement');
    return this.#change('POST', path, retirement, options);
  }

  answerEnding(
    id: number,
    consumerId: number,
    answer: EndingAnswer,
    options?: PluginRequestOptions,
  ) {
    const path = consumerPath(id, consumerId, '/answer');
    return this.#change('PUT', path, answer, options);
  }

  decideExtension(
    id: number,
    consumerId: number,
    decision: ExtensionDecision,
    options?: PluginRequestOptions,
  ) {
    const path = consumerPath(id, consumerId, '/extension');
    return this.#change('PUT', path, decision, options);
  }

  claimConsumer(
    id: number,
    consumerId: number,
    claim: ConsumerClaim,
    options?: PluginRequestOptions,
  ) {
    const path = consumerPath(id, consumerId, '/claim');
    return this.#change('PUT', path, claim, options);
  }

  planBrownout(id: number, plan: BrownoutPlan, options?: PluginRequestOptions) {
    return this.#change('POST', endingPath(id, '/brownouts'), plan, options);
  }

  cancelBrownout(
    id: number,
    brownoutId: number,
    options?: PluginRequestOptions,
  ) {
    const path = endingPath(id, `/brownouts/${brownoutId}`);
    return this.#change('DELETE', path, undefined, options);
  }

  getEndingAnnouncement(id: number, options?: PluginRequestOptions) {
    const path = endingPath(id, '/announcement');
    return this.#http.get<AnnouncementTexts>(path, {}, options);
  }

  judgeVersionRetirement(
    contract: ContractId,
    version: string,
    options?: PluginRequestOptions,
  ) {
    const path = versionPath(contract, version, '/retirement');
    return this.#http.get<RetirementVerdict>(path, {}, options);
  }

  judgeIntegrationRetirement(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ) {
    const path = `${integrationPath('/v1/integrations', integration)}/retirement`;
    return this.#http.get<RetirementVerdict>(path, {}, options);
  }

  listContractConsumers(contract: ContractId, options?: PluginRequestOptions) {
    const path = contractPath(contract, '/consumers');
    return this.#http.get<ConsumerMatrix>(path, {}, options);
  }

  listIntegrationConsumers(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ) {
    const path = `${integrationPath('/v1/integrations', integration)}/consumers`;
    return this.#http.get<{ items: ToldConsumer[] }>(path, {}, options);
  }

  listDeprecationHeaders(host: string, options?: PluginRequestOptions) {
    return this.#http.get<{ host: string; items: HostHeaders[] }>(
      '/v1/deprecations/headers',
      { host },
      options,
    );
  }

  createCalendarFeed(
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

  #change(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Ending>(method, path, body, options);
  }
}
