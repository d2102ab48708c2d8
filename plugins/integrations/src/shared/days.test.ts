import { daysUntil, distanceWords, formatDate, laterDay } from './days';

const now = new Date('2026-11-22T23:30:00.000Z');

describe('days', () => {
  it('counts days as the backend does, over the end of a year', () => {
    expect(laterDay(now, 90)).toBe('2027-02-20');
    expect(daysUntil('2027-02-20', now)).toBe(90);
    expect(daysUntil('2026-11-21', now)).toBe(-1);
  });

  it('says how far away a day is', () => {
    expect(distanceWords('2026-12-04', now)).toBe('in 12 days');
    expect(distanceWords('2026-11-23', now)).toBe('in 1 day');
    expect(distanceWords('2026-11-22', now)).toBe('today');
    expect(distanceWords('2026-11-20', now)).toBe('2 days ago');
  });

  it('writes a day as it stands in the calendar', () => {
    expect(formatDate('2026-12-04', now)).toBe('4 Dec');
    expect(formatDate('2027-02-20', now)).toBe('20 Feb 2027');
  });
});
