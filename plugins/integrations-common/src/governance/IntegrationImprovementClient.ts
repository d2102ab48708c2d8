import { PluginClientOptions, PluginHttp, PluginRequestOptions } from '../http';
import {
  Assessment,
  AssessmentDetail,
  AssessmentPage,
  AssessmentRequest,
  AssessmentRowPage,
  Audit,
  AuditDecision,
  AuditPage,
  ChecklistDraftRequest,
  ChecklistEffectPage,
  ChecklistVersion,
  ChecklistVersionDetail,
  ChecklistVersionList,
  DocumentId,
  DocumentRecord,
  Goal,
  GoalDetail,
  GoalList,
  GoalRequest,
  ListAssessmentRowsRequest,
  ListAssessmentsRequest,
  ListAuditsRequest,
  ListChecklistEffectsRequest,
  ListGoalsRequest,
  ListNeglectedIntegrationsRequest,
  ListPainPointsRequest,
  ListPilotsRequest,
  ListSuspectedDuplicatesRequest,
  NeglectedIntegrationList,
  OrganisationAnswers,
  OrganisationDocument,
  PainPointList,
  Pilot,
  PilotPage,
  PilotRequest,
  SuspectedDuplicate,
  SuspectedDuplicateList,
  WorthlessCheckList,
  WriteUp,
} from './types';

/**
 * The changing parts of the integration-governance API: versions of the
 * checklist, improvement, assessments, audits, and what the organisation
 * answers for the whole. Every method throws a `ResponseError` where the answer
 * is not a success.
 *
 * @public
 */
export interface IntegrationImprovementApi {
  /** Drafts first, then newest first. */
  listChecklistVersions(
    options?: PluginRequestOptions,
  ): Promise<ChecklistVersionList>;
  /** It counts for nothing until it is activated. */
  draftChecklist(
    request: ChecklistDraftRequest,
    options?: PluginRequestOptions,
  ): Promise<ChecklistVersion>;
  getChecklistVersion(
    version: string,
    options?: PluginRequestOptions,
  ): Promise<ChecklistVersionDetail>;
  /** What a draft would change, and of whom. */
  listChecklistEffects(
    version: string,
    request?: ListChecklistEffectsRequest,
    options?: PluginRequestOptions,
  ): Promise<ChecklistEffectPage>;
  /** Evaluates again what a draft would change. */
  previewChecklist(
    version: string,
    options?: PluginRequestOptions,
  ): Promise<ChecklistVersion>;
  activateChecklist(
    version: string,
    options?: PluginRequestOptions,
  ): Promise<ChecklistVersion>;
  discardChecklist(
    version: string,
    options?: PluginRequestOptions,
  ): Promise<ChecklistVersion>;
  /** The worst first. */
  listPainPoints(
    request?: ListPainPointsRequest,
    options?: PluginRequestOptions,
  ): Promise<PainPointList>;
  listPilots(
    request?: ListPilotsRequest,
    options?: PluginRequestOptions,
  ): Promise<PilotPage>;
  /** The baseline is frozen now. */
  startPilot(
    request: PilotRequest,
    options?: PluginRequestOptions,
  ): Promise<Pilot>;
  getPilot(id: string, options?: PluginRequestOptions): Promise<Pilot>;
  /** The first one closes the pilot. */
  writeUpPilot(
    id: string,
    writeUp: WriteUp,
    options?: PluginRequestOptions,
  ): Promise<Pilot>;
  stopPilot(
    id: string,
    reason: string,
    options?: PluginRequestOptions,
  ): Promise<Pilot>;
  listGoals(
    request?: ListGoalsRequest,
    options?: PluginRequestOptions,
  ): Promise<GoalList>;
  setGoal(request: GoalRequest, options?: PluginRequestOptions): Promise<Goal>;
  getGoal(id: string, options?: PluginRequestOptions): Promise<GoalDetail>;
  changeGoal(
    id: string,
    request: GoalRequest,
    options?: PluginRequestOptions,
  ): Promise<Goal>;
  closeGoal(
    id: string,
    reason: string,
    options?: PluginRequestOptions,
  ): Promise<Goal>;
  listAssessments(
    request?: ListAssessmentsRequest,
    options?: PluginRequestOptions,
  ): Promise<AssessmentPage>;
  startAssessment(
    request: AssessmentRequest,
    options?: PluginRequestOptions,
  ): Promise<Assessment>;
  getAssessment(
    id: string,
    request?: { compareWith?: string },
    options?: PluginRequestOptions,
  ): Promise<AssessmentDetail>;
  listAssessmentRows(
    id: string,
    request?: ListAssessmentRowsRequest,
    options?: PluginRequestOptions,
  ): Promise<AssessmentRowPage>;
  listAudits(
    request?: ListAuditsRequest,
    options?: PluginRequestOptions,
  ): Promise<AuditPage>;
  decideAudit(
    id: string,
    decision: AuditDecision,
    options?: PluginRequestOptions,
  ): Promise<Audit>;
  listWorthlessChecks(
    options?: PluginRequestOptions,
  ): Promise<WorthlessCheckList>;
  listNeglectedIntegrations(
    request?: ListNeglectedIntegrationsRequest,
    options?: PluginRequestOptions,
  ): Promise<NeglectedIntegrationList>;
  listSuspectedDuplicates(
    request?: ListSuspectedDuplicatesRequest,
    options?: PluginRequestOptions,
  ): Promise<SuspectedDuplicateList>;
  dismissDuplicate(
    id: string,
    reason: string,
    options?: PluginRequestOptions,
  ): Promise<SuspectedDuplicate>;
  restoreDuplicate(
    id: string,
    options?: PluginRequestOptions,
  ): Promise<SuspectedDuplicate>;
  /** Questions 1, 4, 6 and 8 for the whole. */
  getOrganisationAnswers(
    options?: PluginRequestOptions,
  ): Promise<OrganisationAnswers>;
  recordDocument(
    id: DocumentId,
    record: DocumentRecord,
    options?: PluginRequestOptions,
  ): Promise<OrganisationDocument>;
  /** Every check of an assessment with its evidence, as a file. */
  exportAssessment(
    id: string,
    format: 'csv' | 'json',
    options?: PluginRequestOptions,
  ): Promise<string>;
}

