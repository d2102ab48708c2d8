/**
 * Every page of Tieline, for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { integrationsPlugin as default } from './plugin';
export {
  integrationContractsApiRef,
  integrationEndingsApiRef,
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
  integrationTelemetryApiRef,
} from './apis';
export { useOpenAlarmCount } from './alarms/useOpenAlarmCount';
export { useWorryingEndingCount } from './deprecations/useWorryingEndingCount';
export { useAskedWaiverCount } from './waivers/useAskedWaiverCount';
