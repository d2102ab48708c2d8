import { ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import { drawSeconds, LatencyModel, shareUpTo } from '../chance/LatencyModel';
import { Random } from '../chance/Random';

/** Eight buckets per doubling: neighbours differ by 9 %. */
const scale = 3;
const bucketsPerDoubling = 2 ** scale;

/** What the semantic conventions advise for durations, in seconds. */
const advisedBoundaries = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** Up to so many durations are drawn one by one; of more, only how many fall into each bucket. */
const drawnOneByOne = 64;

/** A set of durations, in either of the two forms that a service may report. */
interface Durations {
  count: number;
  sum: number;
  min: number;
  max: number;
  /** By index: durations above base^index and up to base^(index + 1), with base^8 = 2. */
  buckets: Map<number, number>;
}

const lowerBound = (index: number) => 2 ** (index / bucketsPerDoubling);
const indexOf = (seconds: number) =>
  Math.ceil(Math.log2(seconds) * bucketsPerDoubling) - 1;

/** Draws `count` durations. */
function drawDurations(
  count: number,
  model: LatencyModel,
  random: Random,
): Durations {
  return count <= drawnOneByOne
    ? drawSingly(count, model, random)
    : drawByBucket(count, model, random);
}

function drawSingly(
  count: number,
  model: LatencyModel,
  random: Random,
): Durations {
  const drawn = Array.from({ length: count }, () => drawSeconds(model, random));
  const buckets = new Map<number, number>();
  for (const seconds of drawn) {
    const index = indexOf(seconds);
    buckets.set(index, (buckets.get(index) ?? 0) + 1);
  }
  return {
    count,
    sum: drawn.reduce((sum, seconds) => sum + seconds, 0),
    min: Math.min(...drawn),
    max: Math.max(...drawn),
    buckets,
  };
}

function drawByBucket(
  count: number,
  model: LatencyModel,
  random: Random,
): Durations {
  const buckets = new Map<number, number>();
  const first = indexOf(Math.exp(model.mu - 4 * model.sigma));
  const last = indexOf(Math.exp(model.mu + 4 * model.sigma));
  let sum = 0;
  let left = count;
  let shareLeft = 1;
  let below = 0;
  for (let index = first; index <= last && left > 0; index += 1) {
    const upTo = index === last ? 1 : shareUpTo(model, lowerBound(index + 1));
    const share = Math.min(1, (upTo - below) / Math.max(shareLeft, 1e-12));
    const here = random.binomial(left, share);
    below = upTo;
    shareLeft = 1 - upTo;
    left -= here;
    if (here > 0) {
      buckets.set(index, here);
      sum += here * lowerBound(index + 0.5);
    }
  }
  const used = [...buckets.keys()];
  return {
    count,
    sum,
    min: lowerBound(Math.min(...used) + 0.5),
    max: lowerBound(Math.max(...used) + 0.5),
    buckets,
  };
}

/** Draws `count` durations and reports them as an exponential histogram. */
export function drawExponentialHistogram(
  count: number,
  model: LatencyModel,
  random: Random,
): ExponentialHistogram {
  const { buckets, ...totals } = drawDurations(count, model, random);
  const offset = Math.min(...buckets.keys());
  const length = Math.max(...buckets.keys()) - offset + 1;
  return {
    ...totals,
    scale,
    zeroCount: 0,
    positive: {
      offset,
      bucketCounts: Array.from(
        { length },
        (_, index) => buckets.get(offset + index) ?? 0,
      ),
    },
    negative: { offset: 0, bucketCounts: [] },
  };
}

/** Draws `count` durations and reports them with the boundaries that the conventions advise. */
export function drawExplicitHistogram(
  count: number,
  model: LatencyModel,
  random: Random,
): Histogram {
  const { buckets, ...totals } = drawDurations(count, model, random);
  const counts = new Array<number>(advisedBoundaries.length + 1).fill(0);
  for (const [index, number] of buckets) {
    const middle = lowerBound(index + 0.5);
    const position = advisedBoundaries.findIndex(bound => middle <= bound);
    counts[position < 0 ? advisedBoundaries.length : position] += number;
  }
  return { ...totals, buckets: { boundaries: advisedBoundaries, counts } };
}
