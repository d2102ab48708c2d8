/**
 * Whether the environment says where this backend's own telemetry goes. Without
 * that nothing of OpenTelemetry's SDK is loaded.
 */
export function wantsSelfTelemetry(environment: NodeJS.ProcessEnv): boolean {
  const isDisabled = /^true$/i.test(environment.OTEL_SDK_DISABLED ?? '');
  return (
    !isDisabled &&
    [
      environment.OTEL_EXPORTER_OTLP_ENDPOINT,
      environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
      environment.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT,
    ].some(endpoint => endpoint?.trim())
  );
}
