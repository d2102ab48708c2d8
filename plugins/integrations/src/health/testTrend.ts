import { Trend } from '@tieline/plugin-integrations-common/telemetry';

/** A latency that has risen by a quarter, for tests. */
export function testTrend(trend: Partial<Trend> = {}): Trend {
  return {
    indicator: 'latency',
    outcome: 'raised',
    judgedAt: '2025-11-18T09:00:00.000Z',
    direction: 'up',
    shape: 'ramp',
    since: '2025-11-12T05:00:00.000Z',
    ratio: 1.25,
    boundRatio: 1.18,
    level: 300,
    usualLevel: 240,
    smallestVisibleRatio: 1.12,
    baselineFrom: '2025-10-14T00:00:00.000Z',
    baselineUntil: '2025-11-04T00:00:00.000Z',
    headline: 'Calls take about 25 % longer than usual: 300 ms, usually 240 ms',
    short: '+25 % latency for 6 d',
    detail:
      'A ramp, of 18 % at least with 95 % confidence, against the same hours of 3 weeks before it.',
    changes: [],
    ...trend,
  };
}
