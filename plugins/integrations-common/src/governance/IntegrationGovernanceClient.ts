import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import {
  Checklist,
  Evaluation,
  GetScorecardRequest,
  IntegrationPage,
  IntegrationScorecard,
  ListIntegrationsRequest,
  PortfolioScorecard,
} from './types';

/**
 * Asks the integration-governance API. Every method throws a `ResponseError`
 * where the answer is not a success.
 *
 * @public
 */
export interface IntegrationGovernanceApi {
  listIntegrations(
    request?: ListIntegrationsRequest,
    options?: PluginRequestOptions,
  ): Promise<IntegrationPage>;
  getScorecard(
    request?: GetScorecardRequest,
    options?: PluginRequestOptions,
  ): Promise<PortfolioScorecard>;
  getIntegrationScorecard(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ): Promise<IntegrationScorecard>;
  getChecklist(options?: PluginRequestOptions): Promise<Checklist>;
  runChecklist(
    request?: { entityRefs?: string[] },
    options?: PluginRequestOptions,
  ): Promise<Evaluation>;
  getEvaluation(
    id: string,
    options?: PluginRequestOptions,
  ): Promise<Evaluation>;
}

/** @public */
export class IntegrationGovernanceClient implements IntegrationGovernanceApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-governance', options);
  }

  listIntegrations(
    request?: ListIntegrationsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<IntegrationPage>(
      '/v1/integrations',
      request,
      options,
    );
  }

  getScorecard(request?: GetScorecardRequest, options?: PluginRequestOptions) {
    return this.#http.get<PortfolioScorecard>(
      '/v1/scorecard',
      request,
      options,
    );
  }

  getIntegrationScorecard(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/scorecard', integration);
    return this.#http.get<IntegrationScorecard>(path, {}, options);
  }

  getChecklist(options?: PluginRequestOptions) {
    return this.#http.get<Checklist>('/v1/checklist', {}, options);
  }

  runChecklist(
    request: { entityRefs?: string[] } = {},
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Evaluation>(
      'POST',
      '/v1/evaluations',
      request,
      options,
    );
  }

  getEvaluation(id: string, options?: PluginRequestOptions) {
    const path = `/v1/evaluations/${encodeURIComponent(id)}`;
    return this.#http.get<Evaluation>(path, {}, options);
  }
}
