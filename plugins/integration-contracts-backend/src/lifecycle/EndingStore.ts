import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { EndingEvent } from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { ConsumerFacts, UseDay } from './consumers/ConsumerFacts';
import {
  ConsumerRow,
  EndingRow,
  KnownConsumer,
  StoredEnding,
  toConsumer,
  toEnding,
} from './Ending';
import { ENDING_STATUSES } from './statusOf';

/** What is stored of an event. */
export interface NewEvent {
  kind: EndingEvent['kind'];
  text: string;
  by?: string;
  consumerId?: number;
}

/** The ending of a contract's version. */
export interface VersionEnding {
  contractId: number;
  version: string;
  ending: StoredEnding;
}

/** What somebody may change of an ending. */
export type EndingChange = Partial<Omit<EndingRow, 'id' | 'revision'>>;

/** As many days of use as are kept of a consumer. */
const DAYS_KEPT = 400;

/** Before the first look. */
export const NOT_LOOKED_AT = {
  status: 'unknown' as const,
  rank: ENDING_STATUSES.indexOf('unknown'),
  forecast: JSON.stringify({ outcome: 'unknown' }),
  verdict: JSON.stringify({
    answer: 'unknown',
    sentence: 'Nobody has looked yet.',
    asOf: new Date(0).toISOString(),
    findings: [],
  }),
  usage_read_at_ms: null,
  usage_problem: null,
};

