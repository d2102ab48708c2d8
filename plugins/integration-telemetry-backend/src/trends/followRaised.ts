import { keepAccepted } from './acceptedLevels';
import { FITTED_DAYS } from './fitChange';
import { DAY_HOURS, HourGrid, lastHours } from './HourGrid';
import { TrendIndicator, traitsOf } from './indicators';
import { measureAgainst } from './measureDays';
import { medianOf } from './robust';
import { TrendFinding, TrendJudgement, TrendState } from './TrendFinding';
import { TrendRule } from './TrendRule';
import { against, describeLevel } from './weighChange';

/** Whether what has changed has gone back, by what was usual before it. */
export function followRaised(
  indicator: TrendIndicator,
  grid: HourGrid,
  state: TrendState,
  judgedMs: number,
  rule: TrendRule,
): TrendJudgement {
  const traits = traitsOf(indicator);
  const raised = state.raised!;
  const { baseline, direction, sinceMs, settledMs, shape } = raised;
  const measured = measureAgainst(
    lastHours(grid, 2 * FITTED_DAYS * DAY_HOURS),
    traits,
    baseline.usual,
  );
  const levels = against(measured.days, baseline, direction);
  const last = levels
    .slice(0, 7)
    .filter(day => day.weight > 0)
    .slice(0, 4);
  const rise = medianOf(last.map(day => day.level));
  const finding: TrendFinding = {
    indicator,
    outcome: 'raised',
    judgedMs,
    direction,
    sinceMs,
    settledMs,
    shape,
    baseline: {
      fromMs: baseline.fromMs,
      untilMs: baseline.untilMs,
      isFrozen: true,
    },
  };
  const isGone = levels
    .slice(0, FITTED_DAYS)
    .every(({ weight }) => weight === 0);
  if (isGone) {
    // Its operations go by other names now, or it is not used any more: what was usual is of no use.
    return {
      finding: {
        indicator,
        outcome: 'unjudged',
        judgedMs,
        limit: 'quiet-week',
      },
      state: keepAccepted(state, grid),
    };
  }
  // Days that can't be judged are no recovery.
  if (last.length < 3) {
    return { finding: { ...finding, limit: 'quiet-week' }, state };
  }
  const daysAfter = last.reduce((sum, day) => sum + day.weight, 0);
  Object.assign(
    finding,
    describeLevel(measured.days, { rise, daysAfter }, direction, baseline),
  );
  const { backSinceMs: _, ...stays } = raised;
  if (rise >= rule.clear) {
    return { finding, state: { ...state, raised: stays } };
  }
  const backSinceMs = raised.backSinceMs ?? judgedMs;
  if (judgedMs - backSinceMs < rule.lastingMs) {
    return { finding, state: { ...state, raised: { ...raised, backSinceMs } } };
  }
  return {
    finding: { indicator, outcome: 'steady', judgedMs, ratio: finding.ratio },
    state: keepAccepted(state, grid),
  };
}
