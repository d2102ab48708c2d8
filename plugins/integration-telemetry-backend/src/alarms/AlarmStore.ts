import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { Alarm, AlarmDetails, AlarmKind, AlarmLogEntry, Told } from './Alarm';
import { AlarmRow, toAlarm, toRow } from './alarmRows';

/** How long a replica may take to tell somebody, before another tries. */
const TELLING_MS = 60_000;

const UPDATES_TOGETHER = 50;

/** An alarm as it is now, and what is to be told of it in the log. */
export interface AlarmChange {
  alarm: Alarm;
  entries: ReadonlyArray<Omit<AlarmLogEntry, 'at'>>;
}

interface LogRow {
  alarm_id: string;
  at_ms: number;
  event: AlarmLogEntry['event'];
  actor: string | null;
  message: string;
}

/** Sums are text on PostgreSQL. */
interface RuleRow {
  rule: string;
  alarms: number | string;
  useful: number | string;
  not_useful: number | string;
  acknowledged: number | string;
  mean_ms: number | string | null;
}

/** What a list of alarms is narrowed by. */
export interface AlarmFilter {
  state?: 'open' | 'cleared';
  kind?: AlarmKind[];
  subjectRef?: string;
  owner?: string[];
  rule?: string[];
  /** Whether a cause that is shown stands for it. */
  joined?: boolean;
  environment?: string;
  /** Alarms that were on at some time in this range. */
  fromMs?: number;
  toMs?: number;
}

/** Where a page begins: after this alarm. */
export interface AlarmPosition {
  cleared: number;
  rank: number;
  onsetMs: number;
  id: string;
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

/** Keeps alarms and what became of them. */
export class AlarmStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Everything that is on, and what may come to be. */
  async listOn(kinds: readonly AlarmKind[]): Promise<Alarm[]> {
    const rows = await this.#knex<AlarmRow>('alarms')
      .whereNotNull('open_key')
      .whereIn('kind', [...kinds])
      .orderBy('id');
    return rows.map(toAlarm);
  }

  async get(id: string): Promise<Alarm | undefined> {
    const row = await this.#knex<AlarmRow>('alarms').where({ id }).first();
    return row && toAlarm(row);
  }

  /** Several replicas may open the same alarm: it is there once. */
  async open(alarm: Omit<Alarm, 'id'> & { openKey: string }): Promise<void> {
    await this.#knex('alarms')
      .insert(toRow({ ...alarm, id: randomUUID() }))
      .onConflict('open_key')
      .ignore();
  }

  /** An alarm of the past; the same again changes nothing. */
  async record(alarm: Alarm): Promise<void> {
    await this.#knex('alarms').insert(toRow(alarm)).onConflict('id').ignore();
  }

  /**
   * Writes what may change of an alarm that is on; what is over stays as it was.
   *
   * @returns the alarm as it is now, or undefined where it was over already
   */
  async update(
    alarm: Alarm,
    entries: ReadonlyArray<Omit<AlarmLogEntry, 'at'>>,
    atMs: number,
  ): Promise<Alarm | undefined> {
    const [updated] = await this.updateAll([{ alarm, entries }], atMs);
    return updated;
  }

