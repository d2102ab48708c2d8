import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

const selfTelemetryServiceRef = createServiceRef<object>({
  id: 'tieline.self-telemetry',
  scope: 'root',
});

/** Stops the backend's own telemetry, which sends what is left, when it ends. */
export function stopWithBackend(telemetry: { stop(): Promise<void> }) {
  return createServiceFactory({
    service: selfTelemetryServiceRef,
    initialization: 'always',
    deps: { lifecycle: coreServices.rootLifecycle },
    factory({ lifecycle }) {
      lifecycle.addShutdownHook(() => telemetry.stop());
      return telemetry;
    },
  });
}
