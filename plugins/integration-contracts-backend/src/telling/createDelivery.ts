import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { IntegrationTelemetryClient } from '@tieline/plugin-integrations-common/telemetry';
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

/** The service takes no signal. What is too late is told again, in the same scope. */
async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Error(`There was no answer within ${ANSWER_WITHIN_MS / 1_000} s`),
        ),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Where nothing is installed under the address, Backstage answers 404.
 *
 * @returns whether somebody is there
 */
async function whereThere(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const status =
      error instanceof ResponseError
        ? error.statusCode
        : /status (\d+)|\b(404)\b/.exec(String(error))?.[1];
    if (Number(status) !== 404) {
      throw error;
    }
    return false;
  }
}
