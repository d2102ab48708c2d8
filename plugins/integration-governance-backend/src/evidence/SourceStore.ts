import { Knex } from 'knex';
import { StoredInstant, toOptionalInstant } from '../database';

/** A source of evidence that is asked over HTTP. */
export type SourceName = 'health' | 'drift' | 'contracts';

/** Whether a source answers. Both are missing before it was ever asked. */
export interface SourceState {
  /** The last answer. */
  readAt?: string;
  /** Set while it does not answer. */
  notReadSince?: string;
}

/**
 * Remembers when each source last answered, so that a restart or another
 * replica during an outage still knows since when evidence was not re-checked.
 */
export class SourceStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(source: SourceName): Promise<SourceState> {
    const row:
      | {
          read_at: StoredInstant | null;
          not_read_since: StoredInstant | null;
        }
      | undefined = await this.#knex('sources').where({ source }).first();
    return {
      readAt: toOptionalInstant(row?.read_at),
      notReadSince: toOptionalInstant(row?.not_read_since),
    };
  }

  async answered(source: SourceName, at: Date): Promise<void> {
    await this.#knex('sources')
      .insert({ source, read_at: at, not_read_since: null })
      .onConflict('source')
      .merge();
  }

  /**
   * The source did not answer. The first failure after an answer counts.
   *
   * @returns whether this was the first
   */
  async failed(source: SourceName, at: Date): Promise<boolean> {
    await this.#knex('sources')
      .insert({ source, read_at: null, not_read_since: null })
      .onConflict('source')
      .ignore();
    const changed = await this.#knex('sources')
      .where({ source })
      .whereNull('not_read_since')
      .update({ not_read_since: at });
    return changed > 0;
  }
}
