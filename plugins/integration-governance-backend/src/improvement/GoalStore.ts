import { GoalRequest } from '@tieline/plugin-integrations-common/governance';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../database';
import { GoalPoint, StoredGoal } from './Goal';

interface GoalRow {
  id: string;
  revision: number;
  title: string;
  check_ids: string;
  question_ids: string;
  filter: string;
  due_day: string;
  owner_ref: string | null;
  set_by: string;
  set_at: StoredInstant;
  closed_at: StoredInstant | null;
  closed_by: string | null;
  close_reason: string | null;
}

/** Goals, and how far each was at the end of each day. */
export class GoalStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(id: string): Promise<StoredGoal | undefined> {
    const row: GoalRow | undefined = await this.#knex('goals')
      .where({ id })
      .first();
    return row && toGoal(row);
  }

  /** By date. */
  async list(options: { open?: boolean } = {}): Promise<StoredGoal[]> {
    const query = this.#knex('goals').orderBy(['due_day', 'title', 'id']);
    if (options.open) {
      query.whereNull('closed_at');
    }
    const rows: GoalRow[] = await query;
    return rows.map(toGoal);
  }

  /** @returns the goal's id */
  async add(goal: GoalRequest, setBy: string, now: Date): Promise<string> {
    const id = randomUUID();
    await this.#knex('goals').insert({
      id,
      revision: 1,
      ...toRow(goal),
      set_by: setBy,
      set_at: now,
    });
    return id;
  }

  /**
   * @param given - as it was read
   * @returns false where somebody else has changed or closed it since
   */
  async change(given: StoredGoal, goal: GoalRequest): Promise<boolean> {
    const changed = await this.#knex('goals')
      .where({ id: given.id, revision: given.revision })
      .whereNull('closed_at')
      .update({ ...toRow(goal), revision: given.revision + 1 });
    return changed > 0;
  }

  /** @returns false where it is closed already */
  async close(
    id: string,
    closure: { by: string; reason: string },
    now: Date,
  ): Promise<boolean> {
    const changed = await this.#knex('goals')
      .where({ id })
      .whereNull('closed_at')
      .update({
        closed_at: now,
        closed_by: closure.by,
        close_reason: closure.reason,
        revision: this.#knex.raw('revision + 1'),
      });
    return changed > 0;
  }

  /** Takes the place of what is known of the same days. */
  async writePoints(
    goalId: string,
    points: readonly GoalPoint[],
  ): Promise<void> {
    for (const batch of inBatches(points)) {
      await this.#knex('goal_days')
        .insert(batch.map(point => ({ goal_id: goalId, ...point })))
        .onConflict(['goal_id', 'day'])
        .merge();
    }
  }

  /** Takes the place of all that is known. */
  async replacePoints(
    goalId: string,
    points: readonly GoalPoint[],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      await tx('goal_days').where('goal_id', goalId).delete();
      for (const batch of inBatches(points)) {
        await tx('goal_days')
          .insert(batch.map(point => ({ goal_id: goalId, ...point })))
          .onConflict(['goal_id', 'day'])
          .merge();
      }
    });
  }

  /** Of each goal its days, in their order. */
  async listPoints(
    goalIds: readonly string[],
    from?: string,
  ): Promise<Map<string, GoalPoint[]>> {
    const found = new Map<string, GoalPoint[]>();
    for (const batch of inBatches(goalIds)) {
      const query = this.#knex('goal_days')
        .whereIn('goal_id', batch)
        .orderBy(['goal_id', 'day']);
      if (from) {
        query.where('day', '>=', from);
      }
      const rows: Array<GoalPoint & { goal_id: string }> = await query;
      for (const { goal_id, day, total, met } of rows) {
        const points = found.get(goal_id) ?? [];
        points.push({ day, total, met });
        found.set(goal_id, points);
      }
    }
    return found;
  }
}

function toRow(goal: GoalRequest) {
  return {
    title: goal.title,
    check_ids: JSON.stringify(goal.checkIds ?? []),
    question_ids: JSON.stringify(goal.questionIds ?? []),
    filter: JSON.stringify(goal.filter),
    due_day: goal.dueOn,
    owner_ref: goal.ownerRef ?? null,
  };
}

function toGoal(row: GoalRow): StoredGoal {
  return {
    id: row.id,
    revision: row.revision,
    title: row.title,
    checkIds: JSON.parse(row.check_ids),
    questionIds: JSON.parse(row.question_ids),
    filter: JSON.parse(row.filter),
    dueOn: row.due_day,
    ownerRef: row.owner_ref ?? undefined,
    setBy: row.set_by,
    setAt: toInstant(row.set_at),
    closedAt: toOptionalInstant(row.closed_at),
    closedBy: row.closed_by ?? undefined,
    closeReason: row.close_reason ?? undefined,
  };
}
