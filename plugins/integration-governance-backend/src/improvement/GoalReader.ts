import {
  CheckOutcome,
  Goal,
  GoalDetail,
  GoalState,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { NO_VALUE } from '../scorecard/integrationFilter';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { dayOf } from '../waivers/Waiver';
import { daysFrom } from './days';
import {
  GoalCounts,
  goalCheckIds,
  GoalPoint,
  JudgedForecast,
  stateOfGoal,
  StoredGoal,
} from './Goal';
import { GoalCounter } from './GoalCounter';
import { GoalHistory, withToday } from './GoalHistory';
import { GoalStore } from './GoalStore';
import { orderByImportance } from './openResults';

const SHOWN_OPEN = 500;

/** Worst first, as lists show them. */
const stateOrder: GoalState[] = [
  'missed',
  'late',
  'unknown',
  'on-track',
  'met',
  'closed',
];

/** Reminders are due this many days before the last day, and on it. */
const REMINDER_DAYS = [0, 1, 7, 14, 30];

/** A goal as the API shows it, but for what depends on who asks. */
export type ShownGoal = Omit<Goal, 'mayManage'>;

/** A goal that somebody should be reminded of. */
export interface GoalReminder {
  goal: ShownGoal;
  /** The same until the next reminder is due: who was told of it needs no other. */
  occasion: string;
  /** Until the last day; below 0 when it has passed. */
  daysLeft: number;
}

interface JudgedGoal {
  goal: StoredGoal;
  counts: GoalCounts;
  points: GoalPoint[];
  forecast: JudgedForecast;
  state: GoalState;
}

/** Goals as somebody may see them: counted over the integrations that they may read. */
export class GoalReader {
  readonly #store: GoalStore;
  readonly #counter: GoalCounter;
  readonly #history: GoalHistory;
  readonly #projection: IntegrationProjection;
  readonly #scorecards: ScorecardStore;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    store: GoalStore;
    counter: GoalCounter;
    history: GoalHistory;
    projection: IntegrationProjection;
    scorecards: ScorecardStore;
    checklist: ActiveChecklist;
  }) {
    this.#store = options.store;
    this.#counter = options.counter;
    this.#history = options.history;
    this.#projection = options.projection;
    this.#scorecards = options.scorecards;
    this.#checklist = options.checklist;
  }

  /** Those that are late first, then by date. */
  async list(
    filter: { states?: GoalState[]; ownerRefs?: string[] },
    readable: IntegrationQuery,
    now: Date,
  ): Promise<ShownGoal[]> {
    const { states, ownerRefs } = filter;
    const wanted = (await this.#store.list()).filter(
      ({ ownerRef }) =>
        !ownerRefs ||
        ownerRefs.length === 0 ||
        ownerRefs.includes(ownerRef ?? NO_VALUE),
    );
    const judged = await this.#judge(wanted, readable, now);
    return judged
      .filter(
        ({ state }) => !states || states.length === 0 || states.includes(state),
      )
      .sort(
        (left, right) =>
          stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state),
      )
      .map(toShown);
  }

  async show(
    goal: StoredGoal,
    readable: IntegrationQuery,
    now: Date,
  ): Promise<ShownGoal> {
    const [judged] = await this.#judge([goal], readable, now);
    return toShown(judged);
  }

  /** With the burn-down and what is still open. */
  async showDetail(
    goal: StoredGoal,
    readable: IntegrationQuery,
    now: Date,
  ): Promise<Omit<GoalDetail, 'mayManage'>> {
    const [judged] = await this.#judge([goal], readable, now, { whole: true });
    return {
      ...toShown(judged),
      points: judged.points,
      open: await this.#readOpen(goal, readable),
    };
  }

  /** Open goals that are not met, near their last day or past it; over all integrations. */
  async dueForReminder(now: Date): Promise<GoalReminder[]> {
    const goals = await this.#store.list({ open: true });
    const judged = await this.#judge(goals, () => {}, now);
    return judged.flatMap((one): GoalReminder[] => {
      const { goal, state, counts } = one;
      const daysLeft = daysFrom(dayOf(now), goal.dueOn);
      const stage =
        daysLeft < 0
          ? 'missed'
          : REMINDER_DAYS.find(threshold => daysLeft <= threshold);
      return state === 'met' || counts.total === 0 || stage === undefined
        ? []
        : [
            {
              goal: toShown(one),
              occasion: `${goal.id}/${goal.dueOn}/${stage}`,
              daysLeft,
            },
          ];
    });
  }

  async #judge(
    goals: readonly StoredGoal[],
    readable: IntegrationQuery,
    now: Date,
    options: { whole?: boolean } = {},
  ): Promise<JudgedGoal[]> {
    const ids = goals.map(({ id }) => id);
    const recorded = options.whole
      ? await this.#history.read(ids)
      : await this.#history.readLast(ids, now);
    const judged: JudgedGoal[] = [];
    for (const goal of goals) {
      const counts = await this.#counter.count(goal, readable);
      const isWhole = await this.#counter.mayReadAll(goal.filter, readable);
      const known = recorded.get(goal.id) ?? [];
      if (isWhole && !isRecorded(known, counts, now)) {
        await this.#history.recordCounts(goal, counts, now);
      }
      const points = goal.closedAt ? known : withToday(known, counts, now);
      const forecast = forecastOf(goal, isWhole, () =>
        this.#history.forecast(points, counts, now),
      );
      judged.push({
        goal,
        counts,
        points: isWhole ? points : [],
        forecast,
        state: stateOfGoal(goal, counts, forecast, now),
      });
    }
    return judged;
  }

  async #readOpen(
    goal: StoredGoal,
    readable: IntegrationQuery,
  ): Promise<GoalDetail['open']> {
    const rows: Array<{ facets: string }> = await orderByImportance(
      this.#projection.query(),
    )
      .whereIn(
        'projection_integrations.entity_ref',
        this.#counter.missing(goal, readable),
      )
      .select('projection_integrations.facets')
      .limit(SHOWN_OPEN);
    const integrations = rows.map((row): IntegrationFacets =>
      JSON.parse(row.facets),
    );
    const items = this.#checklist.current.items;
    const results = await this.#scorecards.readMissing(
      integrations.map(({ entityRef }) => entityRef),
      goalCheckIds(goal, this.#checklist.current),
    );
    return integrations.map(integration => {
      const own = results.get(integration.entityRef) ?? [];
      return {
        integration,
        missing: items.flatMap((item): CheckOutcome[] => {
          const result = own.find(({ checkId }) => checkId === item.id);
          return result
            ? [
                {
                  ...result,
                  questionId: item.question,
                  title: item.title,
                  attestable: item.attestable,
                },
              ]
            : [];
        }),
      };
    });
  }
}

function isRecorded(
  points: readonly GoalPoint[],
  { total, met }: GoalCounts,
  now: Date,
): boolean {
  const last = points.at(-1);
  return last?.day === dayOf(now) && last.total === total && last.met === met;
}

function forecastOf(
  goal: StoredGoal,
  isWhole: boolean,
  forecast: () => JudgedForecast,
): JudgedForecast {
  if (goal.closedAt) {
    return { pace: 'none', basis: 'It is closed.' };
  }
  return isWhole
    ? forecast()
    : {
        pace: 'none',
        basis:
          'History is kept of all integrations that match, and you may read only a part of them.',
      };
}

function toShown({ goal, counts, forecast, state }: JudgedGoal): ShownGoal {
  const { revision: _revision, ...rest } = goal;
  const { pace: _pace, ...shown } = forecast;
  return { ...rest, state, ...counts, forecast: shown };
}
