import { TestDatabases } from '@backstage/backend-test-utils';
import { seriesKey } from '../__testUtils__/seriesKey';
import { Seeded } from '../__testUtils__/seeded';
import { openDatabase } from '../openDatabase';
import { CallTotals } from '../series/CallTotals';
import { MINUTE_MS, SeriesBatch } from '../series/SeriesBatch';
import { SeriesReader } from '../series/SeriesReader';
import { SeriesStore } from '../series/SeriesStore';
import { FleetSeriesReader } from './FleetSeriesReader';
import { TogetherReader } from './TogetherReader';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const nowMs = Date.parse('2026-11-23T12:00:00Z');
const HOUR_MS = 60 * MINUTE_MS;
const subjects = ['a', 'b', 'c'].map(name => `integration:default/${name}`);

function createBatch(): SeriesBatch {
  const seeded = new Seeded(5);
  const random = () => seeded.next();
  const batch = new SeriesBatch();
  for (const subject of subjects.slice(0, 2)) {
    for (const operation of ['GET /x', 'POST /x']) {
      for (let ago = 0; ago < 90; ago += 1) {
        const totals = new CallTotals();
        for (let call = 0; call < 5; call += 1) {
          const duration = Math.exp(8 * random() - 2);
          totals.count += 1;
          totals.sumMs += duration;
          totals.histogram.add(duration);
          if (random() < 0.2) {
            totals.errors += 1;
            totals.addFailure(random() < 0.5 ? '503' : 'timeout', 1);
          }
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
  }
  return batch;
}

const shown = (totals: Map<number, CallTotals>) =>
  [...totals].sort().map(([id, item]) => ({
    id,
    count: item.count,
    errors: item.errors,
    sumMs: item.sumMs.toPrecision(10),
    failures: Object.fromEntries(item.failures),
    buckets: item.histogram.buckets,
  }));

describe.each(databases.eachSupportedId())('the fleet on %s', id => {
  it('is read together as each of it by itself', async () => {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    const store = new SeriesStore({
      knex,
      retention: { minutesMs: 1e9, hoursMs: 1e10, daysMs: 1e11 },
      limits: { perIntegration: 100, overall: 1_000 },
    });
    await store.write(createBatch(), nowMs);
    const alone = new SeriesReader({ knex });
    const fleet = new FleetSeriesReader({
      knex,
      together: new TogetherReader(),
    });

    const readAll = (reader: SeriesReader | FleetSeriesReader) =>
      Promise.all(
        subjects.map(async subject => {
          const series = await reader.listSeries(subject);
          const from = nowMs - HOUR_MS;
          const hours = [0, 1].map(ago => nowMs / MINUTE_MS - ago * 60);
          return {
            series,
            totals: shown(await reader.readTotals(series, 1, from, nowMs)),
            counts: await reader.readCounts(series, 1, from, nowMs),
            hours: await reader.readCountsAt(series, 60, hours),
          };
        }),
      );

    const [first, second, third] = await readAll(fleet);
    expect([first, second, third]).toEqual(await readAll(alone));
    expect(first.totals).toHaveLength(2);
    expect(first.totals[0].failures).toMatchObject({
      '503': expect.any(Number),
    });
    expect(second.counts).toHaveLength(60);
    expect(second.hours).toHaveLength(2);
    expect(third).toEqual({ series: [], totals: [], counts: [], hours: [] });
  });
});
