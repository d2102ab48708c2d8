import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { IntegrationTelemetryClient } from '@tieline/plugin-integrations-common/telemetry';
import { whereThere, withinTime } from '@tieline/plugin-integrations-node';
import { Deliver, OutboxMessage } from './Outbox';

const ANSWER_WITHIN_MS = 10_000;

/** What is logged once where nobody is there to tell. */
const ABSENCES: Record<OutboxMessage['kind'], string> = {
  notification:
    'Backstage’s notifications are not installed: nobody is told of contracts that break. Their pages show it all the same.',
  change:
    'The plugin integration-telemetry is not installed: health pages show no new versions of contracts.',
};

/**
 * Hands messages to Backstage's notifications and to the telemetry API. A
 * backend may have neither: then there is nobody to tell.
 */
export function createDelivery(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  notifications: NotificationService;
  logger: LoggerService;
}): Deliver {
  const { auth, discovery, notifications, logger } = options;
  const telemetry = new IntegrationTelemetryClient({ discovery });
  const absent = new Set<OutboxMessage['kind']>();
  return async message => {
    const isThere = await whereThere(async () => {
      if (message.kind === 'notification') {
        await withinTime(notifications.send(message.payload));
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
    if (isThere) {
      absent.delete(message.kind);
    } else if (!absent.has(message.kind)) {
      absent.add(message.kind);
      logger.info(ABSENCES[message.kind]);
    }
  };
}
