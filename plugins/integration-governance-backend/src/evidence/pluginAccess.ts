import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { IntegrationContractsClient } from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationTelemetryClient,
  PluginRequestOptions,
} from '@tieline/plugin-integrations-common/telemetry';

/** An answer that takes longer counts as none. */
const ANSWER_WITHIN_MS = 10_000;

/** Another backend's API, asked in this plugin's own name. */
export interface PluginAccess<Client> {
  client: Client;
  /** What to send with one request. */
  requestOptions(): Promise<PluginRequestOptions>;
}

export type TelemetryAccess = PluginAccess<IntegrationTelemetryClient>;

export type ContractsAccess = PluginAccess<IntegrationContractsClient>;

interface AccessOptions {
  auth: AuthService;
  discovery: DiscoveryService;
}

export function createTelemetryAccess(options: AccessOptions): TelemetryAccess {
  return {
    client: new IntegrationTelemetryClient(options),
    requestOptions: requestOptionsFor('integration-telemetry', options),
  };
}

export function createContractsAccess(options: AccessOptions): ContractsAccess {
  return {
    client: new IntegrationContractsClient(options),
    requestOptions: requestOptionsFor('integration-contracts', options),
  };
}

function requestOptionsFor(
  targetPluginId: string,
  { auth }: AccessOptions,
): () => Promise<PluginRequestOptions> {
  return async () => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId,
    });
    return { token, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
  };
}
