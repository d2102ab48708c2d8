/**
 * Wire types and typed client of the integration-contracts API.
 *
 * @packageDocumentation
 */
export * from './IntegrationContractsClient';
export * from './IntegrationEndingsClient';
export * from './contractId';
export * from './matchVersions';
export * from './types';
