import { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import {
  DeliveryQueue,
  whereThere,
  withinTime,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';

/** What people turn on and off in Backstage's settings. */
export type Topic =
  | 'scorecard-check'
  | 'scorecard-waiver'
  | 'scorecard-goal'
  | 'scorecard-review'
  | 'scorecard-finding'
  | 'scorecard-decision'
  | 'scorecard-digest';

/** What somebody is told. */
export interface News {
  topic: Topic;
  /** Each recipient is told of it once. */
  occasion: string;
  title: string;
  lines: string[];
  link: string;
  severity: 'low' | 'normal' | 'high';
  /** The integration that it is about. */
  entityRef?: string;
  /** Who knows already, though a group of theirs is told. */
  except?: string[];
}

interface OutboxRow {
  id: number;
  attempts: number;
  payload: string;
}

/**
 * Tells people of the scorecard, each of each thing once: what was told is
 * written down in the transaction that puts the message into the outbox.
 */
export class Teller {
  readonly #queue: DeliveryQueue<OutboxRow>;
  readonly #now: () => number;
  readonly #knex: Knex;

  constructor(options: {
    knex: Knex;
    notifications: NotificationService;
    logger: LoggerService;
    now: () => number;
  }) {
    const { notifications, logger } = options;
    let isAbsent = false;
    this.#knex = options.knex;
    this.#now = options.now;
    this.#queue = new DeliveryQueue({
      ...options,
      table: 'telling_outbox',
      describe: () => ({ what: 'A notification about the scorecard' }),
      deliver: async ({ payload }) => {
        const isThere = await whereThere(() =>
          withinTime(notifications.send(JSON.parse(payload))),
        );
        if (!isThere && !isAbsent) {
          logger.info(
            'Backstage’s notifications are not installed: nobody is told of the scorecard. Its pages show it all the same.',
          );
        }
        isAbsent = !isThere;
      },
    });
  }

  /** @returns those who will be told now */
  async tell(
    tx: Knex.Transaction,
    recipients: ReadonlyArray<string | undefined>,
    news: News,
  ): Promise<string[]> {
    const told: string[] = [];
    for (const recipient of new Set(recipients)) {
      if (recipient && (await this.isFirst(tx, recipient, news))) {
        told.push(recipient);
        await tx('telling_outbox').insert({
          entity_ref: news.entityRef ?? null,
          payload: JSON.stringify(toNotification(recipient, news)),
          attempts: 0,
          due_at_ms: this.#now(),
        });
      }
    }
    return told;
  }

  /** Writes down that somebody was told; false where that is known already. */
  async isFirst(
    tx: Knex.Transaction,
    recipient: string,
    { occasion, entityRef }: Pick<News, 'occasion' | 'entityRef'>,
  ): Promise<boolean> {
    // Another replica that does the same waits here for this transaction.
    const inserted = await tx('tellings')
      .insert({
        occasion,
        recipient_ref: recipient,
        entity_ref: entityRef ?? null,
        at: new Date(this.#now()),
      })
      .onConflict(['occasion', 'recipient_ref'])
      .ignore()
      .returning('occasion');
    return inserted.length > 0;
  }

  /** Whether nothing of the occasion was told; to spare work, not to decide. */
  async isNew(occasion: string): Promise<boolean> {
    return !(await this.#knex('tellings').where({ occasion }).first());
  }

  /** Delivers what is due. Several replicas may do so at once. */
  deliver(): Promise<void> {
    return this.#queue.empty();
  }

  /** Forgets what was told, or given up, before the instant. */
  async forgetBefore(instant: Date): Promise<void> {
    await this.#knex('tellings').where('at', '<', instant).delete();
    await this.#queue.forgetGivenUpBefore(instant.getTime());
  }
}

function toNotification(
  recipient: string,
  { topic, occasion, title, lines, link, severity, except }: News,
): NotificationSendOptions {
  return {
    recipients: {
      type: 'entity',
      entityRef: recipient,
      ...(except && { excludeEntityRef: except }),
    },
    payload: {
      title,
      description: lines.join('\n'),
      link,
      severity,
      topic,
      scope: occasion,
    },
  };
}
