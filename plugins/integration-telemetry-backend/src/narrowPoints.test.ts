import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { seriesKey } from './__testUtils__/seriesKey';
import { openDatabase } from './openDatabase';
import { ByteWriter } from './series/bytes';
import { CallTotals } from './series/CallTotals';
import { decodeHistogram, writeHistogram } from './series/histogramCodec';
import { MINUTE_MS, SeriesBatch } from './series/SeriesBatch';
import { SeriesReader } from './series/SeriesReader';
import { SeriesStore } from './series/SeriesStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const migration = {
  directory: `${__dirname}/../migrations`,
  name: '20261126110000_narrow_points.js',
};
const subject = 'integration:default/orders';
const startMs = Date.parse('2026-11-02T00:00:00Z');

/** Points whose histograms take all the forms that there are, at one minute after the other. */
const points = (() => {
  const none = new CallTotals();
  const one = new CallTotals();
  one.histogram.add(12);
  one.errors = 1;
  one.addFailure('timeout', 1);
  const many = new CallTotals();
  for (let ms = 0; ms < 900; ms += 1) {
    many.histogram.add(ms);
  }
  many.countingRejections = 40;
  many.otherRejections = 30;
  many.addFailure('429', 40);
  many.addFailure('sagt „nein“, {"x":0}', 30);
  const apart = new CallTotals();
  apart.histogram.add(1e-3, 70_000);
  apart.histogram.add(1e3, 400_000_000);
  const vast = new CallTotals();
  vast.histogram.add(0.1);
  vast.histogram.add(1e200, 3);
  const weighted = many.scaledBy(1 / 7);
  const all = [none, one, many, apart, vast, weighted];
  all.forEach(totals => {
    totals.count = totals.histogram.count + 1;
    totals.sumMs = totals.count * 7;
  });
  return all;
})();

const shown = (totals: CallTotals) => ({
  ...totals,
  failures: Object.fromEntries(totals.failures),
  scale: totals.histogram.scale,
  zeroCount: totals.histogram.zeroCount,
  buckets: totals.histogram.buckets,
  histogram: undefined,
});

function encode(totals: CallTotals): Buffer {
  const writer = new ByteWriter();
  writeHistogram(writer, totals.histogram);
  return Buffer.from(writer.bytes);
}

const wideRow = (totals: CallTotals) => ({
  count: totals.count,
  errors: totals.errors,
  counting_rejections: totals.countingRejections,
  other_rejections: totals.otherRejections,
  sum_ms: totals.sumMs,
  histogram: encode(totals),
  failures: JSON.stringify(Object.fromEntries(totals.failures)),
});

type WideRow = ReturnType<typeof wideRow>;

function fromWideRow(row: WideRow): CallTotals {
  const totals = new CallTotals();
  totals.count = row.count;
  totals.errors = row.errors;
  totals.countingRejections = row.counting_rejections;
  totals.otherRejections = row.other_rejections;
  totals.sumMs = row.sum_ms;
  totals.histogram = decodeHistogram(row.histogram);
  Object.entries<number>(JSON.parse(row.failures)).forEach(([failure, count]) =>
    totals.addFailure(failure, count),
  );
  return totals;
}

/** Columns and indexes, without the names of the latter. */
async function shapeOf(knex: Knex) {
  const columns = await knex('points').columnInfo();
  return Object.entries(columns).map(([name, { type, nullable }]) => [
    name,
    type,
    nullable,
  ]);
}

describe.each(databases.eachSupportedId())('narrow points on %s', id => {
  let knex: Knex;
  let store: SeriesStore;
  let reader: SeriesReader;

  beforeEach(async () => {
    knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    reader = new SeriesReader({ knex });
    store = new SeriesStore({
      knex,
      retention: { minutesMs: 1e12, hoursMs: 1e12, daysMs: 1e12 },
      limits: { perIntegration: 100, overall: 1_000 },
    });
  });

  it('hold what the wide ones held', async () => {
    await knex.migrate.down(migration);
    const [{ id: seriesId }] = await knex('series')
      .insert({
        ...seriesKey({ subject }),
        sampling_unknown: false,
        environment_assumed: false,
        first_seen_ms: startMs,
        last_seen_ms: startMs,
      })
      .returning('id');
    for (const resolution of [1, 60, 1440]) {
      await knex('points').insert(
        points.map((totals, at) => ({
          series_id: seriesId,
          resolution,
          start_minute: startMs / MINUTE_MS + at * resolution,
          ...wideRow(totals),
        })),
      );
    }
    await knex.migrate.up(migration);
    const series = await reader.listSeries(subject);
    for (const resolution of [1, 60, 1440]) {
      const widthMs = resolution * MINUTE_MS;
      const toMs = startMs + points.length * widthMs;
      const read = await reader.readPoints(series, resolution, startMs, toMs);
      expect([...read.values()].map(shown)).toEqual(points.map(shown));
      for (const [at, totals] of points.entries()) {
        const fromMs = startMs + at * widthMs;
        const untilMs = fromMs + widthMs;
        const one = await reader.readTotals(
          series,
          resolution,
          fromMs,
          untilMs,
        );
        expect([...one.values()].map(shown)).toEqual([shown(totals)]);
      }
    }
  });

  it('become wide again with all that they hold', async () => {
    const batch = new SeriesBatch();
    const marks = { samplingUnknown: false, environmentAssumed: false };
    points.forEach((totals, at) => {
      const atMs = startMs + at * MINUTE_MS;
      const range = { startMs: atMs, endMs: atMs };
      const copy = totals.scaledBy(1);
      batch.addTotals(seriesKey({ subject }), marks, range, copy);
    });
    await store.write(batch, startMs);
    const series = await reader.listSeries(subject);
    const wide = [1, 60, 1440].map(async resolution => {
      const toMs = startMs + resolution * points.length * MINUTE_MS;
      const read = await reader.readPoints(series, resolution, startMs, toMs);
      return [...read.values()].map(shown);
    });
    const before = await Promise.all(wide);
    expect(before.map(some => some.length)).toEqual([points.length, 1, 1]);

    await knex.migrate.down(migration);
    for (const [at, resolution] of [1, 60, 1440].entries()) {
      const rows: WideRow[] = await knex('points')
        .where({ resolution })
        .orderBy('start_minute');
      expect(rows.map(fromWideRow).map(shown)).toEqual(before[at]);
    }
  });

  it('come and go as often as one likes', async () => {
    const shape = await shapeOf(knex);
    await knex.migrate.down(migration);
    const wide = await shapeOf(knex);
    await knex.migrate.up(migration);
    expect(await shapeOf(knex)).toEqual(shape);
    await knex.migrate.down(migration);
    expect(await shapeOf(knex)).toEqual(wide);
  });
});
