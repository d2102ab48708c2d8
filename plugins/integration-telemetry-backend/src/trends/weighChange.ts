import { standardError } from './baseline';
import { ChangeFit } from './fitChange';
import { TrendDirection } from './indicators';
import { DayLevel, QUIET_WEIGHT } from './measureDays';
import { medianOf } from './robust';
import { FrozenBaseline, TrendFinding } from './TrendFinding';
import { TrendRule } from './TrendRule';

/** A shift by a quarter should be visible. */
const VISIBLE = Math.log(1.25);

/** 95 of a hundred (one-sided, of a normal distribution). */
const CONFIDENT = 1.645;

/** What is seen in some nine of ten cases, as measured: so many standard errors above what fires, which is itself so many. */
const FIRES_ERRORS = 3;
const NINE_OF_TEN = 2.1;

/** Levels as how far they moved in a direction. */
export function against(
  days: readonly DayLevel[],
  { centre }: FrozenBaseline,
  direction: TrendDirection,
): DayLevel[] {
  const sign = direction === 'up' ? 1 : -1;
  return days.map(day => ({ ...day, level: sign * (day.level - centre) }));
}

function errorsOf({ sigma }: FrozenBaseline, rule: TrendRule): number {
  return sigma > rule.noisySigma ? rule.errorsWhereNoisy : rule.errors;
}

/** Whether a fit is a change, and the days bear it out. */
export function isChanged(
  levels: readonly DayLevel[],
  fit: ChangeFit,
  baseline: FrozenBaseline,
  rule: TrendRule,
): boolean {
  const error = standardError(baseline, fit.daysAfter);
  const { fire, daysAbove, daysLooked } = rule;
  if (fit.rise < Math.max(fire, errorsOf(baseline, rule) * error)) {
    return false;
  }
  const above = Math.max(
    rule.leastAbove,
    fire - rule.belowSigmas * baseline.sigma,
  );
  // A holiday that is fast says nothing; one that is slow does.
  const judged = levels
    .filter(
      ({ weight, level }) =>
        weight > QUIET_WEIGHT || (weight > 0 && level > above),
    )
    .slice(0, daysLooked)
    .map(day => day.level);
  if (judged.filter(level => level > above).length < daysAbove) {
    return false;
  }
  const [last, ...before] = judged;
  return last >= rule.stays * medianOf(before.slice(0, 3));
}

/** The smallest change that would be seen, and why it is not a smaller one. */
export function whatIsVisible(
  days: readonly DayLevel[],
  baseline: FrozenBaseline,
  countsEvents: boolean,
  rule: TrendRule,
): Pick<TrendFinding, 'limit' | 'smallestVisibleRatio'> {
  const week = days.slice(0, 7);
  const worth = week.reduce((sum, day) => sum + day.weight, 0);
  // A change is seen some five days after it came.
  const error = standardError(baseline, Math.max(0.5, (5 / 7) * worth));
  const smallest =
    Math.max(rule.fire, FIRES_ERRORS * error) + NINE_OF_TEN * error;
  const smallestVisibleRatio = Math.exp(smallest);
  const events = week.reduce((sum, day) => sum + day.usual, 0);
  if (smallest <= VISIBLE) {
    return { smallestVisibleRatio };
  }
  if (worth < 4) {
    return { limit: 'quiet-week', smallestVisibleRatio };
  }
  const isFew = countsEvents && 7 / events > baseline.sigma ** 2 / 2;
  return { limit: isFew ? 'too-few' : 'too-noisy', smallestVisibleRatio };
}

/** The level now and the usual one, for this week's hours. */
export function describeLevel(
  days: readonly DayLevel[],
  { rise, daysAfter }: Pick<ChangeFit, 'rise' | 'daysAfter'>,
  direction: TrendDirection,
  baseline: FrozenBaseline,
): Partial<TrendFinding> {
  const sign = direction === 'up' ? 1 : -1;
  const error = standardError(baseline, daysAfter);
  const ratio = Math.exp(sign * rise);
  const bound = Math.exp(sign * (rise - CONFIDENT * error));
  let usual = 0;
  let count = 0;
  for (const day of days.slice(0, 7)) {
    usual += day.usual;
    count += day.count;
  }
  const usualLevel =
    count > 0 ? (usual / count) * Math.exp(baseline.centre) : undefined;
  return {
    direction,
    ratio,
    boundRatio: bound,
    usualLevel,
    level: usualLevel === undefined ? undefined : usualLevel * ratio,
  };
}
