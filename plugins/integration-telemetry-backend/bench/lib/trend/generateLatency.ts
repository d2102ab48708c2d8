import { HourGrid } from '../../../src/trends/HourGrid';
import { Dice } from './Dice';
import { drawIncidents, HourFactors } from './drawIncidents';
import { sumOfCalls, Tail } from './sumOfCalls';

/** A rise of the mean duration, as the generator knows it. */
export interface Rise {
  /** Of the whole, at the operations' usual shares of time: 1.25 is a quarter more. */
  ratio: number;
  startHour: number;
  /** 0 for a step. */
  rampHours: number;
}

export interface SeriesPlan {
  /** The same seed, the same series. */
  seed: string;
  days: number;
  callsADay: number;
  /** Standard deviation of the natural logarithm of a day's level, which is the day's own and no chance of sampling. */
  dayNoise: number;
  hasIncidents: boolean;
  /** Improvements, and rises that are too small to be told of. */
  hasSmallChanges: boolean;
  rise?: Rise;
}

/** A Monday. */
export const SERIES_START_MS = Date.UTC(2026, 0, 5);

const HOLIDAYS_A_YEAR = 10;
const MIX_SHIFTS_EVERY_HOURS = 40 * 24;
const SMALL_CHANGES_EVERY_HOURS = 60 * 24;

interface Operation {
  share: number;
  meanMs: number;
  /** Of the duration, for each hour of a week that begins on Monday. */
  season: Float64Array;
  tail: Tail;
}

/** Hourly counts and sums of durations of an integration with some operations. */
export function generateLatency(plan: SeriesPlan): HourGrid {
  const dice = new Dice(plan.seed);
  const hours = 24 * plan.days;
  const operations = drawOperations(dice);
  const traffic = drawTraffic(dice, plan, hours);
  const factors: HourFactors = {
    traffic,
    duration: drawLevels(dice, plan.dayNoise, hours),
  };
  drawHolidays(dice, factors);
  if (plan.hasSmallChanges) {
    drawSmallChanges(dice, factors.duration);
  }
  // Apart, so that a series with incidents differs by nothing else from one without.
  if (plan.hasIncidents) {
    drawIncidents(new Dice(`${plan.seed} incidents`), factors);
  }
  const rising = drawRising(dice, operations, plan.rise);
  const shares = drawShares(dice, operations, hours);
  return {
    startMs: SERIES_START_MS,
    hours,
    operations: operations.map((operation, nth) => {
      const own = drawNoise(dice, 0.4 * plan.dayNoise, 0.3, hours / 24);
      const counts = new Float64Array(hours);
      const sums = new Float64Array(hours);
      for (let at = 0; at < hours; at += 1) {
        const count = dice.poisson(factors.traffic[at] * shares[nth][at]);
        const level =
          operation.meanMs *
          operation.season[at % 168] *
          factors.duration[at] *
          Math.exp(own[Math.floor(at / 24)]) *
          riseAt(plan.rise, rising[nth], at);
        counts[at] = count;
        sums[at] = level * sumOfCalls(dice, count, operation.tail);
      }
      return { operation: `operation ${nth + 1}`, counts, sums };
    }),
  };
}

/** When the whole has passed +20 %. */
export function passedHour({ ratio, startHour, rampHours }: Rise): number {
  return startHour + rampHours * Math.min(1, 0.2 / (ratio - 1));
}

export function riseAt(
  rise: Rise | undefined,
  excess: number,
  at: number,
): number {
  if (!rise || at < rise.startHour) {
    return 1;
  }
  const share =
    rise.rampHours > 0
      ? Math.min(1, (at + 1 - rise.startHour) / rise.rampHours)
      : 1;
  return 1 + excess * share;
}

function drawOperations(dice: Dice): Operation[] {
  const count = dice.whole(1, 5);
  const drawn = Array.from({ length: count }, () => {
    const deep = dice.between(0.03, 0.3);
    const peak = dice.between(9, 20);
    const weekdays = Array.from({ length: 7 }, (_, day) =>
      day < 5 ? 0.02 * dice.normal() : dice.between(-0.12, 0.02),
    );
    const season = new Float64Array(168).map((_, at) => {
      const angle = (2 * Math.PI * ((at % 24) - peak)) / 24;
      return Math.exp(deep * Math.cos(angle) + weekdays[Math.floor(at / 24)]);
    });
    return {
      share: Math.exp(dice.normal()),
      meanMs: Math.exp(Math.log(120) + 0.9 * dice.normal()),
      season,
      tail: {
        spread: dice.between(0.6, 1.2),
        chance: dice.logBetween(0.001, 0.015),
        exponent: dice.between(1.5, 2.3),
      },
    };
  });
  const total = drawn.reduce((sum, { share }) => sum + share, 0);
  return drawn.map(one => ({ ...one, share: one.share / total }));
}

