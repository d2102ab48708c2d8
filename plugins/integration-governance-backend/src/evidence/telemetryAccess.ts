import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  IntegrationTelemetryClient,
  PluginRequestOptions,
} from '@tieline/plugin-integrations-common/telemetry';

const PLUGIN_ID = 'integration-telemetry';

/** An answer that takes longer counts as none. */
const ANSWER_WITHIN_MS = 10_000;

/** The telemetry API, asked in this plugin's own name. */
export interface TelemetryAccess {
  client: IntegrationTelemetryClient;
  /** What to send with one request. */
  requestOptions(): Promise<PluginRequestOptions>;
}

export function createTelemetryAccess(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): TelemetryAccess {
  const { auth, discovery } = options;
  return {
    client: new IntegrationTelemetryClient({ discovery }),
    async requestOptions() {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: PLUGIN_ID,
      });
      return { token, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
    },
  };
}
