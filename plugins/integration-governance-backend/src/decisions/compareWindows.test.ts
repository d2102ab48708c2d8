import { compareWindows, MeasuredHour, RunWindow } from './compareWindows';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 2);
const at = (day: number, hour: number) => START + (day * 24 + hour) * HOUR_MS;

/** Ten days, slow from two to four. */
const hours: MeasuredHour[] = Array.from({ length: 240 }, (_, nth) => ({
  fromMs: START + nth * HOUR_MS,
  p95Ms: [2, 3].includes(nth % 24) ? 630 : 90,
  throughputPerMinute: 100,
}));
const nightly = (days: number): RunWindow[] =>
  Array.from({ length: days }, (_, day) => ({
    fromMs: at(day, 2),
    toMs: at(day, 4),
  }));

describe('compareWindows', () => {
  it('tells the hours in which a batch ran from the others', () => {
    expect(compareWindows(hours, nightly(10))).toEqual({
      withinMs: 630,
      outsideMs: 90,
      hoursWithin: 20,
      daysWithin: 10,
      hoursOutside: 220,
    });
  });

  it('leaves out hours that a run only touched, that had hardly a call, or that nobody measured', () => {
    const runs = nightly(10).map(({ fromMs }) => ({
      fromMs,
      toMs: fromMs + 1.2 * HOUR_MS,
    }));
    const patchy = hours.map((hour, nth) => ({
      ...hour,
      ...(nth % 24 === 5 && { throughputPerMinute: 0.2 }),
      ...(nth % 24 === 6 && { p95Ms: null }),
    }));
    expect(compareWindows(patchy, runs)).toMatchObject({
      hoursWithin: 10,
      hoursOutside: 240 - 20 - 20,
    });
  });

  it('counts a moment once where runs overlap', () => {
    const twice = nightly(10).map(({ fromMs }) => ({
      fromMs,
      toMs: fromMs + 0.3 * HOUR_MS,
    }));
    expect(compareWindows(hours, [...twice, ...twice])).toBeUndefined();
  });

  it.each([
    ['a batch never ran', hours, []],
    ['it ran on two days only', hours, nightly(2)],
    ['it always runs', hours, [{ fromMs: at(0, 0), toMs: at(10, 0) }]],
    ['there is no hour', [], nightly(10)],
  ])('says nothing where %s', (_, measured, runs) => {
    expect(compareWindows(measured, runs)).toBeUndefined();
  });
});
