import { parseScenario } from '../scenario/readScenario';
import { Landscape } from './Landscape';

const at = (text: string) => Date.parse(text);

describe('Landscape', () => {
  const landscape = new Landscape(
    parseScenario({
      name: 'shop',
      seed: 'a',
      timeZone: 'Europe/Berlin',
      shapes: {
        office: {
          weekday: [2, 2, 2, 2, 2, 0.5, 0],
          hour: [
            ...Array(8).fill(1),
            ...Array(10).fill(10),
            ...Array(6).fill(1),
          ],
        },
        quarter: {
          weekday: Array(7).fill(1),
          hour: Array(24).fill(1),
          quarterEndDays: 3,
        },
      },
    }),
    at('2026-11-22T00:00:00Z'),
  );

  it('follows weekday and hour in the time zone of the scenario, over its changes too', () => {
    const weight = (text: string) => landscape.weight('office', at(text));
    // Tuesday, 12:30 in Berlin, in winter and in summer.
    expect(weight('2026-11-17T11:30:00Z')).toBeCloseTo(2.807, 3);
    expect(weight('2026-07-14T10:30:00Z')).toBeCloseTo(2.807, 3);
    expect(weight('2026-11-17T02:30:00Z')).toBeCloseTo(0.2807, 3);
    expect(weight('2026-11-21T11:30:00Z')).toBeCloseTo(0.7018, 3);
    expect(weight('2026-11-22T11:30:00Z')).toBe(0);
  });

  it('averages to 1 over a week and changes evenly within it', () => {
    const start = at('2026-11-16T00:00:00Z');
    const minutes = Array.from({ length: 7 * 24 * 60 }, (_, minute) =>
      landscape.weight('office', start + minute * 60_000),
    );
    const mean = minutes.reduce((sum, item) => sum + item, 0) / minutes.length;
    expect(mean).toBeCloseTo(1, 2);
    // From 07:30 to 08:30 it rises; there is no jump at 08:00.
    const weight = (text: string) => landscape.weight('office', at(text));
    expect(weight('2026-11-17T07:00:00Z')).toBeCloseTo(
      (weight('2026-11-17T06:30:00Z') + weight('2026-11-17T07:30:00Z')) / 2,
      6,
    );
  });

  it('knows traffic that comes around the end of a quarter only', () => {
    const weights = [
      '2026-09-27T12:00:00Z',
      '2026-09-29T12:00:00Z',
      '2026-10-02T12:00:00Z',
      '2026-11-22T12:00:00Z',
      '2026-12-31T12:00:00Z',
    ].map(text => landscape.weight('quarter', at(text)));
    expect(weights).toEqual([0, 1, 1, 0, 1]);
  });
});
