import { Knex } from 'knex';
import { GroupBy } from './groupIntegrations';

/** How many integrations a group had at the end of a day. */
export interface GroupSize {
  /** `2026-11-28`, in UTC. */
  day: string;
  integrations: number;
}

/** Reads from the scorecard's history how large groups were. */
export class GroupSizes {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * As it was on a day, or on the first day that is known after it; undefined
   * where no day is known.
   */
  async at(
    groupBy: GroupBy,
    key: string,
    day: string,
  ): Promise<GroupSize | undefined> {
    const own = () =>
      this.#knex('roll_up_days')
        .where({ group_by: groupBy, group_key: key })
        .select('day', 'integrations');
    // A day is only written where it differs from the one before.
    const before: GroupSize | undefined = await own()
      .where('day', '<=', day)
      .orderBy('day', 'desc')
      .first();
    return before
      ? { ...before, day }
      : own().where('day', '>', day).orderBy('day').first();
  }
}
