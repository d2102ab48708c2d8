import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../database';
import { RunbookLook, StoredConfirmation, StoredLook } from './Runbook';

const HOUR_MS = 3_600_000;
const PAUSE_MS = 6 * HOUR_MS;
/** A failure is one when it is found twice, so far apart. */
const TWICE_WITHIN_MS = HOUR_MS;
/** Of a pause, so that not all are looked at in the same minute. */
const JITTER = 0.15;
/** Longer than looking at a page can take, redirects included. */
const LOOKING_MS = 5 * 60_000;
/** Of a batch that is only read. */
const READ_BATCH = 500;

interface LookRow {
  entity_ref: string;
  href: string;
  result: RunbookLook['result'] | null;
  detail: string | null;
  at: StoredInstant | null;
  since: StoredInstant | null;
  failing_since: StoredInstant | null;
  due_at: StoredInstant;
}

interface ConfirmationRow {
  entity_ref: string;
  href: string;
  confirmed_by: string;
  at: StoredInstant;
  note: string | null;
  covers: string;
}

/** Keeps whether runbooks can be reached, and who found them useful. */
export class RunbookStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #random: () => number;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    random?: () => number;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#random = options.random ?? Math.random;
  }

  /** Takes over which runbooks the catalog names; one with another address is looked at anew. */
  async follow(now: Date): Promise<void> {
    const named: Array<{ facets: string }> = await this.#projection
      .query()
      .where('facets', 'like', '%"runbook"%')
      .select('facets');
    const wanted = new Map(
      named.flatMap(({ facets }): Array<[string, string]> => {
        const { entityRef, runbook }: IntegrationFacets = JSON.parse(facets);
        return runbook ? [[entityRef, runbook.url]] : [];
      }),
    );
    const rows: LookRow[] = await this.#knex('runbook_checks').select(
      'entity_ref',
      'href',
    );
    const known = new Map(rows.map(row => [row.entity_ref, row.href]));
    const changed = [...wanted].filter(
      ([ref, href]) => known.get(ref) !== href,
    );
    for (const batch of inBatches(changed)) {
      await this.#knex('runbook_checks')
        .insert(
          batch.map(([entityRef, href]) => ({
            entity_ref: entityRef,
            href,
            result: null,
            detail: null,
            at: null,
            since: null,
            failing_since: null,
            due_at: now,
            claimed_until: null,
          })),
        )
        .onConflict('entity_ref')
        .merge()
        // Another replica may have begun to look at it already.
        .whereRaw('runbook_checks.href <> excluded.href');
    }
    const gone = [...known.keys()].filter(ref => !wanted.has(ref));
    for (const batch of inBatches(gone)) {
      await this.#knex('runbook_checks').whereIn('entity_ref', batch).delete();
    }
  }

  /** Addresses that are due, those that wait longest first. */
  async listDue(now: Date, limit: number): Promise<string[]> {
    const rows: Array<{ href: string }> = await this.#due(now)
      .select('href')
      .min({ first: 'due_at' })
      .groupBy('href')
      .orderBy('first')
      .limit(limit);
    return rows.map(({ href }) => href);
  }

  /** Whether it is for this replica to look at an address now. */
  async claim(href: string, now: Date): Promise<boolean> {
    const claimed = await this.#due(now)
      .where({ href })
      .update({ claimed_until: new Date(now.getTime() + LOOKING_MS) });
    return claimed > 0;
  }

  /**
   * Writes down how it went, for all integrations with that runbook. One
   * failure alone changes nothing; it is looked at again an hour later.
   *
   * @returns those of which something else is known than before
   */
  async record(href: string, look: RunbookLook, now: Date): Promise<string[]> {
    const rows: LookRow[] = await this.#knex('runbook_checks').where({ href });
    const changed: string[] = [];
    for (const row of rows) {
      const failingSince =
        look.result === 'unreachable'
          ? new Date(row.failing_since ?? now)
          : undefined;
      const isFirst =
        failingSince !== undefined &&
        row.result !== 'unreachable' &&
        now.getTime() - failingSince.getTime() < TWICE_WITHIN_MS;
      const result = isFirst ? row.result : look.result;
      const detail = describe(look, isFirst, failingSince, row);
      const isSame = result === row.result;
      await this.#knex('runbook_checks')
        .where({ entity_ref: row.entity_ref, href })
        .update({
          result,
          detail,
          at: now,
          since: isSame && row.since ? new Date(row.since) : now,
          failing_since: failingSince ?? null,
          due_at: this.#next(now, isFirst ? TWICE_WITHIN_MS : PAUSE_MS),
          claimed_until: null,
        });
      if (!isSame || isFirst || row.failing_since) {
        changed.push(row.entity_ref);
      }
    }
    return changed;
  }

  async listLooks(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredLook>> {
    const found = new Map<string, StoredLook>();
    for (const batch of inBatches(entityRefs, READ_BATCH)) {
      const rows: LookRow[] = await this.#knex('runbook_checks').whereIn(
        'entity_ref',
        batch,
      );
      rows.forEach(row =>
        found.set(row.entity_ref, {
          href: row.href,
          result: row.result ?? undefined,
          detail: row.detail ?? undefined,
          at: toOptionalInstant(row.at),
          since: toOptionalInstant(row.since),
        }),
      );
    }
    return found;
  }

  async listConfirmations(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredConfirmation>> {
    const found = new Map<string, StoredConfirmation>();
    for (const batch of inBatches(entityRefs, READ_BATCH)) {
      const rows: ConfirmationRow[] = await this.#knex(
        'runbook_confirmations',
      ).whereIn('entity_ref', batch);
      rows.forEach(row =>
        found.set(row.entity_ref, {
          href: row.href,
          by: row.confirmed_by,
          at: toInstant(row.at),
          note: row.note ?? undefined,
          covers: JSON.parse(row.covers),
        }),
      );
    }
    return found;
  }

  /** The newest confirmation is the one that counts. */
  async confirm(
    entityRef: string,
    { href, by, at, note, covers }: StoredConfirmation,
  ): Promise<void> {
    await this.#knex('runbook_confirmations')
      .insert({
        entity_ref: entityRef,
        href,
        confirmed_by: by,
        at: new Date(at),
        note: note ?? null,
        covers: JSON.stringify(covers),
      })
      .onConflict('entity_ref')
      .merge();
  }

  #due(now: Date): Knex.QueryBuilder {
    return this.#knex('runbook_checks')
      .where('due_at', '<=', now)
      .andWhere(free =>
        free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
      );
  }

  #next(now: Date, pauseMs: number): Date {
    return new Date(now.getTime() + pauseMs * (1 + JITTER * this.#random()));
  }
}

function describe(
  look: RunbookLook,
  isFirst: boolean,
  failingSince: Date | undefined,
  row: LookRow,
): string {
  if (isFirst) {
    return `${look.detail} That was once; it is asked again within an hour and a half.${row.result === 'reachable' ? ' It could be reached before.' : ''}`;
  }
  return failingSince
    ? `${look.detail} It failed first at ${failingSince.toISOString().slice(0, 16).replace('T', ' ')} UTC.`
    : look.detail;
}
