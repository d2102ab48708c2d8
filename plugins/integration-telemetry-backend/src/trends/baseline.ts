import { IndicatorTraits } from './indicators';
import { DayLevel } from './measureDays';
import { robustSigma, trimmedMean } from './robust';
import { FrozenBaseline } from './TrendFinding';

/** Noise is never measured on many days: what is usual elsewhere counts as so many more. */
const SIGMA_GUESS = 0.04;
const SIGMA_GUESS_DAYS = 5;
const CORRELATION_GUESS = 0.35;
const CORRELATION_GUESS_DAYS = 40;

const WILD_SIGMAS = 3;

/** Days that are worth less, such as holidays, don't say what is usual. */
const LEAST_WEIGHT = 0.5;

export interface BaselineEstimate {
  centre: number;
  sigma: number;
  correlation: number;
  days: number;
  judgedDays: number;
}

/** What the days of a baseline are like. */
export function estimateBaseline(
  days: readonly DayLevel[],
  traits: IndicatorTraits,
): BaselineEstimate | undefined {
  const judged = days.filter(day => day.weight >= LEAST_WEIGHT);
  if (judged.length < 3) {
    return undefined;
  }
  const levels = withoutWild(judged.map(day => day.level));
  const centre = trimmedMean(levels, 0.1);
  const measured = robustSigma(levels, centre);
  const events = judged.reduce((sum, day) => sum + day.usual, 0);
  const chance = traits.countsEvents ? judged.length / events : 0;
  const guess = SIGMA_GUESS ** 2 + chance;
  const variance =
    (levels.length * measured ** 2 + SIGMA_GUESS_DAYS * guess) /
    (levels.length + SIGMA_GUESS_DAYS);
  const sigma = Math.sqrt(Math.max(variance, chance));
  return {
    centre,
    sigma,
    correlation: correlationOf(days, centre, sigma),
    days: judged.reduce((sum, day) => sum + day.weight, 0),
    judgedDays: judged.length,
  };
}

/**
 * Slow days come in a row and always on the same side, so that neither the
 * middle nor the spread around it is safe from them: what lies far off the
 * narrowest half of all days is left out.
 */
function withoutWild(levels: readonly number[]): number[] {
  const sorted = [...levels].sort((left, right) => left - right);
  const half = Math.floor(sorted.length / 2) + 1;
  let narrowest = Infinity;
  let at = 0;
  for (let from = 0; from + half <= sorted.length; from += 1) {
    const width = sorted[from + half - 1] - sorted[from];
    if (width < narrowest) {
      narrowest = width;
      at = from;
    }
  }
  const middle = (sorted[at] + sorted[at + half - 1]) / 2;
  // A normal distribution has half of its values within 0.674 standard deviations.
  const sigma = Math.max(SIGMA_GUESS, narrowest / (2 * 0.674));
  return sorted.filter(
    level => Math.abs(level - middle) <= WILD_SIGMAS * sigma,
  );
}

/** Lag-1 autocorrelation, from pairs of judged days, drawn towards a guess. */
function correlationOf(
  days: readonly DayLevel[],
  centre: number,
  sigma: number,
): number {
  const limit = 2.5 * sigma;
  const clip = (level: number) =>
    Math.max(-limit, Math.min(limit, level - centre));
  let products = 0;
  let squares = 0;
  let pairs = 0;
  for (let day = 1; day < days.length; day += 1) {
    const [left, right] = [days[day - 1], days[day]];
    if (left.weight >= LEAST_WEIGHT && right.weight >= LEAST_WEIGHT) {
      const [one, other] = [clip(left.level), clip(right.level)];
      products += one * other;
      squares += (one * one + other * other) / 2;
      pairs += 1;
    }
  }
  const measured = squares > 0 ? products / squares : 0;
  const correlation =
    (pairs * measured + CORRELATION_GUESS_DAYS * CORRELATION_GUESS) /
    (pairs + CORRELATION_GUESS_DAYS);
  return Math.max(0, Math.min(0.8, correlation));
}

/** Of the level of so many whole days against the baseline's, whose days are like each other. */
export function standardError(
  { sigma, correlation, days }: Omit<FrozenBaseline, 'usual'>,
  daysAfter: number,
): number {
  const alike = (1 + correlation) / (1 - correlation);
  const inverse = 1 / Math.max(0.5, daysAfter) + 1 / Math.max(0.5, days);
  return sigma * Math.sqrt(alike * inverse);
}
