import fc from 'fast-check';
import { SeriesBatch } from './SeriesBatch';

const HOUR_MS = 3_600_000;
const noonMs = Date.parse('2026-11-22T12:00:00Z');
const noon = noonMs / 60_000;
const key = {
  subject: 'integration:default/orders',
  environment: 'production',
  flow: '',
  outcome: 'sent' as const,
};

function hoursOf(ranges: Array<[startMs: number, endMs: number, n: number]>) {
  const batch = new SeriesBatch();
  ranges.forEach(([startMs, endMs, records]) =>
    batch.addRecords(key, { startMs, endMs }, records, {
      source: 'shop',
      unit: '',
    }),
  );
  const [counted] = batch.records.values();
  return Object.fromEntries(counted.hours);
}

describe('records', () => {
  it('count for the hour in which their point lies, the edge included', () => {
    expect(
      hoursOf([
        [noonMs, noonMs + 60_000, 5],
        [noonMs + HOUR_MS - 60_000, noonMs + HOUR_MS, 7],
        [noonMs + HOUR_MS, noonMs + HOUR_MS, 1],
      ]),
    ).toEqual({ [noon]: { records: 13, joinsNext: false } });
  });

  it('are shared by the hours on both sides of an edge, and join them where the point is wide', () => {
    const edgeMs = noonMs + HOUR_MS;
    expect(hoursOf([[edgeMs - 45_000, edgeMs + 15_000, 100]])).toEqual({
      [noon]: { records: 75, joinsNext: false },
      [noon + 60]: { records: 25, joinsNext: false },
    });
    expect(hoursOf([[edgeMs - HOUR_MS / 2, edgeMs + HOUR_MS / 2, 9]])).toEqual({
      [noon]: { records: 5, joinsNext: true },
      [noon + 60]: { records: 4, joinsNext: false },
    });
  });

  it('of more than a week say nothing of when they were', () => {
    expect(hoursOf([[noonMs - 8 * 24 * HOUR_MS, noonMs, 50]])).toEqual({
      [noon - 60]: { records: 50, joinsNext: false },
    });
  });

  it('are none more and none fewer, and never broken, however they are spread', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 * 24 * HOUR_MS }),
        fc.integer({ min: 0, max: HOUR_MS }),
        fc.nat(5_000),
        (widthMs, offsetMs, records) => {
          const endMs = noonMs + offsetMs;
          const hours = hoursOf([[endMs - widthMs, endMs, records]]);
          const all = Object.values(hours).map(hour => hour.records);
          expect(all.reduce((sum, one) => sum + one, 0)).toBe(records);
          expect(all.every(one => Number.isInteger(one) && one >= 0)).toBe(
            true,
          );
        },
      ),
    );
  });
});
