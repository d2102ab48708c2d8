import { ExponentialHistogram } from '../series/ExponentialHistogram';

/** What an estimate may be, with the confidence that was asked for. */
export interface Interval {
  low: number;
  high: number;
}

/** So many of so many. */
export interface Proportion {
  count: number;
  of: number;
}

/** The standard normal's quantile for 99 % on both sides together. */
export const Z_99 = 2.5758;

/**
 * Wilson's score interval of a proportion.
 *
 * Source: E. B. Wilson, JASA 22 (1927), 209–212.
 */
export function wilsonInterval({ count, of }: Proportion, z: number): Interval {
  const share = count / of;
  const square = z * z;
  const center = share + square / (2 * of);
  const spread =
    z * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const scale = 1 + square / of;
  return {
    low: Math.max(0, (center - spread) / scale),
    high: Math.min(1, (center + spread) / scale),
  };
}

/**
 * How far the second proportion of each pair is above the first, over all
 * pairs: each by itself, so that a change of the mix between them is none of
 * the proportions, weighted as Mantel and Haenszel do. The interval is
 * Newcombe's, whose parts add up as variances do; with one pair it is his
 * method 10.
 *
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890.
 */
export function compareProportions(
  pairs: ReadonlyArray<[first: Proportion, second: Proportion]>,
  z: number,
): Interval & { difference: number } {
  const weights = pairs.map(
    ([first, second]) => (first.of * second.of) / (first.of + second.of),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let difference = 0;
  let below = 0;
  let above = 0;
  pairs.forEach(([first, second], at) => {
    const weight = weights[at] / total;
    const [p1, p2] = [first.count / first.of, second.count / second.of];
    const [w1, w2] = [wilsonInterval(first, z), wilsonInterval(second, z)];
    difference += weight * (p2 - p1);
    below += weight ** 2 * ((p2 - w2.low) ** 2 + (w1.high - p1) ** 2);
    above += weight ** 2 * ((w2.high - p2) ** 2 + (p1 - w1.low) ** 2);
  });
  return {
    difference,
    low: difference - Math.sqrt(below),
    high: difference + Math.sqrt(above),
  };
}

/** Fewer than so many beyond a percentile do not fix it. */
const FEWEST_BEYOND = 20;

/**
 * A percentile with its interval by order statistics, which asks nothing of the
 * distribution, widened by half a bucket of the histogram.
 *
 * @param size - how many independent numbers the histogram stands for
 * @returns undefined where too few lie beyond it
 */
export function percentileInterval(
  histogram: ExponentialHistogram,
  share: number,
  size: number,
  z: number,
): (Interval & { value: number }) | undefined {
  if (size * Math.min(share, 1 - share) < FEWEST_BEYOND) {
    return undefined;
  }
  const spread = z * Math.sqrt((share * (1 - share)) / size);
  const halfBucket = 2 ** (2 ** -histogram.scale / 2);
  const at = (where: number) => histogram.percentile(where) ?? 0;
  return {
    value: at(share),
    low: at(Math.max(0, share - spread)) / halfBucket,
    high: at(Math.min(1, share + spread)) * halfBucket,
  };
}
