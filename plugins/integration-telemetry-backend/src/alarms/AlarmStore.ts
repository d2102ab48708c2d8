import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { Alarm, AlarmDetails, AlarmKind, AlarmLogEntry, Told } from './Alarm';
import { AlarmRow, toAlarm, toRow } from './alarmRows';
import { MaintenanceStore } from './MaintenanceStore';

/** How long a replica may take to tell somebody, before another tries. */
const TELLING_MS = 60_000;

const UPDATES_TOGETHER = 50;

/** An alarm as it is now, and what is to be told of it in the log. */
export interface AlarmChange {
  /** As it was read: who finds it otherwise leaves it to whoever changed it in the same round. */
  before?: Alarm;
  alarm: Alarm;
  entries: ReadonlyArray<Omit<AlarmLogEntry, 'at'>>;
}

/** Opens, changes and ends alarms, and writes what became of them. */
export class AlarmStore {
  readonly #knex: Knex;
  readonly #maintenance: MaintenanceStore;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.#maintenance = new MaintenanceStore(options);
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

  /** Several replicas may open the same alarm: it is there once. One that begins in a drill says so. */
  async open(alarm: Omit<Alarm, 'id'> & { openKey: string }): Promise<void> {
    const { details, subjectRef } = alarm;
    const drill = await this.#maintenance.findDrill(
      [
        ...(subjectRef ? [subjectRef] : []),
        ...(details.drift?.entityRefs ?? []),
      ],
      alarm,
    );
    await this.#knex('alarms')
      .insert(
        toRow({ ...alarm, id: randomUUID(), details: { ...details, drill } }),
      )
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

  /** Of how many alarms an owner was told since a moment. */
  async countTold(
    kind: AlarmKind,
    ownerRef: string | undefined,
    sinceMs: number,
  ): Promise<number> {
    const [{ count }] = await this.#knex('alarms')
      .where({ kind, owner_ref: ownerRef ?? null })
      .andWhere('told_ms', '>', sinceMs)
      // Why nobody was told is noted as well.
      .andWhereNot('details', 'like', '%"told":[]%')
      .count({ count: '*' });
    return Number(count);
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
          ...(said && {
            details: JSON.stringify({ ...stored.details, ...said }),
          }),
        });
      await log(tx, id, [entry], nowMs);
    });
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
}

async function updateOne(
  tx: Knex.Transaction,
  { before, alarm, entries }: AlarmChange,
  atMs: number,
): Promise<Alarm | undefined> {
  const stored = await lock(tx, alarm.id);
  if (!stored?.openKey || (before && !isSame(stored, before))) {
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

/** Whether all is as it was that is written from round to round. */
function isSame(one: Alarm, other: Alarm): boolean {
  const written = ({ details, ...alarm }: Alarm) => {
    const { told, untold, note, usefulComment, ...found } = details;
    const { rule, status, state, ownerRef, causeId, onsetMs, wellSinceMs } =
      alarm;
    return JSON.stringify([
      [rule, status, state, ownerRef, causeId, onsetMs, wellSinceMs],
      found,
    ]);
  };
  return written(one) === written(other);
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
