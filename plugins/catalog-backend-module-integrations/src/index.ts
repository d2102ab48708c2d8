/**
 * Teaches the catalog the Integration kind.
 *
 * @packageDocumentation
 */
export { IntegrationEntityProcessor } from './IntegrationEntityProcessor';
export { catalogModuleIntegrations as default } from './module';
