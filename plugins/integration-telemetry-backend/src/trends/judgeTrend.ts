import { estimateBaseline, standardError } from './baseline';
import { ChangeFit, fitChange, FITTED_DAYS } from './fitChange';
import {
  DAY_HOURS,
  HOUR_MS,
  HourGrid,
  lastHours,
  WEEK_HOURS,
} from './HourGrid';
import { TrendDirection, TrendIndicator, traitsOf } from './indicators';
import { locateChange } from './locateChange';
import {
  DayLevel,
  measureAgainst,
  MeasuredDays,
  measureDays,
  QUIET_WEIGHT,
} from './measureDays';
import { medianOf } from './robust';
import { FrozenBaseline, TrendFinding, TrendState } from './TrendFinding';
import { TREND_RULE, TrendRule } from './TrendRule';

/** What is judged: older hours say less of what is usual now. */
export const TREND_HOURS = 5 * WEEK_HOURS;

/** A shift by a quarter should be visible. */
const VISIBLE = Math.log(1.25);

const FEWEST_BASELINE_DAYS = 9;

/** Nine of ten, and 95 of a hundred (both one-sided, of a normal distribution). */
const NINE_OF_TEN = 1.28;
const CONFIDENT = 1.645;

/** Events that a week needs to say anything. */
const FEWEST_EVENTS = 30;

export interface TrendJudgement {
  finding: TrendFinding;
  /** To be passed in at the next look. */
  state: TrendState;
}

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
  const recent = adjust(lastHours(grid, TREND_HOURS), state);
  const judgedMs = recent.startMs + recent.hours * HOUR_MS;
  return state.raised
    ? followRaised(indicator, recent, state, judgedMs, rule)
    : lookForChange(indicator, recent, state, judgedMs, rule);
}

/** A copy in which levels that were accepted look as if they had always been there. */
function adjust(grid: HourGrid, { accepted = [] }: TrendState): HourGrid {
  if (accepted.length === 0) {
    return grid;
  }
  const factors = new Float64Array(grid.hours).fill(1);
  for (const { fromMs, untilMs, ratio } of accepted) {
    const from = Math.round((fromMs - grid.startMs) / HOUR_MS);
    const until = Math.round((untilMs - grid.startMs) / HOUR_MS);
    for (let at = 0; at < Math.min(until, grid.hours); at += 1) {
      factors[at] *= at < from ? ratio : 0;
    }
  }
  return {
    ...grid,
    operations: grid.operations.map(({ operation, counts, sums }) => ({
      operation,
      counts: counts.map((count, at) => (factors[at] > 0 ? count : 0)),
      sums: sums.map((sum, at) => sum * factors[at]),
    })),
  };
}

/** What is to be remembered in any case. */
function keep({ accepted = [] }: TrendState, grid: HourGrid): TrendState {
  const still = accepted.filter(({ untilMs }) => untilMs > grid.startMs);
  return still.length > 0 ? { accepted: still } : {};
}

function lookForChange(
  indicator: TrendIndicator,
  grid: HourGrid,
  state: TrendState,
  judgedMs: number,
  rule: TrendRule,
): TrendJudgement {
  const traits = traitsOf(indicator);
  const kept = keep(state, grid);
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
  if (!isChanged(levels, fit, baseline, rule) || limits.limit === 'too-few') {
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
        baseline: compact(baseline),
      },
    },
  };
}

function followRaised(
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
    state: keep(state, grid),
  };
}

/** Whether nothing is known of its first days. */
function isNew({ days }: MeasuredDays): boolean {
  return days.slice(-7).every(day => day.count === 0);
}

/** Levels as how far they moved in a direction. */
function against(
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

function isChanged(
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
  const judged = levels
    .filter(day => day.weight > QUIET_WEIGHT)
    .slice(0, daysLooked)
    .map(day => day.level);
  const above = Math.max(
    rule.leastAbove,
    fire - rule.belowSigmas * baseline.sigma,
  );
  if (judged.filter(level => level > above).length < daysAbove) {
    return false;
  }
  const [last, ...before] = judged;
  return last >= rule.stays * medianOf(before.slice(0, 3));
}

function whatIsVisible(
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
    Math.max(rule.fire, errorsOf(baseline, rule) * error) + NINE_OF_TEN * error;
  const smallestVisibleRatio = Math.exp(smallest);
  const events = week.reduce((sum, day) => sum + day.usual, 0);
  if (countsEvents && events < FEWEST_EVENTS) {
    return { limit: 'too-few', smallestVisibleRatio };
  }
  if (smallest <= VISIBLE) {
    return { smallestVisibleRatio };
  }
  if (worth < 4) {
    return { limit: 'quiet-week', smallestVisibleRatio };
  }
  const isFew = countsEvents && 7 / events > baseline.sigma ** 2 / 2;
  return { limit: isFew ? 'too-few' : 'too-noisy', smallestVisibleRatio };
}

function describeLevel(
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

/** Four digits are more than anybody can see of a level. */
function compact(baseline: FrozenBaseline): FrozenBaseline {
  const usual = [...baseline.usual]
    .sort((left, right) => right.weight - left.weight)
    .filter((one, nth) => one.weight > 0 && nth < MOST_FROZEN)
    .map(({ operation, weight, levels }) => ({
      operation,
      weight: round(weight),
      levels: Array.from(levels, round),
    }));
  return { ...baseline, usual };
}

/** Operations that are kept of a frozen baseline: the largest, by their share. */
const MOST_FROZEN = 40;

const round = (value: number) => Number(value.toPrecision(4));
