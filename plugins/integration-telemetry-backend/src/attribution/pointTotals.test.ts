import fc from 'fast-check';
import { MetricPoint, TEMPORALITY } from '../otlp/model';
import { histogramOf, totalsOf } from './pointTotals';

function point(parts: Partial<MetricPoint>): MetricPoint {
  return {
    resource: new Map(),
    scope: '@',
    name: 'http.client.request.duration',
    unit: 's',
    type: 'histogram',
    temporality: TEMPORALITY.delta,
    monotonic: false,
    hasNoValue: false,
    attributes: new Map(),
    startNanos: 1n,
    timeNanos: 2n,
    value: 0,
    count: 0,
    ...parts,
  };
}

const exponential = {
  scale: 0,
  zeroCount: 0,
  zeroThreshold: 0,
  offset: 0,
  counts: [],
  negativeCounts: [],
};

describe('totalsOf', () => {
  it.each([
    ['http.client.request.duration', '', 1000],
    ['http.client.duration', '', 1],
    ['http.server.duration', '', 1],
    ['rpc.server.duration', '', 1],
    ['rpc.server.call.duration', '', 1000],
    ['messaging.publish.duration', '', 1000],
    ['messaging.publish.duration', 'ms', 1],
    ['http.client.duration', 's', 1000],
    ['http.client.duration', 'us', 0.001],
  ])('takes one of %s with unit "%s" as %d ms', (name, unit, expected) => {
    const totals = totalsOf(point({ name, unit, count: 1, sum: 1 }), 'caller');
    expect(totals.sumMs).toBeCloseTo(expected, 9);
  });

  it('counts all calls of a point by how they ended', () => {
    const attributes = new Map([['http.response.status_code', '503']]);
    const totals = totalsOf(point({ count: 7, sum: 1, attributes }), 'caller');
    expect(totals).toMatchObject({ count: 7, errors: 7 });
    expect([...totals.failures]).toEqual([['503', 7]]);
  });

  it.each([NaN, Infinity, -5, undefined])('survives a sum of %s', sum => {
    const totals = totalsOf(point({ count: 1, sum }), 'caller');
    expect(totals.sumMs).toBe(0);
  });
});

describe('histogramOf', () => {
  it('counts what is around zero, or below it, as no time at all', () => {
    const histogram = histogramOf(
      point({
        type: 'exponential',
        count: 10,
        exponential: {
          ...exponential,
          zeroCount: 4,
          counts: [1],
          negativeCounts: [2, 3],
        },
      }),
    );
    expect(histogram.zeroCount).toBe(9);
    expect(histogram.count).toBe(10);
  });

  it('spreads what is below a zero threshold up to it', () => {
    const histogram = histogramOf(
      point({
        type: 'exponential',
        count: 100,
        exponential: { ...exponential, zeroCount: 100, zeroThreshold: 0.2 },
      }),
    );
    expect(histogram.zeroCount).toBe(0);
    expect(histogram.percentile(0.5)).toBeGreaterThan(80);
    expect(histogram.percentile(0.5)).toBeLessThan(120);
    expect(histogram.percentile(1)).toBeLessThan(210);
  });

  it('takes the quantiles of a summary for its shape', () => {
    const histogram = histogramOf(
      point({
        type: 'summary',
        temporality: TEMPORALITY.cumulative,
        count: 1000,
        quantiles: [
          { quantile: 0.99, value: 2 },
          { quantile: 0.5, value: 0.1 },
          { quantile: 0.9, value: NaN },
        ],
      }),
    );
    expect(histogram.count).toBeCloseTo(1000, 6);
    // Roughly: a bucket is 4 to 9 % wide.
    expect(Math.abs(histogram.percentile(0.5)! - 100)).toBeLessThan(10);
    expect(Math.abs(histogram.percentile(0.99)! - 2000)).toBeLessThan(200);
  });

  it('of a summary without quantiles holds nothing', () => {
    const quantiles = [{ quantile: 0.5, value: NaN }];
    const summary = { type: 'summary' as const, count: 5 };
    expect(histogramOf(point({ ...summary, quantiles })).count).toBe(0);
    expect(histogramOf(point({ ...summary, quantiles: [] })).count).toBe(0);
  });

  it('holds as many calls as the point, in either temporality', () => {
    const counts = fc.array(fc.nat({ max: 1000 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: -4, max: 20 }),
        fc.integer({ min: -60, max: 60 }),
        fc.constantFrom(TEMPORALITY.delta, TEMPORALITY.cumulative),
        (calls, scale, offset, temporality) => {
          const total = calls.reduce((sum, count) => sum + count, 0);
          const bounds = calls.slice(1).map((_, at) => 0.005 * 2 ** at);
          const points = [
            point({ temporality, explicit: { bounds, counts: calls } }),
            point({
              temporality,
              exponential: { ...exponential, scale, offset, counts: calls },
            }),
          ];
          for (const each of points) {
            expect(histogramOf(each).count).toBeCloseTo(total, 6);
          }
        },
      ),
    );
  });
});
