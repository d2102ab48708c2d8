import { TrendFinding } from './TrendFinding';
import { wordTrend } from './wordTrend';

const judgedMs = Date.parse('2026-11-26T08:00:00Z');
const DAY_MS = 86_400_000;

const raised: TrendFinding = {
  indicator: 'latency',
  outcome: 'raised',
  judgedMs,
  direction: 'up',
  ratio: 1.252,
  boundRatio: 1.21,
  sinceMs: judgedMs - 5 * DAY_MS,
  shape: 'step',
  usualLevel: 120,
  level: 150.24,
  baseline: {
    fromMs: judgedMs - 35 * DAY_MS,
    untilMs: judgedMs - 14 * DAY_MS,
    isFrozen: true,
  },
};

describe('wordTrend', () => {
  it('says what changed, by how much and for how long', () => {
    expect(wordTrend(raised, 'call')).toEqual({
      headline:
        'Calls take about 25 % longer than usual: 150 ms, usually 120 ms',
      short: '+25 % latency for 5 d',
      detail:
        'A step, of 21 % at least with 95 % confidence, against the same hours of 3 weeks before it.',
    });
    const fallen: TrendFinding = {
      ...raised,
      indicator: 'throughput',
      direction: 'down',
      ratio: 0.6,
      boundRatio: 0.7,
      level: 1_440,
      usualLevel: 2_400,
    };
    expect(wordTrend(fallen, 'message')).toMatchObject({
      headline:
        'About 40 % fewer messages than usual: 1,440 an hour, usually 2,400 an hour',
      short: '−40 % throughput for 5 d',
    });
  });

  it('says what could be seen where nothing was', () => {
    const blurred: TrendFinding = {
      indicator: 'error-rate',
      outcome: 'blurred',
      judgedMs,
      limit: 'too-few',
      smallestVisibleRatio: 1.84,
    };
    expect(wordTrend(blurred, 'call')).toEqual({
      headline:
        'There is too little of it to see a change of errors by a quarter',
      short: 'errors unclear',
      detail: 'The smallest change that would be seen is +84 %.',
    });
  });
});
