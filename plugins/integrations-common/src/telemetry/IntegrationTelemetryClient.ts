import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import {
  DriftPage,
  Engine,
  GetHealthRequest,
  GetRunsRequest,
  GetSeriesRequest,
  GetUsageRequest,
  HealthDetail,
  HealthPage,
  ListDriftRequest,
  ListHealthRequest,
  Operations,
  ReceiverStatus,
  RunOccurrence,
  SeriesSet,
  Usage,
} from './types';

/** @public */
export interface IntegrationName {
  namespace: string;
  name: string;
}

/**
 * Asks the integration-telemetry API. Every method throws a `ResponseError`
 * where the answer is not a success.
 *
 * @public
 */
export interface IntegrationTelemetryApi {
  listHealth(
    request?: ListHealthRequest,
    options?: PluginRequestOptions,
  ): Promise<HealthPage>;
  getHealth(
    integration: IntegrationName,
    request?: GetHealthRequest,
    options?: PluginRequestOptions,
  ): Promise<HealthDetail>;
  getSeries(
    integration: IntegrationName,
    request?: GetSeriesRequest,
    options?: PluginRequestOptions,
  ): Promise<SeriesSet>;
  getRuns(
    integration: IntegrationName,
    request?: GetRunsRequest,
    options?: PluginRequestOptions,
  ): Promise<{ items: RunOccurrence[] }>;
  getUsage(
    integration: IntegrationName,
    request?: GetUsageRequest,
    options?: PluginRequestOptions,
  ): Promise<Usage>;
  listDrift(
    request?: ListDriftRequest,
    options?: PluginRequestOptions,
  ): Promise<DriftPage>;
  getStatus(options?: PluginRequestOptions): Promise<ReceiverStatus>;
  getOperations(options?: PluginRequestOptions): Promise<Operations>;
  listEngines(options?: PluginRequestOptions): Promise<{ items: Engine[] }>;
}

/** @public */
export class IntegrationTelemetryClient implements IntegrationTelemetryApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-telemetry', options);
  }

  listHealth(request?: ListHealthRequest, options?: PluginRequestOptions) {
    return this.#http.get<HealthPage>('/v1/health', request, options);
  }

  getHealth(
    integration: IntegrationName,
    request?: GetHealthRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/health', integration);
    return this.#http.get<HealthDetail>(path, request, options);
  }

  getSeries(
    integration: IntegrationName,
    request?: GetSeriesRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/series', integration);
    return this.#http.get<SeriesSet>(path, request, options);
  }

  getRuns(
    integration: IntegrationName,
    request?: GetRunsRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/runs', integration);
    return this.#http.get<{ items: RunOccurrence[] }>(path, request, options);
  }

  getUsage(
    integration: IntegrationName,
    request?: GetUsageRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/usage', integration);
    return this.#http.get<Usage>(path, request, options);
  }

  listDrift(request?: ListDriftRequest, options?: PluginRequestOptions) {
    return this.#http.get<DriftPage>('/v1/drift', request, options);
  }

  getStatus(options?: PluginRequestOptions) {
    return this.#http.get<ReceiverStatus>('/v1/status', {}, options);
  }

  getOperations(options?: PluginRequestOptions) {
    return this.#http.get<Operations>('/v1/operations', {}, options);
  }

  listEngines(options?: PluginRequestOptions) {
    return this.#http.get<{ items: Engine[] }>('/v1/engines', {}, options);
  }
}
