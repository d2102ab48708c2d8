import { findSpoiltHours, findThinHours, HourState } from './hourStates';
import { DAY_HOURS, HourGrid, hourOfWeek, WEEK_HOURS } from './HourGrid';
import { IndicatorTraits } from './indicators';
import { medianOf } from './robust';
import { capOf, UsualWeek } from './UsualWeek';

/** What is usual for an operation, and its share, which is fixed: a change of mix changes no level. */
export interface UsualOperation {
  operation: string;
  weight: number;
  /** A level for each hour of the week, from the first hour of a Thursday, UTC. */
  levels: ArrayLike<number>;
}

/** Twenty-four hours against the same hours of earlier weeks. */
export interface DayLevel {
  /** The natural logarithm of the ratio to the usual; NaN where the day can't be judged. */
  level: number;
  /** How much the day is worth, from 0 to 1: less where much of it is spoilt or quiet. */
  weight: number;
  /** Of what is averaged, in the hours that count, and what is usual for them. */
  sum: number;
  usual: number;
  count: number;
}

export interface MeasuredDays {
  /** The newest first. */
  days: DayLevel[];
  /** The natural logarithm of each hour's ratio to the usual; NaN where it is not to be used. */
  hours: Float64Array;
  usual: UsualOperation[];
}

/** A day is judged by operations that make up so much of the usual. */
const LEAST_SHARE = 0.3;

/** And by hours that have so much of its usual calls. */
const LEAST_HOURS = 0.25;
/** From so much on it is worth as much as any. */
const ENOUGH_HOURS = 0.6;

/** What a day with hardly any traffic is worth, such as a holiday: it is not like others. */
export const QUIET_WEIGHT = 0.25;

/** Usual levels, learnt from the hours from `fromHour` to before `untilHour`, and each day against them. */
export function measureDays(
  grid: HourGrid,
  traits: IndicatorTraits,
  learn: { fromHour: number; untilHour: number },
): MeasuredDays {
  const states = findThinHours(grid, traits);
  const { isUsable, quietDays } = states;
  const learnt = new Uint8Array(grid.hours);
  const choose = (leftOut: Uint8Array) => {
    for (let at = 0; at < grid.hours; at += 1) {
      const isLearnt = at >= learn.fromHour && at < learn.untilHour;
      learnt[at] = isLearnt && !leftOut[dayOf(grid, at)] ? isUsable[at] : 0;
    }
  };
  choose(quietDays);
  const rough = learnAll(grid, traits, learnt, true);
  findSpoiltHours(grid, traits, states, expectAll(grid, rough, learnt));
  choose(findSpoiltDays(grid, states, learn));
  const weeks = learnAll(grid, traits, learnt, false);
  const expected = expectAll(grid, weeks, learnt);
  findSpoiltHours(grid, traits, states, expected);
  const total = weeks.reduce((sum, week) => sum + week.total, 0);
  const usual = grid.operations.map(({ operation }, nth) => ({
    operation,
    weight: total > 0 ? weeks[nth].total / total : 0,
    levels: weeks[nth].levels,
  }));
  return toDays(grid, traits, states, expected, usual);
}

/** A day this far off the middle of the days to learn from says nothing of what is usual, whatever the noise. */
const SPOILT_DAY_BY = 0.12;
const SPOILT_DAY_SIGMAS = 3;

/** Quiet days, and days that were slow (or fast) as a whole, as while recovering from an outage. */
function findSpoiltDays(
  grid: HourGrid,
  { isUsable, levels, quietDays }: HourState,
  { fromHour, untilHour }: { fromHour: number; untilHour: number },
): Uint8Array {
  const spoilt = quietDays.slice();
  const middles: number[] = [];
  for (let day = 0; day < spoilt.length; day += 1) {
    const until = grid.hours - day * DAY_HOURS;
    const from = Math.max(0, until - DAY_HOURS);
    const within: number[] = [];
    for (let at = from; at < until; at += 1) {
      if (isUsable[at] === 1 && at >= fromHour && at < untilHour) {
        within.push(levels[at]);
      }
    }
    middles.push(spoilt[day] ? NaN : medianOf(within));
  }
  const known = middles.filter(level => !Number.isNaN(level));
  const centre = medianOf(known);
  const deviations = known.map(level => Math.abs(level - centre));
  const sigma = 1.4826 * medianOf(deviations);
  const limit = Math.max(SPOILT_DAY_BY, SPOILT_DAY_SIGMAS * sigma);
  middles.forEach((level, day) => {
    if (Math.abs(level - centre) > limit) {
      spoilt[day] = 1;
    }
  });
  return spoilt;
}

