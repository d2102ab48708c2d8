import { MetricPoint } from '../otlp/model';
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

/** The conventions measured RPC in milliseconds before they took seconds. */
function unitMs(point: MetricPoint): number {
  const byName = /^rpc\.(client|server)\.duration$/.test(point.name) ? 1 : 1000;
  return millisecondsPer[point.unit] ?? byName;
}

/** The durations of a histogram point, in milliseconds. */
export function histogramOf(point: MetricPoint): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  const factor = unitMs(point);
  const { explicit, exponential } = point;
  if (exponential) {
    const width = 2 ** -exponential.scale;
    histogram.add(0, exponential.zeroCount);
    exponential.counts.forEach((count, at) => {
      const index = exponential.offset + at;
      const lower = 2 ** Math.max(-1000, Math.min(1000, index * width));
      const upper = 2 ** Math.max(-1000, Math.min(1000, (index + 1) * width));
      if (width <= 1 / 16) {
        // Finer than ours: the geometric middle.
        histogram.add(Math.sqrt(lower * upper) * factor, count);
      } else {
        histogram.addRange(lower * factor, upper * factor, count);
      }
    });
  } else if (explicit) {
    explicit.counts.forEach((count, at) => {
      const lower = at === 0 ? 0 : explicit.bounds[at - 1];
      const upper = explicit.bounds[at] ?? point.max ?? Infinity;
      histogram.addRange(lower * factor, upper * factor, count);
    });
  }
  return histogram;
}

/** What a histogram point counts; all its calls ended the same way. */
export function totalsOf(point: MetricPoint, side: CallSide): CallTotals {
  const totals = new CallTotals();
  totals.count = point.count;
  totals.sumMs = Math.max(0, (point.sum ?? 0) * unitMs(point)) || 0;
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
