import {
  EndingLabelRequest,
  overlaps,
  placeBeside,
  placeEndingLabels,
} from './timelineLabels';
import { estimateWidthPx } from './textWidth';

describe('placeBeside', () => {
  const mark = { from: 100, to: 300 };

  it('puts a text right of its mark', () => {
    expect(placeBeside(mark, 50, 400)).toEqual({ from: 308, to: 358 });
  });

  it('puts it left where there is no room at the right', () => {
    expect(placeBeside(mark, 50, 340)).toEqual({ from: 42, to: 92 });
  });

  it('puts it left where something stands at the right', () => {
    expect(placeBeside(mark, 50, 400, [{ from: 350, to: 360 }])).toEqual({
      from: 42,
      to: 92,
    });
  });

  it('says so where it fits on neither side', () => {
    expect(placeBeside(mark, 150, 400)).toBeUndefined();
  });
});

describe('placeEndingLabels', () => {
  const request = (facts: Partial<EndingLabelRequest>): EndingLabelRequest => ({
    trackPx: 850,
    textPx: estimateWidthPx,
    bar: { from: 0, to: 400 },
    todayX: 200,
    sunset: { x: 400, text: 'sunset 30 Nov' },
    forecast: { main: 'last leaves 2 Dec' },
    ...facts,
  });

  it('puts the forecast right of the bar and the sunset below it', () => {
    expect(placeEndingLabels(request({}))).toMatchObject({
      sunset: { from: 404 },
      forecast: { place: 'beside', fromPx: 408 },
    });
  });

  it('begins after the line of today where it would run through the text', () => {
    const { forecast } = placeEndingLabels(request({ todayX: 420 }));
    expect(forecast).toEqual({ place: 'beside', fromPx: 428 });
  });

  it('writes the sunset to the left where the bar ends at the edge', () => {
    const { sunset } = placeEndingLabels(
      request({
        bar: { from: 0, to: 850 },
        sunset: { x: 850, text: 'sunset 30 Nov' },
      }),
    );
    expect(sunset!.to).toBe(846);
  });

  it('writes the forecast in one line below a bar that leaves no room, beside the sunset', () => {
    const main = 'last leaves 30 Jan';
    const detail = '12 Jan to 20 Feb';
    const labels = placeEndingLabels(
      request({
        bar: { from: 0, to: 800 },
        sunset: { x: 800, text: 'sunset 31 Mar' },
        forecast: { main, detail, mark: { from: 500, to: 650 } },
      }),
    );
    expect(labels.forecast.place).toBe('below');
    const from = labels.forecast.fromPx;
    const to = from + estimateWidthPx(main, true) + estimateWidthPx(detail);
    expect(overlaps({ from, to }, labels.sunset!)).toBe(false);
  });

  it('gives a long text a line of its own, where it can wrap, within the track', () => {
    const { forecast } = placeEndingLabels(
      request({
        trackPx: 300,
        bar: { from: 0, to: 300 },
        sunset: { x: 150, text: 'sunset 30 Nov' },
        forecast: { main: 'x'.repeat(80) },
      }),
    );
    expect(forecast).toEqual({ place: 'under', fromPx: 0 });
  });

  it('never puts the detail onto the sunset', () => {
    const labels = placeEndingLabels(
      request({
        forecast: { main: 'last leaves 2 Dec', detail: '24 Nov to 9 Dec' },
      }),
    );
    // Both would stand right of the bar: one line below, the other at 404.
    expect(labels.forecast.place).not.toBe('beside');
  });
});