/** @public */
export class IntegrationImprovementClient implements IntegrationImprovementApi {
  readonly #http: PluginHttp;

  constructor(options: PluginClientOptions) {
    this.#http = new PluginHttp('integration-governance', options);
  }

  listChecklistVersions(options?: PluginRequestOptions) {
    return this.#http.get<ChecklistVersionList>('/v1/checklists', {}, options);
  }

  draftChecklist(
    request: ChecklistDraftRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<ChecklistVersion>(
      'POST',
      '/v1/checklists',
      request,
      options,
    );
  }

  getChecklistVersion(version: string, options?: PluginRequestOptions) {
    return this.#http.get<ChecklistVersionDetail>(
      `/v1/checklists/${encodeURIComponent(version)}`,
      {},
      options,
    );
  }

  listChecklistEffects(
    version: string,
    request?: ListChecklistEffectsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<ChecklistEffectPage>(
      `/v1/checklists/${encodeURIComponent(version)}/effects`,
      request,
      options,
    );
  }

  previewChecklist(version: string, options?: PluginRequestOptions) {
    return this.#http.send<ChecklistVersion>(
      'POST',
      `/v1/checklists/${encodeURIComponent(version)}/preview`,
      {},
      options,
    );
  }

  activateChecklist(version: string, options?: PluginRequestOptions) {
    return this.#http.send<ChecklistVersion>(
      'POST',
      `/v1/checklists/${encodeURIComponent(version)}/activation`,
      {},
      options,
    );
  }

  discardChecklist(version: string, options?: PluginRequestOptions) {
    return this.#http.send<ChecklistVersion>(
      'POST',
      `/v1/checklists/${encodeURIComponent(version)}/discard`,
      {},
      options,
    );
  }

  listPainPoints(
    request?: ListPainPointsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<PainPointList>('/v1/pain-points', request, options);
  }

  listPilots(request?: ListPilotsRequest, options?: PluginRequestOptions) {
    return this.#http.get<PilotPage>('/v1/pilots', request, options);
  }

  startPilot(request: PilotRequest, options?: PluginRequestOptions) {
    return this.#http.send<Pilot>('POST', '/v1/pilots', request, options);
  }

  getPilot(id: string, options?: PluginRequestOptions) {
    return this.#http.get<Pilot>(
      `/v1/pilots/${encodeURIComponent(id)}`,
      {},
      options,
    );
  }

  writeUpPilot(id: string, writeUp: WriteUp, options?: PluginRequestOptions) {
    return this.#http.send<Pilot>(
      'PUT',
      `/v1/pilots/${encodeURIComponent(id)}/write-up`,
      writeUp,
      options,
    );
  }

  stopPilot(id: string, reason: string, options?: PluginRequestOptions) {
    return this.#http.send<Pilot>(
      'POST',
      `/v1/pilots/${encodeURIComponent(id)}/stop`,
      { reason },
      options,
    );
  }

  listGoals(request?: ListGoalsRequest, options?: PluginRequestOptions) {
    return this.#http.get<GoalList>('/v1/goals', request, options);
  }

  setGoal(request: GoalRequest, options?: PluginRequestOptions) {
    return this.#http.send<Goal>('POST', '/v1/goals', request, options);
  }

  getGoal(id: string, options?: PluginRequestOptions) {
    return this.#http.get<GoalDetail>(
      `/v1/goals/${encodeURIComponent(id)}`,
      {},
      options,
    );
  }

  changeGoal(id: string, request: GoalRequest, options?: PluginRequestOptions) {
    return this.#http.send<Goal>(
      'PUT',
      `/v1/goals/${encodeURIComponent(id)}`,
      request,
      options,
    );
  }

  closeGoal(id: string, reason: string, options?: PluginRequestOptions) {
    return this.#http.send<Goal>(
      'POST',
      `/v1/goals/${encodeURIComponent(id)}/closure`,
      { reason },
      options,
    );
  }

  listAssessments(
    request?: ListAssessmentsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<AssessmentPage>('/v1/assessments', request, options);
  }

  startAssessment(request: AssessmentRequest, options?: PluginRequestOptions) {
    return this.#http.send<Assessment>(
      'POST',
      '/v1/assessments',
      request,
      options,
    );
  }

  getAssessment(
    id: string,
    request?: { compareWith?: string },
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<AssessmentDetail>(
      `/v1/assessments/${encodeURIComponent(id)}`,
      request,
      options,
    );
  }

  listAssessmentRows(
    id: string,
    request?: ListAssessmentRowsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<AssessmentRowPage>(
      `/v1/assessments/${encodeURIComponent(id)}/rows`,
      request,
      options,
    );
  }

  listAudits(request?: ListAuditsRequest, options?: PluginRequestOptions) {
    return this.#http.get<AuditPage>('/v1/audits', request, options);
  }

  decideAudit(
    id: string,
    decision: AuditDecision,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<Audit>(
      'POST',
      `/v1/audits/${encodeURIComponent(id)}/decision`,
      decision,
      options,
    );
  }

  listWorthlessChecks(options?: PluginRequestOptions) {
    return this.#http.get<WorthlessCheckList>(
      '/v1/worthless-checks',
      {},
      options,
    );
  }

  listNeglectedIntegrations(
    request?: ListNeglectedIntegrationsRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<NeglectedIntegrationList>(
      '/v1/neglected-integrations',
      request,
      options,
    );
  }

  listSuspectedDuplicates(
    request?: ListSuspectedDuplicatesRequest,
    options?: PluginRequestOptions,
  ) {
    return this.#http.get<SuspectedDuplicateList>(
      '/v1/suspected-duplicates',
      request,
      options,
    );
  }

  dismissDuplicate(id: string, reason: string, options?: PluginRequestOptions) {
    return this.#http.send<SuspectedDuplicate>(
      'PUT',
      `/v1/suspected-duplicates/${encodeURIComponent(id)}/dismissal`,
      { reason },
      options,
    );
  }

  restoreDuplicate(id: string, options?: PluginRequestOptions) {
    return this.#http.send<SuspectedDuplicate>(
      'DELETE',
      `/v1/suspected-duplicates/${encodeURIComponent(id)}/dismissal`,
      undefined,
      options,
    );
  }

  getOrganisationAnswers(options?: PluginRequestOptions) {
    return this.#http.get<OrganisationAnswers>(
      '/v1/organisation-answers',
      {},
      options,
    );
  }

  recordDocument(
    id: DocumentId,
    record: DocumentRecord,
    options?: PluginRequestOptions,
  ) {
    return this.#http.send<OrganisationDocument>(
      'PUT',
      `/v1/organisation-documents/${encodeURIComponent(id)}`,
      record,
      options,
    );
  }

  exportAssessment(
    id: string,
    format: 'csv' | 'json',
    options?: PluginRequestOptions,
  ) {
    const path = `/v1/assessments/${encodeURIComponent(id)}/export`;
    return this.#http.getText(path, { format }, options);
  }
}
