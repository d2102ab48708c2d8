import { nearDay } from './nearDay';

describe('nearDay', () => {
  const now = new Date('2026-11-18T09:53:00.000Z');

  it.each([
    ['2027-01-21T12:00:00.000Z', '21 Jan'],
    ['2026-03-01T12:00:00.000Z', '1 Mar'],
    ['2027-11-20T12:00:00.000Z', '20 Nov 2027'],
    ['2025-01-21T12:00:00.000Z', '21 Jan 2025'],
  ])('%s is %s', (instant, expected) => {
    expect(nearDay(instant, now)).toBe(expected);
  });
});
