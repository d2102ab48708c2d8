import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Change } from '@tieline/plugin-integrations-common/telemetry';
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

/** Longer than a delivery takes; a replica that dies in one leaves it to another then. */
const CLAIM_MS = 60_000;
/** The pause after each failure; after the last the message is given up. */
const PAUSES_MS = [5_000, 30_000, 2 * 60_000, 10 * 60_000, 60 * 60_000];
const AT_ONCE = 50;
const MAX_PROBLEM_LENGTH = 500;

/** Messages to others, kept in the database until they are delivered. */
export class Outbox {
  readonly #knex: Knex;
  readonly #deliver: Deliver;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #onWake: () => void = () => {};

  constructor(options: {
    knex: Knex;
    deliver: Deliver;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#deliver = options.deliver;
    this.#logger = options.logger;
    this.#now = options.now;
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
  async empty(): Promise<void> {
    const due: OutboxRow[] = await this.#knex<OutboxRow>('contract_outbox')
      .whereNull('given_up_at_ms')
      .where('due_at_ms', '<=', this.#now())
      .orderBy('id')
      .limit(AT_ONCE);
    for (const row of due) {
      if (await this.#claim(row)) {
        await this.#send(row);
      }
    }
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
  async forgetGivenUpBefore(ms: number): Promise<void> {
    await this.#knex('contract_outbox')
      .where('given_up_at_ms', '<', ms)
      .delete();
  }

  /** Whoever counts the attempt makes it. */
  async #claim({ id, attempts }: OutboxRow): Promise<boolean> {
    const claimed = await this.#knex('contract_outbox')
      .where({ id, attempts })
      .update({ attempts: attempts + 1, due_at_ms: this.#now() + CLAIM_MS });
    return claimed > 0;
  }

  async #send(message: OutboxRow): Promise<void> {
    const { id, kind, payload, attempts } = message;
    const row = () => this.#knex<OutboxRow>('contract_outbox').where({ id });
    try {
      await this.#deliver({ kind, payload: JSON.parse(payload) });
      await row().delete();
    } catch (error) {
      const pauseMs = PAUSES_MS[attempts];
      const problem = stringifyError(error);
      const [about, page] =
        message.ending_id === null
          ? ['a contract', 'the contract’s page']
          : ['something that ends', 'the Deprecations page'];
      const said = `A ${kind} about ${about} could not be told: ${problem}.`;
      if (pauseMs === undefined) {
        this.#logger.error(
          `${said} It is given up after ${attempts + 1} attempts; ${page} shows it.`,
        );
        await row().update({
          given_up_at_ms: this.#now(),
          problem: problem.slice(0, MAX_PROBLEM_LENGTH),
        });
      } else {
        this.#logger.warn(`${said} It is tried again.`);
        await row().update({ due_at_ms: this.#now() + pauseMs });
      }
    }
  }
}
