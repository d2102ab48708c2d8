import { MetricPoint, TEMPORALITY } from '../otlp/model';
import { CallTotals } from '../series/CallTotals';
import { ExponentialHistogram } from '../series/ExponentialHistogram';
import { CallSide } from '../series/SeriesBatch';
import { failureOf, outcomeOf } from './outcome';

const millisecondsPer: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  min: 60_000,
};

/** The conventions measured in milliseconds before they took seconds. */
const inMilliseconds = /^(http|rpc)\.(client|server)\.duration$/;

function unitMs(point: MetricPoint): number {
  return (
    millisecondsPer[point.unit] ?? (inMilliseconds.test(point.name) ? 1 : 1000)
  );
}

/** Into how many parts a bucket's range is cut at most. */
const SLICES = 32;

/**
 * Spreads a bucket's count over its range in proportion, so that what is
 * spread of two values of a cumulative metric differs by what came between.
 */
function addInProportion(
  histogram: ExponentialHistogram,
  lower: number,
  upper: number,
  count: number,
): void {
  if (!Number.isFinite(upper) || upper <= lower) {
    histogram.add(lower, count);
    return;
  }
  for (let slice = 0; slice < SLICES; slice += 1) {
    const middle = lower + ((slice + 0.5) / SLICES) * (upper - lower);
    histogram.add(middle, count / SLICES);
  }
}

type AddRange = (lower: number, upper: number, count: number) => void;

function addExponential(
  exponential: NonNullable<MetricPoint['exponential']>,
  histogram: ExponentialHistogram,
  factor: number,
  addRange: AddRange,
): void {
  const { scale, offset, counts, zeroCount, zeroThreshold } = exponential;
  const width = 2 ** -scale;
  const boundOf = (index: number) =>
    2 ** Math.max(-1000, Math.min(1000, index * width));
  if (zeroThreshold > 0) {
    addRange(0, zeroThreshold * factor, zeroCount);
  } else {
    histogram.add(0, zeroCount);
  }
  // Clocks that were set back, at most: they took no time.
  histogram.add(
    0,
    exponential.negativeCounts.reduce((sum, count) => sum + count, 0),
  );
  counts.forEach((count, at) => {
    const lower = boundOf(offset + at);
    const upper = boundOf(offset + at + 1);
    if (width <= 1 / 16) {
      // Finer than ours: the geometric middle.
      histogram.add(Math.sqrt(lower * upper) * factor, count);
    } else {
      addRange(lower * factor, upper * factor, count);
    }
  });
}

/** Roughly: evenly between each two quantiles. */
function addQuantiles(
  point: MetricPoint,
  factor: number,
  addRange: AddRange,
): void {
  const known = (point.quantiles ?? [])
    .filter(({ value }) => Number.isFinite(value))
    .sort((left, right) => left.quantile - right.quantile);
  if (known.length === 0) {
    return;
  }
  let before = { quantile: 0, value: 0 };
  for (const next of [...known, { ...known[known.length - 1], quantile: 1 }]) {
    const share = next.quantile - before.quantile;
    addRange(before.value * factor, next.value * factor, share * point.count);
    before = next;
  }
}

/** The durations of a data point, in milliseconds. */
export function histogramOf(point: MetricPoint): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  const factor = unitMs(point);
  const isCumulative = point.temporality === TEMPORALITY.cumulative;
  const addRange: AddRange = (lower, upper, count) =>
    isCumulative
      ? addInProportion(histogram, Math.max(lower, 0), upper, count)
      : histogram.addRange(lower, upper, count);

  const { explicit, exponential } = point;
  if (exponential) {
    addExponential(exponential, histogram, factor, addRange);
  } else if (explicit) {
    // The greatest since its start says nothing of a cumulative metric's last minute.
    const end = isCumulative ? undefined : point.max;
    explicit.counts.forEach((count, at) => {
      const lower = at === 0 ? 0 : explicit.bounds[at - 1];
      const upper = explicit.bounds[at] ?? end ?? Infinity;
      addRange(lower * factor, upper * factor, count);
    });
  } else {
    addQuantiles(point, factor, addRange);
  }
  return histogram;
}

/** What a data point of a duration counts; all its calls ended the same way. */
export function totalsOf(point: MetricPoint, side: CallSide): CallTotals {
  const totals = new CallTotals();
  const sumMs = (point.sum ?? 0) * unitMs(point);
  totals.count = point.count;
  totals.sumMs = Number.isFinite(sumMs) ? Math.max(0, sumMs) : 0;
  totals.histogram = histogramOf(point);
  const outcome = outcomeOf(point.attributes, side);
  if (outcome === 'error') {
    totals.errors = point.count;
  } else if (outcome === 'counting-rejection') {
    totals.countingRejections = point.count;
  } else if (outcome === 'other-rejection') {
    totals.otherRejections = point.count;
  }
  const failure = failureOf(point.attributes);
  if (failure && (outcome === 'error' || outcome === 'counting-rejection')) {
    totals.addFailure(failure, point.count);
  }
  return totals;
}
