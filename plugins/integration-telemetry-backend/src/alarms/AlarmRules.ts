import { Knex } from 'knex';
import { ReadableAlarms, readableAlarms } from './readableAlarms';

/** Sums are text on PostgreSQL. */
interface RuleRow {
  rule: string;
  alarms: number | string;
  useful: number | string;
  not_useful: number | string;
  acknowledged: number | string;
  mean_ms: number | string | null;
}

/** How alarms of a rule did. */
export interface RuleRecord {
  rule: string;
  alarms: number;
  useful: number;
  notUseful: number;
  acknowledged: number;
  /** Of those that are over. */
  meanDurationMs?: number;
}

/** Adds up how useful alarms were. */
export class AlarmRules {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** How the alarms since a moment did, by rule. */
  async read(readable: ReadableAlarms, sinceMs: number): Promise<RuleRecord[]> {
    const rows: RuleRow[] = await readableAlarms(this.#knex, readable, {
      fromMs: sinceMs,
    })
      .whereNull('alarms.cause_id')
      .groupBy('alarms.rule')
      .orderBy('alarms.rule')
      .select('alarms.rule')
      .count({ alarms: '*' })
      .select({
        useful: this.#knex.raw(
          'sum(case when alarms.useful then 1 else 0 end)',
        ),
        not_useful: this.#knex.raw(
          'sum(case when not alarms.useful then 1 else 0 end)',
        ),
        acknowledged: this.#knex.raw(
          'sum(case when alarms.acknowledged_ms is null then 0 else 1 end)',
        ),
        mean_ms: this.#knex.raw('avg(alarms.cleared_ms - alarms.onset_ms)'),
      });
    return rows.map(row => ({
      rule: row.rule,
      alarms: Number(row.alarms),
      useful: Number(row.useful),
      notUseful: Number(row.not_useful),
      acknowledged: Number(row.acknowledged),
      meanDurationMs: row.mean_ms === null ? undefined : Number(row.mean_ms),
    }));
  }
}
