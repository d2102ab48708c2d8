import { TestDatabases } from '@backstage/backend-test-utils';
import { seriesKey } from '../__testUtils__/seriesKey';
import { Seeded } from '../__testUtils__/seeded';
import { openDatabase } from '../openDatabase';
import { CallTotals } from './CallTotals';
import { MINUTE_MS, SeriesBatch } from './SeriesBatch';
import { SeriesReader } from './SeriesReader';
import { SeriesStore } from './SeriesStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const nowMs = Date.parse('2026-11-23T12:00:00Z');
const subject = 'integration:default/orders';
const MINUTES = 60;

/** Calls of the last hour, in two series. */
function createBatch(): SeriesBatch {
  const seeded = new Seeded(5);
  const batch = new SeriesBatch();
  for (const operation of ['GET /x', 'POST /x']) {
    for (let ago = 1; ago <= MINUTES; ago += 1) {
      const totals = new CallTotals();
      totals.count = 2;
      totals.errors = 1;
      totals.countingRejections = ago % 2;
      totals.otherRejections = ago % 3;
      totals.addFailure(seeded.next() < 0.5 ? '503' : 'timeout', 1);
      for (const duration of [10 * seeded.next(), 900 * seeded.next()]) {
        totals.sumMs += duration;
        totals.histogram.add(duration);
      }
      const atMs = nowMs - ago * MINUTE_MS;
      batch.addTotals(
        seriesKey({ subject, operation }),
        { samplingUnknown: false, environmentAssumed: false },
        { startMs: atMs, endMs: atMs },
        totals,
      );
    }
  }
  return batch;
}

const shown = (totals: CallTotals) => ({
  ...totals,
  sumMs: totals.sumMs.toPrecision(10),
  failures: Object.fromEntries([...totals.failures].sort()),
  buckets: totals.histogram.buckets,
  histogram: undefined,
});

describe.each(databases.eachSupportedId())('points on %s', id => {
  it('are in a step what those of its minutes are one by one', async () => {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    const store = new SeriesStore({
      knex,
      retention: { minutesMs: 1e9, hoursMs: 1e10, daysMs: 1e11 },
      limits: { perIntegration: 100, overall: 1_000 },
    });
    await store.write(createBatch(), nowMs);
    const reader = new SeriesReader({ knex });
    const series = await reader.listSeries(subject);

    const fromMs = nowMs - MINUTES * MINUTE_MS;
    for (const stepMinutes of [1, 15]) {
      const points = await reader.readPoints(
        series,
        1,
        fromMs,
        nowMs,
        stepMinutes,
      );
      expect(points.size).toBe(MINUTES / stepMinutes);
      for (const [startMinute, totals] of points) {
        const sum = new CallTotals();
        const startMs = startMinute * MINUTE_MS;
        const endMs = startMs + stepMinutes * MINUTE_MS;
        const bySeries = await reader.readTotals(series, 1, startMs, endMs);
        bySeries.forEach(part => sum.merge(part));
        expect(sum.count).toBe(4 * stepMinutes);
        expect(shown(totals)).toEqual(shown(sum));
      }
    }
    // A step that hours don't fill leaves them as they are.
    const hours = await reader.readPoints(series, 60, fromMs, nowMs, 90.5);
    expect([...hours.keys()]).toEqual([fromMs / MINUTE_MS]);
  });
});
