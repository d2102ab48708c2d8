import { PATTERNS } from '@tieline/plugin-integrations-common';
import {
  drawnLines,
  logTicks,
  toCurveCsvRows,
  toCurvePoints,
} from './curveLines';
import { testRecommendation } from './testDecide';

const recommendation = testRecommendation(
  { interaction: 'event', volumePerDay: 9_000 },
  ['event-driven', 'api-gateway', 'custom-code'],
);

describe('curveLines', () => {
  it('puts all patterns of a volume beside one another, in its order', () => {
    const points = toCurvePoints(recommendation.curves);
    expect(points.map(({ volumePerDay }) => volumePerDay)).toEqual([
      0, 1_000, 6_200, 18_000,
    ]);
    expect(Object.keys(points[2].costs)).toHaveLength(PATTERNS.length);
    expect(points[2].costs.ipaas?.expected).toBe(110_200);
  });

  it('draws the first three, the cheapest, and those of a break-even, unless others are asked for', () => {
    expect(drawnLines(['carrier-pigeon'], recommendation)).toEqual(
      PATTERNS.filter(pattern =>
        [
          'event-driven',
          'api-gateway',
          'custom-code',
          'batch-file',
          'ipaas',
        ].includes(pattern),
      ),
    );
    expect(drawnLines(['ipaas', 'carrier-pigeon'], recommendation)).toEqual([
      'ipaas',
    ]);
  });

  it('ticks a logarithmic axis within its ends', () => {
    expect(logTicks(750, 18_000)).toEqual([1_000, 2_000, 5_000, 10_000]);
    expect(logTicks(0.5, 2)).toEqual([0.5, 1, 2]);
  });

  it('writes every curve with its range into the file', () => {
    const rows = toCurveCsvRows(recommendation.curves, 'EUR');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      'Volume a day': 0,
      'ipaas, low, EUR': 58_000,
      'ipaas, expected, EUR': 104_000,
      'ipaas, high, EUR': 171_000,
    });
    expect(Object.keys(rows[0])).toHaveLength(1 + 3 * PATTERNS.length);
  });
});
