import { drawEnding } from './drawEnding';
import { testEndingSummary } from './testEndings';
import { createScale, windowOf } from './timelineScale';
import { blocked, tooLate, unknown } from './__testUtils__/testLandscape';

const now = new Date('2026-11-18T09:53:00.000Z');
const scale = createScale(windowOf(now, 12), 848);

describe('drawEnding', () => {
  it('draws the stretch from the sunset to the forecast up to the mark of the last', () => {
    const { segments, sunsetX, forecast } = drawEnding(tooLate, scale, now);
    const late = segments.find(({ kind }) => kind === 'late')!;
    expect(late.from).toBe(sunsetX);
    expect(late.to).toBe(forecast!.lastX);
    expect(forecast!.range!.to).toBeGreaterThan(late.to);
  });

  it('draws no forecast where there is none', () => {
    expect(drawEnding(unknown, scale, now).forecast).toBeUndefined();
  });

  it('writes no word through which the line of today would run', () => {
    const { segments } = drawEnding(
      { ...blocked, announcedAt: '2026-11-10T12:00:00.000Z' },
      scale,
      now,
    );
    expect(segments.map(({ word }) => word)).toEqual(['active', undefined]);
  });

  it('marks nothing at the edge that lies beyond it', () => {
    const drawing = drawEnding(
      testEndingSummary({
        sunsetAt: '2028-06-30T12:00:00.000Z',
        forecast: {
          outcome: 'expected',
          lastAt: '2028-01-30T12:00:00.000Z',
          fromAt: '2028-01-12T12:00:00.000Z',
          untilAt: '2028-02-20T12:00:00.000Z',
        },
      }),
      scale,
      now,
    );
    expect(drawing.sunsetX).toBeUndefined();
    expect(drawing.forecast).toEqual({ lastX: undefined, range: undefined });
    expect(drawing.words.sunset).toBe('sunset 30 Jun 2028');
    expect(drawing.labels.sunset!.to).toBeLessThanOrEqual(scale.widthPx);
  });

  it('leaves something to press of what lies outside the window', () => {
    const { bar } = drawEnding(
      {
        ...unknown,
        status: 'retired',
        activeSince: '2024-01-01T12:00:00.000Z',
        announcedAt: '2025-01-01T12:00:00.000Z',
        sunsetAt: '2025-06-01T12:00:00.000Z',
        overAt: '2025-06-01T12:00:00.000Z',
      },
      scale,
      now,
    );
    expect(bar.to - bar.from).toBeGreaterThan(0);
  });
});