  /** The same of several, some in each transaction: on SQLite each waits for the disk. */
  async updateAll(
    changes: readonly AlarmChange[],
    atMs: number,
  ): Promise<Alarm[]> {
    const updated: Alarm[] = [];
    // In one order everywhere: two replicas can't block each other.
    const ordered = [...changes].sort((one, other) =>
      one.alarm.id < other.alarm.id ? -1 : 1,
    );
    for (let at = 0; at < ordered.length; at += UPDATES_TOGETHER) {
      await this.#knex.transaction(async tx => {
        for (const change of ordered.slice(at, at + UPDATES_TOGETHER)) {
          const alarm = await updateOne(tx, change, atMs);
          if (alarm) {
            updated.push(alarm);
          }
        }
      });
    }
    return updated;
  }

  /** A pending alarm that turned out to be nothing. */
  async drop(id: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      const dropped = await tx<AlarmRow>('alarms')
        .where({ id, state: 'pending' })
        .delete();
      if (dropped > 0) {
        await tx<AlarmRow>('alarms')
          .where('cause_id', id)
          .update({ cause_id: null });
      }
    });
  }

  /** Whether it is for this replica to tell somebody of the alarm, now: for the first time, or after a snooze. */
  async claimTelling(id: string, nowMs: number): Promise<boolean> {
    const claimed = await this.#knex<AlarmRow>('alarms')
      .where({ id })
      .andWhere(untold =>
        untold
          .whereNull('told_ms')
          .orWhere('told_ms', '<', this.#knex.ref('snoozed_until_ms')),
      )
      .andWhere(free =>
        free
          .whereNull('telling_until_ms')
          .orWhere('telling_until_ms', '<', nowMs),
      )
      .update({ telling_until_ms: nowMs + TELLING_MS });
    return claimed > 0;
  }

  /**
   * Somebody was told, or for once nobody was to be.
   *
   * @param note - who was told now; `untold` says why nobody was
   */
  async noteTold(
    id: string,
    note: { told: readonly Told[]; untold?: string },
    entries: ReadonlyArray<Omit<AlarmLogEntry, 'at'>>,
    nowMs: number,
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      const stored = await lock(tx, id);
      if (!stored) {
        return;
      }
      const details: AlarmDetails = {
        ...stored.details,
        told: [...stored.details.told, ...note.told],
        untold: note.untold,
      };
      await tx<AlarmRow>('alarms')
        .where({ id })
        .update({
          told_ms: nowMs,
          telling_until_ms: null,
          details: JSON.stringify(details),
        });
      await log(tx, id, entries, nowMs);
    });
  }

  /** What a person does with an alarm. */
  async respond(
    id: string,
    change: {
      acknowledged?: { by: string } | null;
      snoozed?: { by: string; untilMs: number } | null;
      useful?: boolean | null;
      /** What is undefined in it is taken back. */
      said?: Pick<AlarmDetails, 'note'> | Pick<AlarmDetails, 'usefulComment'>;
    },
    entry: Omit<AlarmLogEntry, 'at'>,
    nowMs: number,
  ): Promise<void> {
    const { acknowledged, snoozed, useful, said } = change;
    await this.#knex.transaction(async tx => {
      const stored = await lock(tx, id);
      if (!stored) {
        return;
      }
      await tx<AlarmRow>('alarms')
        .where({ id })
        .update({
          ...(acknowledged !== undefined && {
            acknowledged_ms: acknowledged ? nowMs : null,
            acknowledged_by: acknowledged?.by ?? null,
          }),
          ...(snoozed !== undefined && {
            snoozed_until_ms: snoozed?.untilMs ?? null,
            snoozed_by: snoozed?.by ?? null,
          }),
          ...(useful !== undefined && { useful }),
          ...(said && { details: JSON.stringify({ ...stored.details, ...said }) }),
        });
      await log(tx, id, [entry], nowMs);
    });
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

  /**
   * One page: what is on, worst and latest first, then what is over, the latest first.
   *
   * @param projection - the integrations that may be read
   */
  async list(
    projection: Knex.QueryBuilder,
    filter: AlarmFilter,
    page: { limit: number; after?: AlarmPosition },
  ): Promise<{ items: Alarm[]; totalItems: number; next?: AlarmPosition }> {
    const base = this.#readable(projection, filter);
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
  async isReadable(
    projection: Knex.QueryBuilder,
    id: string,
  ): Promise<boolean> {
    const row = await this.#readable(projection, {})
      .where('alarms.id', id)
      .first('alarms.id');
    return row !== undefined;
  }

  /** How the alarms since a moment did, by rule. */
  async readRules(
    projection: Knex.QueryBuilder,
    sinceMs: number,
  ): Promise<RuleRecord[]> {
    const rows: RuleRow[] = await this.#readable(projection, {
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

  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('alarms')
      .where('state', 'cleared')
      .andWhere('cleared_ms', '<', ms)
      .delete();
  }

  async forget(subjectRefs: readonly string[]): Promise<void> {
    for (const ref of subjectRefs) {
      await this.#knex('alarms').where('subject_ref', ref).delete();
    }
  }

  /** A cause may be read by whoever may read one of its victims; what concerns nobody, by all. */
  #readable(
    projection: Knex.QueryBuilder,
    filter: AlarmFilter,
  ): Knex.QueryBuilder {
    const refs = projection
      .clone()
      .select('projection_integrations.entity_ref');
    const query = this.#knex('alarms')
      .whereNot('alarms.state', 'pending')
      .andWhere(readable =>
        readable
          .whereIn('alarms.subject_ref', refs)
          .orWhereNull('alarms.subject_ref')
          .orWhereIn(
            'alarms.id',
            this.#knex({ victims: 'alarms' })
              .whereNotNull('victims.cause_id')
              .whereIn('victims.subject_ref', refs.clone())
              .select('victims.cause_id'),
          ),
      );
    if (filter.state) {
      query.where('alarms.state', filter.state);
    }
    if (filter.kind?.length) {
      query.whereIn('alarms.kind', filter.kind);
    }
    if (filter.subjectRef) {
      query.where('alarms.subject_ref', filter.subjectRef);
    }
    if (filter.owner?.length) {
      query.whereIn('alarms.owner_ref', filter.owner);
    }
    if (filter.rule?.length) {
      query.whereIn('alarms.rule', filter.rule);
    }
    if (filter.joined !== undefined) {
      // What is still on stands for itself once its cause is over.
      const causes = this.#knex({ causes: 'alarms' })
        .whereRaw('causes.id = alarms.cause_id')
        .andWhereRaw(
          `(causes.state = 'open' or (causes.state = 'cleared' and alarms.state = 'cleared'))`,
        )
        .select('causes.id');
      if (filter.joined) {
        query.whereExists(causes);
      } else {
        query.whereNotExists(causes);
      }
    }
    if (filter.environment) {
      query.where('alarms.environment', filter.environment);
    }
    if (filter.fromMs !== undefined) {
      const { fromMs } = filter;
      query.andWhere(late =>
        late
          .whereNull('alarms.cleared_ms')
          .orWhere('alarms.cleared_ms', '>=', fromMs),
      );
    }
    if (filter.toMs !== undefined) {
      query.where('alarms.onset_ms', '<', filter.toMs);
    }
    return query;
  }
}

