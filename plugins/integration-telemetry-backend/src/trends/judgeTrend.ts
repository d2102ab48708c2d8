import { adjustAccepted, keepAccepted } from './acceptedLevels';
import { fitChange } from './fitChange';
import { followRaised } from './followRaised';
import { freeze } from './freeze';
import {
  DAY_HOURS,
  HOUR_MS,
  HourGrid,
  lastHours,
  WEEK_HOURS,
} from './HourGrid';
import { IndicatorTraits, TrendIndicator, traitsOf } from './indicators';
import { LearntBaseline, learnBaseline } from './learnBaseline';
import { locateChange } from './locateChange';
import { TrendFinding, TrendJudgement, TrendState } from './TrendFinding';
import { TREND_RULE, TrendRule } from './TrendRule';
import {
  against,
  describeLevel,
  isChanged,
  whatIsVisible,
} from './weighChange';

/** What is judged: older hours say less of what is usual now. */
export const TREND_HOURS = 5 * WEEK_HOURS;

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

/** The direction in which the level has moved farther. */
function fitBest(
  { measured, baseline, endedDaysAgo }: LearntBaseline,
  { directions }: IndicatorTraits,
) {
  const days = measured.days.slice(0, endedDaysAgo);
  const changes = directions.map(direction => {
    const levels = against(days, baseline, direction);
    return { direction, levels, fit: fitChange(levels, baseline.sigma) };
  });
  return changes.sort(
    (left, right) => (right.fit?.rise ?? 0) - (left.fit?.rise ?? 0),
  )[0];
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
  const finding: TrendFinding = { indicator, outcome: 'unjudged', judgedMs };
  const learnt = learnBaseline(grid, traits);
  if ('limit' in learnt) {
    return { finding: { ...finding, limit: learnt.limit }, state: kept };
  }
  const { measured, baseline } = learnt;
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
  const change = fitBest(learnt, traits);
  if (!change.fit) {
    return { finding: { ...finding, limit: 'quiet-week' }, state: kept };
  }
  const { direction, levels, fit } = change;
  Object.assign(
    finding,
    describeLevel(measured.days, fit, direction, baseline),
  );
  const isFew = (finding.usualLevel ?? 0) * DAY_HOURS < traits.fewestUsualADay;
  const limit = isFew ? 'too-few' : limits.limit;
  finding.outcome = limit ? 'blurred' : 'steady';
  if (limit) {
    finding.limit = limit;
  }
  if (isFew) {
    return { finding, state: kept };
  }
  if (!isChanged(levels, fit, baseline, rule)) {
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
