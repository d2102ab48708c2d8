import { KeptReadAccess } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { StoredInstant, toInstant, toOptionalInstant } from '../database';

/** What a feed's person could read when they were last here. */
export interface FeedAccess extends KeptReadAccess {
  /** For whose sake: they themselves and those of their groups that the catalog knew of. */
  ownershipRefs: string[];
}

/** A feed as it is kept: without its address. */
export interface StoredFeed {
  id: string;
  personRef: string;
  title: string;
  /** Only what these own; everything where it is empty. */
  owners: string[];
  access: FeedAccess;
  /** When its person was last here. */
  accessAt: string;
  createdAt: string;
  lastReadAt?: string;
}

interface FeedRow {
  id: string;
  person_ref: string;
  title: string;
  owners: string;
  access: string;
  access_at: StoredInstant;
  created_at: StoredInstant;
  last_read_at: StoredInstant | null;
}

/** Keeps calendar feeds, by the hash of what is in their addresses. */
export class CalendarFeedStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(feed: StoredFeed, tokenHash: string): Promise<void> {
    await this.#knex('calendar_feeds').insert({
      id: feed.id,
      token_hash: tokenHash,
      person_ref: feed.personRef,
      title: feed.title,
      owners: JSON.stringify(feed.owners),
      access: JSON.stringify(feed.access),
      access_at: new Date(feed.accessAt),
      created_at: new Date(feed.createdAt),
    });
  }

  /** Those of a person, the newest first. */
  async listOf(personRef: string): Promise<StoredFeed[]> {
    const rows: FeedRow[] = await this.#knex('calendar_feeds')
      .where('person_ref', personRef)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'asc' },
      ]);
    return rows.map(toFeed);
  }

  async findByHash(tokenHash: string): Promise<StoredFeed | undefined> {
    const row: FeedRow | undefined = await this.#knex('calendar_feeds')
      .where('token_hash', tokenHash)
      .first();
    return row && toFeed(row);
  }

  /** What a person may read now counts for all their feeds. */
  async renew(personRef: string, access: FeedAccess, at: Date): Promise<void> {
    await this.#knex('calendar_feeds')
      .where('person_ref', personRef)
      .update({ access: JSON.stringify(access), access_at: at });
  }

  async markRead(id: string, at: Date): Promise<void> {
    await this.#knex('calendar_feeds')
      .where({ id })
      .update({ last_read_at: at });
  }

  /** @returns false where the person has no such feed */
  async remove(id: string, personRef: string): Promise<boolean> {
    const count = await this.#knex('calendar_feeds')
      .where({ id, person_ref: personRef })
      .delete();
    return count > 0;
  }

  /** Takes away the feeds of those who have been gone from the catalog since before the instant. */
  async forgetGoneBefore(instant: Date): Promise<void> {
    await this.#knex('calendar_feeds')
      .whereNotExists(
        this.#knex('projection_entities')
          .whereRaw(
            'projection_entities.entity_ref = calendar_feeds.person_ref',
          )
          .where(here =>
            here.whereNull('deleted_at').orWhere('deleted_at', '>=', instant),
          ),
      )
      .delete();
  }

  /** Takes away all feeds of a person. */
  async removeAllOf(personRef: string): Promise<void> {
    await this.#knex('calendar_feeds').where('person_ref', personRef).delete();
  }
}

function toFeed(row: FeedRow): StoredFeed {
  return {
    id: row.id,
    personRef: row.person_ref,
    title: row.title,
    owners: JSON.parse(row.owners),
    access: JSON.parse(row.access),
    accessAt: toInstant(row.access_at),
    createdAt: toInstant(row.created_at),
    lastReadAt: toOptionalInstant(row.last_read_at),
  };
}
