import { adjustAccepted, keepAccepted } from './acceptedLevels';
import { estimateBaseline } from './baseline';
import { fitChange, FITTED_DAYS } from './fitChange';
import { followRaised } from './followRaised';
import { freeze } from './freeze';
import {
  DAY_HOURS,
  HOUR_MS,
  HourGrid,
  lastHours,
  WEEK_HOURS,
} from './HourGrid';
import { TrendIndicator, traitsOf } from './indicators';
import { locateChange } from './locateChange';
import { MeasuredDays, measureDays } from './measureDays';
import {
  FrozenBaseline,
  TrendFinding,
  TrendJudgement,
  TrendState,
} from './TrendFinding';
import { TREND_RULE, TrendRule } from './TrendRule';
import {
  against,
  describeLevel,
  isChanged,
  whatIsVisible,
} from './weighChange';

/** What is judged: older hours say less of what is usual now. */
export const TREND_HOURS = 5 * WEEK_HOURS;

const FEWEST_BASELINE_DAYS = 9;

/**
 * Whether an indicator's level has risen (or fallen, where that matters) by
 * about a fifth or more within a week, as a step or a ramp, against the same
 * hours of earlier weeks. To be asked about once a day, or more often; what it
 * answers depends on nothing but what it is given.
 *
 * @param grid - the hours up to now, five weeks where there are so many
 * @param state - what the last look returned; empty at the first
 */
export function judgeTrend(
  indicator: TrendIndicator,
  grid: HourGrid,
  state: TrendState = {},
  rule: TrendRule = TREND_RULE,
): TrendJudgement {
  const recent = adjustAccepted(lastHours(grid, TREND_HOURS), state);
  const judgedMs = recent.startMs + recent.hours * HOUR_MS;
  return state.raised
    ? followRaised(indicator, recent, state, judgedMs, rule)
    : lookForChange(indicator, recent, state, judgedMs, rule);
}

/** Whether nothing is known of its first days. */
function isNew({ days }: MeasuredDays): boolean {
  return days.slice(-7).every(day => day.count === 0);
}

function lookForChange(
  indicator: TrendIndicator,
  grid: HourGrid,
  state: TrendState,
  judgedMs: number,
  rule: TrendRule,
): TrendJudgement {
  const traits = traitsOf(indicator);
  const kept = keepAccepted(state, grid);
  const days = Math.floor(grid.hours / DAY_HOURS);
  const ended = days >= 2 * FITTED_DAYS ? FITTED_DAYS : 7;
  const untilHour = grid.hours - ended * DAY_HOURS;
  const finding: TrendFinding = { indicator, outcome: 'unjudged', judgedMs };
  if (days - ended < FEWEST_BASELINE_DAYS) {
    return { finding: { ...finding, limit: 'too-new' }, state: kept };
  }
  const measured = measureDays(grid, traits, { fromHour: 0, untilHour });
  const estimate = estimateBaseline(measured.days.slice(ended), traits);
  if (!estimate || estimate.judgedDays < FEWEST_BASELINE_DAYS) {
    return {
      finding: { ...finding, limit: isNew(measured) ? 'too-new' : 'too-few' },
      state: kept,
    };
  }
  const baseline: FrozenBaseline = {
    fromMs: grid.startMs,
    untilMs: grid.startMs + untilHour * HOUR_MS,
    usual: measured.usual,
    centre: estimate.centre,
    sigma: estimate.sigma,
    correlation: estimate.correlation,
    days: estimate.days,
  };
  finding.baseline = {
    fromMs: baseline.fromMs,
    untilMs: baseline.untilMs,
    isFrozen: false,
  };
  const limits = whatIsVisible(
    measured.days,
    baseline,
    traits.countsEvents,
    rule,
  );
  finding.smallestVisibleRatio = limits.smallestVisibleRatio;
  const changes = traits.directions.map(direction => {
    const levels = against(measured.days.slice(0, ended), baseline, direction);
    const fit = fitChange(levels, baseline.sigma);
    return { direction, levels, fit };
  });
  const change = changes.sort(
    (left, right) => (right.fit?.rise ?? 0) - (left.fit?.rise ?? 0),
  )[0];
  if (!change.fit) {
    return { finding: { ...finding, limit: 'quiet-week' }, state: kept };
  }
  const { direction, levels, fit } = change;
  Object.assign(
    finding,
    describeLevel(measured.days, fit, direction, baseline),
  );
  if (limits.limit) {
    finding.limit = limits.limit;
  }
  if (limits.isHopeless || !isChanged(levels, fit, baseline, rule)) {
    finding.outcome = limits.limit ? 'blurred' : 'steady';
    const { suspected } = state;
    const isRemembered =
      suspected && judgedMs - suspected.lastMs < rule.rememberedMs;
    return { finding, state: isRemembered ? { ...kept, suspected } : kept };
  }
  const suspected =
    state.suspected?.direction === direction
      ? { ...state.suspected, lastMs: judgedMs }
      : { sinceMs: judgedMs, lastMs: judgedMs, direction };
  if (judgedMs - suspected.sinceMs < rule.lastingMs) {
    finding.outcome = limits.limit ? 'blurred' : 'steady';
    return { finding, state: { ...kept, suspected } };
  }
  const located = locateChange(measured.hours, fit, {
    endMs: judgedMs,
    centre: baseline.centre,
    sign: direction === 'up' ? 1 : -1,
  });
  const { shape } = fit;
  return {
    finding: {
      ...finding,
      ...located,
      shape,
      outcome: 'raised',
      baseline: { ...finding.baseline, isFrozen: true },
    },
    state: {
      ...kept,
      raised: {
        atMs: judgedMs,
        ...located,
        shape,
        direction,
        baseline: freeze(baseline),
      },
    },
  };
}
