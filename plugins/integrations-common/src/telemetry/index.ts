/**
 * Wire types and typed client of the integration-telemetry API.
 *
 * @packageDocumentation
 */
export * from './IntegrationTelemetryClient';
export * from './types';
export type {
  PluginClientOptions,
  PluginDiscovery,
  PluginRequestOptions,
} from '../http';
