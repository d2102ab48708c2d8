import { Knex } from 'knex';
import { RecordCounterKey, RecordOutcome } from '../series/RecordCounts';
import { MINUTE_MS } from '../series/SeriesBatch';

const ROWS_PER_STATEMENT = 200;

/** A counter of records as it is stored. */
export interface StoredCounter {
  id: number;
  integration_ref: string;
  environment: string;
  flow: string;
  outcome: RecordOutcome;
  /** JSON. */
  sources: string;
  unit: string;
  first_seen_ms: number;
  last_seen_ms: number;
  /** Until when telemetry that came here itself counted it; null where it never did. */
  own_seen_ms: number | null;
}

/** What a counter counted in an hour, as it is stored. */
export interface StoredCount {
  counter_id: number;
  start_minute: number;
  records: number;
  /** SQLite's is a number. */
  joins_next: boolean | number;
}

export function keyOfCounter(row: StoredCounter): RecordCounterKey {
  return {
    subject: row.integration_ref,
    environment: row.environment,
    flow: row.flow,
    outcome: row.outcome,
  };
}

/** Reads and forgets what counters of records counted. */
export class RecordCountStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The counters of some integrations, in all environments. */
  async listCounters(refs: readonly string[]): Promise<StoredCounter[]> {
    return this.#knex<StoredCounter>('record_counters').whereIn(
      'integration_ref',
      refs,
    );
  }

  /** What some counters counted in hours that start in a range. */
  async listCounts(
    counterIds: readonly number[],
    fromMs: number,
    toMs: number,
  ): Promise<StoredCount[]> {
    return this.#knex<StoredCount>('record_counts')
      .whereIn('counter_id', counterIds)
      .andWhere('start_minute', '>=', Math.ceil(fromMs / MINUTE_MS))
      .andWhere('start_minute', '<', Math.ceil(toMs / MINUTE_MS));
  }

  /** A counter is forgotten with the last of its counts. */
  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('record_counts')
      .where('start_minute', '<', Math.floor(ms / MINUTE_MS))
      .delete();
    await this.#knex('record_counters').where('last_seen_ms', '<', ms).delete();
  }

  async forgetIntegrations(refs: readonly string[]): Promise<void> {
    for (let at = 0; at < refs.length; at += ROWS_PER_STATEMENT) {
      const some = refs.slice(at, at + ROWS_PER_STATEMENT);
      await this.#knex.transaction(async tx => {
        const ids = tx('record_counters')
          .whereIn('integration_ref', some)
          .select('id');
        await tx('record_counts').whereIn('counter_id', ids).delete();
        await tx('record_counters').whereIn('integration_ref', some).delete();
      });
    }
  }
}
