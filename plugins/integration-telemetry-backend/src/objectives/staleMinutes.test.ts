import fc from 'fast-check';
import { staleMinutes, Success } from './staleMinutes';

const minutes = (first: number, last = first): Success => ({
  first,
  last,
  isInEach: true,
});
const hour = (at: number): Success => ({
  first: 60 * at,
  last: 60 * at + 59,
  isInEach: false,
});
const exactly = (count: number) => ({ least: count, most: count });

describe('staleMinutes', () => {
  it('counts the minutes in which the latest success is older than the bound', () => {
    const judged = { first: 100, end: 200, bound: 10 };
    expect(staleMinutes([minutes(95, 199)], judged)).toEqual(exactly(0));
    // Good until 115, then again from 140 until 150, and from 190 on.
    const some = [minutes(95, 105), minutes(140), minutes(190)];
    expect(staleMinutes(some, judged)).toEqual(exactly(24 + 39));
    expect(staleMinutes([], judged)).toEqual(exactly(100));
    expect(staleMinutes([minutes(20), minutes(250)], judged)).toEqual(
      exactly(100),
    );
  });

  it('tells nothing wrong of hours that follow on each other, for a bound of two hours', () => {
    const hours = Array.from({ length: 24 }, (_, at) => hour(at));
    const judged = { first: 120, end: 1440, bound: 120 };
    expect(staleMinutes(hours, judged)).toEqual(exactly(0));
    expect(staleMinutes(hours, { ...judged, bound: 90 })).toEqual({
      least: 0,
      // At worst each second hour's calls were at its start, and the next one's at its end.
      most: 11 * (118 - 90),
    });
  });

  it('knows a gap between hours to two hours', () => {
    const judged = { first: 0, end: 1440, bound: 180 };
    const hours = [hour(0), hour(10), hour(13)];
    expect(staleMinutes(hours, { ...judged, end: 840 })).toEqual({
      least: 600 - 60 - 180,
      most: 659 - 1 - 180,
    });
  });

  it('holds what is true between the least and the most, wherever in their hours calls succeeded', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(1439), { maxLength: 30 }),
        fc.nat(300),
        (starts, bound) => {
          const sorted = [...starts].sort((left, right) => left - right);
          const judged = { first: 60, end: 1440, bound };
          const known = sorted.map(at => minutes(at));
          const truth = staleMinutes(known, judged);
          expect(truth.least).toBe(truth.most);
          const byHour = [...new Set(sorted.map(at => Math.floor(at / 60)))];
          const told = staleMinutes(byHour.map(hour), judged);
          expect(told.least).toBeLessThanOrEqual(truth.least);
          expect(told.most).toBeGreaterThanOrEqual(truth.most);
          expect(told.most).toBeLessThanOrEqual(1380);
        },
      ),
    );
  });
});
