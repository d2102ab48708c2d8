/**
 * Requests that are no work of the portal's: what arrives as telemetry (a trace
 * of each would arrive as telemetry again, without end), probes and assets.
 */
const UNTRACED = [
  /^\/api\/integration-telemetry\/otlp(?:[/?]|$)/,
  // OTLP's own port has no other paths.
  /^\/v1\/(?:traces|metrics|logs)(?:[/?]|$)/,
  /^\/\.backstage\//,
  /^\/static\//,
];

/** Whether a request to this backend is left out of traces. */
export function isUntraced(url: string = '/'): boolean {
  return UNTRACED.some(pattern => pattern.test(url));
}

/** Which part of the portal a request goes to: few values, no names of anything. */
export function routeOf(url: string = '/'): string {
  return /^\/api\/[a-z0-9-]+/.exec(url)?.[0] ?? '/';
}
