import {
  DecayShape,
  DECAYS,
  ENDINGS,
  LIFETIMES,
  LINES,
  LineShape,
  Shape,
  MOST_WEEKS,
  WEEK_DAYS,
} from './declineShapes';
import { History } from './readHistory';
import { WeekFit } from './WeekFit';

const FEWEST_WEEKS = 3;

/** Before looking: how many consumers that are there do what else than go on. */
const STEADY_PRIOR = 0.8;
const LEVEL_PRIOR = 0.06;

/** Before the announcement nobody had this reason to move: so many times less often use declined. */
const WITHOUT_REASON = 0.2;

/** For how many weeks another level may be there. */
const LEVEL_WEEKS = [1, 2, 3, 4, 6, 8, 12, 16];

/** A level below this share of the earlier one is a step of a move. */
const STEP_SHARE = 0.8;

export interface LineEnding extends Omit<LineShape, 'weeks' | 'prior'> {
  weight: number;
  /** Calls a day before it began. */
  level: number;
}

export interface DecayEnding extends Omit<
  DecayShape,
  'weeks' | 'prior' | 'beganAgo'
> {
  weight: number;
  /** Calls a day now. */
  callsADay: number;
}

/** What a consumer that is there may be doing, and how likely each is. The weights add up to 1. */
export interface Decline {
  steady: number;
  /** It fell at once, to a lower level that it keeps. */
  stepped: number;
  steppedDaysAgo: number;
  lines: LineEnding[];
  decays: DecayEnding[];
}

export const STEADY: Decline = {
  steady: 1,
  stepped: 0,
  steppedDaysAgo: 0,
  lines: [],
  decays: [],
};

/**
 * Weighs steady use, a fall to a lower level, lines to an end and
 * exponential decays against each other, by how well each explains the weeks
 * up to yesterday. In whole weeks no weekday looks like a decline.
 */
export function fitDecline(
  { calls, usedAgo }: History,
  announcedAgo: number,
): Decline {
  const firstAgo = usedAgo[usedAgo.length - 1];
  const count = Math.min(MOST_WEEKS, Math.floor(firstAgo / WEEK_DAYS));
  if (count < FEWEST_WEEKS) {
    return STEADY;
  }
  const weeks = Array.from({ length: count }, (_, week) =>
    sumOf(calls.subarray(week * WEEK_DAYS + 1, (week + 1) * WEEK_DAYS + 1)),
  );
  const fit = new WeekFit(weeks);
  const weighShapes = <One extends Shape>(shapes: readonly One[]) =>
    shapes
      .filter(({ beganAgo }) => beganAgo <= count * WEEK_DAYS)
      .map(shape => {
        const { log, level } = fit.weigh(shape.weeks);
        const reason = shape.beganAgo <= announcedAgo ? 1 : WITHOUT_REASON;
        return { shape, log: log + Math.log(shape.prior * reason), level };
      });
  const steady =
    fit.weigh(new Float64Array(count).fill(1)).log + Math.log(STEADY_PRIOR);
  const levels = weighLevels(weeks, fit);
  const lines = weighShapes(LINES);
  const decays = weighShapes(DECAYS);

  const weighed = [{ log: steady }, ...levels, ...lines, ...decays];
  const highest = likeliest(weighed).log;
  const weightOf = (some: readonly { log: number }[]) =>
    some.reduce((sum, { log }) => sum + Math.exp(log - highest), 0);
  const all = weightOf(weighed);
  const falls = levels.filter(({ isFall }) => isFall);
  const rises = levels.filter(({ isFall }) => !isFall);
  return {
    steady: weightOf([{ log: steady }, ...rises]) / all,
    stepped: weightOf(falls) / all,
    steppedDaysAgo: falls.length > 0 ? likeliest(falls).sinceDays : 0,
    lines: ENDINGS.map(endsInDays => {
      const alike = lines.filter(
        ({ shape }) => shape.endsInDays === endsInDays,
      );
      const { shape, level } = likeliest(alike);
      const { beganAgo, bend } = shape;
      const weight = weightOf(alike) / all;
      return { weight, endsInDays, beganAgo, bend, level };
    }),
    decays: LIFETIMES.map(lifetimeDays => {
      const alike = decays.filter(
        ({ shape }) => shape.lifetimeDays === lifetimeDays,
      );
      const { shape, level } = likeliest(alike);
      const callsADay = level * Math.exp(-shape.beganAgo / lifetimeDays);
      return { weight: weightOf(alike) / all, lifetimeDays, callsADay };
    }),
  };
}

/** Two levels, with a change between them. */
function weighLevels(weeks: readonly number[], fit: WeekFit) {
  const since = LEVEL_WEEKS.filter(change => change <= weeks.length - 2);
  return since.map(change => {
    const mean = (some: readonly number[]) => (sumOf(some) + 0.3) / some.length;
    const late = mean(weeks.slice(0, change));
    const early = mean(weeks.slice(change));
    const shape = new Float64Array(weeks.length);
    shape.fill(late, 0, change).fill(early, change);
    // One more thing was fitted, and is to be paid for (Schwarz's criterion).
    const log =
      fit.weigh(shape).log +
      Math.log(LEVEL_PRIOR / since.length) -
      Math.log(weeks.length) / 2;
    const sinceDays = change * WEEK_DAYS;
    return { log, sinceDays, isFall: late < STEP_SHARE * early };
  });
}

function likeliest<One extends { log: number }>(some: readonly One[]): One {
  return some.reduce((left, right) => (right.log > left.log ? right : left));
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) {
    sum += values[at];
  }
  return sum;
}
