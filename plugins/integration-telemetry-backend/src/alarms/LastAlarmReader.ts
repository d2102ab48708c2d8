import { LastAlarm } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { AlarmRow, toAlarm } from './alarmRows';

/** References that one query asks for: SQLite bounds its variables. */
const REFS_PER_QUERY = 500;

/**
 * Reads the last alarm of each integration that its owner was told of: what is
 * history, stands behind a cause or fell into maintenance was nobody's to take.
 */
export class LastAlarmReader {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** By integration; those without are missing. */
  async read(entityRefs: readonly string[]): Promise<Map<string, LastAlarm>> {
    const found = new Map<string, LastAlarm>();
    for (let at = 0; at < entityRefs.length; at += REFS_PER_QUERY) {
      const latest = this.#knex({ told: 'alarms' })
        .where('told.kind', 'own')
        .where('told.subject_ref', this.#knex.ref('integrations.entity_ref'))
        .whereNotNull('told.told_ms')
        // Why nobody was told is noted as well.
        .whereNot('told.details', 'like', '%"told":[]%')
        .orderBy('told.told_ms', 'desc')
        .limit(1)
        .select('told.id');
      const rows: AlarmRow[] = await this.#knex({
        integrations: 'projection_integrations',
      })
        .join('alarms', join =>
          join.on('alarms.id', this.#knex.raw('?', [latest])),
        )
        .whereIn(
          'integrations.entity_ref',
          entityRefs.slice(at, at + REFS_PER_QUERY),
        )
        .select('alarms.*');
      rows.forEach(row => found.set(row.subject_ref!, toLastAlarm(row)));
    }
    return found;
  }
}

function toLastAlarm(row: AlarmRow): LastAlarm {
  const { id, state, onsetMs, clearedMs, details, ...alarm } = toAlarm(row);
  const instant = (ms: number | undefined) =>
    ms === undefined ? undefined : new Date(ms).toISOString();
  return {
    id,
    headline: details.headline,
    since: new Date(onsetMs).toISOString(),
    state: state === 'cleared' ? 'cleared' : 'open',
    toldAt: new Date(alarm.toldMs!).toISOString(),
    clearedAt: instant(clearedMs),
    acknowledgedAt: instant(alarm.acknowledgedMs),
    acknowledgedBy: alarm.acknowledgedBy,
  };
}
