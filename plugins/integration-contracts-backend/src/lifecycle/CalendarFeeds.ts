import { CalendarFeedRequest } from '@tieline/plugin-integrations-common/contracts';
import { createHash, randomBytes } from 'node:crypto';
import { Knex } from 'knex';

/** What a feed shows. */
export interface FeedFilter extends CalendarFeedRequest {
  /** Whoever asked for it may read all integrations; else it has versions only. */
  hasIntegrations: boolean;
}

const SECRET_BYTES = 32;

/** Keeps who may read what under a secret address; the secret itself is not kept. */
export class CalendarFeeds {
  readonly #knex: Knex;
  readonly #now: () => number;

  constructor(options: { knex: Knex; now: () => number }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /** @returns the secret; that of an earlier feed of the same person is worth nothing from now on */
  async create(personRef: string, filter: FeedFilter): Promise<string> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await this.#knex('ending_calendars')
      .insert({
        person_ref: personRef,
        digest: digestOf(secret),
        filter: JSON.stringify(filter),
        created_at_ms: this.#now(),
      })
      .onConflict('person_ref')
      .merge();
    return secret;
  }

  /** Undefined where nobody has this secret. */
  async find(secret: string): Promise<FeedFilter | undefined> {
    const row = await this.#knex('ending_calendars')
      .where('digest', digestOf(secret))
      .first('filter');
    return row && JSON.parse(row.filter);
  }
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
