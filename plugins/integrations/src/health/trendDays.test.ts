import { SeriesSet } from '@tieline/plugin-integrations-common/telemetry';
import { testTrend } from './testTrend';
import { TREND_SERIES, trendDays, usualOf } from './trendDays';

const series: SeriesSet = {
  entityRef: 'integration:default/any',
  environment: 'production',
  from: '2025-10-14T00:00:00.000Z',
  to: '2025-11-18T10:00:00.000Z',
  stepSeconds: 86_400,
  at: [
    '2025-10-14',
    '2025-10-15',
    '2025-10-16',
    '2025-10-17',
    '2025-11-17',
  ].map(day => `${day}T00:00:00.000Z`),
  values: { p50Ms: [null, 100, 140, null, 180] },
};
const trend = testTrend({
  baselineFrom: '2025-10-14T00:00:00.000Z',
  baselineUntil: '2025-11-04T00:00:00.000Z',
});

describe('trendDays', () => {
  const days = trendDays(series, TREND_SERIES.latency!);

  it('begins with the first day that was measured, and keeps later gaps', () => {
    expect(days.map(({ value }) => value)).toEqual([100, 140, null, 180]);
  });

  it('takes the median of the baseline’s days as usual, and nothing of later ones', () => {
    expect(usualOf(days, trend)).toBe(120);
  });

  it('knows no usual without a baseline', () => {
    expect(
      usualOf(days, { ...trend, baselineFrom: undefined }),
    ).toBeUndefined();
  });
});
