import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import { ContractId } from './contractId';
import { contractPath, versionPath } from './contractPaths';
import {
  CheckRequest,
  Contract,
  ContractDifference,
  ContractEvidencePage,
  ContractPage,
  ContractSettings,
  ContractVerdict,
  ContractVersionText,
  FlowContract,
  GetDifferenceRequest,
  ListContractEvidenceRequest,
  ListContractsRequest,
  Publication,
  PublicationOutcome,
} from './types';

/**
 * Asks the integration-contracts API. Every method throws a `ResponseError`
 * where the answer is not a success; a refused publication's is a 409 with
 * the verdict in its body.
 *
 * @public
 */
export interface IntegrationContractsApi {
  listContracts(
    request?: ListContractsRequest,
    options?: PluginRequestOptions,
  ): Promise<ContractPage>;
  getContract(
    contract: ContractId,
    options?: PluginRequestOptions,
  ): Promise<Contract>;
  changeSettings(
    contract: ContractId,
    settings: ContractSettings,
    options?: PluginRequestOptions,
  ): Promise<Contract>;
  /** @param version - its name, or `latest` */
  getVersion(
    contract: ContractId,
    version: string,
    options?: PluginRequestOptions,
  ): Promise<ContractVersionText>;
  publish(
    contract: ContractId,
    publication: Publication,
    options?: PluginRequestOptions,
  ): Promise<PublicationOutcome>;
  getDifference(
    contract: ContractId,
    request: GetDifferenceRequest,
    options?: PluginRequestOptions,
  ): Promise<ContractDifference>;
  check(
    request: CheckRequest,
    options?: PluginRequestOptions,
  ): Promise<ContractVerdict>;
  listIntegrationContracts(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ): Promise<{ items: FlowContract[] }>;
  /** Of all integrations, page by page. */
  listContractEvidence(
    request?: ListContractEvidenceRequest,
    options?: PluginRequestOptions,
  ): Promise<ContractEvidencePage>;
}

/** @public */
export class IntegrationContractsClient implements IntegrationContractsApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-contracts', options);
  }

  listContracts(
    request?: ListContractsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<ContractPage>('/v1/contracts', request, options);
  }

  getContract(contract: ContractId, options?: PluginRequestOptions) {
    return this.#http.get<Contract>(contractPath(contract), {}, options);
  }

  changeSettings(
    contract: ContractId,
    settings: ContractSettings,
    options?: PluginRequestOptions,
  ) {
    const path = contractPath(contract, '/settings');
    return this.#http.send<Contract>('PUT', path, settings, options);
  }

  getVersion(
    contract: ContractId,
    version: string,
    options?: PluginRequestOptions,
  ) {
    const path = versionPath(contract, version);
    return this.#http.get<ContractVersionText>(path, {}, options);
  }

  publish(
    contract: ContractId,
    publication: Publication,
    options?: PluginRequestOptions,
  ) {
    const path = contractPath(contract, '/versions');
    return this.#http.send<PublicationOutcome>(
      'POST',
      path,
      publication,
      options,
    );
  }

  getDifference(
    contract: ContractId,
    request: GetDifferenceRequest,
    options?: PluginRequestOptions,
  ) {
    const path = contractPath(contract, '/difference');
    return this.#http.get<ContractDifference>(path, request, options);
  }

  check(request: CheckRequest, options?: PluginRequestOptions) {
    return this.#http.send<ContractVerdict>(
      'POST',
      '/v1/checks',
      request,
      options,
    );
  }

  listIntegrationContracts(
    integration: { namespace: string; name: string },
    options?: PluginRequestOptions,
  ) {
    const path = `${integrationPath('/v1/integrations', integration)}/contracts`;
    return this.#http.get<{ items: FlowContract[] }>(path, {}, options);
  }

  listContractEvidence(
    request?: ListContractEvidenceRequest,
    options?: PluginRequestOptions,
  ) {
    const path = '/v1/integration-contracts';
    return this.#http.get<ContractEvidencePage>(path, request, options);
  }
}
