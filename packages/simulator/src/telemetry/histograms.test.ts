import { latencyModel } from '../chance/LatencyModel';
import { Random } from '../chance/Random';
import { drawExplicitHistogram, drawExponentialHistogram } from './histograms';

const model = latencyModel({ p50: '120ms', p95: '450ms' });

describe.each([1, 40, 64, 65, 5_000, 250_000])(
  'the histogram of %i durations',
  count => {
    const exponential = drawExponentialHistogram(count, model, Random.of('a'));
    const explicit = drawExplicitHistogram(count, model, Random.of('a'));
    const total = (counts: number[]) =>
      counts.reduce((sum, item) => sum + item, 0);

    it('holds every duration once', () => {
      expect(exponential.count).toBe(count);
      expect(total(exponential.positive.bucketCounts)).toBe(count);
      expect(total(explicit.buckets.counts)).toBe(count);
      expect(explicit.buckets.counts).toHaveLength(
        explicit.buckets.boundaries.length + 1,
      );
    });

    it('has a sum between what its least and its greatest allow', () => {
      const { min, max, sum } = exponential;
      expect(sum!).toBeGreaterThanOrEqual(min! * count * 0.999);
      expect(sum!).toBeLessThanOrEqual(max! * count * 1.001);
    });
  },
);

describe('drawExponentialHistogram', () => {
  it('keeps to the percentiles it is made from', () => {
    const { positive, scale, count } = drawExponentialHistogram(
      200_000,
      model,
      Random.of('b'),
    );
    const upTo = (seconds: number) =>
      positive.bucketCounts.reduce((sum, here, index) => {
        const bound = 2 ** ((positive.offset + index + 1) / 2 ** scale);
        return bound <= seconds ? sum + here : sum;
      }, 0) / count;
    // A bucket is 9 % wide: compare on both sides of the percentile.
    expect(upTo(0.12 / 1.1)).toBeLessThan(0.5);
    expect(upTo(0.12 * 1.1)).toBeGreaterThan(0.5);
    expect(upTo(0.45 / 1.1)).toBeLessThan(0.95);
    expect(upTo(0.45 * 1.1)).toBeGreaterThan(0.95);
  });
});
