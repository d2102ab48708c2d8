import fc from 'fast-check';
import { histogramOf } from '../attribution/pointTotals';
import { MetricPoint, TEMPORALITY } from '../otlp/model';
import { CallTotals } from './CallTotals';
import { sinceLast, toCumulativeRow } from './cumulative';
import { CumulativeValue } from './SeriesBatch';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = 1_700_000_000_000;

function value(
  count: number,
  timeMs: number,
  options: { startMs?: number; errors?: number; totals?: CallTotals } = {},
): CumulativeValue {
  const totals = options.totals ?? new CallTotals();
  totals.count = count;
  totals.sumMs = count * 10;
  totals.errors = options.errors ?? 0;
  return {
    key: 'key',
    startMs: options.startMs ?? START,
    timeMs,
    totals,
    series: {} as CumulativeValue['series'],
    marks: { samplingUnknown: false, environmentAssumed: false },
  };
}

/** What each value adds to those before it: count, from and to. */
function increases(...values: CumulativeValue[]) {
  let before: ReturnType<typeof toCumulativeRow> | undefined;
  return values.map(each => {
    const since = sinceLast(each, before);
    if (!before || each.timeMs > before.time_ms) {
      before = toCumulativeRow(each);
    }
    return (
      since && [since.totals.count, since.range.startMs, since.range.endMs]
    );
  });
}

const at = (minutes: number) => START + minutes * MINUTE;

describe('a cumulative metric', () => {
  it('counts what came since the value before, and in full where its process is young', () => {
    expect(
      increases(value(10, at(1)), value(25, at(2)), value(25, at(3))),
    ).toEqual([[10, START, at(1)], [15, at(1), at(2)], undefined]);
  });

  it('counts from its first value where its process is old', () => {
    const old = { startMs: START - 2 * HOUR };
    expect(increases(value(900, at(1), old), value(905, at(2), old))).toEqual([
      undefined,
      [5, at(1), at(2)],
    ]);
  });

  it.each([
    ['that its start is unknown', (time: number) => ({ startMs: time })],
    ['the time of its first value as its start', () => ({ startMs: at(1) })],
  ])('counts from its first value where it says %s', (_, startOf) => {
    const of = (count: number, minutes: number) =>
      value(count, at(minutes), startOf(at(minutes)));
    expect(increases(of(900, 1), of(905, 2), of(905, 3), of(906, 4))).toEqual([
      undefined,
      [5, at(1), at(2)],
      undefined,
      [1, at(3), at(4)],
    ]);
  });

  it('counts anew where its start says so, even where the count did not fall', () => {
    const again = { startMs: at(2) };
    expect(
      increases(
        value(10, at(1)),
        value(12, at(3), again),
        value(13, at(4), again),
      ),
    ).toEqual([
      [10, START, at(1)],
      [12, at(2), at(3)],
      [1, at(3), at(4)],
    ]);
  });

  it('counts anew where it fell, though its start does not say so', () => {
    expect(increases(value(10, at(1)), value(3, at(2)))).toEqual([
      [10, START, at(1)],
      [3, at(1), at(2)],
    ]);
  });

  it('counts nothing twice that arrives late or again', () => {
    expect(
      increases(value(10, at(2)), value(10, at(2)), value(5, at(1))),
    ).toEqual([[10, START, at(2)], undefined, undefined]);
  });

  it('counts as errors only what came since', () => {
    const before = toCumulativeRow(value(10, at(1), { errors: 10 }));
    const since = sinceLast(value(14, at(2), { errors: 14 }), before);
    expect(since?.totals).toMatchObject({ count: 4, errors: 4, sumMs: 40 });
  });
});

describe('the durations between two cumulative values', () => {
  function point(parts: Partial<MetricPoint>): MetricPoint {
    return {
      resource: new Map(),
      scope: '@',
      name: 'http.client.request.duration',
      unit: 's',
      type: 'histogram',
      temporality: TEMPORALITY.cumulative,
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
  const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);
  const totalsOf = (parts: Partial<MetricPoint>) => {
    const totals = new CallTotals();
    totals.histogram = histogramOf(point(parts));
    return totals;
  };

  it('are those of the calls between them', () => {
    const bounds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];
    const counts = fc.array(fc.nat({ max: 500 }), {
      minLength: bounds.length + 1,
      maxLength: bounds.length + 1,
    });
    fc.assert(
      fc.property(counts, counts, (first, added) => {
        fc.pre(sum(first) > 0 && sum(added) > 0);
        const second = first.map((count, bucket) => count + added[bucket]);
        const of = (calls: number[]) => ({
          totals: totalsOf({ explicit: { bounds, counts: calls } }),
        });
        const since = sinceLast(
          value(sum(second), at(2), of(second)),
          toCumulativeRow(value(sum(first), at(1), of(first))),
        );
        const { histogram } = since!.totals;
        const alone = of(added).totals.histogram;
        expect(histogram.count).toBeCloseTo(sum(added), 6);
        for (const share of [0.5, 0.95, 0.99]) {
          const ratio = histogram.percentile(share)! / alone.percentile(share)!;
          // The range decides the scale: a coarser one is off by a bucket more.
          expect(ratio).toBeGreaterThan(0.8);
          expect(ratio).toBeLessThan(1.25);
        }
      }),
    );
  });

  it('have the shape of now where a summary tells of the last minutes only', () => {
    const of = (median: number, count: number) => ({
      totals: totalsOf({
        type: 'summary',
        count,
        quantiles: [{ quantile: 0.5, value: median }],
      }),
    });
    const since = sinceLast(
      value(1_010, at(2), of(2, 1_010)),
      toCumulativeRow(value(1_000, at(1), of(0.1, 1_000))),
    );
    const { histogram } = since!.totals;
    expect(histogram.count).toBeCloseTo(10, 6);
    expect(Math.abs(histogram.percentile(0.75)! - 2_000)).toBeLessThan(200);
  });
});
