import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import {
  BuildOrBuy,
  BuildOrBuyRequest,
  Decision,
  DecisionDetail,
  DecisionMatrix,
  DecisionPage,
  DecisionRequest,
  KnownProfile,
  ListDecisionsRequest,
  ListReconsiderationsRequest,
  ListRegretsRequest,
  PriceList,
  ReconsiderationPage,
  Regret,
  RegretPage,
  Recommendation,
  RecommendationRequest,
} from './types';

/**
 * Which pattern an integration should have, what it would cost, and what was
 * decided. Every method throws a `ResponseError` where the answer is not a
 * success.
 *
 * @public
 */
export interface IntegrationDecisionsApi {
  getDecisionMatrix(options?: PluginRequestOptions): Promise<DecisionMatrix>;
  getProfile(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ): Promise<KnownProfile>;
  /** All patterns ranked; nothing is kept. */
  recommend(
    request: RecommendationRequest,
    options?: PluginRequestOptions,
  ): Promise<Recommendation>;
  listDecisions(
    request?: ListDecisionsRequest,
    options?: PluginRequestOptions,
  ): Promise<DecisionPage>;
  recordDecision(
    request: DecisionRequest,
    options?: PluginRequestOptions,
  ): Promise<Decision>;
  getDecision(
    id: string,
    options?: PluginRequestOptions,
  ): Promise<DecisionDetail>;
  /** Where what is observed has left what decisions assumed. */
  listRegrets(
    request?: ListRegretsRequest,
    options?: PluginRequestOptions,
  ): Promise<RegretPage>;
  /** Of one decision; a 404 where its assumptions hold. */
  getRegret(
    decisionId: string,
    options?: PluginRequestOptions,
  ): Promise<Regret>;
  acknowledgeRegret(
    id: string,
    request: { reason: string },
    options?: PluginRequestOptions,
  ): Promise<Regret>;
  /** What would be decided differently today. */
  listReconsiderations(
    request?: ListReconsiderationsRequest,
    options?: PluginRequestOptions,
  ): Promise<ReconsiderationPage>;
  /** Whether to build, to buy, or to do both; nothing is kept. */
  weighBuildOrBuy(
    request: BuildOrBuyRequest,
    options?: PluginRequestOptions,
  ): Promise<BuildOrBuy>;
  listPrices(options?: PluginRequestOptions): Promise<PriceList>;
}

/** @public */
export class IntegrationDecisionsClient implements IntegrationDecisionsApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-governance', options);
  }

  getDecisionMatrix(options?: PluginRequestOptions) {
    return this.#http.get<DecisionMatrix>('/v1/decision-matrix', {}, options);
  }

  getProfile(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/profiles', integration);
    return this.#http.get<KnownProfile>(path, {}, options);
  }

  recommend(request: RecommendationRequest, options?: PluginRequestOptions) {
    return this.#http.send<Recommendation>(
      'POST',
      '/v1/recommendations',
      request,
      options,
    );
  }

  listDecisions(
    request?: ListDecisionsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<DecisionPage>('/v1/decisions', request, options);
  }

  recordDecision(request: DecisionRequest, options?: PluginRequestOptions) {
    return this.#http.send<Decision>('POST', '/v1/decisions', request, options);
  }

  getDecision(id: string, options?: PluginRequestOptions) {
    const path = `/v1/decisions/${encodeURIComponent(id)}`;
    return this.#http.get<DecisionDetail>(path, {}, options);
  }

  listRegrets(request?: ListRegretsRequest, options?: PluginRequestOptions) {
    return this.#http.get<RegretPage>('/v1/regrets', request, options);
  }

  getRegret(decisionId: string, options?: PluginRequestOptions) {
    const path = `/v1/decisions/${encodeURIComponent(decisionId)}/regret`;
    return this.#http.get<Regret>(path, {}, options);
  }

  acknowledgeRegret(
    id: string,
    request: { reason: string },
    options?: PluginRequestOptions,
  ) {
    const path = `/v1/regrets/${encodeURIComponent(id)}/acknowledgement`;
    return this.#http.send<Regret>('PUT', path, request, options);
  }

  listReconsiderations(
    request?: ListReconsiderationsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<ReconsiderationPage>(
      '/v1/reconsiderations',
      request,
      options,
    );
  }

  weighBuildOrBuy(request: BuildOrBuyRequest, options?: PluginRequestOptions) {
    return this.#http.send<BuildOrBuy>(
      'POST',
      '/v1/build-or-buy',
      request,
      options,
    );
  }

  listPrices(options?: PluginRequestOptions) {
    return this.#http.get<PriceList>('/v1/prices', {}, options);
  }
}
