import { toEndingCsvRows } from './toEndingCsvRows';
import { tooLate, unknown } from './__testUtils__/testLandscape';

describe('toEndingCsvRows', () => {
  it('writes a row for each consumer with the dates of what ends', () => {
    const rows = toEndingCsvRows([tooLate, unknown]);
    expect(rows.map(({ ends, consumer }) => [ends, consumer])).toEqual([
      ['shipping-api v1', 'support-desk'],
      ['shipping-api v1', 'finance-quarter-close'],
      ['shipping-api v1', 'warehouse-pick'],
      ['price-file layout 3', undefined],
    ]);
    expect(rows[1]).toMatchObject({
      sunset: '2026-11-30T12:00:00.000Z',
      'last leaves': '2027-01-21T12:00:00.000Z',
      'last seen': '2026-09-30T12:00:00.000Z',
      'more time': 'asked',
      'more time until': '2027-01-15T12:00:00.000Z',
    });
  });

  it('leaves the forecast empty where there is none', () => {
    const [row] = toEndingCsvRows([unknown]);
    expect(row.forecast).toBe('unknown');
    expect(row['last leaves']).toBeUndefined();
  });
});
