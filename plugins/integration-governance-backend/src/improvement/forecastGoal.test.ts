import fc from 'fast-check';
import { addDays, daysFrom } from './days';
import { forecastGoal } from './forecastGoal';
import { GoalPoint } from './Goal';

/** A burn-down that begins on a day, with so many missing on each. */
function burnDownOf(
  missing: readonly number[],
  first = '2026-09-01',
): GoalPoint[] {
  const total = Math.max(...missing);
  return missing.map((left, index) => ({
    day: addDays(first, index),
    total,
    met: total - left,
  }));
}

const burnDowns = fc.array(fc.integer({ min: 0, max: 40 }), {
  minLength: 8,
  maxLength: 120,
});

describe('a forecast', () => {
  it('goes on at the pace of the days that are known, with the range of both halves', () => {
    // Three in the first ten days, one in the ten after.
    const points = burnDownOf([
      10, 10, 10, 9, 9, 9, 8, 8, 8, 8, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6,
    ]);
    expect(forecastGoal(points)).toEqual({
      pace: 'towards',
      // 4 in 20 days: 6 take 30. At 3 in 10 days 20, at 1 in 10 days 60.
      by: '2026-10-21',
      earliest: '2026-10-11',
      latest: '2026-11-20',
      basis:
        '20 days ago 10 were missing, today 6: 1.4 a week. The range is that of the slower and the faster half of these days.',
    });
  });

  it('takes days that are missing to be as the day before', () => {
    const points = burnDownOf([10, 10, 10, 9, 9, 9, 8, 8, 8, 8, 7, 7, 6]);
    const isNew = (point: GoalPoint, index: number) =>
      index === 0 ||
      index === points.length - 1 ||
      point.met !== points[index - 1].met;
    expect(forecastGoal(points.filter(isNew))).toEqual(forecastGoal(points));
  });

  it('looks at the last ninety days only', () => {
    const early = Array.from({ length: 50 }, (_, n) => 100 - n);
    const late = Array.from({ length: 91 }, () => 50);
    expect(forecastGoal(burnDownOf([...early, ...late]))).toMatchObject({
      pace: 'none',
      basis: '90 days ago 50 were missing, today 50: nothing has moved.',
    });
  });

  it.each([
    ['nothing', [] as number[], 'none', /no integration/],
    ['three days', [5, 4, 3], 'none', /known for 2 days, and a pace takes 7/],
    ['what is met', [5, 4, 3, 2, 1, 1, 1, 0], 'none', /All are there/],
    [
      'what was lost again',
      [5, 5, 4, 4, 4, 4, 4, 5],
      'none',
      /gained was lost again/,
    ],
    ['what moves away', [3, 3, 3, 4, 4, 4, 5, 5], 'away', /moves away/],
  ])('has no day for %s', (_what, missing, pace, basis) => {
    const forecast = forecastGoal(missing.length ? burnDownOf(missing) : []);
    expect(forecast).toMatchObject({ pace });
    expect(forecast.by).toBeUndefined();
    expect(forecast.basis).toMatch(basis);
  });

  it('has no latest day where one half stood still', () => {
    const forecast = forecastGoal(burnDownOf([8, 8, 8, 8, 8, 7, 6, 5, 4]));
    expect(forecast.by).toBe('2026-09-17');
    expect(forecast).not.toHaveProperty('latest', expect.anything());
    expect(forecast.basis).toContain('no latest day');
  });

  it('is later than today, and inside its own range', () => {
    fc.assert(
      fc.property(burnDowns, missing => {
        const points = burnDownOf(missing);
        const { by, earliest, latest } = forecastGoal(points);
        const today = points.at(-1)!.day;
        const order = [today, earliest, by, latest].filter(
          day => day !== undefined,
        );
        expect([...order].sort()).toEqual(order);
        expect(by === undefined).toBe(earliest === undefined);
        expect(by).not.toBe(today);
      }),
    );
  });

  it('neither depends on how many they are nor on when it is', () => {
    fc.assert(
      fc.property(
        burnDowns,
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: -500, max: 500 }),
        (missing, factor, shift) => {
          const one = forecastGoal(burnDownOf(missing));
          const many = forecastGoal(
            burnDownOf(
              missing.map(left => left * factor),
              addDays('2026-09-01', shift),
            ),
          );
          expect(many.pace).toBe(one.pace);
          for (const bound of ['by', 'earliest', 'latest'] as const) {
            const day = one[bound];
            expect(many[bound]).toBe(day && addDays(day, shift));
          }
        },
      ),
    );
  });

  it('comes no sooner where more is left to do at the same pace', () => {
    fc.assert(
      fc.property(
        burnDowns,
        fc.integer({ min: 1, max: 50 }),
        (missing, more) => {
          const one = forecastGoal(burnDownOf(missing));
          const other = forecastGoal(
            burnDownOf(missing.map(left => left + more)),
          );
          fc.pre(one.by !== undefined && other.by !== undefined);
          expect(daysFrom(one.by!, other.by!)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
