import {
  integrationPath,
  PluginClientOptions,
  PluginHttp,
  PluginRequestOptions,
} from '../http';
import {
  Attestation,
  Checklist,
  Evaluation,
  EvidencePage,
  EvidenceRecord,
  GetScorecardHistoryRequest,
  GetScorecardRequest,
  IntegrationPage,
  IntegrationScorecard,
  ListEvidenceRequest,
  ListIntegrationsRequest,
  ListWaiversRequest,
  PortfolioScorecard,
  PushedEvidence,
  PushReceipt,
  ScorecardHistory,
  Waiver,
  WaiverDecision,
  WaiverPage,
  WaiverRequest,
} from './types';

interface IntegrationName {
  namespace: string;
  name: string;
}

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
  /** The answers as they were at the end of a past day; ISO 8601, in UTC. */
  getIntegrationScorecardOn(
    integration: IntegrationName,
    day: string,
    options?: PluginRequestOptions,
  ): Promise<IntegrationScorecard>;
  getScorecardHistory(
    request?: GetScorecardHistoryRequest,
    options?: PluginRequestOptions,
  ): Promise<ScorecardHistory>;
  getChecklist(options?: PluginRequestOptions): Promise<Checklist>;
  runChecklist(
    request?: { entityRefs?: string[] },
    options?: PluginRequestOptions,
  ): Promise<Evaluation>;
  getEvaluation(
    id: string,
    options?: PluginRequestOptions,
  ): Promise<Evaluation>;
  /** What pipelines and people have told, newest first. */
  listEvidence(
    integration: IntegrationName,
    request?: ListEvidenceRequest,
    options?: PluginRequestOptions,
  ): Promise<EvidencePage>;
  /** Tells what a pipeline found. `kind` is `resource` for a platform. */
  pushEvidence(
    integration: IntegrationName & { kind?: 'integration' | 'resource' },
    evidence: PushedEvidence,
    options?: PluginRequestOptions,
  ): Promise<PushReceipt>;
  /** States what only people know, in the caller's name. */
  attest(
    integration: IntegrationName,
    checkId: string,
    attestation: Attestation,
    options?: PluginRequestOptions,
  ): Promise<EvidenceRecord>;
  withdrawAttestation(
    integration: IntegrationName,
    checkId: string,
    options?: PluginRequestOptions,
  ): Promise<void>;
  listWaivers(
    request?: ListWaiversRequest,
    options?: PluginRequestOptions,
  ): Promise<WaiverPage>;
  getWaiver(id: string, options?: PluginRequestOptions): Promise<Waiver>;
  askForWaiver(
    request: WaiverRequest,
    options?: PluginRequestOptions,
  ): Promise<Waiver>;
  decideWaiver(
    id: string,
    decision: WaiverDecision,
    options?: PluginRequestOptions,
  ): Promise<Waiver>;
  withdrawWaiver(id: string, options?: PluginRequestOptions): Promise<Waiver>;
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

  getIntegrationScorecardOn(
    integration: IntegrationName,
    day: string,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/scorecard', integration);
    return this.#http.get<IntegrationScorecard>(path, { on: day }, options);
  }

  getScorecardHistory(
    request?: GetScorecardHistoryRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<ScorecardHistory>(
      '/v1/scorecard-history',
      request,
      options,
    );
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

  listEvidence(
    integration: IntegrationName,
    request?: ListEvidenceRequest,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/evidence', integration);
    return this.#http.get<EvidencePage>(path, request, options);
  }

  pushEvidence(
    integration: IntegrationName & { kind?: 'integration' | 'resource' },
    evidence: PushedEvidence,
    options?: PluginRequestOptions,
  ) {
    const path = integrationPath('/v1/evidence', integration);
    const query = integration.kind ? `?kind=${integration.kind}` : '';
    return this.#http.send<PushReceipt>(
      'POST',
      `${path}${query}`,
      evidence,
      options,
    );
  }

  attest(
    integration: IntegrationName,
    checkId: string,
    attestation: Attestation,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<EvidenceRecord>(
      'PUT',
      attestationPath(integration, checkId),
      attestation,
      options,
    );
  }

  withdrawAttestation(
    integration: IntegrationName,
    checkId: string,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<void>(
      'DELETE',
      attestationPath(integration, checkId),
      undefined,
      options,
    );
  }

  listWaivers(request?: ListWaiversRequest, options?: PluginRequestOptions) {
    return this.#http.get<WaiverPage>('/v1/waivers', request, options);
  }

  getWaiver(id: string, options?: PluginRequestOptions) {
    return this.#http.get<Waiver>(waiverPath(id), {}, options);
  }

  askForWaiver(request: WaiverRequest, options?: PluginRequestOptions) {
    return this.#http.send<Waiver>('POST', '/v1/waivers', request, options);
  }

  decideWaiver(
    id: string,
    decision: WaiverDecision,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Waiver>(
      'POST',
      `${waiverPath(id)}/decision`,
      decision,
      options,
    );
  }

  withdrawWaiver(id: string, options?: PluginRequestOptions) {
    return this.#http.send<Waiver>(
      'POST',
      `${waiverPath(id)}/withdrawal`,
      {},
      options,
    );
  }
}

function waiverPath(id: string): string {
  return `/v1/waivers/${encodeURIComponent(id)}`;
}

function attestationPath(
  integration: IntegrationName,
  checkId: string,
): string {
  const path = integrationPath('/v1/attestations', integration);
  return `${path}/${encodeURIComponent(checkId)}`;
}
