import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { IntegrationTelemetryClient } from '@tieline/plugin-integrations-common/telemetry';
import { Deliver } from './Outbox';

const ANSWER_WITHIN_MS = 10_000;

/**
 * Hands messages to Backstage's notifications and to the telemetry API. A
 * backend may have neither: then there is nobody to tell.
 */
export function createDelivery(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  notifications: NotificationService;
}): Deliver {
  const { auth, discovery, notifications } = options;
  const telemetry = new IntegrationTelemetryClient({ discovery });
  return message =>
    whereThere(async () => {
      if (message.kind === 'notification') {
        await notifications.send(message.payload);
        return;
      }
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'integration-telemetry',
      });
      await telemetry.reportChanges([message.payload], {
        token,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
    });
}

/** Where nothing is installed under the address, Backstage answers 404. */
async function whereThere(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const status =
      error instanceof ResponseError
        ? error.statusCode
        : /status (\d+)|\b(404)\b/.exec(String(error))?.[1];
    if (Number(status) !== 404) {
      throw error;
    }
  }
}
