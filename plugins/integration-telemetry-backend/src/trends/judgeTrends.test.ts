import { judgeTrends } from './judgeTrends';
import { TrendFinding } from './TrendFinding';

const DAY_MS = 86_400_000;
const judgedMs = Date.parse('2026-11-18T09:00:00Z');

const slower: TrendFinding = {
  indicator: 'latency',
  outcome: 'raised',
  judgedMs,
  direction: 'up',
  shape: 'ramp',
  ratio: 1.27,
  boundRatio: 1.19,
  sinceMs: judgedMs - 7 * DAY_MS,
  level: 412,
  usualLevel: 324,
};

describe('judgeTrends', () => {
  it('makes a slowdown a reason, with its since and its evidence', () => {
    expect(judgeTrends([slower], 'call')).toEqual([
      {
        code: 'trend',
        status: 'degraded',
        headline:
          'Calls take about 27 % longer than usual: 412 ms, usually 324 ms',
        short: '+27 % latency for 7 d',
        detail: expect.stringContaining('A ramp, of 19 % at least'),
        since: '2026-11-11T09:00:00.000Z',
      },
    ]);
  });

  it.each<[string, Partial<TrendFinding>]>([
    ['what has not changed', { outcome: 'steady' }],
    ['what may be a change by next to nothing', { boundRatio: 1.03 }],
    [
      'more traffic',
      { indicator: 'throughput', level: 9_000, usualLevel: 7_000 },
    ],
    [
      'a few errors more among very few',
      { indicator: 'error-rate', level: 0.002, usualLevel: 0.0012 },
    ],
    [
      'runs that differ anyway',
      { indicator: 'batch-duration', boundRatio: 1.1 },
    ],
  ])('calls nobody for %s', (_name, change) => {
    expect(judgeTrends([{ ...slower, ...change }], 'call')).toEqual([]);
  });

  it('calls somebody for traffic that goes away', () => {
    const fewer: TrendFinding = {
      ...slower,
      indicator: 'throughput',
      direction: 'down',
      ratio: 0.7,
      boundRatio: 0.8,
    };
    expect(judgeTrends([fewer], 'call')[0].headline).toMatch(
      /^About 30 % fewer calls/,
    );
  });
});
