import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';

/**
 * What each table of messages has, whatever else it has.
 *
 * @public
 */
export interface QueuedMessage {
  id: number;
  attempts: number;
}

/** Longer than a delivery takes; a replica that dies in one leaves it to another then. */
const CLAIM_MS = 60_000;
/** The pause after each failure; after the last the message is given up. */
const PAUSES_MS = [5_000, 30_000, 2 * 60_000, 10 * 60_000, 60 * 60_000];
const AT_ONCE = 50;
const MAX_PROBLEM_LENGTH = 500;

/**
 * Delivers messages that a table keeps until they are: each by one replica,
 * again after a failure, and given up after the sixth. The table has the columns
 * `id`, `attempts`, `due_at_ms`, `given_up_at_ms` and `problem`.
 *
 * @public
 */
export class DeliveryQueue<Row extends QueuedMessage> {
  readonly #knex: Knex;
  readonly #table: string;
  readonly #deliver: (row: Row) => Promise<void>;
  readonly #describe: (row: Row) => { what: string; where?: string };
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    table: string;
    /** Throws where it may be tried again. */
    deliver: (row: Row) => Promise<void>;
    /** For the log: "A notification about a contract", and where what nobody took is shown. */
    describe: (row: Row) => { what: string; where?: string };
    logger: LoggerService;
    /** Milliseconds since 1970. */
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#table = options.table;
    this.#deliver = options.deliver;
    this.#describe = options.describe;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Delivers what is due. Several replicas may do so at once. */
  async empty(): Promise<void> {
    const due: Row[] = await this.#knex(this.#table)
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

  /** Forgets what was given up before the instant. */
  async forgetGivenUpBefore(ms: number): Promise<void> {
    await this.#knex(this.#table).where('given_up_at_ms', '<', ms).delete();
  }

  /** Whoever counts the attempt makes it. */
  async #claim({ id, attempts }: QueuedMessage): Promise<boolean> {
    const claimed = await this.#knex(this.#table)
      .where({ id, attempts })
      .update({ attempts: attempts + 1, due_at_ms: this.#now() + CLAIM_MS });
    return claimed > 0;
  }

  async #send(message: Row): Promise<void> {
    const { id, attempts } = message;
    const row = () => this.#knex(this.#table).where({ id });
    try {
      await this.#deliver(message);
      await row().delete();
    } catch (error) {
      const pauseMs = PAUSES_MS[attempts];
      const problem = stringifyError(error);
      const { what, where } = this.#describe(message);
      const said = `${what} could not be told: ${problem}.`;
      if (pauseMs === undefined) {
        const shown = where ? `; ${where} shows it` : '';
        this.#logger.error(
          `${said} It is given up after ${attempts + 1} attempts${shown}.`,
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
