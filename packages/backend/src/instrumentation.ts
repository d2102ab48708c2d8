import { wantsSelfTelemetry } from './wantsSelfTelemetry';
import type { SelfTelemetry } from './selfTelemetry';

/**
 * This backend's own telemetry, running where the environment says where it
 * goes. Import it before everything else: what it instruments is wrapped while
 * it loads. Where nobody wants it, nothing of the SDK is loaded.
 */
export const selfTelemetry: SelfTelemetry | undefined = wantsSelfTelemetry(
  process.env,
)
  ? // An import would be loaded always, and import() would be too late.
    require('./selfTelemetry').startSelfTelemetry()
  : undefined;
