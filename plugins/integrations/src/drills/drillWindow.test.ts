import { toFieldValue } from '../alarms/snoozeTimes';
import { moveWindow, offeredWindow, windowProblem } from './drillWindow';

// In whatever time zone the tests run.
const NOW = new Date(2026, 10, 30, 17, 30);
const at = (day: number, hour: number, minute = 0) =>
  toFieldValue(new Date(2026, 10, day, hour, minute));

describe('drillWindow', () => {
  it('offers an hour of tomorrow’s morning, also over the end of a month', () => {
    expect(offeredWindow(NOW)).toEqual({
      from: '2026-12-01T10:00',
      to: '2026-12-01T11:00',
    });
    expect(windowProblem(offeredWindow(NOW), NOW)).toBeUndefined();
  });

  it('moves the end with the beginning', () => {
    expect(
      moveWindow({ from: at(20, 10), to: at(20, 12) }, at(21, 23)),
    ).toEqual({ from: at(21, 23), to: at(22, 1) });
    expect(moveWindow({ from: at(20, 10), to: at(20, 12) }, '')).toEqual({
      from: '',
      to: at(20, 12),
    });
  });

  it('takes what begins now or within a year, and lasts a day at most', () => {
    const problemOf = (from: string, to: string) =>
      windowProblem({ from, to }, NOW);
    expect(problemOf(at(30, 17, 28), at(30, 18))).toBeUndefined();
    expect(problemOf(at(30, 17, 20), at(30, 18))).toBe(
      'a beginning that is not past',
    );
    expect(problemOf(at(31, 10), at(31, 10))).toBe(
      'an end after the beginning',
    );
    expect(problemOf(at(31, 10), at(32, 10))).toBeUndefined();
    expect(problemOf(at(31, 10), at(32, 11))).toBe(
      'an end within 24 hours of the beginning',
    );
    expect(problemOf(at(30 + 368, 10), at(30 + 368, 11))).toBe(
      'a beginning within a year',
    );
    expect(problemOf('', at(31, 10))).toBe('when it begins and ends');
  });
});
