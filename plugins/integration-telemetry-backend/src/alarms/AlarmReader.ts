import { Knex } from 'knex';
import { Alarm, AlarmLogEntry } from './Alarm';
import { AlarmRow, LogRow, toAlarm } from './alarmRows';
import { AlarmFilter, ReadableAlarms, readableAlarms } from './readableAlarms';

/** Where a page begins: after this alarm. */
export interface AlarmPosition {
  cleared: number;
  rank: number;
  onsetMs: number;
  id: string;
}

/** Reads alarms for who may read what they are about, and what became of them. */
export class AlarmReader {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * One page: what is on, worst and latest first, then what is over, the latest first.
   */
  async list(
    readable: ReadableAlarms,
    filter: AlarmFilter,
    page: { limit: number; after?: AlarmPosition },
  ): Promise<{ items: Alarm[]; totalItems: number; next?: AlarmPosition }> {
    const base = readableAlarms(this.#knex, readable, filter);
    const [{ count }] = await base.clone().count({ count: '*' });
    const query = base.clone();
    // What is over is sorted by time alone.
    const cleared = `case when alarms.state = 'cleared' then 1 else 0 end`;
    const rank = `case when alarms.state = 'cleared' then 0 else alarms.rank end`;
    if (page.after) {
      const { after } = page;
      query.whereRaw(
        `(${cleared} > ? or (${cleared} = ? and (${rank} > ? or (${rank} = ? and (alarms.onset_ms < ? or (alarms.onset_ms = ? and alarms.id > ?))))))`,
        [
          after.cleared,
          after.cleared,
          after.rank,
          after.rank,
          after.onsetMs,
          after.onsetMs,
          after.id,
        ],
      );
    }
    const rows: AlarmRow[] = await query
      .orderByRaw(`${cleared}, ${rank}, alarms.onset_ms desc, alarms.id`)
      .limit(page.limit + 1)
      .select('alarms.*');
    const shown = rows.slice(0, page.limit);
    const last = shown[shown.length - 1];
    return {
      items: shown.map(toAlarm),
      totalItems: Number(count),
      next:
        rows.length > page.limit
          ? {
              cleared: last.state === 'cleared' ? 1 : 0,
              rank: last.state === 'cleared' ? 0 : last.rank,
              onsetMs: last.onset_ms,
              id: last.id,
            }
          : undefined,
    };
  }

  /** Whether an alarm is of something that may be read. */
  async isReadable(readable: ReadableAlarms, id: string): Promise<boolean> {
    const row = await readableAlarms(this.#knex, readable)
      .where('alarms.id', id)
      .first('alarms.id');
    return row !== undefined;
  }

  async readLog(id: string): Promise<AlarmLogEntry[]> {
    const rows = await this.#knex<LogRow>('alarm_log')
      .where('alarm_id', id)
      .orderBy('id');
    return rows.map(({ at_ms: atMs, event, actor, message }) => ({
      at: new Date(atMs).toISOString(),
      event,
      ...(actor !== null && { actor }),
      message,
    }));
  }
}
