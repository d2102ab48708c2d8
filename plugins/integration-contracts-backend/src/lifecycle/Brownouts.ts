import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Brownout,
  BrownoutPlan,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { StoredNumber } from '../database';
import { TelemetryReader } from './consumers/TelemetryReader';
import { assertGoesOn } from './assertGoesOn';
import { KnownConsumer, StoredEnding } from './Ending';
import { EndingStore } from './EndingStore';
import { Subject } from './EndingSubjects';
import { EndingTeller, ownersOf } from './telling/EndingTeller';
import { dateInWords } from './words';

/** A row of `ending_brownouts`. */
interface BrownoutRow {
  id: number;
  ending_id: number;
  starts_at_ms: StoredNumber;
  ends_at_ms: StoredNumber;
  note: string | null;
  planned_by: string | null;
  cancelled_at_ms: StoredNumber | null;
  failed: string | null;
}

/** Longer is an outage, not a way to find out who is there. */
const LONGEST_MS = 24 * 3_600_000;

/** Who is told so shortly before can't do anything about it. */
const NOTICE_MS = 24 * 3_600_000;

/** Telemetry of the last minute may still be on its way. */
const LATE_MS = 3 * 60_000;

/** Plans short outages that are announced to all consumers, and lists afterwards who failed. */
export class Brownouts {
  readonly #knex: Knex;
  readonly #store: EndingStore;
  readonly #teller: EndingTeller;
  readonly #telemetry: TelemetryReader;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    store: EndingStore;
    teller: EndingTeller;
    telemetry: TelemetryReader;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#teller = options.teller;
    this.#telemetry = options.telemetry;
    this.#now = options.now;
  }

  /** @throws InputError where it is too soon, too long or no time at all, ConflictError where the ending is over */
  async plan(
    ending: StoredEnding,
    subject: Subject,
    { startsAt, endsAt, note }: BrownoutPlan,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    const [startsMs, endsMs] = [Date.parse(startsAt), Date.parse(endsAt)];
    const nowMs = this.#now();
    if (Number.isNaN(startsMs) || Number.isNaN(endsMs) || endsMs <= startsMs) {
      throw new InputError('endsAt must be an instant after startsAt.');
    }
    if (startsMs < nowMs + NOTICE_MS) {
      throw new InputError(
        'startsAt is too soon: consumers are told a day before at least.',
      );
    }
    if (endsMs - startsMs > LONGEST_MS) {
      throw new InputError('endsAt is more than a day after startsAt.');
    }
    await this.#store.transaction(async tx => {
      const planned: Array<{ id: number }> = await tx('ending_brownouts')
        .insert({
          ending_id: ending.id,
          starts_at_ms: startsMs,
          ends_at_ms: endsMs,
          note: note ?? null,
          planned_by: by,
        })
        .returning('id');
      const times = `from ${inWords(startsMs)} to ${inWords(endsMs)}`;
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: 'brownout-planned', by, text: `A brownout ${times}` }],
        nowMs,
      );
      const there = await this.#store.listConsumers(ending.id, tx);
      await this.#teller.tell(
        tx,
        ending,
        subject,
        ownersOf(there.filter(({ state }) => state !== 'left')),
        {
          occasion: `brownout ${planned[0].id}`,
          title: `${subject.title} will be switched off for a while`,
          lines: [
            `It will not answer ${times}, to show who still uses it before it ends.`,
            note ?? '',
          ],
          severity: 'high',
        },
      );
    });
    this.#teller.wake();
  }

  /** @throws ConflictError where it has begun or is cancelled already */
  async cancel(
    ending: StoredEnding,
    subject: Subject,
    id: number,
    by: string,
  ): Promise<void> {
    const row = await this.#knex<BrownoutRow>('ending_brownouts')
      .where({ id, ending_id: ending.id })
      .first();
    if (!row) {
      throw new NotFoundError(`${ending.row.title} has no brownout ${id}.`);
    }
    const nowMs = this.#now();
    if (row.cancelled_at_ms !== null || Number(row.starts_at_ms) <= nowMs) {
      throw new ConflictError('It has begun, or is cancelled already.');
    }
    await this.#store.transaction(async tx => {
      await tx('ending_brownouts')
        .where({ id })
        .update({ cancelled_at_ms: nowMs });
      const text = `The brownout of ${inWords(Number(row.starts_at_ms))} is cancelled`;
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: 'brownout-cancelled', by, text }],
        nowMs,
      );
      const there = await this.#store.listConsumers(ending.id, tx);
      await this.#teller.tell(tx, ending, subject, ownersOf(there), {
        occasion: `brownout-cancelled ${id}`,
        title: `${text}: ${subject.title}`,
        lines: [],
        severity: 'normal',
      });
    });
    this.#teller.wake();
  }

  /** Of an ending, latest first. */
  async list(endingId: number): Promise<Brownout[]> {
    const rows = await this.#knex<BrownoutRow>('ending_brownouts')
      .where('ending_id', endingId)
      .orderBy('starts_at_ms', 'desc');
    const nowMs = this.#now();
    return rows.map(row => ({
      id: row.id,
      startsAt: new Date(Number(row.starts_at_ms)).toISOString(),
      endsAt: new Date(Number(row.ends_at_ms)).toISOString(),
      note: row.note ?? undefined,
      plannedBy: row.planned_by ?? 'unknown',
      state: stateOf(row, nowMs),
      failed: row.failed === null ? [] : JSON.parse(row.failed),
    }));
  }

  /** Writes down who called while a brownout lasted, once it is over. */
  async record(
    endingId: number,
    consumers: readonly KnownConsumer[],
  ): Promise<void> {
    const rows = await this.#knex<BrownoutRow>('ending_brownouts')
      .where('ending_id', endingId)
      .whereNull('cancelled_at_ms')
      .whereNull('failed')
      .where('ends_at_ms', '<=', this.#now() - LATE_MS);
    for (const row of rows) {
      const failed = await this.#readFailed(row, consumers);
      await this.#knex('ending_brownouts')
        .where({ id: row.id })
        .whereNull('failed')
        .update({ failed: JSON.stringify(failed) });
    }
  }

  async #readFailed(
    row: BrownoutRow,
    consumers: readonly KnownConsumer[],
  ): Promise<Brownout['failed']> {
    const refs = new Set(
      consumers.flatMap(({ facts }) => facts.integrationRefs),
    );
    const failed: Brownout['failed'] = [];
    for (const ref of refs) {
      const calls = await this.#telemetry.readCallers(
        ref,
        Number(row.starts_at_ms),
        Number(row.ends_at_ms),
      );
      for (const consumer of consumers) {
        const theirs = calls.filter(
          call =>
            consumer.facts.integrationRefs.includes(ref) &&
            consumer.facts.services.includes(call.consumer ?? ''),
        );
        const sum = (pick: (call: (typeof calls)[number]) => number) =>
          theirs.reduce((total, call) => total + pick(call), 0);
        if (sum(call => call.calls) > 0) {
          failed.push({
            consumerId: consumer.id,
            calls: sum(call => call.calls),
            failedCalls: sum(call => call.errors),
          });
        }
      }
    }
    return failed;
  }
}

function stateOf(row: BrownoutRow, nowMs: number): Brownout['state'] {
  if (row.cancelled_at_ms !== null) {
    return 'cancelled';
  }
  if (Number(row.starts_at_ms) > nowMs) {
    return 'planned';
  }
  return Number(row.ends_at_ms) > nowMs ? 'ongoing' : 'over';
}

/** Such as `3 Dec 2026, 09:00 UTC`. */
function inWords(ms: number): string {
  const time = new Date(ms).toISOString().slice(11, 16);
  return `${dateInWords(ms)}, ${time} UTC`;
}
