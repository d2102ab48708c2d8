import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Change } from '@tieline/plugin-integrations-common/telemetry';
import { DeliveryQueue } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { StoredNumber } from '../database';

/** What somebody is to be told. */
export type OutboxMessage =
  | { kind: 'notification'; payload: NotificationSendOptions }
  | { kind: 'change'; payload: Change };

/** Sends a message, or throws where it may be tried again. */
export type Deliver = (message: OutboxMessage) => Promise<void>;

/** What messages are about, so that who looks there finds what nobody took. */
export interface MessageSubject {
  contractId?: number;
  endingId?: number;
  /** A consumer of what ends that the title names. */
  consumerId?: number;
}

/** A message that nobody takes. */
export interface Undelivered {
  message: OutboxMessage;
  /** The consumer of what ends that its title names. */
  consumerId?: number;
  /** When it was tried for the last time. */
  atMs: number;
  attempts: number;
  /** Why the last attempt failed. */
  problem: string;
}

interface OutboxRow {
  id: number;
  contract_id: number | null;
  ending_id: number | null;
  consumer_id: number | null;
  kind: OutboxMessage['kind'];
  payload: string;
  attempts: number;
  due_at_ms: StoredNumber;
  given_up_at_ms: StoredNumber | null;
  problem: string | null;
}

/** Messages to others, kept in the database until they are delivered. */
export class Outbox {
  readonly #knex: Knex;
  readonly #queue: DeliveryQueue<OutboxRow>;
  readonly #now: () => number;
  #onWake: () => void = () => {};

  constructor(options: {
    knex: Knex;
    deliver: Deliver;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#now = options.now;
    this.#queue = new DeliveryQueue({
      ...options,
      table: 'contract_outbox',
      deliver: ({ kind, payload }) =>
        options.deliver({ kind, payload: JSON.parse(payload) }),
      describe: ({ kind, ending_id }) =>
        ending_id === null
          ? {
              what: `A ${kind} about a contract`,
              where: 'the contract’s page',
            }
          : {
              what: `A ${kind} about something that ends`,
              where: 'the Deprecations page',
            },
    });
  }

  async put(
    tx: Knex.Transaction,
    { contractId, endingId, consumerId }: MessageSubject,
    messages: readonly OutboxMessage[],
  ): Promise<void> {
    for (const { kind, payload } of messages) {
      await tx('contract_outbox').insert({
        contract_id: contractId ?? null,
        ending_id: endingId ?? null,
        consumer_id: consumerId ?? null,
        kind,
        payload: JSON.stringify(payload),
        attempts: 0,
        due_at_ms: this.#now(),
      });
    }
  }

  /** Who empties the outbox is called when there is something in it. */
  onWake(listener: () => void): void {
    this.#onWake = listener;
  }

  wake(): void {
    this.#onWake();
  }

  /** Delivers what is due. Several replicas may do so at once. */
  empty(): Promise<void> {
    return this.#queue.empty();
  }

  /** What was given up about a contract or an ending, the latest first. */
  async listGivenUp(
    about: { contractId: number } | { endingId: number },
    most: number,
  ): Promise<Undelivered[]> {
    const rows = await this.#knex<OutboxRow>('contract_outbox')
      .where(
        'contractId' in about
          ? { contract_id: about.contractId }
          : { ending_id: about.endingId },
      )
      .whereNotNull('given_up_at_ms')
      .orderBy([
        { column: 'given_up_at_ms', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(most);
    return rows.map(({ kind, payload, attempts, ...row }) => ({
      message: { kind, payload: JSON.parse(payload) },
      consumerId: row.consumer_id ?? undefined,
      atMs: Number(row.given_up_at_ms),
      attempts,
      problem: row.problem ?? '',
    }));
  }

  /** Forgets what was given up before the instant. */
  forgetGivenUpBefore(ms: number): Promise<void> {
    return this.#queue.forgetGivenUpBefore(ms);
  }
}
