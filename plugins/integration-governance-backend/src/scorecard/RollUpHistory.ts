import {
  RollUpAnswer,
  ScorecardHistory,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { inBatches } from '../database';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { dayOf } from '../waivers/Waiver';
import { GROUP_BYS, GroupBy, groupIntegrations } from './groupIntegrations';
import { IntegrationFilter } from './integrationFilter';
import { rollUp } from './rollUp';
import { TallyReader } from './TallyReader';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 731;

/** What a history is of: the whole portfolio, or a group of one grouping. */
export type HistoryOf = { groupBy: 'all' } | { groupBy: GroupBy; key: string };

interface HistoryRow {
  group_by: string;
  group_key: string;
  day: string;
  integrations: number;
  yes_share: number | null;
  answers: string;
}

type Summary = Pick<HistoryRow, 'integrations' | 'yes_share' | 'answers'>;

/**
 * The answers of the portfolio and of each group as they were at the end of
 * each day. A day is only written where it differs from the one before, so that
 * two years are read as quickly as two weeks.
 */
export class RollUpHistory {
  readonly #knex: Knex;
  readonly #checklist: ActiveChecklist;
  readonly #tallies: TallyReader;
  readonly #surroundings: SurroundingsCache;

  constructor(options: {
    knex: Knex;
    checklist: ActiveChecklist;
    tallies: TallyReader;
    surroundings: SurroundingsCache;
  }) {
    this.#knex = options.knex;
    this.#checklist = options.checklist;
    this.#tallies = options.tallies;
    this.#surroundings = options.surroundings;
  }

  /** Writes what is so today; the last of a day stays. */
  async record(now: Date): Promise<void> {
    const today = dayOf(now);
    this.#tallies.forget();
    const surroundings = await this.#surroundings.get();
    const { questionIds } = this.#checklist.current;
    const everything = await this.#tallies.read(undefined, {}, () => {});
    const total = rollUp(
      { key: 'all', title: 'All', depth: 0 },
      everything,
      questionIds,
    );
    await this.#write('all', today, [total]);
    for (const groupBy of GROUP_BYS) {
      const tallies = await this.#tallies.read(groupBy, {}, () => {});
      await this.#write(
        groupBy,
        today,
        groupIntegrations(groupBy, tallies, surroundings, questionIds),
      );
    }
    await this.#forget(now);
  }

  /**
   * The days on which something changed, oldest first; between them it was as
   * on the day before. The first is how it was when `from` began.
   *
   * @returns without points, and with the reason, where the caller may not read
   *   every integration of the group
   */
  async read(
    of: HistoryOf,
    range: { from: string; to: string },
    readable: IntegrationQuery,
  ): Promise<ScorecardHistory> {
    if (!(await this.#mayReadAll(of, readable))) {
      return {
        points: [],
        because:
          'History is kept of whole groups, and you may read only a part of this one.',
      };
    }
    const own = { group_by: of.groupBy, group_key: keyOf(of) };
    const before: HistoryRow | undefined = await this.#knex('roll_up_days')
      .where(own)
      .where('day', '<', range.from)
      .orderBy('day', 'desc')
      .first();
    const rows: HistoryRow[] = await this.#knex('roll_up_days')
      .where(own)
      .whereBetween('day', [range.from, range.to])
      .orderBy('day');
    const first = before ? [{ ...before, day: range.from }] : [];
    const all = rows[0]?.day === range.from ? rows : [...first, ...rows];
    return {
      points: all.map(row => ({
        day: row.day,
        integrations: row.integrations,
        yesShare: row.yes_share,
        answers: JSON.parse(row.answers) as RollUpAnswer[],
      })),
    };
  }

  async #write(
    groupBy: string,
    today: string,
    groups: ReturnType<typeof groupIntegrations>,
  ): Promise<void> {
    const stored = await this.#latest(groupBy);
    const current = new Map<string, Summary>(
      groups.map(({ key, integrations, yesShare, answers }) => [
        key,
        {
          integrations,
          yes_share: yesShare,
          answers: JSON.stringify(answers),
        },
      ]),
    );
    for (const key of stored.keys()) {
      if (!current.has(key)) {
        current.set(key, { integrations: 0, yes_share: null, answers: '[]' });
      }
    }
    const different = [...current]
      .filter(([key, summary]) => {
        const old = stored.get(key);
        return (
          old?.answers !== summary.answers ||
          old.integrations !== summary.integrations ||
          // The weight of an integration can change alone.
          old.yes_share !== summary.yes_share
        );
      })
      .map(([key, summary]) => ({
        group_by: groupBy,
        group_key: key,
        day: today,
        ...summary,
      }));
    for (const batch of inBatches(different)) {
      await this.#knex('roll_up_days')
        .insert(batch)
        .onConflict(['group_by', 'group_key', 'day'])
        .merge();
    }
  }

  /** What is stored last of each group. */
  async #latest(groupBy: string): Promise<Map<string, HistoryRow>> {
    const rows: HistoryRow[] = await this.#knex('roll_up_days')
      .where('group_by', groupBy)
      .whereIn(
        ['group_key', 'day'],
        this.#knex('roll_up_days')
          .where('group_by', groupBy)
          .groupBy('group_key')
          .select('group_key')
          .max('day'),
      );
    return new Map(rows.map(row => [row.group_key, row]));
  }

  /** Of what is older than two years, only the last day of each group stays. */
  async #forget(now: Date): Promise<void> {
    const bound = dayOf(new Date(now.getTime() - KEPT_DAYS * DAY_MS));
    await this.#knex('roll_up_days')
      .where('day', '<', bound)
      .whereExists(
        this.#knex('roll_up_days as later')
          .whereRaw('later.group_by = roll_up_days.group_by')
          .whereRaw('later.group_key = roll_up_days.group_key')
          .whereRaw('later.day > roll_up_days.day')
          .where('later.day', '<=', bound),
      )
      .delete();
  }

  async #mayReadAll(
    of: HistoryOf,
    readable: IntegrationQuery,
  ): Promise<boolean> {
    if (this.#tallies.isEverything(readable)) {
      return true;
    }
    const filter = await this.#filterOf(of);
    const [all, own] = await Promise.all([
      this.#tallies.count(filter, () => {}),
      this.#tallies.count(filter, readable),
    ]);
    return all === own;
  }

  async #filterOf(of: HistoryOf): Promise<IntegrationFilter> {
    if (of.groupBy === 'all') {
      return {};
    }
    const { groupBy, key } = of;
    if (groupBy === 'team') {
      const surroundings = await this.#surroundings.get();
      return { owner: surroundings.withinGroup(key) };
    }
    return { [groupBy === 'platform' ? 'via' : groupBy]: [key] };
  }
}

function keyOf(of: HistoryOf): string {
  return of.groupBy === 'all' ? 'all' : of.key;
}
