import { Knex } from 'knex';

/** Changed rows from which on a table is worth a look, beside a part of those that it has. */
const CHANGED_ROWS = 1_000;
const CHANGED_SHARE = 0.2;

/**
 * What PostgreSQL plans by. It looks for itself once a minute, and until then
 * takes a table that has just been filled for an empty one: it would read all
 * results for each hundred integrations. SQLite needs no such thing.
 */
export class PlannerStatistics {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Analyses the plugin's tables of which much has changed since that was done last. */
  async refresh(): Promise<void> {
    if (this.#knex.client.config.client !== 'pg') {
      return;
    }
    const { rows } = await this.#knex.raw<{ rows: Array<{ relname: string }> }>(
      `select relname from pg_stat_user_tables
       where schemaname = current_schema()
         and n_mod_since_analyze > ? + ?::float8 * n_live_tup`,
      [CHANGED_ROWS, CHANGED_SHARE],
    );
    for (const { relname } of rows) {
      await this.#knex.raw('analyze ??', [relname]);
    }
  }
}
