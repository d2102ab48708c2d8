import { FindingState } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { addToTrail } from '../reviews/trail';
import { dayOf } from '../waivers/Waiver';
import { DONE_BY_EVIDENCE, NewFinding, StoredFinding } from './Finding';
import { FindingRow, toFinding, toFindingRow } from './findingRows';

/** What a list of findings is narrowed to. */
export interface FindingFilter {
  states?: FindingState[];
  isOverdue?: boolean;
  entityRefs?: string[];
  ownerRefs?: string[];
}

/** Which findings somebody may read that name no integration: all, or those of some owners. */
export type PortfolioView = 'all' | { ownerRefs: readonly string[] };

/** Who changed a finding, and what of it. */
export interface FindingEdit {
  by: string;
  /** A sentence without its subject, for the trail. */
  what: string;
  at: Date;
  values: Partial<
    Pick<
      StoredFinding,
      'state' | 'ownerRef' | 'dueOn' | 'doneAt' | 'doneBy' | 'note' | 'href'
    >
  >;
}

/**
 * Keeps what reviews and drills found. A change is written together with its
 * entry in the trail.
 */
export class FindingStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  async find(id: string): Promise<StoredFinding | undefined> {
    const row: FindingRow | undefined = await this.#knex('findings')
      .where({ id })
      .first();
    return row && toFinding(row);
  }

  /** All that came of a review or a drill, the first first. */
  async listOf(
    origin: { reviewId: string } | { drillId: string },
  ): Promise<StoredFinding[]> {
    const rows: FindingRow[] = await this.#knex('findings')
      .where(
        'reviewId' in origin
          ? { review_id: origin.reviewId }
          : { drill_id: origin.drillId },
      )
      .orderBy(['created_at', 'id']);
    return rows.map(toFinding);
  }

  /** Of each integration what is open, what is due first first. */
  async listOpen(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredFinding[]>> {
    const found = new Map<string, StoredFinding[]>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: FindingRow[] = await this.#knex('findings')
        .whereIn('entity_ref', batch)
        .where('state', 'open')
        .orderBy(['due_on', 'id']);
      for (const finding of rows.map(toFinding)) {
        const ref = finding.entityRef!;
        found.set(ref, [...(found.get(ref) ?? []), finding]);
      }
    }
    return found;
  }

  /** Everything that is open of integrations that exist, and of the portfolio; what is due first first. */
  async listAllOpen(): Promise<StoredFinding[]> {
    const rows: FindingRow[] = await this.#visible(() => {}, 'all')
      .where('findings.state', 'open')
      .orderBy(['findings.due_on', 'findings.id']);
    return rows.map(toFinding);
  }

  /**
   * Overdue ones first, then what is open by its day, then what is over, the
   * latest first.
   */
  async list(
    filter: FindingFilter,
    readable: IntegrationQuery,
    page: {
      limit: number;
      offset: number;
      now: Date;
      portfolio: PortfolioView;
    },
  ): Promise<{ findings: StoredFinding[]; total: number }> {
    const matching = this.#visible(readable, page.portfolio);
    const narrow = (column: string, values: readonly string[] | undefined) => {
      if (values && values.length > 0) {
        matching.whereIn(column, [...values]);
      }
    };
    narrow('findings.state', filter.states);
    narrow('findings.entity_ref', filter.entityRefs);
    narrow('findings.owner_ref', filter.ownerRefs);
    if (filter.isOverdue !== undefined) {
      const today = dayOf(page.now);
      matching.whereRaw(
        filter.isOverdue
          ? "(findings.state = 'open' and findings.due_on < ?)"
          : "(findings.state <> 'open' or findings.due_on >= ?)",
        [today],
      );
    }
    const counted = await matching.clone().count({ count: '*' }).first();
    const rows: FindingRow[] = await matching
      .clone()
      .orderByRaw(
        "case when findings.state = 'open' then 0 else 1 end, case when findings.state = 'open' then findings.due_on end, findings.created_at desc, findings.id",
      )
      .limit(page.limit)
      .offset(page.offset);
    return {
      findings: rows.map(toFinding),
      total: Number(counted?.count ?? 0),
    };
  }

  /** How many of what may be read are overdue. */
  async countOverdue(
    readable: IntegrationQuery,
    options: { now: Date; portfolio: PortfolioView },
  ): Promise<number> {
    const row = await this.#visible(readable, options.portfolio)
      .where('findings.state', 'open')
      .where('findings.due_on', '<', dayOf(options.now))
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  /** Keeps a finding in a transaction; what it belongs to adds to its own trail. */
  async add(
    tx: Knex.Transaction,
    finding: NewFinding,
    now: Date,
    id: string = randomUUID(),
  ): Promise<StoredFinding> {
    const stored: StoredFinding = {
      ...finding,
      id,
      state: 'open',
      createdAt: now.toISOString(),
    };
    await tx('findings').insert(toFindingRow(stored));
    return stored;
  }

  /**
   * Changes what is open as it was read, in a transaction of its own.
   *
   * @returns undefined where somebody else was faster
   */
  change(
    read: StoredFinding,
    edit: FindingEdit,
  ): Promise<StoredFinding | undefined> {
    return this.#knex.transaction(async tx => {
      const changed = await this.changeIn(tx, read, edit);
      if (changed) {
        await addToTrail(tx, trailOf(changed, edit));
      }
      return changed;
    });
  }

  /** As `change`, in a transaction that adds to the trail itself. */
  async changeIn(
    tx: Knex.Transaction,
    read: StoredFinding,
    edit: FindingEdit,
  ): Promise<StoredFinding | undefined> {
    const changed = { ...read, ...edit.values };
    const { id, ...row } = toFindingRow(changed);
    const count = await tx('findings')
      .where({
        id,
        state: 'open',
        owner_ref: read.ownerRef,
        due_on: read.dueOn,
      })
      .update(row);
    return count > 0 ? changed : undefined;
  }

  /** Closes what is open and asks for checks that an integration now passes; each once. */
  async closeByEvidence(
    tx: Knex.Transaction,
    passed: ReadonlyArray<{ entityRef: string; checkId: string }>,
    now: Date,
  ): Promise<StoredFinding[]> {
    const checksOf = new Map<string, Set<string>>();
    for (const { entityRef, checkId } of passed) {
      const checks = checksOf.get(entityRef) ?? new Set();
      checksOf.set(entityRef, checks.add(checkId));
    }
    const open: FindingRow[] = [];
    for (const batch of inBatches([...checksOf.keys()], 500)) {
      open.push(
        ...(await tx('findings')
          .whereIn('entity_ref', batch)
          .where('state', 'open')
          .whereNotNull('check_id')),
      );
    }
    const closed: StoredFinding[] = [];
    for (const finding of open.map(toFinding)) {
      if (checksOf.get(finding.entityRef!)!.has(finding.checkId!)) {
        const edit: FindingEdit = {
          by: DONE_BY_EVIDENCE,
          what: `closed the finding “${finding.title}”: the check ${finding.checkId} passes`,
          at: now,
          values: {
            state: 'done',
            doneAt: now.toISOString(),
            doneBy: DONE_BY_EVIDENCE,
          },
        };
        const done = await this.changeIn(tx, finding, edit);
        if (done) {
          await addToTrail(tx, trailOf(done, edit));
          closed.push(done);
        }
      }
    }
    return closed;
  }

  /** Closes what is open though its check passes: who found it and who evaluated it did so at the same time. */
  async closeThatPass(now: Date): Promise<void> {
    const passed: Array<{ entityRef: string; checkId: string }> =
      await this.#knex('findings')
        .innerJoin('results', join =>
          join
            .on('results.entity_ref', 'findings.entity_ref')
            .andOn('results.check_id', 'findings.check_id'),
        )
        .where('findings.state', 'open')
        .where('results.result', 'pass')
        .select({
          entityRef: 'findings.entity_ref',
          checkId: 'findings.check_id',
        });
    if (passed.length > 0) {
      await this.#knex.transaction(async tx => {
        await this.closeByEvidence(tx, passed, now);
      });
    }
  }

  /** Withdraws what is open, in a transaction that adds to the trail itself; undefined where it is over. */
  async withdrawIn(
    tx: Knex.Transaction,
    id: string,
  ): Promise<StoredFinding | undefined> {
    const [row]: FindingRow[] = await tx('findings')
      .where({ id, state: 'open' })
      .update({ state: 'withdrawn' })
      .returning('*');
    return row && toFinding(row);
  }

  #visible(
    readable: IntegrationQuery,
    portfolio: PortfolioView,
  ): Knex.QueryBuilder {
    const visible = this.#projection
      .query()
      .select('projection_integrations.entity_ref');
    readable(visible);
    return this.#knex('findings').where(either => {
      either.whereIn('findings.entity_ref', visible);
      if (portfolio === 'all') {
        either.orWhereNull('findings.entity_ref');
      } else {
        either.orWhere(own =>
          own
            .whereNull('findings.entity_ref')
            .whereIn('findings.owner_ref', [...portfolio.ownerRefs]),
        );
      }
    });
  }
}

function trailOf(finding: StoredFinding, { at, by, what }: FindingEdit) {
  return {
    reviewId: finding.reviewId,
    findingId: finding.id,
    entityRef: finding.entityRef,
    at,
    by,
    what,
    changed: { findings: [finding] },
  };
}
