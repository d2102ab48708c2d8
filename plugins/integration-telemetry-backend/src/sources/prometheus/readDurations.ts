import { ExponentialHistogram } from '../../series/ExponentialHistogram';
import { NativeHistogram } from './EngineClient';

/** How many calls took at most this long, or were within a range of it. */
export interface Bucket {
  /** The upper bound, as the label `le` has it. */
  le?: string;
  /** VictoriaMetrics' own buckets: `1.000e+02...1.136e+02`. */
  vmrange?: string;
  count: number;
}

/**
 * The durations of a classic histogram, whose buckets each hold what is in
 * those before.
 *
 * @param unitMs - how many milliseconds the unit of its bounds has
 */
export function readBuckets(
  buckets: readonly Bucket[],
  unitMs: number,
): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  for (const { vmrange, count } of buckets) {
    if (vmrange !== undefined) {
      const [lower, upper] = vmrange.split('...').map(Number);
      histogram.addRange(lower * unitMs, upper * unitMs, count);
    }
  }
  const byBound = buckets
    .filter(({ le }) => le !== undefined)
    .map(({ le, count }) => ({ bound: toNumber(le!), count }))
    .sort((left, right) => left.bound - right.bound);
  let lower = 0;
  let below = 0;
  for (const { bound, count } of byBound) {
    // What an engine estimates between samples may fall a little.
    histogram.addRange(lower * unitMs, bound * unitMs, count - below);
    below = Math.max(below, count);
    lower = bound;
  }
  return histogram;
}

/** The durations of a native histogram. */
export function readNative(
  native: NativeHistogram,
  unitMs: number,
): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  for (const [, lower, upper, count] of native.buckets ?? []) {
    histogram.addRange(
      Math.max(0, Number(lower)) * unitMs,
      toNumber(upper) * unitMs,
      Number(count),
    );
  }
  return histogram;
}

function toNumber(text: string): number {
  return text === '+Inf' ? Infinity : Number(text);
}
