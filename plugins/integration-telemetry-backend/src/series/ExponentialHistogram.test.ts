import fc from 'fast-check';
import { ExponentialHistogram, MAX_BUCKETS } from './ExponentialHistogram';
import { decodeHistogram, encodeHistogram } from './histogramCodec';

const durations = fc.array(
  fc.tuple(
    fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    fc.integer({ min: 1, max: 1000 }),
  ),
  { maxLength: 60 },
);

function histogramOf(values: Array<[number, number]>): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  values.forEach(([value, count]) => histogram.add(value, count));
  return histogram;
}

function merged(...parts: ExponentialHistogram[]): ExponentialHistogram {
  const result = new ExponentialHistogram();
  parts.forEach(part => result.merge(part));
  return result;
}

const shown = (histogram: ExponentialHistogram) => ({
  scale: histogram.scale,
  zeroCount: histogram.zeroCount,
  buckets: histogram.buckets,
});

describe('ExponentialHistogram', () => {
  it('gives the same whatever the order and grouping of merging', () => {
    fc.assert(
      fc.property(durations, durations, durations, (one, two, three) => {
        const [a, b, c] = [one, two, three].map(histogramOf);
        const all = shown(histogramOf([...one, ...two, ...three]));
        expect(shown(merged(merged(a, b), c))).toEqual(all);
        expect(shown(merged(a, merged(b, c)))).toEqual(all);
        expect(shown(merged(c, b, a))).toEqual(all);
      }),
    );
  });

  it('loses no call, and never keeps more buckets than it may', () => {
    fc.assert(
      fc.property(durations, durations, (one, two) => {
        const both = merged(histogramOf(one), histogramOf(two));
        const expected = [...one, ...two].reduce((sum, [, n]) => sum + n, 0);
        expect(both.count).toBe(expected);
        const { buckets } = both;
        const indices = buckets.map(([index]) => index);
        const width = Math.max(...indices) - Math.min(...indices) + 1;
        expect(width).toBeLessThanOrEqual(MAX_BUCKETS);
      }),
    );
  });

  it('tells percentiles within the relative error of its scale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 1e5, noNaN: true }), {
          minLength: 1,
          maxLength: 200,
        }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (values, share) => {
          const histogram = histogramOf(values.map(value => [value, 1]));
          const sorted = [...values].sort((left, right) => left - right);
          const exact = sorted[Math.ceil(share * values.length) - 1];
          const halfBucket = 2 ** (0.5 * 2 ** -histogram.scale) + 1e-6;
          const told = histogram.percentile(share)!;
          expect(told / exact).toBeLessThanOrEqual(halfBucket);
          expect(exact / told).toBeLessThanOrEqual(halfBucket);
        },
      ),
    );
  });

  it('keeps every call of a range of which only its bounds are known', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.integer({ min: 1, max: 100_000 }),
        (lower, width, count) => {
          const histogram = new ExponentialHistogram();
          histogram.addRange(lower, lower + width, count);
          expect(histogram.count).toBe(count);
        },
      ),
    );
  });

  it('can be stored and read again, whole and weighted', () => {
    fc.assert(
      fc.property(
        durations,
        fc.constantFrom(1, 0.37),
        fc.nat(50),
        (values, factor, zeros) => {
          const histogram = histogramOf(values).scaledBy(factor);
          histogram.add(0, zeros);
          const again = decodeHistogram(encodeHistogram(histogram));
          expect(shown(again)).toEqual(shown(histogram));
        },
      ),
    );
  });

  it('knows no percentile of nothing', () => {
    expect(new ExponentialHistogram().percentile(0.95)).toBeUndefined();
  });

  it('is read as the first version wrote it, with each distance', () => {
    // Whole, scale 4, two zeros; buckets -3, -2 and 5 with 1, 200 and 7.
    const bytes = Buffer.from([1, 4, 2, 3, 5, 1, 1, 200, 1, 7, 7]);
    expect(shown(decodeHistogram(bytes))).toEqual({
      scale: 4,
      zeroCount: 2,
      buckets: [
        [-3, 1],
        [-2, 200],
        [5, 7],
      ],
    });
  });

  it('takes a byte for a bucket where many calls were counted', () => {
    const histogram = new ExponentialHistogram();
    for (let ms = 5; ms < 60; ms += 0.1) {
      histogram.add(ms);
    }
    const { size } = histogram;
    expect(size).toBeGreaterThan(50);
    expect(encodeHistogram(histogram).length).toBeLessThan(size + 8);
  });
});

describe('countUpTo', () => {
  it('counts what lies below, off by at most a bucket', () => {
    const histogram = new ExponentialHistogram();
    for (let value = 0; value < 1_000; value += 1) {
      histogram.add(value);
    }
    for (const limit of [0, 1, 10, 250, 999]) {
      const width = limit * (2 ** (2 ** -histogram.scale) - 1);
      expect(
        Math.abs(histogram.countUpTo(limit) - limit - 1),
      ).toBeLessThanOrEqual(width + 1);
    }
    expect(histogram.countUpTo(-1)).toBe(0);
    expect(histogram.countUpTo(1e9)).toBe(1_000);
  });
});