/** Keeps endings with their consumers and history. */
export class EndingStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  transaction<Result>(
    work: (tx: Knex.Transaction) => Promise<Result>,
  ): Promise<Result> {
    return this.#knex.transaction(work);
  }

  async find(
    id: number,
    knex: Knex = this.#knex,
  ): Promise<StoredEnding | undefined> {
    const row = await knex<EndingRow>('endings').where({ id }).first();
    return row && toEnding(row);
  }

  /** @throws NotFoundError where there is no such ending */
  async get(id: number): Promise<StoredEnding> {
    const ending = await this.find(id);
    if (!ending) {
      throw new NotFoundError(
        `There is no ending ${id}. It may have been of a contract that is gone.`,
      );
    }
    return ending;
  }

  /** The one that goes on of a version or an integration. */
  async findOpen(openKey: string): Promise<StoredEnding | undefined> {
    const row = await this.#knex<EndingRow>('endings')
      .where('open_key', openKey)
      .first();
    return row && toEnding(row);
  }

  /** The one of a version that was over last. */
  async findLastOver(versionId: number): Promise<StoredEnding | undefined> {
    const row = await this.#knex<EndingRow>('endings')
      .where('version_id', versionId)
      .whereNotNull('over_at_ms')
      .orderBy('over_at_ms', 'desc')
      .first();
    return row && toEnding(row);
  }

  /** All that go on, by id. */
  async listOpen(): Promise<StoredEnding[]> {
    const rows = await this.#knex<EndingRow>('endings')
      .whereNotNull('open_key')
      .orderBy('id');
    return rows.map(toEnding);
  }

  /** Those that go on of the contracts' versions, by id. */
  async listOpenOfContracts(
    contractIds: readonly number[],
  ): Promise<VersionEnding[]> {
    const found: VersionEnding[] = [];
    for (const batch of inBatches(contractIds)) {
      const rows: Array<EndingRow & { contract_id: number; version: string }> =
        await this.#knex('endings')
          .join(
            'contract_versions',
            'contract_versions.id',
            'endings.version_id',
          )
          .whereNotNull('endings.open_key')
          .whereIn('contract_versions.contract_id', batch)
          .orderBy('endings.id')
          .select(
            'endings.*',
            'contract_versions.contract_id',
            'contract_versions.version',
          );
      found.push(
        ...rows.map(row => ({
          contractId: row.contract_id,
          version: row.version,
          ending: toEnding(row),
        })),
      );
    }
    return found;
  }

  /**
   * Writes down that something ends.
   *
   * @throws ConflictError where that is announced already
   */
  async add(
    tx: Knex.Transaction,
    row: Omit<EndingRow, 'id'>,
  ): Promise<StoredEnding> {
    try {
      await tx('endings').insert(row);
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(
          `${row.title} is announced to end already. Change that, or take it back first.`,
        );
      }
      throw error;
    }
    const added = await tx<EndingRow>('endings')
      .where('open_key', row.open_key)
      .first();
    return toEnding(added!);
  }

  /**
   * Changes an ending as it was read.
   *
   * @throws ConflictError where somebody changed it since
   */
  async change(
    tx: Knex.Transaction,
    { id, row }: StoredEnding,
    change: EndingChange,
  ): Promise<void> {
    const changed = await tx('endings')
      .where({ id, revision: row.revision })
      .update({ ...change, revision: row.revision + 1 });
    if (changed === 0) {
      throw new ConflictError(
        `Somebody else changed ${row.title} at the same time. Look at it again, and repeat what is still wanted.`,
      );
    }
  }

  /** Keeps what a look found, unless somebody changed the ending since: then the next look comes at once. */
  async putFindings(
    tx: Knex.Transaction,
    { id, row }: StoredEnding,
    findings: Pick<
      EndingRow,
      | 'title'
      | 'replacement_title'
      | 'owner_ref'
      | 'status'
      | 'rank'
      | 'forecast'
      | 'verdict'
      | 'usage_read_at_ms'
      | 'usage_problem'
      | 'search_text'
    >,
  ): Promise<void> {
    await tx('endings').where({ id, revision: row.revision }).update(findings);
  }

  /** The one that is due for a look, which is this replica's for a while. */
  async claimDue(
    nowMs: number,
    untilMs: number,
  ): Promise<StoredEnding | undefined> {
    const due = await this.#knex<EndingRow>('endings')
      .whereNotNull('open_key')
      .where('due_at_ms', '<=', nowMs)
      .orderBy('due_at_ms')
      .limit(20);
    for (const row of due) {
      const claimed = await this.#knex('endings')
        .where({ id: row.id, due_at_ms: row.due_at_ms })
        .update({ due_at_ms: untilMs });
      if (claimed > 0) {
        return toEnding(row);
      }
    }
    return undefined;
  }

  /** All are due by a moment at the latest: something around them changed. */
  async hasten(dueMs: number): Promise<void> {
    await this.#knex('endings')
      .whereNotNull('open_key')
      .where('due_at_ms', '>', dueMs)
      .update({ due_at_ms: dueMs });
  }

  async setDue(id: number, dueMs: number): Promise<void> {
    await this.#knex('endings').where({ id }).update({ due_at_ms: dueMs });
  }

  /** Those that are there still, by id. */
  async listConsumers(
    endingId: number,
    knex: Knex = this.#knex,
  ): Promise<KnownConsumer[]> {
    const rows = await knex<ConsumerRow>('ending_consumers')
      .where('ending_id', endingId)
      .whereNull('gone_at_ms')
      .orderBy('id');
    return rows.map(toConsumer);
  }

  /** @throws NotFoundError where there is no such consumer of it */
  async getConsumer(
    ending: StoredEnding,
    consumerId: number,
  ): Promise<KnownConsumer> {
    const consumers = await this.listConsumers(ending.id);
    const consumer = consumers.find(({ id }) => id === consumerId);
    if (!consumer) {
      throw new NotFoundError(
        `${ending.row.title} has no consumer ${consumerId}.`,
      );
    }
    return consumer;
  }

  /** Of several endings, by ending. */
  async listConsumersOf(
    endingIds: readonly number[],
  ): Promise<Map<number, KnownConsumer[]>> {
    const found = new Map<number, KnownConsumer[]>();
    for (const batch of inBatches(endingIds)) {
      const rows = await this.#knex<ConsumerRow>('ending_consumers')
        .whereIn('ending_id', batch)
        .whereNull('gone_at_ms')
        .orderBy('id');
      for (const row of rows) {
        const known = found.get(row.ending_id) ?? [];
        known.push(toConsumer(row));
        found.set(row.ending_id, known);
      }
    }
    return found;
  }

  /** Days of use, oldest first, by consumer. */
  async listDays(
    consumerIds: readonly number[],
    knex: Knex = this.#knex,
  ): Promise<Map<number, UseDay[]>> {
    const found = new Map<number, UseDay[]>();
    for (const batch of inBatches(consumerIds)) {
      const rows: Array<{ consumer_id: number; date: string; calls: number }> =
        await knex('ending_days')
          .whereIn('consumer_id', batch)
          .orderBy(['consumer_id', 'date']);
      for (const { consumer_id: id, date, calls } of rows) {
        const known = found.get(id) ?? [];
        known.push({ date, calls });
        found.set(id, known);
      }
    }
    return found;
  }

  /**
   * Keeps who was found. Who is neither declared nor seen any more is left out from
   * now on, with what it answered kept.
   *
   * @returns those that were not known before
   */
  async replaceConsumers(
    tx: Knex.Transaction,
    endingId: number,
    found: readonly ConsumerFacts[],
    nowMs: number,
  ): Promise<KnownConsumer[]> {
    const before = await tx<ConsumerRow>('ending_consumers').where(
      'ending_id',
      endingId,
    );
    const known = new Map(before.map(row => [row.key, row]));
    const added: KnownConsumer[] = [];
    for (const facts of found) {
      const { days, ...rest } = facts;
      const row = {
        name: facts.name.slice(0, 510),
        entity_ref: facts.entityRef ?? null,
        owner_ref: facts.ownerRef ?? null,
        facts: JSON.stringify({ ...rest, days: [] }),
        gone_at_ms: null,
        ...(facts.claim && {
          claimed_owner_ref: facts.claim.ownerRef,
          claimed_by: facts.claim.claimedBy,
        }),
      };
      const earlier = known.get(facts.key);
      if (earlier) {
        await tx('ending_consumers').where('id', earlier.id).update(row);
      } else {
        await tx('ending_consumers')
          .insert({
            ...row,
            ending_id: endingId,
            key: facts.key,
            state: 'never-seen',
            listed_at_ms: nowMs,
            reminders: 0,
          })
          .onConflict(['ending_id', 'key'])
          .ignore();
      }
      const written = await tx<ConsumerRow>('ending_consumers')
        .where({ ending_id: endingId, key: facts.key })
        .first();
      await this.#putDays(tx, written!.id, days);
      const claimed = written!.claimed_owner_ref;
      await this.#putRefs(tx, written!.id, [
        ...new Set([...facts.refs, ...(claimed ? [claimed] : [])]),
      ]);
      if (!earlier) {
        added.push(toConsumer(written!));
      }
    }
    const keys = new Set(found.map(({ key }) => key));
    const gone = before.filter(
      row => row.gone_at_ms === null && !keys.has(row.key),
    );
    for (const batch of inBatches(gone.map(({ id }) => id))) {
      await tx('ending_consumers')
        .whereIn('id', batch)
        .update({ gone_at_ms: nowMs });
    }
    return added;
  }

  async #putDays(
    tx: Knex.Transaction,
    consumerId: number,
    days: readonly UseDay[],
  ): Promise<void> {
    for (const batch of inBatches(days.slice(-DAYS_KEPT))) {
      await tx('ending_days')
        .insert(batch.map(day => ({ consumer_id: consumerId, ...day })))
        .onConflict(['consumer_id', 'date'])
        .merge();
    }
  }

  async #putRefs(
    tx: Knex.Transaction,
    consumerId: number,
    refs: readonly string[],
  ): Promise<void> {
    await tx('ending_consumer_refs').where('consumer_id', consumerId).delete();
    if (refs.length > 0) {
      await tx('ending_consumer_refs').insert(
        refs.map(ref => ({ consumer_id: consumerId, ref })),
      );
    }
  }

  /** Who claimed a consumer finds it as well. */
  async addRef(
    tx: Knex.Transaction,
    consumerId: number,
    ref: string,
  ): Promise<void> {
    await tx('ending_consumer_refs')
      .insert({ consumer_id: consumerId, ref })
      .onConflict(['consumer_id', 'ref'])
      .ignore();
  }

  async changeConsumer(
    tx: Knex.Transaction,
    id: number,
    change: Partial<ConsumerRow>,
  ): Promise<void> {
    await tx('ending_consumers').where({ id }).update(change);
  }

  async addEvents(
    tx: Knex.Transaction,
    endingId: number,
    events: readonly NewEvent[],
    atMs: number,
  ): Promise<void> {
    for (const { kind, text, by, consumerId } of events) {
      await tx('ending_events').insert({
        ending_id: endingId,
        at_ms: atMs,
        by: by ?? null,
        kind,
        text,
        consumer_id: consumerId ?? null,
      });
    }
  }

  /** What happened to a consumer is of another one from now on. */
  async moveEvents(
    endingId: number,
    fromConsumerId: number,
    toConsumerId: number,
  ): Promise<void> {
    await this.#knex('ending_events')
      .where({ ending_id: endingId, consumer_id: fromConsumerId })
      .update({ consumer_id: toConsumerId });
  }

  /** Latest first. */
  async listEvents(endingId: number, most: number): Promise<EndingEvent[]> {
    const rows = await this.#knex('ending_events')
      .where('ending_id', endingId)
      .orderBy([
        { column: 'at_ms', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(most);
    return rows.map(row => ({
      at: new Date(Number(row.at_ms)).toISOString(),
      by: row.by ?? undefined,
      kind: row.kind,
      text: row.text,
      consumerId: row.consumer_id ?? undefined,
    }));
  }
}
