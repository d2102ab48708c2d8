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
  integrationReviewsApiRef,
  integrationTelemetryApiRef,
} from './apis';
export { useOpenAlarmCount } from './alarms/useOpenAlarmCount';
export { useWorryingEndingCount } from './deprecations/useWorryingEndingCount';
export { useOverdueReviewCount } from './reviews/useOverdueReviewCount';
export { useAskedWaiverCount } from './waivers/useAskedWaiverCount';
