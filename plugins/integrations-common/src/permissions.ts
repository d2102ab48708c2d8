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
