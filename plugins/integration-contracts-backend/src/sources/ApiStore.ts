import { Knex } from 'knex';
import { inBatches } from '../database';

/** Remembers which API entities were looked at, so that a restart reads none twice. */
export class ApiStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Etags by reference, of those that are there. */
  async listEtags(): Promise<Map<string, string>> {
    const rows: Array<{ api_ref: string; etag: string }> = await this.#knex(
      'contract_apis',
    )
      .whereNull('gone_at_ms')
      .select('api_ref', 'etag');
    return new Map(rows.map(row => [row.api_ref, row.etag]));
  }

  async put(apiRef: string, etag: string): Promise<void> {
    await this.#knex('contract_apis')
      .insert({ api_ref: apiRef, etag, gone_at_ms: null })
      .onConflict('api_ref')
      .merge();
  }

  async markGone(apiRefs: readonly string[], nowMs: number): Promise<void> {
    for (const batch of inBatches(apiRefs)) {
      await this.#knex('contract_apis')
        .whereIn('api_ref', batch)
        .whereNull('gone_at_ms')
        .update({ gone_at_ms: nowMs });
    }
  }

  /** Forgets APIs that have been gone since before the instant, with their contracts. */
  async forgetGoneBefore(ms: number): Promise<void> {
    const gone = () =>
      this.#knex('contract_apis')
        .where('gone_at_ms', '<', ms)
        .select('api_ref');
    await this.#knex('contracts').whereIn('api_ref', gone()).delete();
    await this.#knex('contract_apis').where('gone_at_ms', '<', ms).delete();
  }
}
