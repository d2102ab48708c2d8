import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import {
  Intervention,
  InterventionPage,
  InterventionRequest,
  ListInterventionsRequest,
  ListRunCostGroupsRequest,
  ListRunCostsRequest,
  QuotaList,
  RunCost,
  RunCostGroups,
  RunCostPage,
} from './types';

/** The name of an integration. */
type Named = { namespace: string; name: string };

/**
 * What integrations cost to run, what people do by hand to keep them running,
 * and what platforms allow. Every method throws a `ResponseError` where the
 * answer is not a success.
 *
 * @public
 */
export interface IntegrationCostsApi {
  /** Over the last 30 days, the most expensive first. */
  listRunCosts(
    request?: ListRunCostsRequest,
    options?: PluginRequestOptions,
  ): Promise<RunCostPage>;
  getRunCost(
    integration: Named,
    options?: PluginRequestOptions,
  ): Promise<RunCost>;
  listRunCostGroups(
    request: ListRunCostGroupsRequest,
    options?: PluginRequestOptions,
  ): Promise<RunCostGroups>;
  listQuotas(options?: PluginRequestOptions): Promise<QuotaList>;
  listInterventions(
    request?: ListInterventionsRequest,
    options?: PluginRequestOptions,
  ): Promise<InterventionPage>;
  logIntervention(
    request: InterventionRequest,
    options?: PluginRequestOptions,
  ): Promise<Intervention>;
  takeBackIntervention(
    id: string,
    options?: PluginRequestOptions,
  ): Promise<void>;
}

/** @public */
export class IntegrationCostsClient implements IntegrationCostsApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-governance', options);
  }

  listRunCosts(request?: ListRunCostsRequest, options?: PluginRequestOptions) {
    return this.#http.get<RunCostPage>('/v1/run-costs', request, options);
  }

  getRunCost(integration: Named, options?: PluginRequestOptions) {
    return this.#http.get<RunCost>(
      integrationPath('/v1/run-costs', integration),
      {},
      options,
    );
  }

  listRunCostGroups(
    request: ListRunCostGroupsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<RunCostGroups>(
      '/v1/run-cost-groups',
      request,
      options,
    );
  }

  listQuotas(options?: PluginRequestOptions) {
    return this.#http.get<QuotaList>('/v1/quotas', {}, options);
  }

  listInterventions(
    request?: ListInterventionsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<InterventionPage>(
      '/v1/interventions',
      request,
      options,
    );
  }

  logIntervention(
    request: InterventionRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Intervention>(
      'POST',
      '/v1/interventions',
      request,
      options,
    );
  }

  takeBackIntervention(id: string, options?: PluginRequestOptions) {
    return this.#http.send<void>(
      'DELETE',
      `/v1/interventions/${encodeURIComponent(id)}`,
      undefined,
      options,
    );
  }
}
