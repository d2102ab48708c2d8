import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of an integration, for conditional decisions.
 *
 * @public
 */
export const RESOURCE_TYPE_INTEGRATION = 'integration';

/**
 * The resource type of a contract, for conditional decisions. A resource is
 * named by the contract's id, `<registry>/<subject>`.
 *
 * @public
 */
export const RESOURCE_TYPE_INTEGRATION_CONTRACT = 'integration-contract';

/**
 * Read an integration's health, series, runs and score.
 *
 * @public
 */
export const integrationReadPermission = createPermission({
  name: 'integration.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Read what was observed and belongs to no declared integration.
 *
 * @public
 */
export const integrationDriftReadPermission = createPermission({
  name: 'integration.drift.read',
  attributes: { action: 'read' },
});

/**
 * Take a difference between declared and observed out of the list for a while,
 * and put it back.
 *
 * @public
 */
export const integrationDriftDismissPermission = createPermission({
  name: 'integration.drift.dismiss',
  attributes: { action: 'update' },
});

/**
 * Send OTLP, and announce a replay of history.
 *
 * @public
 */
export const integrationTelemetryIngestPermission = createPermission({
  name: 'integration.telemetry.ingest',
  attributes: { action: 'create' },
});

/**
 * Report runs of batch and file jobs.
 *
 * @public
 */
export const integrationRunReportPermission = createPermission({
  name: 'integration.run.report',
  attributes: { action: 'create' },
});

/**
 * Run the checklist now instead of waiting for the next evaluation.
 *
 * @public
 */
export const integrationChecklistRunPermission = createPermission({
  name: 'integration.checklist.run',
  attributes: { action: 'update' },
});

/**
 * Push what a pipeline found: test results, deployments, dependencies, fault
 * tests, facts.
 *
 * @public
 */
export const integrationEvidencePushPermission = createPermission({
  name: 'integration.evidence.push',
  attributes: { action: 'create' },
});

/**
 * State, dated and signed, what only people know of an integration.
 *
 * @public
 */
export const integrationEvidenceAttestPermission = createPermission({
  name: 'integration.evidence.attest',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Ask for an exception to a check, and take it back.
 *
 * @public
 */
export const integrationWaiverAskPermission = createPermission({
  name: 'integration.waiver.ask',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Approve or refuse an exception that somebody else asked for.
 *
 * @public
 */
export const integrationWaiverDecidePermission = createPermission({
  name: 'integration.waiver.decide',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Draft a changed checklist, activate it, and put it away.
 *
 * @public
 */
export const integrationChecklistManagePermission = createPermission({
  name: 'integration.checklist.manage',
  attributes: { action: 'update' },
});

/**
 * Start an improvement with an integration, write it up, and stop it.
 *
 * @public
 */
export const integrationPilotManagePermission = createPermission({
  name: 'integration.pilot.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Set, change and close goals.
 *
 * @public
 */
export const integrationGoalManagePermission = createPermission({
  name: 'integration.goal.manage',
  attributes: { action: 'update' },
});

/**
 * Run the checklist for the whole portfolio and freeze what it finds.
 *
 * @public
 */
export const integrationAssessmentRunPermission = createPermission({
  name: 'integration.assessment.run',
  attributes: { action: 'create' },
});

/**
 * Confirm or overturn passes that were drawn for an audit.
 *
 * @public
 */
export const integrationAuditDecidePermission = createPermission({
  name: 'integration.audit.decide',
  attributes: { action: 'update' },
});

/**
 * Say where the organisation's documents are, and what is no duplicate.
 *
 * @public
 */
export const integrationDocumentManagePermission = createPermission({
  name: 'integration.document.manage',
  attributes: { action: 'update' },
});

/**
 * Record which pattern was chosen, and why.
 *
 * @public
 */
export const integrationDecisionRecordPermission = createPermission({
  name: 'integration.decision.record',
  attributes: { action: 'create' },
});

/**
 * Read how the receiver of telemetry itself is doing.
 *
 * @public
 */
export const integrationTelemetryOperationsReadPermission = createPermission({
  name: 'integration.telemetry.operations.read',
  attributes: { action: 'read' },
});

/**
 * Acknowledge, snooze and rate alarms, and set up maintenance windows.
 *
 * @public
 */
export const integrationAlarmRespondPermission = createPermission({
  name: 'integration.alarm.respond',
  attributes: { action: 'update' },
});

/**
 * Report alarms that another tool raised.
 *
 * @public
 */
export const integrationAlarmReportPermission = createPermission({
  name: 'integration.alarm.report',
  attributes: { action: 'create' },
});

/**
 * Report that a version was published or something was deployed.
 *
 * @public
 */
export const integrationChangeReportPermission = createPermission({
  name: 'integration.change.report',
  attributes: { action: 'create' },
});

/**
 * Read contracts, their versions and texts.
 *
 * @public
 */
export const integrationContractReadPermission = createPermission({
  name: 'integration.contract.read',
  attributes: { action: 'read' },
});

/**
 * Have a text judged, without publishing it.
 *
 * @public
 */
export const integrationContractCheckPermission = createPermission({
  name: 'integration.contract.check',
  attributes: { action: 'read' },
});

/**
 * Publish a contract's next version.
 *
 * @public
 */
export const integrationContractPublishPermission = createPermission({
  name: 'integration.contract.publish',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_INTEGRATION_CONTRACT,
});

/**
 * Publish a version that breaks its contract's mode, with a reason.
 *
 * @public
 */
export const integrationContractOverridePermission = createPermission({
  name: 'integration.contract.override',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_INTEGRATION_CONTRACT,
});

/**
 * Change how a contract is judged, what it guarantees, and its versions' ends.
 *
 * @public
 */
export const integrationContractManagePermission = createPermission({
  name: 'integration.contract.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION_CONTRACT,
});

/**
 * Announce that something ends, change that, decide about more time, plan a
 * brownout, and retire what is safe to retire.
 *
 * @public
 */
export const integrationEndingManagePermission = createPermission({
  name: 'integration.ending.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION_CONTRACT,
});

/**
 * Retire what is not safe to retire, with a reason.
 *
 * @public
 */
export const integrationEndingOverridePermission = createPermission({
  name: 'integration.ending.override',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION_CONTRACT,
});

/**
 * Answer for a consumer of what ends: acknowledge, say when it moves, ask for
 * more time, claim its traffic. The resource's owner is the consumer's.
 *
 * @public
 */
export const integrationEndingAnswerPermission = createPermission({
  name: 'integration.ending.answer',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION_CONTRACT,
});

/**
 * Log what was done by hand to keep an integration running.
 *
 * @public
 */
export const integrationInterventionLogPermission = createPermission({
  name: 'integration.intervention.log',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Review an integration: disposition its agenda, decide whether it stays, sign,
 * and change what the review found.
 *
 * @public
 */
export const integrationReviewHoldPermission = createPermission({
  name: 'integration.review.hold',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Review the portfolio as a whole.
 *
 * @public
 */
export const integrationPortfolioReviewHoldPermission = createPermission({
  name: 'integration.portfolio-review.hold',
  attributes: { action: 'update' },
});

/**
 * Say that a business process changed, so that what serves it is reviewed.
 *
 * @public
 */
export const integrationProcessChangeReportPermission = createPermission({
  name: 'integration.process-change.report',
  attributes: { action: 'create' },
});

/**
 * Plan a drill of an integration, silence its alarms for it, record how it went.
 *
 * @public
 */
export const integrationDrillManagePermission = createPermission({
  name: 'integration.drill.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Confirm that an integration's runbook is useful, and what it covers.
 *
 * @public
 */
export const integrationRunbookConfirmPermission = createPermission({
  name: 'integration.runbook.confirm',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/**
 * Say what is done about a decision whose assumptions no longer hold.
 *
 * @public
 */
export const integrationRegretAcknowledgePermission = createPermission({
  name: 'integration.regret.acknowledge',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INTEGRATION,
});

/** @public */
export const integrationPermissions = [
  integrationReadPermission,
  integrationDriftReadPermission,
  integrationDriftDismissPermission,
  integrationTelemetryIngestPermission,
  integrationRunReportPermission,
  integrationChecklistRunPermission,
  integrationEvidencePushPermission,
  integrationEvidenceAttestPermission,
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
  integrationChecklistManagePermission,
  integrationPilotManagePermission,
  integrationGoalManagePermission,
  integrationAssessmentRunPermission,
  integrationAuditDecidePermission,
  integrationDocumentManagePermission,
  integrationDecisionRecordPermission,
  integrationRegretAcknowledgePermission,
  integrationInterventionLogPermission,
  integrationReviewHoldPermission,
  integrationPortfolioReviewHoldPermission,
  integrationProcessChangeReportPermission,
  integrationDrillManagePermission,
  integrationRunbookConfirmPermission,
  integrationTelemetryOperationsReadPermission,
  integrationAlarmRespondPermission,
  integrationAlarmReportPermission,
  integrationChangeReportPermission,
  integrationContractReadPermission,
  integrationContractCheckPermission,
  integrationContractPublishPermission,
  integrationContractOverridePermission,
  integrationContractManagePermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
  integrationEndingAnswerPermission,
];
