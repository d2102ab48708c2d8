import { DAY_HOURS, HourGrid, WEEK_HOURS } from './HourGrid';
import { IndicatorTraits } from './indicators';
import { medianOf, robustSigma } from './robust';

/** Which hours are like others. */
export interface HourState {
  /** 1 where an hour can be used. */
  isUsable: Uint8Array;
  /** Calls that are usual for each hour. */
  usualCounts: Float64Array;
  /** 1 for a day of which most is thin, the newest first. */
  quietDays: Uint8Array;
  /** The natural logarithm of each hour's ratio to the usual; NaN where it is not to be used. */
  levels: Float64Array;
}

/** Less than this of an hour's usual calls: something else is going on. */
const THIN = 0.35;
/** Where fewer are usual, none may be chance. */
const FEWEST_USUAL = 12;
const QUIET_DAY = 0.45;

/** An hour this far off its days is an incident, whatever its noise. */
const SPOILT_BY = Math.log(1.35);
const SPOILT_SIGMAS = 4;

/** Hours with far fewer calls than usual. What is per hour has none: few calls are what it is about. */
export function findThinHours(
  grid: HourGrid,
  traits: IndicatorTraits,
): HourState {
  const { hours, operations } = grid;
  const totals = new Float64Array(hours);
  for (const { counts } of operations) {
    for (let at = 0; at < hours; at += 1) {
      totals[at] += counts[at];
    }
  }
  const usualCounts = new Float64Array(hours);
  for (let first = 0; first < Math.min(WEEK_HOURS, hours); first += 1) {
    const same: number[] = [];
    for (let at = first; at < hours; at += WEEK_HOURS) {
      same.push(totals[at]);
    }
    const usual = medianOf(same);
    for (let at = first; at < hours; at += WEEK_HOURS) {
      usualCounts[at] = usual;
    }
  }
  const isUsable = new Uint8Array(hours).fill(1);
  const days = Math.ceil(hours / DAY_HOURS);
  const quietDays = new Uint8Array(days);
  for (let day = 0; day < days; day += 1) {
    const until = hours - day * DAY_HOURS;
    const from = Math.max(0, until - DAY_HOURS);
    let seen = 0;
    let usual = 0;
    for (let at = from; at < until; at += 1) {
      seen += totals[at];
      usual += usualCounts[at];
    }
    const isQuiet = !traits.isPerHour && seen < QUIET_DAY * usual;
    quietDays[day] = isQuiet ? 1 : 0;
    for (let at = from; at < until; at += 1) {
      const isThin =
        usualCounts[at] >= FEWEST_USUAL && totals[at] < THIN * usualCounts[at];
      if (totals[at] === 0 || (isThin && !isQuiet && !traits.isPerHour)) {
        isUsable[at] = 0;
      }
    }
  }
  return {
    isUsable,
    usualCounts,
    quietDays,
    levels: new Float64Array(hours).fill(NaN),
  };
}

/** Marks hours that are far off what their days are like, as those of an outage or of a recovery from it. */
export function findSpoiltHours(
  grid: HourGrid,
  traits: IndicatorTraits,
  state: HourState,
  expected: readonly Float64Array[],
): void {
  const { hours, operations } = grid;
  const { isUsable, levels, usualCounts } = state;
  const sums = new Float64Array(hours);
  const usual = new Float64Array(hours);
  operations.forEach((operation, nth) => {
    for (let at = 0; at < hours; at += 1) {
      sums[at] += expected[nth][at] > 0 ? operation.sums[at] : 0;
      usual[at] += expected[nth][at];
    }
  });
  const half = traits.countsEvents ? 0.5 : 0;
  for (let at = 0; at < hours; at += 1) {
    if (!(usual[at] > 0) || !(sums[at] + half > 0)) {
      isUsable[at] = 0;
    }
    levels[at] =
      isUsable[at] === 1 ? Math.log((sums[at] + half) / usual[at]) : NaN;
  }
  const around = levelsAround(grid, traits, state, sums, usual);
  if (traits.countsEvents) {
    markBursts(state, sums, usual, around, traits);
    return;
  }
  const deviations: number[] = [];
  for (let at = 0; at < hours; at += 1) {
    if (isUsable[at] === 1) {
      deviations.push(levels[at] - around.own[at]);
    }
  }
  const sigma = robustSigma(deviations, 0);
  const typical = medianOf(Array.from(usualCounts));
  for (let at = 0; at < hours; at += 1) {
    const noise =
      sigma * Math.sqrt(Math.max(1, typical / Math.max(1, usualCounts[at])));
    const limit = Math.max(SPOILT_BY, SPOILT_SIGMAS * noise);
    if (Math.abs(levels[at] - around.days[at]) > limit) {
      isUsable[at] = 0;
      levels[at] = NaN;
    }
  }
}

/** Each hour's level of its own day, and the middle of five days around it. */
function levelsAround(
  { hours }: HourGrid,
  traits: IndicatorTraits,
  { isUsable, levels }: HourState,
  sums: Float64Array,
  usual: Float64Array,
): { own: Float64Array; days: Float64Array } {
  const count = Math.ceil(hours / DAY_HOURS);
  const daily: number[] = [];
  for (let day = 0; day < count; day += 1) {
    const until = hours - day * DAY_HOURS;
    const within: number[] = [];
    let sum = 0;
    let wanted = 0;
    let highest = 0;
    for (let at = Math.max(0, until - DAY_HOURS); at < until; at += 1) {
      if (isUsable[at] === 1) {
        within.push(levels[at]);
        sum += sums[at];
        wanted += usual[at];
        highest = Math.max(highest, sums[at]);
      }
    }
    daily.push(
      traits.countsEvents
        ? Math.log((sum - highest + 1) / Math.max(1e-9, wanted))
        : medianOf(within),
    );
  }
  const own = new Float64Array(hours);
  const days = new Float64Array(hours);
  for (let day = 0; day < count; day += 1) {
    const near = daily
      .slice(Math.max(0, day - 2), day + 3)
      .filter(level => !Number.isNaN(level));
    const middle = medianOf(near);
    const until = hours - day * DAY_HOURS;
    for (let at = Math.max(0, until - DAY_HOURS); at < until; at += 1) {
      own[at] = daily[day];
      days[at] = middle;
    }
  }
  return { own, days };
}

/** Events come by chance: an hour is spoilt by more (or fewer) of them than chance brings. */
function markBursts(
  { isUsable, levels }: HourState,
  sums: Float64Array,
  usual: Float64Array,
  around: { days: Float64Array },
  traits: IndicatorTraits,
): void {
  for (let at = 0; at < sums.length; at += 1) {
    const wanted = usual[at] * Math.exp(around.days[at]);
    const chance = 5 * Math.sqrt(wanted) + 4;
    const isMore = sums[at] > wanted * (1 + SPOILT_BY) + chance;
    const isLess = traits.isPerHour && sums[at] < wanted * (1 - THIN) - chance;
    if (isMore || isLess) {
      isUsable[at] = 0;
      levels[at] = NaN;
    }
  }
}
