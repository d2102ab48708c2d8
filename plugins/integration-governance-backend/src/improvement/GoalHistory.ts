import { dayOf } from '../waivers/Waiver';
import { burnDown } from './burnDown';
import { addDays, DAY_MS, daysBetween } from './days';
import { forecastGoal, FORECAST_DAYS } from './forecastGoal';
import { GoalCounts, GoalPoint, JudgedForecast, StoredGoal } from './Goal';
import { GoalCounter } from './GoalCounter';
import { GoalStore } from './GoalStore';

/**
 * How far goals were, day by day, over all integrations: nobody reads it who may
 * not read each of them.
 */
export class GoalHistory {
  readonly #store: GoalStore;
  readonly #counter: GoalCounter;

  constructor(options: { store: GoalStore; counter: GoalCounter }) {
    this.#store = options.store;
    this.#counter = options.counter;
  }

  /** Writes how far every open goal is today; the last of a day stays. */
  async record(now: Date): Promise<void> {
    for (const goal of await this.#store.list({ open: true })) {
      await this.recordCounts(
        goal,
        await this.#counter.count(goal, () => {}),
        now,
      );
    }
  }

  /** Writes how far a goal is today, where it has just been counted over everything. */
  async recordCounts(
    goal: StoredGoal,
    counts: GoalCounts,
    now: Date,
  ): Promise<void> {
    if (!goal.closedAt) {
      await this.#store.writePoints(goal.id, [{ day: dayOf(now), ...counts }]);
    }
  }

  /**
   * Finds out how far a goal was before anybody counted, from each change of a
   * result: up to ninety days before it was set. Days before the first result
   * are left out.
   */
  async fillBack(goal: StoredGoal, now: Date): Promise<void> {
    const first = new Date(Date.parse(goal.setAt) - FORECAST_DAYS * DAY_MS);
    const [changes, counts] = await Promise.all([
      this.#counter.listChanges(goal),
      this.#counter.count(goal, () => {}),
    ]);
    const today = dayOf(now);
    const points = burnDown(changes, daysBetween(first, now)).filter(
      ({ day, total }) => day !== today && total > 0,
    );
    await this.#store.replacePoints(goal.id, [
      ...points,
      { day: today, ...counts },
    ]);
  }

  /** Of each goal its days, in their order. */
  read(goalIds: readonly string[]): Promise<Map<string, GoalPoint[]>> {
    return this.#store.listPoints(goalIds);
  }

  /** Of each goal as many of its last days as a forecast looks at. */
  readLast(
    goalIds: readonly string[],
    now: Date,
  ): Promise<Map<string, GoalPoint[]>> {
    return this.#store.listPoints(goalIds, addDays(dayOf(now), -FORECAST_DAYS));
  }

  forecast(
    points: readonly GoalPoint[],
    counts: GoalCounts,
    now: Date,
  ): JudgedForecast {
    return forecastGoal(withToday(points, counts, now));
  }
}

/** What was recorded, and what is so now. */
export function withToday(
  points: readonly GoalPoint[],
  counts: GoalCounts,
  now: Date,
): GoalPoint[] {
  const today = dayOf(now);
  return [
    ...points.filter(({ day }) => day < today),
    { day: today, ...counts },
  ];
}