async function updateOne(
  tx: Knex.Transaction,
  { alarm, entries }: AlarmChange,
  atMs: number,
): Promise<Alarm | undefined> {
  const stored = await lock(tx, alarm.id);
  if (!stored?.openKey) {
    return undefined;
  }
  // Those who tell and those who respond write the rest, maybe in this round.
  const { told, untold, note, usefulComment } = stored.details;
  const updated: Alarm = {
    ...stored,
    openKey: alarm.openKey,
    rule: alarm.rule,
    status: alarm.status,
    state: alarm.state,
    ownerRef: alarm.ownerRef,
    causeId: alarm.causeId,
    onsetMs: alarm.onsetMs,
    wellSinceMs: alarm.wellSinceMs,
    clearedMs: alarm.clearedMs,
    details: { ...alarm.details, told, untold, note, usefulComment },
  };
  await tx<AlarmRow>('alarms').where({ id: alarm.id }).update(toRow(updated));
  await log(tx, alarm.id, entries, atMs);
  return updated;
}

/**
 * An alarm as it is now, to change a part of it: others wait until the
 * transaction is over. SQLite has one writer anyhow.
 */
async function lock(
  tx: Knex.Transaction,
  id: string,
): Promise<Alarm | undefined> {
  const row = await tx<AlarmRow>('alarms').where({ id }).forUpdate().first();
  return row && toAlarm(row);
}

async function log(
  tx: Knex.Transaction,
  alarmId: string,
  entries: ReadonlyArray<Omit<AlarmLogEntry, 'at'>>,
  atMs: number,
): Promise<void> {
  for (const { event, actor, message } of entries) {
    await tx('alarm_log').insert({
      alarm_id: alarmId,
      at_ms: atMs,
      event,
      actor: actor ?? null,
      message,
    });
  }
}
