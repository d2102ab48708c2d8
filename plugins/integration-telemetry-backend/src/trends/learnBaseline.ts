import { estimateBaseline } from './baseline';
import { FITTED_DAYS } from './fitChange';
import { DAY_HOURS, HOUR_MS, HourGrid } from './HourGrid';
import { IndicatorTraits } from './indicators';
import { MeasuredDays, measureDays } from './measureDays';
import { FrozenBaseline, TrendLimit } from './TrendFinding';

/** What the last days are held against, and all days against it. */
export interface LearntBaseline {
  measured: MeasuredDays;
  baseline: FrozenBaseline;
  endedDaysAgo: number;
}

/** Fewer say nothing of how much days differ. */
const FEWEST_DAYS = 9;

/** While there are few weeks the last one alone is held against them, not the last two. */
const SHORT_FITTED_DAYS = 7;

/** What was usual before the last two weeks; why not, where too little is known. */
export function learnBaseline(
  grid: HourGrid,
  traits: IndicatorTraits,
): LearntBaseline | { limit: TrendLimit } {
  const fromHour = firstKnownHour(grid);
  const known = Math.floor((grid.hours - fromHour) / DAY_HOURS);
  const endedDaysAgo =
    known >= 2 * FITTED_DAYS ? FITTED_DAYS : SHORT_FITTED_DAYS;
  if (known - endedDaysAgo < FEWEST_DAYS) {
    return { limit: 'too-new' };
  }
  const untilHour = grid.hours - endedDaysAgo * DAY_HOURS;
  const measured = measureDays(grid, traits, { fromHour, untilHour });
  const estimate = estimateBaseline(measured.days.slice(endedDaysAgo), traits);
  if (!estimate || estimate.judgedDays < FEWEST_DAYS) {
    return { limit: 'too-few' };
  }
  const { centre, sigma, correlation, days } = estimate;
  const baseline: FrozenBaseline = {
    fromMs: grid.startMs + fromHour * HOUR_MS,
    untilMs: grid.startMs + untilHour * HOUR_MS,
    usual: measured.usual,
    centre,
    sigma,
    correlation,
    days,
  };
  return { measured, baseline, endedDaysAgo };
}

function firstKnownHour({ hours, operations }: HourGrid): number {
  let first = hours;
  for (const { counts } of operations) {
    const at = counts.findIndex(count => count > 0);
    if (at >= 0) {
      first = Math.min(first, at);
    }
  }
  return first;
}
