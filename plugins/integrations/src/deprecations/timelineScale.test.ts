import {
  createScale,
  monthsWithRoom,
  monthTicks,
  windowOf,
} from './timelineScale';

const now = new Date(2026, 10, 18, 9, 53);

describe('windowOf', () => {
  it.each([
    [3, new Date(2026, 9, 1), new Date(2027, 0, 1)],
    [6, new Date(2026, 8, 1), new Date(2027, 2, 1)],
    [12, new Date(2026, 5, 1), new Date(2027, 5, 1)],
  ])('shows %i whole months around today', (months, from, to) => {
    expect(windowOf(now, months)).toEqual({
      from: from.getTime(),
      to: to.getTime(),
    });
  });
});

describe('createScale', () => {
  const scale = createScale({ from: 1000, to: 2000 }, 500);

  it.each([
    [1000, 0],
    [1250, 125],
    [2000, 500],
    [0, 0],
    [9999, 500],
    [Infinity, 500],
  ])('puts %d at %d px, never outside', (instant, x) => {
    expect(scale.x(instant)).toBe(x);
  });
});

describe('monthTicks', () => {
  it('names the year of the first month and of each January', () => {
    const titles = monthTicks(windowOf(now, 6)).map(({ title }) => title);
    expect(titles).toEqual([
      'Sept 2026',
      'Oct',
      'Nov',
      'Dec',
      'Jan 2027',
      'Feb',
    ]);
  });
});

describe('monthsWithRoom', () => {
  it('leaves out the month that the flag of today covers', () => {
    const scale = createScale(windowOf(now, 6), 800);
    const todayX = scale.x(now.getTime());
    const shown = monthsWithRoom(monthTicks(scale), scale, {
      from: todayX - 90,
      to: todayX + 2,
    });
    expect(shown.map(({ title }) => title)).not.toContain('Nov');
    expect(shown).toHaveLength(5);
  });

  it('leaves out names that would stand on each other where it is narrow', () => {
    const scale = createScale(windowOf(now, 12), 240);
    const shown = monthsWithRoom(monthTicks(scale), scale, { from: 0, to: 0 });
    expect(shown.length).toBeLessThan(7);
    expect(shown[0].title).toBe('Jun 2026');
  });
});
