/**
 * Wire types and typed client of the integration-governance API.
 *
 * @packageDocumentation
 */
export * from './IntegrationCostsClient';
export * from './IntegrationDecisionsClient';
export * from './IntegrationGovernanceClient';
export * from './IntegrationImprovementClient';
export * from './IntegrationReviewsClient';
export * from './types';
