import { PointCounts } from '../series/addUpCounts';
import { SeriesReader } from '../series/SeriesReader';
import { CallFactsReader } from './CallFactsReader';

const MINUTE_MS = 60_000;
const nowMs = Date.parse('2026-11-22T12:00:00Z');

/** A reader of points by the minute, as they are stored: none without calls. */
function readerOf(failedAt: (agoMinutes: number) => number, count = 100) {
  const points: PointCounts[] = [];
  for (let ago = 300; ago >= 1; ago -= 1) {
    const startMinute = nowMs / MINUTE_MS - ago;
    points.push({ startMinute, count, failed: failedAt(ago) });
  }
  const reader: Pick<SeriesReader, 'readCounts'> = {
    readCounts: async (_series, resolution, fromMs, toMs) =>
      points.filter(
        ({ startMinute }) =>
          resolution === 1 &&
          startMinute >= fromMs / MINUTE_MS &&
          startMinute < toMs / MINUTE_MS,
      ),
  };
  return new CallFactsReader({ reader: reader as SeriesReader });
}

describe('the onset of errors', () => {
  it.each([76, 77, 78, 79, 80])(
    'is the first bad minute, %d minutes ago, wherever it lies',
    async onset => {
      const facts = readerOf(ago => (ago <= onset ? 8 : 0));
      expect(await facts.readErrorsSince([], nowMs)).toBe(
        nowMs - onset * MINUTE_MS,
      );
    },
  );

  it('is not moved by a bad minute long before, nor by a good one since', async () => {
    const facts = readerOf(ago => {
      if (ago === 34 || ago > 60) {
        return ago === 120 ? 50 : 0;
      }
      return 8;
    });
    expect(await facts.readErrorsSince([], nowMs)).toBe(nowMs - 60 * MINUTE_MS);
  });

  it('is not moved by a few minutes that happen to be just below the limit', async () => {
    const facts = readerOf(ago => {
      if (ago > 200) {
        return 0;
      }
      return ago > 10 && ago <= 15 ? 4 : 7;
    });
    expect(await facts.readErrorsSince([], nowMs)).toBe(
      nowMs - 200 * MINUTE_MS,
    );
  });

  it('is found where calls are few and some minutes happen to have no error', async () => {
    const facts = readerOf(ago => {
      const isLucky = ago > 20 && ago < 26;
      return ago <= 79 && ago % 2 === 1 && !isLucky ? 1 : 0;
    }, 4);
    expect(await facts.readErrorsSince([], nowMs)).toBe(nowMs - 79 * MINUTE_MS);
  });

  it('begins anew after minutes without errors', async () => {
    const facts = readerOf(ago => (ago > 10 && ago <= 20 ? 0 : 30));
    expect(await facts.readErrorsSince([], nowMs)).toBe(nowMs - 10 * MINUTE_MS);
  });

  it('is unknown where the latest minutes are good', async () => {
    const facts = readerOf(ago => (ago > 10 ? 30 : 0));
    expect(await facts.readErrorsSince([], nowMs)).toBeUndefined();
  });
});
