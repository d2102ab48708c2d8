import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of an integration, for conditional decisions.
 *
 * @public
 */
export const RESOURCE_TYPE_INTEGRATION = 'integration';

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

/** @public */
export const integrationPermissions = [
  integrationReadPermission,
  integrationDriftReadPermission,
  integrationTelemetryIngestPermission,
  integrationRunReportPermission,
  integrationChecklistRunPermission,
  integrationTelemetryOperationsReadPermission,
  integrationAlarmRespondPermission,
  integrationAlarmReportPermission,
  integrationChangeReportPermission,
];
