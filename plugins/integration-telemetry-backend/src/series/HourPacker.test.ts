import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Seeded } from '../__testUtils__/seeded';
import { seriesKey } from '../__testUtils__/seriesKey';
import { openDatabase } from '../openDatabase';
import { CallTotals } from './CallTotals';
import { HourPacker } from './HourPacker';
import { slotsOf } from './pointSlots';
import { MINUTE_MS, SeriesBatch } from './SeriesBatch';
import { SeriesReader } from './SeriesReader';
import { SeriesStore } from './SeriesStore';
import { waitForWriterLock } from './writerLock';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const HOUR_MS = 60 * MINUTE_MS;
const nowMs = Date.parse('2026-11-23T12:20:00Z');
const hourAt = (ms: number) => Math.floor(ms / HOUR_MS);
const subject = 'integration:default/orders';
const OPERATIONS = ['GET /x', 'POST /x', 'DELETE /x'];
const marks = { samplingUnknown: false, environmentAssumed: false };
const retention = { minutesMs: 48 * HOUR_MS, hoursMs: 1e10, daysMs: 1e11 };

function callsOf(seeded: Seeded): CallTotals {
  const totals = new CallTotals();
  // Now and then over so many magnitudes that a histogram has to be coarser, or sampled.
  const magnitudes = seeded.happens(0.02) ? 12 : 2;
  const weight = seeded.happens(0.05) ? 2.5 : 1;
  for (let nth = seeded.between(1, 12); nth > 0; nth -= 1) {
    const duration = 10 ** (magnitudes * seeded.next());
    totals.count += weight;
    totals.sumMs += weight * duration;
    totals.histogram.add(duration, weight);
  }
  if (seeded.happens(0.3)) {
    totals.errors = 1;
    totals.countingRejections = seeded.between(0, 3);
    totals.otherRejections = seeded.between(0, 3);
    totals.addFailure(seeded.pick(['503', 'timeout', '429']), 1);
  }
  return totals;
}

/** Calls of a day, with gaps; one operation is called for an hour alone. */
function dayBatch(seeded: Seeded): SeriesBatch {
  const batch = new SeriesBatch();
  for (let ago = 0; ago < 24 * 60; ago += 1) {
    for (const operation of OPERATIONS) {
      const isCalled =
        operation === 'DELETE /x' ? ago > 300 && ago < 360 : ago % 200 < 170;
      if (isCalled && seeded.happens(0.8)) {
        addCall(batch, nowMs - ago * MINUTE_MS, operation, callsOf(seeded));
      }
    }
  }
  return batch;
}

function addCall(
  batch: SeriesBatch,
  atMs: number,
  operation: string,
  totals: CallTotals,
) {
  batch.addTotals(
    seriesKey({ subject, operation }),
    marks,
    { startMs: atMs, endMs: atMs },
    totals,
  );
}

const shown = (totals: CallTotals) => ({
  ...totals,
  // In another order of adding, the last digits differ.
  sumMs: totals.sumMs.toPrecision(10),
  failures: Object.fromEntries([...totals.failures].sort()),
  scale: totals.histogram.scale,
  zeroCount: totals.histogram.zeroCount,
  buckets: totals.histogram.buckets,
  percentiles: [0.5, 0.95, 0.99].map(share =>
    totals.histogram.percentile(share),
  ),
  histogram: undefined,
});

/** Ranges whose edges lie in and at hours, stretches and minutes; then with steps that packs are for, and others. */
const QUESTIONS = [
  [24 * 60, 0],
  [24 * 60 - 20, -40],
  [23 * 60 + 17, 2 * 60 + 3],
  [5 * 60 + 20, 4 * 60 + 20],
  [5 * 60 + 21, 4 * 60 + 19],
  [200, 190],
].flatMap(([fromAgo, toAgo]) =>
  [5, 7, 15].map(stepMinutes => ({ fromAgo, toAgo, stepMinutes })),
);

