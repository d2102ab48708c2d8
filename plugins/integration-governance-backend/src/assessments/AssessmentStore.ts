import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../database';
import {
  FrozenChecklist,
  FrozenIntegration,
  StoredAssessment,
} from './Assessment';
import { toFrozenRow } from './frozenRow';

/** The newest that are kept, beside one that runs. */
const KEPT = 40;

interface AssessmentRecord {
  id: string;
  title: string;
  note: string | null;
  state: StoredAssessment['state'];
  because: string | null;
  started_at: StoredInstant;
  started_by: string;
  lease_until: StoredInstant;
  frozen_at: StoredInstant | null;
  checklist: string;
  total: number;
  done: number;
}

/** What somebody starts. */
export type NewAssessment = Pick<
  StoredAssessment,
  'title' | 'note' | 'startedBy' | 'checklist' | 'total'
>;

/**
 * Keeps assessments. Whoever runs one holds a lease on it, and writes only
 * while it holds: what was given up for dead is never finished later.
 */
export class AssessmentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(id: string): Promise<StoredAssessment | undefined> {
    const row: AssessmentRecord | undefined = await this.#knex('assessments')
      .where({ id })
      .first();
    return row && toAssessment(row);
  }

  async findRunning(): Promise<StoredAssessment | undefined> {
    const row: AssessmentRecord | undefined = await this.#knex('assessments')
      .where({ state: 'running' })
      .first();
    return row && toAssessment(row);
  }

  /** The latest finished one that began before an instant. */
  async findDoneBefore(instant: string): Promise<StoredAssessment | undefined> {
    const row: AssessmentRecord | undefined = await this.#knex('assessments')
      .where({ state: 'done' })
      .where('started_at', '<', new Date(instant))
      .orderBy('started_at', 'desc')
      .first();
    return row && toAssessment(row);
  }

  /** Newest first. */
  async list(page: {
    limit: number;
    offset: number;
  }): Promise<{ assessments: StoredAssessment[]; total: number }> {
    const counted = await this.#knex('assessments')
      .count({ count: 'id' })
      .first();
    const rows: AssessmentRecord[] = await this.#knex('assessments')
      .orderBy([{ column: 'started_at', order: 'desc' }, { column: 'id' }])
      .limit(page.limit)
      .offset(page.offset);
    return {
      assessments: rows.map(toAssessment),
      total: Number(counted?.count ?? 0),
    };
  }

  /** @returns its id; undefined where another one runs */
  async start(
    assessment: NewAssessment,
    now: Date,
    leaseUntil: Date,
  ): Promise<string | undefined> {
    const id = randomUUID();
    const inserted = await this.#knex('assessments')
      .insert({
        id,
        title: assessment.title,
        note: assessment.note ?? null,
        state: 'running',
        running_key: 'running',
        started_at: now,
        started_by: assessment.startedBy,
        lease_until: leaseUntil,
        checklist_version: assessment.checklist.version,
        checklist: JSON.stringify(assessment.checklist),
        total: assessment.total,
        done: 0,
      })
      .onConflict('running_key')
      .ignore()
      .returning('id');
    return inserted.length > 0 ? id : undefined;
  }

  /**
   * Freezes integrations, and takes the lease further. One that is frozen again
   * takes the place of what was.
   *
   * @returns false where it does not run any more
   */
  async freeze(
    assessment: { id: string; checklist: FrozenChecklist },
    integrations: readonly FrozenIntegration[],
    progress: { done: number; leaseUntil: Date },
  ): Promise<boolean> {
    const { id, checklist } = assessment;
    const rows = integrations.map(one => toFrozenRow(id, checklist, one));
    return this.#knex.transaction(async tx => {
      const held = await tx('assessments')
        .where({ id, state: 'running' })
        .update({ done: progress.done, lease_until: progress.leaseUntil });
      if (held === 0) {
        return false;
      }
      for (const batch of inBatches(rows)) {
        await tx('assessment_rows')
          .insert(batch)
          .onConflict(['assessment_id', 'entity_ref'])
          .merge();
      }
      return true;
    });
  }

  /**
   * From now on nothing of it changes.
   *
   * @returns false where it does not run any more
   */
  async finish(id: string, done: number, now: Date): Promise<boolean> {
    const changed = await this.#knex('assessments')
      .where({ id, state: 'running' })
      .update({
        state: 'done',
        running_key: null,
        frozen_at: now,
        total: done,
        done,
      });
    return changed > 0;
  }

  /** Ends one that runs, and forgets what it has frozen so far. */
  async fail(id: string, because: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      const changed = await tx('assessments')
        .where({ id, state: 'running' })
        .update({ state: 'failed', running_key: null, because });
      if (changed > 0) {
        await tx('assessment_rows').where({ assessment_id: id }).delete();
      }
    });
  }

  /** Ends what nobody runs any more. */
  async failOverdue(now: Date): Promise<void> {
    const rows: AssessmentRecord[] = await this.#knex('assessments')
      .where({ state: 'running' })
      .where('lease_until', '<', now);
    for (const { id, done, total } of rows) {
      await this.#knex.transaction(async tx => {
        const changed = await tx('assessments')
          .where({ id, state: 'running' })
          .where('lease_until', '<', now)
          .update({
            state: 'failed',
            running_key: null,
            because: `The backend that ran it stopped at ${done} of ${total} integrations. Start it again.`,
          });
        if (changed > 0) {
          await tx('assessment_rows').where({ assessment_id: id }).delete();
        }
      });
    }
  }

  /** Forgets all but the newest. */
  async prune(): Promise<void> {
    const rows: Array<{ id: string }> = await this.#knex('assessments')
      .whereNot({ state: 'running' })
      .orderBy('started_at', 'desc')
      .select('id');
    for (const { id } of rows.slice(KEPT)) {
      await this.#knex('assessment_rows').where({ assessment_id: id }).delete();
      await this.#knex('assessments').where({ id }).delete();
    }
  }
}

function toAssessment(row: AssessmentRecord): StoredAssessment {
  return {
    id: row.id,
    title: row.title,
    note: row.note ?? undefined,
    state: row.state,
    because: row.because ?? undefined,
    startedAt: toInstant(row.started_at),
    startedBy: row.started_by,
    frozenAt: toOptionalInstant(row.frozen_at),
    checklist: JSON.parse(row.checklist),
    total: row.total,
    done: row.done,
  };
}
