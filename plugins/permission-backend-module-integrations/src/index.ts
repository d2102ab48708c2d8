/**
 * Tieline's permission policy, for the permission backend to use as it is or
 * for composing into one's own.
 *
 * @packageDocumentation
 */
export { permissionModuleIntegrationsPolicy as default } from './module';
export { integrationsPolicyDecision } from './integrationsPolicyDecision';
export {
  type IntegrationsPolicyOptions,
  readIntegrationsPolicyOptions,
} from './integrationsPolicyOptions';
export { IntegrationsPolicy } from './IntegrationsPolicy';
