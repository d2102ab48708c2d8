import {
  DAY_HOURS,
  HourGrid,
  HourlyOperation,
  hourOfWeek,
  isWeekend,
  WEEK_HOURS,
} from './HourGrid';
import { IndicatorTraits } from './indicators';
import { medianOf } from './robust';

/** So many events, or calls with their durations, count as much as all other hours of its kind. */
const SHRINK_EVENTS = 60;
const SHRINK_CALLS = 100;
const SHRINK_RUNS = 2;

/** And at least so many weeks: a weekday of its own is rarer than a wild day. */
const SHRINK_WEEKS = 1.5;

/**
 * The most that an hour's mean can be of the usual: some calls at their
 * time-out make the mean of a quiet hour anything.
 */
export function capOf(count: number): number {
  return 2 + 6 / Math.sqrt(Math.max(1, count));
}

const kindOf = (hour: number) =>
  (hour % DAY_HOURS) + (isWeekend(hour) ? DAY_HOURS : 0);

/**
 * What is usual for an operation at each hour of the week: the mean of the
 * hours that count, drawn towards the same hour of all working days, or of
 * Saturday and Sunday.
 */
export class UsualWeek {
  /** A level for each hour of the week; NaN where nothing is known. */
  readonly levels = new Float64Array(WEEK_HOURS);
  /** Of all hours, of what is averaged: the operation's share is by it. */
  total = 0;

  readonly #sums = new Float64Array(WEEK_HOURS);
  readonly #counts = new Float64Array(WEEK_HOURS);
  readonly #kinds = new Float64Array(2 * DAY_HOURS);
  #shrink = 1;
  #hours = 0;

  /** @param counts - for each hour of the grid, whether it is one to learn from */
  static learn(
    grid: HourGrid,
    operation: HourlyOperation,
    traits: IndicatorTraits,
    counts: Uint8Array,
  ): UsualWeek {
    const week = new UsualWeek();
    const { countsEvents } = traits;
    const first = hourOfWeek(grid.startMs);
    if (!countsEvents) {
      week.#add(operation, counts, first, false);
      week.#average(traits);
      week.#clear();
    }
    week.#add(operation, counts, first, !countsEvents);
    week.#average(traits);
    for (let hour = 0; hour < WEEK_HOURS; hour += 1) {
      week.levels[hour] = week.#levelOf(
        hour,
        week.#counts[hour],
        week.#sums[hour],
      );
    }
    return week;
  }

  /**
   * What is usual by the middle of the hours of a kind, which days that were
   * slow as a whole don't move. Single weekdays have too few hours for that.
   */
  static guess(
    grid: HourGrid,
    { counts, sums }: HourlyOperation,
    isLearnt: Uint8Array,
  ): UsualWeek {
    const week = new UsualWeek();
    const first = hourOfWeek(grid.startMs);
    const means: number[][] = Array.from({ length: 2 * DAY_HOURS }, () => []);
    for (let at = 0; at < counts.length; at += 1) {
      if (isLearnt[at] === 1 && counts[at] > 0) {
        const kind = kindOf((first + at) % WEEK_HOURS);
        means[kind].push(sums[at] / counts[at]);
      }
    }
    const middles = means.map(medianOf);
    for (let hour = 0; hour < WEEK_HOURS; hour += 1) {
      week.levels[hour] = middles[kindOf(hour)] || 0;
    }
    return week;
  }

  /** Whether single hours can be taken out again. */
  get isLearnt(): boolean {
    return this.#hours > 0;
  }

  /** The level of an hour as it would be without this hour, which was learnt from. */
  levelWithout(hour: number, count: number, sum: number): number {
    const usual = this.#kinds[kindOf(hour)] * count * capOf(count);
    return this.#levelOf(
      hour,
      Math.max(0, this.#counts[hour] - count),
      Math.max(0, this.#sums[hour] - Math.min(sum, usual)),
    );
  }

  #levelOf(hour: number, count: number, sum: number): number {
    const kind = this.#kinds[kindOf(hour)];
    return (sum + this.#shrink * kind) / (count + this.#shrink);
  }

  #clear(): void {
    this.#hours = 0;
    this.#sums.fill(0);
    this.#counts.fill(0);
  }

  #add(
    { counts, sums }: HourlyOperation,
    isLearnt: Uint8Array,
    first: number,
    isCapped: boolean,
  ): void {
    for (let at = 0, hour = first; at < counts.length; at += 1, hour += 1) {
      if (hour === WEEK_HOURS) {
        hour = 0;
      }
      const count = counts[at];
      if (isLearnt[at] === 1 && count > 0) {
        this.#hours += 1;
        const sum = sums[at];
        this.#counts[hour] += count;
        this.#sums[hour] += isCapped
          ? Math.min(sum, this.#kinds[kindOf(hour)] * count * capOf(count))
          : sum;
      }
    }
  }

  #average(traits: IndicatorTraits): void {
    const counts = new Float64Array(2 * DAY_HOURS);
    const sums = new Float64Array(2 * DAY_HOURS);
    let count = 0;
    let sum = 0;
    for (let hour = 0; hour < WEEK_HOURS; hour += 1) {
      const kind = kindOf(hour);
      counts[kind] += this.#counts[hour];
      sums[kind] += this.#sums[hour];
      count += this.#counts[hour];
      sum += this.#sums[hour];
    }
    this.total = sum;
    // Where nothing ever failed, half a failure is the best guess.
    const overall =
      count > 0 ? (sum + (traits.countsEvents ? 0.5 : 0)) / count : 0;
    const few = overall > 0 ? shrinkOf(traits, overall) : 1;
    for (let kind = 0; kind < 2 * DAY_HOURS; kind += 1) {
      this.#kinds[kind] = (sums[kind] + few * overall) / (counts[kind] + few);
    }
    const hourly = count / Math.max(1, this.#hours);
    this.#shrink = Math.max(few, SHRINK_WEEKS * hourly);
  }
}

function shrinkOf(traits: IndicatorTraits, overall: number): number {
  if (traits.countsEvents) {
    return SHRINK_EVENTS / overall;
  }
  return traits.fewestADay > 1 ? SHRINK_CALLS : SHRINK_RUNS;
}
