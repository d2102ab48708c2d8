import { Dice } from './Dice';

/** How durations spread: lognormal in bulk, and a few of a Pareto tail. */
export interface Tail {
  /** Standard deviation of the bulk's natural logarithm. */
  spread: number;
  /** Of a call to be in the tail. */
  chance: number;
  /** The tail's exponent; below 2 its variance would have no end. */
  exponent: number;
}

/** The tail begins at so many means, and ends at the time-out. */
const TAIL_FROM = 5;
const TAIL_UNTIL = 100;

/** From so many calls on their sum is drawn at once. */
const MANY = 40;

/** The sum of the durations of so many calls, whose mean is 1 in the long run. */
export function sumOfCalls(dice: Dice, count: number, tail: Tail): number {
  if (count === 0) {
    return 0;
  }
  const slow = Math.min(count, dice.poisson(count * tail.chance));
  let sum = sumOfBulk(dice, count - slow, tail.spread);
  for (let nth = 0; nth < slow; nth += 1) {
    const pareto = (1 - dice.next()) ** (-1 / tail.exponent);
    sum += Math.min(TAIL_UNTIL, TAIL_FROM * pareto);
  }
  return sum / (1 - tail.chance + tail.chance * meanOfTail(tail.exponent));
}

function sumOfBulk(dice: Dice, count: number, spread: number): number {
  const middle = -(spread ** 2) / 2;
  if (count < MANY) {
    let sum = 0;
    for (let nth = 0; nth < count; nth += 1) {
      sum += Math.exp(middle + spread * dice.normal());
    }
    return sum;
  }
  // The sum of many lognormals is nearly lognormal, with their mean and variance (Fenton and Wilkinson).
  const variance = Math.log1p(Math.expm1(spread ** 2) / count);
  return count * Math.exp(-variance / 2 + Math.sqrt(variance) * dice.normal());
}

/** Of a Pareto distribution from TAIL_FROM on whose values end at TAIL_UNTIL. */
function meanOfTail(exponent: number): number {
  const cut = (TAIL_FROM / TAIL_UNTIL) ** (exponent - 1);
  return (TAIL_FROM * (exponent - cut)) / (exponent - 1);
}