/** Each day against levels that were learnt before. */
export function measureAgainst(
  grid: HourGrid,
  traits: IndicatorTraits,
  usual: readonly UsualOperation[],
): MeasuredDays {
  const operations = usual.map(
    ({ operation }) =>
      grid.operations.find(one => one.operation === operation) ?? {
        operation,
        counts: new Float64Array(grid.hours),
        sums: new Float64Array(grid.hours),
      },
  );
  const known = { ...grid, operations };
  const states = findThinHours(known, traits);
  const first = hourOfWeek(grid.startMs);
  const expected = operations.map(({ counts }, nth) =>
    counts.map(
      (count, at) => count * usual[nth].levels[(first + at) % WEEK_HOURS],
    ),
  );
  findSpoiltHours(known, traits, states, expected);
  return toDays(known, traits, states, expected, [...usual]);
}

function dayOf(grid: HourGrid, at: number): number {
  return Math.floor((grid.hours - 1 - at) / DAY_HOURS);
}

function learnAll(
  grid: HourGrid,
  traits: IndicatorTraits,
  learnt: Uint8Array,
  isRough: boolean,
): UsualWeek[] {
  return grid.operations.map(operation =>
    isRough && !traits.countsEvents
      ? UsualWeek.guess(grid, operation, learnt)
      : UsualWeek.learn(grid, operation, traits, learnt),
  );
}

/** What each hour's calls would usually sum up to; an hour that was learnt from is not held against itself. */
function expectAll(
  grid: HourGrid,
  weeks: readonly UsualWeek[],
  learnt: Uint8Array,
): Float64Array[] {
  const first = hourOfWeek(grid.startMs);
  return grid.operations.map(({ counts, sums }, nth) => {
    const week = weeks[nth];
    const expected = new Float64Array(grid.hours);
    for (let at = 0, hour = first; at < grid.hours; at += 1, hour += 1) {
      if (hour === WEEK_HOURS) {
        hour = 0;
      }
      const count = counts[at];
      if (count > 0) {
        expected[at] =
          count *
          (learnt[at] === 1 && week.isLearnt
            ? week.levelWithout(hour, count, sums[at])
            : week.levels[hour]);
      }
    }
    return expected;
  });
}

function toDays(
  grid: HourGrid,
  traits: IndicatorTraits,
  states: HourState,
  expected: readonly Float64Array[],
  usual: UsualOperation[],
): MeasuredDays {
  const days: DayLevel[] = [];
  const count = Math.floor(grid.hours / DAY_HOURS);
  for (let day = 0; day < count; day += 1) {
    const until = grid.hours - day * DAY_HOURS;
    days.push(
      toDay(grid, traits, states, expected, usual, {
        day,
        from: until - DAY_HOURS,
        until,
      }),
    );
  }
  return { days, hours: states.levels, usual };
}

function toDay(
  grid: HourGrid,
  traits: IndicatorTraits,
  { isUsable, usualCounts, quietDays }: HourState,
  expected: readonly Float64Array[],
  usual: readonly UsualOperation[],
  { day, from, until }: { day: number; from: number; until: number },
): DayLevel {
  const { countsEvents, fewestADay } = traits;
  let usable = 0;
  let all = 0;
  for (let at = from; at < until; at += 1) {
    all += usualCounts[at];
    usable += isUsable[at] === 1 ? usualCounts[at] : 0;
  }
  const result: DayLevel = {
    level: NaN,
    weight: 0,
    sum: 0,
    usual: 0,
    count: 0,
  };
  let weight = 0;
  let ratios = 0;
  grid.operations.forEach(({ counts, sums }, nth) => {
    let sum = 0;
    let wanted = 0;
    for (let at = from; at < until; at += 1) {
      const expects = expected[nth][at];
      if (isUsable[at] === 1 && expects > 0) {
        sum += countsEvents
          ? sums[at]
          : Math.min(sums[at], expects * capOf(counts[at]));
        wanted += expects;
        result.count += counts[at];
      }
    }
    result.sum += sum;
    result.usual += wanted;
    if (wanted > 0) {
      weight += usual[nth].weight;
      ratios += (usual[nth].weight * sum) / wanted;
    }
  });
  const share = all > 0 ? usable / all : 0;
  if (
    share < LEAST_HOURS ||
    weight < LEAST_SHARE ||
    result.count < fewestADay ||
    !(result.usual > 0)
  ) {
    return result;
  }
  result.weight = Math.min(1, share / ENOUGH_HOURS);
  if (quietDays[day] === 1) {
    result.weight *= QUIET_WEIGHT;
  }
  // Few events of each operation make no ratio; held against what is usual for just these calls, the mix is out too.
  result.level = countsEvents
    ? Math.log((result.sum + 0.5) / result.usual)
    : Math.log(ratios / weight);
  return result;
}
