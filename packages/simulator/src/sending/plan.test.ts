import { planBlocks, stepsOf } from './plan';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const toMs = Date.parse('2026-11-22T12:34:50Z');

describe('planBlocks', () => {
  it.each([10_000, 90_000, 3_600_000, 5 * 3_600_000, 2 * dayMs, 35 * dayMs])(
    'covers the last %i ms without gap or overlap, the newest first',
    lengthMs => {
      const blocks = planBlocks({ fromMs: toMs - lengthMs, toMs });
      expect(blocks[0].toMs).toBe(toMs);
      const steps = [...blocks].reverse().flatMap(stepsOf);
      expect(steps[0].fromMs).toBe(toMs - lengthMs);
      expect(steps[steps.length - 1].toMs).toBe(toMs);
      steps.slice(1).forEach((step, index) => {
        expect(step.fromMs).toBe(steps[index].toMs);
      });
    },
  );

  it('shows the last hours by the minute, and what is older by the hour', () => {
    const blocks = planBlocks({ fromMs: toMs - 35 * dayMs, toMs });
    expect(blocks.map(({ stepMs }) => stepMs / minuteMs)).toEqual([
      1,
      1,
      5,
      ...Array(5).fill(60),
    ]);
    expect(toMs - blocks[1].fromMs).toBeGreaterThanOrEqual(180 * minuteMs);
    const points = blocks.flatMap(stepsOf).length;
    expect(points).toBeLessThan(1_300);
  });
});