/** Calls an hour: day and week, growth, and what no season explains. */
export function drawTraffic(
  dice: Dice,
  { callsADay }: SeriesPlan,
  hours: number,
): Float64Array {
  const peak = dice.between(10, 18);
  const deep = dice.between(0.3, 0.95);
  const weekend = dice.between(0.2, 1);
  const growthAYear = dice.between(-0.2, 1);
  const noise = drawNoise(dice, 0.1, 0.7, hours);
  const shape = (at: number) =>
    (1 + deep * Math.cos((2 * Math.PI * ((at % 24) - peak)) / 24)) *
    (Math.floor(at / 24) % 7 < 5 ? 1 : weekend);
  let usual = 0;
  for (let at = 0; at < 168; at += 1) {
    usual += shape(at) / 7;
  }
  return new Float64Array(hours).map(
    (_, at) =>
      (callsADay / usual) *
      shape(at) *
      Math.exp(noise[at] + (Math.log1p(growthAYear) * at) / 8760),
  );
}

/** What a day's and an hour's durations are multiplied by. */
function drawLevels(dice: Dice, dayNoise: number, hours: number): Float64Array {
  const days = drawNoise(dice, dayNoise, dice.between(0.2, 0.6), hours / 24);
  const hourly = drawNoise(dice, Math.max(0.03, 0.8 * dayNoise), 0.6, hours);
  return hourly.map((level, at) => Math.exp(level + days[Math.floor(at / 24)]));
}

/** First-order autoregressive noise. */
export function drawNoise(
  dice: Dice,
  sigma: number,
  correlation: number,
  length: number,
): Float64Array {
  const fresh = sigma * Math.sqrt(1 - correlation ** 2);
  let level = sigma * dice.normal();
  return new Float64Array(Math.ceil(length)).map(() => {
    level = correlation * level + fresh * dice.normal();
    return level;
  });
}

/** Single working days with less traffic, which is also faster. */
function drawHolidays(dice: Dice, { traffic, duration }: HourFactors): void {
  for (let day = 0; day < traffic.length / 24; day += 1) {
    if (day % 7 < 5 && dice.isTrue(HOLIDAYS_A_YEAR / 260)) {
      const fewer = dice.between(0.15, 0.7);
      const faster = dice.between(0.9, 1);
      for (let at = 24 * day; at < 24 * (day + 1); at += 1) {
        traffic[at] *= fewer;
        duration[at] *= faster;
      }
    }
  }
}

/** Steps that stay: half are improvements, half rises by less than a tenth. */
function drawSmallChanges(dice: Dice, duration: Float64Array): void {
  let level = 1;
  for (let at = 0; at < duration.length; at += 1) {
    if (dice.isTrue(1 / SMALL_CHANGES_EVERY_HOURS)) {
      level *= dice.isTrue(0.5)
        ? dice.between(0.8, 0.95)
        : dice.between(1.02, 1.08);
    }
    duration[at] *= level;
  }
}

/** How the operations share the calls: from time to time one becomes much more, or less, asked for. */
function drawShares(
  dice: Dice,
  operations: readonly Operation[],
  hours: number,
): Float64Array[] {
  const shares = operations.map(() => new Float64Array(hours));
  const now = operations.map(({ share }) => share);
  for (let at = 0; at < hours; at += 1) {
    if (operations.length > 1 && dice.isTrue(1 / MIX_SHIFTS_EVERY_HOURS)) {
      now[dice.whole(0, operations.length - 1)] *= Math.exp(
        0.8 * dice.normal(),
      );
    }
    const total = now.reduce((sum, share) => sum + share, 0);
    for (let nth = 0; nth < now.length; nth += 1) {
      shares[nth][at] = now[nth] / total;
    }
  }
  return shares;
}

/** By how much each operation rises: in two of three series alike, else some of them alone, by as much more. */
function drawRising(
  dice: Dice,
  operations: readonly Operation[],
  rise: Rise | undefined,
): number[] {
  const excess = (rise?.ratio ?? 1) - 1;
  const times = operations.map(({ share, meanMs }) => share * meanMs);
  const total = times.reduce((sum, time) => sum + time, 0);
  if (dice.isTrue(2 / 3)) {
    return operations.map(() => excess);
  }
  const chosen = operations.map(() => dice.isTrue(0.5));
  const time = times.reduce(
    (sum, one, nth) => sum + (chosen[nth] ? one : 0),
    0,
  );
  // What takes little time can't make the whole slower alone.
  return time < 0.4 * total
    ? operations.map(() => excess)
    : chosen.map(isChosen => (isChosen ? (excess * total) / time : 0));
}
