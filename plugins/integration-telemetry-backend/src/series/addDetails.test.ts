import fc from 'fast-check';
import { addDetails } from './addDetails';
import { CallTotals } from './CallTotals';
import { decodeHistogram, encodeHistogram } from './histogramCodec';
import { toTotalsRow } from './pointRows';
import { ExponentialHistogram } from './ExponentialHistogram';

const counts = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  // Sampled calls weigh a fraction.
  fc.double({ min: 0.5, max: 100, noNaN: true }),
);
const histograms = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
        fc.constant(0),
      ),
      counts,
    ),
    { maxLength: 20 },
  )
  .map(values => {
    const histogram = new ExponentialHistogram();
    values.forEach(([value, count]) => histogram.add(value, count));
    return encodeHistogram(histogram);
  });

/** Counts may differ by the rounding that another order of adding brings. */
const shown = ({ scale, zeroCount, buckets }: ExponentialHistogram) => ({
  scale,
  zeroCount: zeroCount.toPrecision(12),
  buckets: buckets.map(([index, count]) => [index, count.toPrecision(12)]),
});

describe('the sum of details', () => {
  it('is what merging one after another gives', () => {
    fc.assert(
      fc.property(fc.array(histograms, { maxLength: 8 }), encoded => {
        const merged = new ExponentialHistogram();
        encoded.forEach(bytes => merged.merge(decodeHistogram(bytes)));
        const sum = new CallTotals();
        addDetails(sum, Buffer.concat(encoded));
        expect(shown(sum.histogram)).toEqual(shown(merged));
      }),
    );
  });

  it('refuses what ends early, and leaves nothing of it to the next sum', () => {
    const histogram = new ExponentialHistogram();
    [1, 20, 300].forEach(value => histogram.add(value));
    const bytes = encodeHistogram(histogram);
    const cutOff = bytes.subarray(0, bytes.length - 1);
    expect(() => addDetails(new CallTotals(), cutOff)).toThrow(RangeError);
    const sum = new CallTotals();
    addDetails(sum, bytes);
    expect(sum.histogram.count).toBe(3);
  });

  it('has the failures of all, and refuses those that end early', () => {
    const totals = new CallTotals();
    totals.histogram.add(20);
    totals.addFailure('503', 2);
    totals.addFailure('tür, "zu"\u0000', 1.5);
    const { details } = toTotalsRow(totals);
    const sum = new CallTotals();
    addDetails(sum, Buffer.concat([details, details]));
    expect(sum.histogram.count).toBe(2);
    expect([...sum.failures]).toEqual([
      ['503', 4],
      ['tür, "zu"\u0000', 3],
    ]);
    const cutOff = details.subarray(0, details.length - 1);
    expect(() => addDetails(sum, cutOff)).toThrow(RangeError);
  });
});
