import { CallTotals } from '../series/CallTotals';
import { compareVersions } from './compareVersions';
import {
  compareProportions,
  percentileInterval,
  wilsonInterval,
  Z_99,
} from './statistics';
import { ExponentialHistogram } from '../series/ExponentialHistogram';
import { Seeded } from '../__testUtils__/seeded';

const Z_95 = 1.959964;

describe('statistics', () => {
  it('are those of the literature', () => {
    // Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
    const wilson = wilsonInterval({ count: 81, of: 263 }, Z_95);
    expect(wilson.low).toBeCloseTo(0.2553, 4);
    expect(wilson.high).toBeCloseTo(0.3662, 4);
    // Newcombe (1998), 873–890, table II, method 10.
    for (const [second, first, low, high] of [
      [{ count: 56, of: 70 }, { count: 48, of: 80 }, 0.0524, 0.3339],
      [{ count: 9, of: 10 }, { count: 3, of: 10 }, 0.1705, 0.809],
      [{ count: 10, of: 10 }, { count: 0, of: 20 }, 0.6791, 1],
    ] as const) {
      const found = compareProportions([[first, second]], Z_95);
      expect(found.low).toBeCloseTo(low, 4);
      expect(found.high).toBeCloseTo(high, 4);
    }
  });

  it('find a percentile within its interval in about 99 of 100 samples', () => {
    const random = new Seeded(7);
    let within = 0;
    for (let sample = 0; sample < 300; sample += 1) {
      const histogram = new ExponentialHistogram();
      for (let at = 0; at < 1_000; at += 1) {
        histogram.add(-Math.log(1 - random.next()) * 100);
      }
      const { low, high } = percentileInterval(histogram, 0.95, 1_000, Z_99)!;
      const truth = -Math.log(0.05) * 100;
      within += low <= truth && truth <= high ? 1 : 0;
    }
    expect(within).toBeGreaterThanOrEqual(294);
  });
});

/** Calls whose durations are evenly spread around a middle. */
function calls(count: number, failed: number, middleMs: number): CallTotals {
  const totals = new CallTotals();
  totals.count = count;
  totals.errors = failed;
  for (let at = 0; at < 100; at += 1) {
    totals.histogram.add(middleMs * (0.5 + at / 100), count / 100);
  }
  return totals;
}

const version = (name: string, operations: Record<string, CallTotals>) => ({
  version: name,
  operations: new Map(Object.entries(operations)),
});

describe('a canary', () => {
  it('is worse where clearly more of its calls fail', () => {
    const compared = compareVersions(
      version('3.1', { order: calls(20_000, 260, 200) }),
      version('3.2', { order: calls(2_000, 68, 200) }),
    );
    expect(compared).toMatchObject({
      verdict: 'worse',
      headline: '3.2 is worse than 3.1',
      baselineCalls: 20_000,
      candidateCalls: 2_000,
    });
    const [errors, p50, p95] = compared.evidence;
    expect(errors).toMatchObject({ indicator: 'errorRate', verdict: 'worse' });
    expect(errors.words).toMatch(
      /^3\.4 % of its calls fail, 1\.3 % of the other's: 2\.1 points more \(1\.\d+ to 3\.\d+ with 99 % confidence\)$/,
    );
    expect([p50.verdict, p95.verdict]).toEqual(['same', 'same']);
  });

  it('is better where it is clearly faster', () => {
    const compared = compareVersions(
      version('3.1', { order: calls(20_000, 26, 200) }),
      version('3.2', { order: calls(5_000, 6, 150) }),
    );
    expect(compared.verdict).toBe('better');
    expect(compared.evidence.map(({ verdict }) => verdict)).toEqual([
      'same',
      'better',
      'better',
    ]);
  });

  it('is the same where the difference is by chance, or too small to matter', () => {
    const byChance = compareVersions(
      version('3.1', { order: calls(20_000, 260, 200) }),
      version('3.2', { order: calls(400, 8, 205) }),
    );
    expect(byChance.verdict).toBe('same');
    const small = compareVersions(
      version('3.1', { order: calls(9_000_000, 9_000, 200) }),
      version('3.2', { order: calls(9_000_000, 13_000, 215) }),
    );
    expect(small.evidence[0].low).toBeGreaterThan(0);
    expect(small.verdict).toBe('same');
  });

  it('is not made worse by being called for other things', () => {
    const compared = compareVersions(
      version('3.1', {
        fast: calls(9_000, 9, 20),
        slow: calls(1_000, 50, 900),
      }),
      version('3.2', {
        fast: calls(1_000, 1, 20),
        slow: calls(9_000, 450, 900),
      }),
    );
    expect(compared.evidence[0].candidate).toBeGreaterThan(0.04);
    expect(compared.verdict).toBe('same');
  });

  it('is not judged by few calls, nor by operations that only one has', () => {
    const few = compareVersions(
      version('3.1', { order: calls(20_000, 260, 200) }),
      version('3.2', { order: calls(150, 150, 200) }),
    );
    expect(few).toMatchObject({ verdict: 'not-enough', evidence: [] });
    const apart = compareVersions(
      version('v1', { '/v1/rates': calls(20_000, 0, 200) }),
      version('v2', { '/v2/rates': calls(20_000, 900, 200) }),
    );
    expect(apart).toMatchObject({
      verdict: 'not-enough',
      headline:
        'v2 can’t be compared with v1: they have no operation in common',
    });
  });
});