describe.each(databases.eachSupportedId())('packed hours on %s', id => {
  let knex: Knex;
  let store: SeriesStore;
  let reader: SeriesReader;
  let clockMs: number;

  const createPacker = (
    options: {
      now?: () => number;
      onError?: (message: string) => void;
      clock?: () => number;
    } = {},
  ) =>
    new HourPacker({
      knex,
      minutesKeptMs: retention.minutesMs,
      restsPerWork: 0,
      onError(_message, error) {
        throw error;
      },
      now: () => clockMs,
      // However slow the machine is.
      clock: () => 0,
      ...options,
    });

  beforeEach(async () => {
    knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    store = new SeriesStore({
      knex,
      retention,
      limits: { perIntegration: 100, overall: 1_000 },
    });
    reader = new SeriesReader({ knex });
    clockMs = nowMs;
  });

  async function readAll() {
    const series = await reader.listSeries(subject);
    const answers = [];
    for (const { fromAgo, toAgo, stepMinutes } of QUESTIONS) {
      const points = await reader.readPoints(
        series,
        1,
        nowMs - fromAgo * MINUTE_MS,
        nowMs - toAgo * MINUTE_MS,
        stepMinutes,
      );
      answers.push({
        fromAgo,
        toAgo,
        stepMinutes,
        points: [...points]
          .sort(([left], [right]) => left - right)
          .map(([start, totals]) => [start, shown(totals)]),
      });
    }
    return answers;
  }

  /** What is read once neither minutes nor anything else but packs is there. */
  async function countPacked(fromMs: number, toMs: number) {
    const series = await reader.listSeries(subject);
    const rollback = new Error('only a look');
    let count = 0;
    await knex
      .transaction(async tx => {
        await tx('points').whereBetween('slot', slotsOf(1)).delete();
        const points = await new SeriesReader({ knex: tx }).readPoints(
          series,
          1,
          fromMs,
          toMs,
          5,
        );
        points.forEach(totals => {
          count += totals.count;
        });
        throw rollback;
      })
      .catch(error => {
        if (error !== rollback) {
          throw error;
        }
      });
    return count;
  }

  async function countMinutes(fromMs: number, toMs: number) {
    const counts = await reader.readCounts(
      await reader.listSeries(subject),
      1,
      fromMs,
      toMs,
    );
    return counts.reduce((sum, { count }) => sum + count, 0);
  }

  const packedHours = async () => {
    const rows = await knex('packed_hours').distinct('hour').orderBy('hour');
    return rows.map(({ hour }) => hour);
  };

  it('tell what their minutes tell, whatever the range and the step', async () => {
    await store.write(dayBatch(new Seeded(7)), nowMs);
    const before = await readAll();
    expect(await createPacker().pack()).toBe(true);

    expect(await readAll()).toEqual(before);
    const [fromMs, toMs] = [nowMs - 20 * HOUR_MS, hourAt(nowMs) * HOUR_MS];
    expect(await countPacked(fromMs, toMs)).toBe(
      await countMinutes(fromMs, toMs),
    );
    // The present hour, and what is no more than ten minutes past its end, is left alone.
    const hours = await packedHours();
    expect(hours[hours.length - 1]).toBe(hourAt(nowMs) - 1);
    clockMs = toMs + HOUR_MS + 9 * MINUTE_MS;
    await createPacker().pack();
    expect(await packedHours()).toEqual(hours);
    clockMs += MINUTE_MS;
    await createPacker().pack();
    expect(await packedHours()).toEqual([...hours, hourAt(nowMs)]);
  });

  it('are dropped with what comes late, and packed anew half an hour later', async () => {
    const seeded = new Seeded(9);
    await store.write(dayBatch(seeded), nowMs);
    await createPacker().pack();
    const all = await knex('packed_hours').count({ count: '*' }).first();
    const batch = new SeriesBatch();
    const lateMs = nowMs - 5 * HOUR_MS;
    for (const agoMs of [5 * HOUR_MS, 5 * HOUR_MS + 3 * MINUTE_MS]) {
      addCall(batch, nowMs - agoMs, 'GET /x', callsOf(seeded));
    }
    // Also of an operation that was not called in that hour, and what is present.
    addCall(batch, nowMs - 9 * HOUR_MS, 'DELETE /x', callsOf(seeded));
    addCall(batch, nowMs, 'GET /x', callsOf(seeded));
    await store.write(batch, nowMs);
    const left = await knex('packed_hours').count({ count: '*' }).first();
    expect(Number(all!.count) - Number(left!.count)).toBe(1);
    const withLate = await readAll();
    const hour = [
      hourAt(lateMs) * HOUR_MS,
      (hourAt(lateMs) + 1) * HOUR_MS,
    ] as const;
    expect(await countPacked(...hour)).toBeLessThan(
      await countMinutes(...hour),
    );

    clockMs = nowMs + 29 * MINUTE_MS;
    await createPacker().pack();
    expect(await countPacked(...hour)).toBeLessThan(
      await countMinutes(...hour),
    );
    clockMs = nowMs + 30 * MINUTE_MS;
    await createPacker().pack();
    expect(await countPacked(...hour)).toBe(await countMinutes(...hour));
    expect(await readAll()).toEqual(withLate);
    // One for the operation that had none in that hour.
    const anew = await knex('packed_hours').count({ count: '*' }).first();
    expect(Number(anew!.count) - Number(all!.count)).toBe(1);
    const late = await knex('packing').whereNotNull('late_ms');
    expect(late).toEqual([]);
  });

  it('are the newest first, in slices that go on where the last ended', async () => {
    const batch = new SeriesBatch();
    const operations = Array.from({ length: 30 }, (_, nth) => `GET /${nth}`);
    for (const operation of [...operations, '']) {
      for (const agoMs of [3 * HOUR_MS, 2 * HOUR_MS]) {
        const key = operation
          ? seriesKey({ subject, operation })
          : seriesKey({ subject: 'flow:nobody' });
        const at = { startMs: nowMs - agoMs, endMs: nowMs - agoMs };
        batch.addTotals(key, marks, at, callsOf(new Seeded(3)));
      }
    }
    await store.write(batch, nowMs);
    const stopAfter = async (slices: number) => {
      let begun = 0;
      const packer: HourPacker = createPacker({
        now() {
          begun += 1;
          if (begun === slices) {
            packer.stop();
          }
          return clockMs;
        },
      });
      expect(await packer.pack()).toBe(false);
      const rows: Array<Record<string, unknown>> = await knex('packed_hours')
        .groupBy('hour')
        .orderBy('hour', 'desc')
        .select('hour')
        .count({ count: '*' });
      return rows.map(({ hour, count }) => [
        hourAt(nowMs) - Number(hour),
        Number(count),
      ]);
    };
    // One for the last hour, in which there is nothing.
    expect(await stopAfter(2)).toEqual([[2, 20]]);
    expect(await stopAfter(1)).toEqual([[2, 30]]);
    expect(await stopAfter(1)).toEqual([
      [2, 30],
      [3, 20],
    ]);
    expect(await createPacker().pack()).toBe(true);
    expect(await knex('packed_hours')).toHaveLength(60);
  });

  it('are made in smaller slices where that takes long, and none is left out', async () => {
    const batch = new SeriesBatch();
    for (let nth = 0; nth < 90; nth += 1) {
      const at = { startMs: nowMs - 2 * HOUR_MS, endMs: nowMs - 2 * HOUR_MS };
      const key = seriesKey({ subject, operation: `GET /${nth}` });
      batch.addTotals(key, marks, at, callsOf(new Seeded(3)));
    }
    await store.write(batch, nowMs);
    let ms = 0;
    const clock = () => {
      ms += 20;
      return ms;
    };
    let begun = 0;
    const packer: HourPacker = createPacker({
      clock,
      now() {
        begun += 1;
        // The first is of the last hour, in which there is nothing.
        if (begun === 3) {
          packer.stop();
        }
        return clockMs;
      },
    });
    await packer.pack();
    expect(await knex('packed_hours')).toHaveLength(8);
    expect(await createPacker({ clock }).pack()).toBe(true);
    expect(await knex('packed_hours')).toHaveLength(90);
  });

  it('are made up for as far back as minutes are kept, and go with them', async () => {
    const batch = new SeriesBatch();
    const agesMs = [50, 47.5, 46, 30].map(hours => hours * HOUR_MS);
    agesMs.forEach(ageMs =>
      addCall(batch, nowMs - ageMs, 'GET /x', callsOf(new Seeded(4))),
    );
    await store.write(batch, nowMs - 30 * HOUR_MS);
    await createPacker().pack();
    // Of the hour in which minutes are about to go, none is made.
    expect(await packedHours()).toEqual([
      hourAt(nowMs - 46 * HOUR_MS),
      hourAt(nowMs - 30 * HOUR_MS),
    ]);

    // A part of the hour's minutes would be gone.
    await store.forget(nowMs + 2 * HOUR_MS + 1 * MINUTE_MS);
    expect(await packedHours()).toEqual([hourAt(nowMs - 30 * HOUR_MS)]);
    const steps = await knex('packing').min({ hour: 'hour' }).first();
    expect(steps!.hour).toBeGreaterThanOrEqual(hourAt(nowMs - 46 * HOUR_MS));
    await store.forgetSubjects([subject]);
    expect(await packedHours()).toEqual([]);
  });

  it('have what was being written while packing began', async () => {
    await store.write(dayBatch(new Seeded(11)), nowMs);
    const batch = new SeriesBatch();
    const lateMs = nowMs - 2 * HOUR_MS;
    addCall(batch, lateMs, 'GET /x', callsOf(new Seeded(12)));
    let packed: Promise<unknown> | undefined;
    await knex.transaction(async tx => {
      await waitForWriterLock(tx);
      packed = createPacker().pack();
      await store.writeIn(tx, batch, nowMs);
      // Nothing is packed of what may still change.
      expect(await tx('packed_hours')).toEqual([]);
    });
    expect(await packed).toBe(true);
    const fromMs = hourAt(lateMs) * HOUR_MS;
    const toMs = fromMs + HOUR_MS;
    expect(await countPacked(fromMs, toMs)).toBe(
      await countMinutes(fromMs, toMs),
    );
  });

  it('are never older than their minutes, while several write and pack', async () => {
    const seeded = new Seeded(13);
    await store.write(dayBatch(seeded), nowMs);
    const other = new SeriesStore({
      knex,
      retention,
      limits: { perIntegration: 100, overall: 1_000 },
    });
    const late = async (through: SeriesStore) => {
      for (let nth = 0; nth < 12; nth += 1) {
        const batch = new SeriesBatch();
        for (let hour = 1; hour < 20; hour += 1) {
          const agoMs = hour * HOUR_MS + seeded.between(0, 60) * MINUTE_MS;
          const operation = seeded.pick(OPERATIONS);
          addCall(batch, nowMs - agoMs, operation, callsOf(seeded));
        }
        await through.write(batch, nowMs);
        // What is late is packed anew at once here.
        clockMs += HOUR_MS / 2;
      }
    };
    const pack = async () => {
      const packer = createPacker();
      for (let nth = 0; nth < 6; nth += 1) {
        await packer.pack();
      }
    };
    await Promise.all([late(store), late(other), pack(), pack()]);

    const withPacks = await readAll();
    expect(await knex('packed_hours').delete()).toBeGreaterThan(0);
    expect(await readAll()).toEqual(withPacks);
  });

  it('are not made of what can’t be read, which holds up nothing else', async () => {
    await store.write(dayBatch(new Seeded(15)), nowMs);
    const [broken] = await reader.listSeries(subject);
    await knex('points')
      .where('series_id', broken.id)
      .update({ details: Buffer.of(33, 0) });
    const problems: string[] = [];
    await createPacker({ onError: message => problems.push(message) }).pack();
    const ids = await knex('packed_hours').distinct('series_id');
    expect(ids).toHaveLength(OPERATIONS.length - 1);
    expect(new Set(problems)).toEqual(
      new Set([`Minutes of series ${broken.id} can't be packed`]),
    );
  });

  it('come and go with their migration', async () => {
    const migration = {
      directory: `${__dirname}/../../migrations`,
      name: '20261127100000_packed_hours.js',
    };
    await store.write(dayBatch(new Seeded(17)), nowMs);
    await createPacker().pack();
    const before = await readAll();
    const hours = await packedHours();
    await knex.migrate.down(migration);
    expect(await knex.schema.hasTable('packed_hours')).toBe(false);
    expect(await knex.schema.hasTable('packing')).toBe(false);
    await knex.migrate.up(migration);
    expect(await packedHours()).toEqual([]);
    expect(await readAll()).toEqual(before);
    await createPacker().pack();
    expect(await packedHours()).toEqual(hours);
    expect(await readAll()).toEqual(before);
  });
});
