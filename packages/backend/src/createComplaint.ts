/** Where it sends to itself, the backend needs a while before it can take anything. */
const QUIET_FOR_MS = 60_000;

/** How often the same trouble is worth a line. */
const REPEATED_AFTER_MS = 600_000;

/**
 * Makes a handler of errors of exporters that says once in ten minutes that the
 * backend's own telemetry does not arrive, and nothing in the first minute.
 *
 * @param say - takes the line
 * @param uptimeMs - how long this process runs
 */
export function createComplaint(
  say: (message: string) => void,
  uptimeMs: () => number = () => process.uptime() * 1000,
): (error: unknown) => void {
  let nextMs = QUIET_FOR_MS;
  return error => {
    const nowMs = uptimeMs();
    if (nowMs < nextMs) {
      return;
    }
    nextMs = nowMs + REPEATED_AFTER_MS;
    const reason = error instanceof Error ? error.message : String(error);
    say(
      `The backend's own telemetry does not arrive (${reason}). Check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS.`,
    );
  };
}
