import { DayLevel } from './measureDays';
import { medianOf } from './robust';

export type TrendShape = 'step' | 'ramp';

/** How the level of the last two weeks changed against the baseline's. */
export interface ChangeFit {
  /** The natural logarithm of the level now, as a ratio to the baseline's. */
  rise: number;
  shape: TrendShape;
  /** So many days ago it began, and a ramp's rising ended. */
  beganDaysAgo: number;
  endedDaysAgo: number;
  /** What the days since then are worth together: as so many whole days. */
  daysAfter: number;
}

/** Days that are fitted. */
export const FITTED_DAYS = 14;

/** A day that is farther off costs no more: it was something else. */
const FARTHEST_SIGMAS = 3;

/** A ramp is one day longer than the shortest that is told from a step. */
const SHORTEST_RAMP = 3;
const RAMP_ENDS = [0, 1, 2, 3, 4, 6];

/** A ramp has one number more to choose than a step, and must fit better by so much. */
const RAMP_COST = 3;

interface Candidate {
  cost: number;
  rise: number;
  began: number;
  ended: number;
}

/**
 * Fits a step and a ramp to the newest days, of which wild ones count little,
 * and takes the middle of three answers: the step's, the ramp's, and the last
 * three days' own.
 *
 * @param days - levels against the baseline's, the newest first
 */
export function fitChange(
  days: readonly DayLevel[],
  sigma: number,
): ChangeFit | undefined {
  const recent = days.slice(0, FITTED_DAYS);
  const judged = recent.filter(day => day.weight > 0);
  if (judged.length < 3) {
    return undefined;
  }
  let step: Candidate | undefined;
  let ramp: Candidate | undefined;
  for (let began = 3; began < recent.length; began += 1) {
    step = better(step, fitShape(recent, sigma, began, began));
    for (const ended of RAMP_ENDS) {
      if (began - ended >= SHORTEST_RAMP) {
        ramp = better(ramp, fitShape(recent, sigma, began, ended));
      }
    }
  }
  if (!step) {
    return undefined;
  }
  const last = medianOf(judged.slice(0, 3).map(day => day.level));
  const isRamp = ramp !== undefined && ramp.cost + RAMP_COST < step.cost;
  const best = isRamp ? ramp! : step;
  const middle = (best.began + best.ended) / 2;
  return {
    rise: medianOf([step.rise, (ramp ?? step).rise, last]),
    shape: isRamp ? 'ramp' : 'step',
    beganDaysAgo: best.began,
    endedDaysAgo: best.ended,
    daysAfter: recent
      .slice(0, Math.max(3, Math.round(middle)))
      .reduce((sum, day) => sum + day.weight, 0),
  };
}

function better(
  best: Candidate | undefined,
  other: Candidate | undefined,
): Candidate | undefined {
  return other && (!best || other.cost < best.cost) ? other : best;
}

/** The share of the rise that a day has: none before it began, all after it ended. */
function shareOf(day: number, began: number, ended: number): number {
  const middle = day + 0.5;
  if (middle <= ended) {
    return 1;
  }
  return middle >= began ? 0 : (began - middle) / (began - ended);
}

/** Least squares, of which far days are taken out again and again. */
function fitShape(
  days: readonly DayLevel[],
  sigma: number,
  began: number,
  ended: number,
): Candidate | undefined {
  const farthest = FARTHEST_SIGMAS * sigma;
  const after: number[] = [];
  for (let day = 0; day < began; day += 1) {
    if (days[day].weight > 0 && shareOf(day, began, ended) > 0.5) {
      after.push(days[day].level);
    }
  }
  if (after.length === 0) {
    return undefined;
  }
  let rise = medianOf(after);
  for (let round = 0; round < 2; round += 1) {
    let products = 0;
    let squares = 0;
    for (let day = 0; day < began; day += 1) {
      const { weight, level } = days[day];
      if (weight > 0) {
        const share = shareOf(day, began, ended);
        if (Math.abs(level - rise * share) <= farthest) {
          products += weight * share * level;
          squares += weight * share * share;
        }
      }
    }
    rise = squares > 0 ? products / squares : rise;
  }
  let cost = 0;
  for (let day = 0; day < days.length; day += 1) {
    const { weight, level } = days[day];
    if (weight > 0) {
      const off = (level - rise * shareOf(day, began, ended)) / sigma;
      cost += weight * Math.min(off * off, FARTHEST_SIGMAS ** 2);
    }
  }
  return { cost, rise, began, ended };
}
