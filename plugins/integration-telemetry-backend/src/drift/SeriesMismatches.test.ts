import { isSameVersion } from './SeriesMismatches';

describe('isSameVersion', () => {
  it.each([
    ['v2', '2'],
    ['3.2.0', '3.2'],
    ['V2', 'v2.1'],
    ['2024-01', '2024-01'],
  ])('takes %s and %s for the same, as far as both go', (one, other) => {
    expect(isSameVersion(one, other)).toBe(true);
    expect(isSameVersion(other, one)).toBe(true);
  });

  it.each([
    ['v1', 'v2'],
    ['3.2.0', '3.1'],
    ['2024-01', '2023-07'],
    ['1', '10'],
  ])('tells %s from %s', (one, other) => {
    expect(isSameVersion(one, other)).toBe(false);
  });
});
