import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { HealthStatus } from '@tieline/plugin-integrations-common';
import { Alarm, AlarmLogEntry, Told } from './Alarm';
import { AlarmStore } from './AlarmStore';
import { AlarmWebhooks } from './AlarmWebhooks';

const TOPIC = 'integration-alarm';

const severities: Partial<Record<HealthStatus, 'critical' | 'high'>> = {
  failing: 'critical',
  degraded: 'high',
  silent: 'high',
};

/** Where an alarm is read: the health of its integration, its flow in the drift, else the alarm itself. */
export function linkOf(alarm: Alarm): string {
  const [flow] = alarm.details.drift?.flows ?? [];
  if (flow) {
    return `/integrations/drift?item=${flow.driftId}`;
  }
  const parts = /^integration:([^/]+)\/(.+)$/.exec(alarm.subjectRef ?? '');
  return parts
    ? `/catalog/${parts[1]}/integration/${parts[2]}/health`
    : `/alarms?alarm=${alarm.id}`;
}

/** Tells owners of alarms, each once, and keeps who was told. */
export class AlarmTeller {
  readonly #store: AlarmStore;
  readonly #notifications: NotificationService | undefined;
  readonly #webhooks: AlarmWebhooks;
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #tellsRecoveries: boolean;
  readonly #now: () => number;

  constructor(options: {
    store: AlarmStore;
    /** Missing where the backend has no notifications. */
    notifications?: NotificationService;
    webhooks: AlarmWebhooks;
    logger: Pick<LoggerService, 'warn'>;
    tellsRecoveries: boolean;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#notifications = options.notifications;
    this.#webhooks = options.webhooks;
    this.#logger = options.logger;
    this.#tellsRecoveries = options.tellsRecoveries;
    this.#now = options.now;
  }

  /**
   * @param whyNot - why nobody is to be told
   */
  async tell(alarm: Alarm, whyNot: string | undefined): Promise<void> {
    if (whyNot) {
      await this.#note(alarm, [], whyNot);
      return;
    }
    const told: Told[] = [];
    if (alarm.ownerRef) {
      told.push(await this.#notify(alarm, alarm.ownerRef, titleOf(alarm)));
    }
    told.push(...(await this.#webhooks.send('opened', alarm)));
    await this.#note(
      alarm,
      told,
      told.length === 0
        ? 'It has no owner, and no webhook is set up'
        : undefined,
    );
  }

  /** To whom the alarm was told: addresses, and owners where the organisation wants that. */
  async tellRecovery(alarm: Alarm): Promise<void> {
    if (alarm.details.told.length === 0) {
      return;
    }
    await this.#webhooks.send('cleared', alarm);
    if (this.#tellsRecoveries && alarm.ownerRef) {
      await this.#notify(alarm, alarm.ownerRef, recoveryTitleOf(alarm));
    }
  }

  async #notify(alarm: Alarm, ownerRef: string, title: string): Promise<Told> {
    const at = new Date(this.#now()).toISOString();
    const attempt: Told = { channel: 'notification', to: ownerRef, at };
    if (!this.#notifications) {
      return { ...attempt, error: 'This backend has no notifications' };
    }
    const { headline, detail, runbook } = alarm.details;
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: ownerRef },
        payload: {
          title,
          description: [
            headline,
            detail,
            runbook && `Runbook: ${runbook.title ?? ''} ${runbook.url}`,
          ]
            .filter(Boolean)
            .join('\n'),
          link: linkOf(alarm),
          severity: severities[alarm.status] ?? 'normal',
          topic: TOPIC,
          scope: alarm.id,
        },
      });
      return attempt;
    } catch (error) {
      this.#logger.warn(
        `${ownerRef} could not be told of an alarm: ${stringifyError(error)}`,
      );
      return { ...attempt, error: String(error.message ?? error) };
    }
  }

  async #note(
    alarm: Alarm,
    told: Told[],
    untold: string | undefined,
  ): Promise<void> {
    const entries: Array<Omit<AlarmLogEntry, 'at'>> = told.map(
      ({ channel, to, error }) => ({
        event: error ? 'untold' : 'told',
        message: error
          ? `${to} could not be told by ${channel}: ${error}`
          : `${to} was told by ${channel}`,
      }),
    );
    if (untold) {
      entries.push({ event: 'untold', message: untold });
    }
    await this.#store.noteTold(
      alarm.id,
      { told, untold },
      entries,
      this.#now(),
    );
  }
}

function nameOf({ subjectRef = '' }: Alarm): string {
  return subjectRef.slice(subjectRef.lastIndexOf('/') + 1);
}

function titleOf(alarm: Alarm): string {
  return alarm.kind === 'drift'
    ? `New: ${alarm.details.headline}`
    : `${nameOf(alarm)} is ${alarm.status}`;
}

function recoveryTitleOf(alarm: Alarm): string {
  return alarm.kind === 'drift'
    ? `Settled: ${alarm.details.headline}`
    : `Well again: ${nameOf(alarm)}`;
}
