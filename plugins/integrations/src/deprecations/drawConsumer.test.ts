import { drawConsumer } from './drawConsumer';
import { testConsumer } from './testEndings';
import { everyDay, quarterClose } from './__testUtils__/testLandscape';
import { createScale, windowOf } from './timelineScale';

const now = new Date('2026-11-18T09:53:00.000Z');
const scale = createScale(windowOf(now, 12), 848);
const todayX = scale.x(now.getTime());

describe('drawConsumer', () => {
  it('writes what is in use after the line of today', () => {
    const { label, bar } = drawConsumer(
      testConsumer('support-desk', {
        callsPerDay: 410,
        days: everyDay('2026-06-10', '2026-11-18'),
      }),
      scale,
      now,
    );
    expect(bar.to).toBeCloseTo(todayX);
    expect(label!.from).toBeGreaterThan(todayX);
  });

  it('draws ticks, a dotted line and the next run for what runs once a quarter', () => {
    const { runs, line, nextX, text } = drawConsumer(quarterClose, scale, now);
    expect(runs.map(({ isTick }) => isTick)).toEqual([true, true]);
    expect(nextX).toBeGreaterThan(todayX);
    expect(line).toEqual({ from: 0, to: nextX });
    expect(text).toBe(
      'once a quarter: 30 Sept, next by 31 Dec, asks for 15 Jan',
    );
  });

  it('draws a line and no bar for who is declared and was never seen', () => {
    const { runs, line } = drawConsumer(
      testConsumer('a', { state: 'never-seen', kind: 'declared' }),
      scale,
      now,
    );
    expect(runs).toEqual([]);
    expect(line).toEqual({ from: 0, to: todayX });
  });

  it('leaves out what lies before the window, and still has something to press', () => {
    const { runs, bar } = drawConsumer(
      testConsumer('a', {
        state: 'left',
        days: everyDay('2026-01-01', '2026-02-01'),
      }),
      scale,
      now,
    );
    expect(runs).toEqual([]);
    expect(bar.to).toBeGreaterThan(bar.from);
  });

  it('lets a text that fits on neither side stand below its bar', () => {
    const narrow = createScale(windowOf(now, 12), 200);
    expect(drawConsumer(quarterClose, narrow, now).label).toBeUndefined();
  });
});
