import { readBuckets, readNative } from './readDurations';

describe('durations of an engine', () => {
  it('are what each bucket holds beyond those before, in milliseconds', () => {
    const histogram = readBuckets(
      [
        { le: '+Inf', count: 100 },
        { le: '0.1', count: 90 },
        { le: '0.05', count: 0 },
        { le: '0.5', count: 99 },
      ],
      1000,
    );

    expect(histogram.count).toBeCloseTo(100);
    const median = histogram.percentile(0.5)!;
    expect(median).toBeGreaterThan(50);
    expect(median).toBeLessThan(100);
    expect(histogram.percentile(0.95)).toBeGreaterThan(100);
    // Past the last bound nobody knows how long it took: at least so long.
    expect(histogram.percentile(1)! / 500).toBeCloseTo(1, 1);
  });

  it('fall nowhere, although an estimate between samples may', () => {
    const histogram = readBuckets(
      [
        { le: '10', count: 8.001 },
        { le: '20', count: 8 },
        { le: '+Inf', count: 8 },
      ],
      1,
    );

    expect(histogram.count).toBeCloseTo(8.001);
    expect(histogram.percentile(1)).toBeLessThan(10.5);
  });

  it('are read from VictoriaMetrics’ own buckets', () => {
    const histogram = readBuckets(
      [
        { vmrange: '1.000e-01...1.136e-01', count: 7 },
        { vmrange: '1.000e+00...1.136e+00', count: 3 },
      ],
      1000,
    );

    expect(histogram.count).toBeCloseTo(10);
    expect(histogram.percentile(0.5)! / 107).toBeCloseTo(1, 1);
    expect(histogram.percentile(0.95)! / 1068).toBeCloseTo(1, 1);
  });

  it('are read from native histograms, as the query API writes them', () => {
    const histogram = readNative(
      {
        count: '12',
        sum: '1.5',
        buckets: [
          [3, '-0.001', '0.001', '2'],
          [0, '0.08838834764831845', '0.1', '8'],
          [0, '0.9170040432046712', '1', '2'],
        ],
      },
      1000,
    );

    expect(histogram.count).toBeCloseTo(12);
    expect(histogram.percentile(0.5)! / 94).toBeCloseTo(1, 1);
    expect(histogram.percentile(0.99)! / 957).toBeCloseTo(1, 1);
  });
});
