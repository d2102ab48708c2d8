/**
 * Takes OTLP and runs of batch jobs, and tells the health of integrations.
 *
 * @packageDocumentation
 */
export { integrationTelemetryPlugin as default } from './plugin';
export { refuseOtlpUntilReady } from './otlpRouter';
