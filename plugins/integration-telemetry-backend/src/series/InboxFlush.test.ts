import { TestDatabases } from '@backstage/backend-test-utils';
import { seriesKey } from '../__testUtils__/seriesKey';
import { Knex } from 'knex';
import { openDatabase } from '../openDatabase';
import { addEncoded, encodeBatch } from './batchCodec';
import { UnknownKeysError } from './parcelErrors';
import { CallTotals } from './CallTotals';
import { Inbox } from './Inbox';
import { InboxFlush } from './InboxFlush';
import { KeyDictionary } from './KeyDictionary';
import { KeyStore } from './KeyStore';
import { OVERFLOW, SeriesBatch } from './SeriesBatch';
import { SeriesStore } from './SeriesStore';
import { slotsOf } from './pointSlots';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const nowMs = Date.parse('2026-11-23T12:00:00Z');

function parcel(
  digest: string,
  options: {
    operations?: string[];
    subject?: string;
    calls?: number;
    /** The operation whose durations make no sense. */
    broken?: string;
    keys?: KeyDictionary;
  } = {},
) {
  const { operations = ['GET /a'], subject = 'integration:default/a' } =
    options;
  const batch = new SeriesBatch();
  for (const operation of operations) {
    const totals = new CallTotals();
    totals.count = options.calls ?? 1;
    totals.histogram.add(12, totals.count);
    totals.sumMs = operation === options.broken ? NaN : 12;
    batch.addTotals(
      seriesKey({ subject, operation }),
      { samplingUnknown: false, environmentAssumed: false },
      { startMs: nowMs, endMs: nowMs },
      totals,
    );
  }
  return {
    digest: Buffer.from(digest.padEnd(16, '.')),
    payload: encodeBatch(batch, options.keys),
  };
}

describe.each(databases.eachSupportedId())('the inbox on %s', id => {
  let knex: Knex;
  let inbox: Inbox;
  let flush: InboxFlush;
  let store: SeriesStore;
  let keys: KeyDictionary;
  const errors: string[] = [];

  /** That of a process, which may be another replica's. */
  const createFlush = (of: SeriesStore, dictionary = keys, atMs = nowMs) =>
    new InboxFlush({
      knex,
      store: of,
      keys: new KeyStore({ knex, dictionary }),
      now: () => atMs,
      onFlushed: () => {},
      onError: message => errors.push(message),
    });

  beforeEach(async () => {
    knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    errors.length = 0;
    store = new SeriesStore({
      knex,
      retention: { minutesMs: 1e9, hoursMs: 1e10, daysMs: 1e11 },
      limits: { perIntegration: 3, overall: 5 },
    });
    inbox = new Inbox({ knex, now: () => nowMs });
    keys = new KeyDictionary({ now: () => nowMs });
    flush = createFlush(store);
  });

  const counts = async () => {
    const rows = await knex('points')
      .join('series', 'series.id', 'points.series_id')
      .whereBetween('slot', slotsOf(1))
      .orderBy(['subject', 'operation'])
      .select('operation', 'count');
    return rows.map(row => `${row.operation} ${row.count}`);
  };

  it('takes each request once, however often and however close it is repeated', async () => {
    const together = await Promise.all(
      ['x', 'y', 'x', 'x'].map(digest => inbox.add(parcel(digest))),
    );
    expect(together).toEqual([true, true, false, false]);
    expect(await inbox.add(parcel('y'))).toBe(false);
    await flush.flush();
    expect(await inbox.add(parcel('x'))).toBe(false);
    await flush.flush();
    expect(await counts()).toEqual(['GET /a 2']);
    expect(await knex('inbox')).toEqual([]);
  });

  it('waits a few turns for requests that are about to come, to write them together', async () => {
    let coming = 3;
    const transactions: number[] = [];
    const gathering = new Inbox({
      knex,
      now: () => {
        transactions.push(coming);
        return nowMs;
      },
      isMoreComing: () => coming > 0,
    });
    const adding = [gathering.add(parcel('0'))];
    while (coming > 0) {
      await new Promise(resolve => setImmediate(resolve));
      adding.push(gathering.add(parcel(String(coming))));
      coming -= 1;
    }
    expect(await Promise.all(adding)).toEqual([true, true, true, true]);
    expect(transactions).toEqual([0]);
  });

  it('takes a request again whose transaction failed', async () => {
    await knex.schema.renameTable('inbox', 'gone');
    await expect(inbox.add(parcel('x'))).rejects.toMatchObject({
      message: expect.stringContaining('inbox'),
    });
    await knex.schema.renameTable('gone', 'inbox');
    expect(await inbox.add(parcel('x'))).toBe(true);
    await flush.flush();
    expect(await counts()).toEqual(['GET /a 1']);
  });

  it('keeps what could not be merged, all of it, until it can', async () => {
    await inbox.add(parcel('x'));
    await inbox.add(parcel('y'));
    await knex.schema.renameTable('points', 'gone');
    await expect(flush.flush()).rejects.toMatchObject({
      message: expect.stringContaining('points'),
    });
    await knex.schema.renameTable('gone', 'points');
    await flush.flush();
    expect(await counts()).toEqual(['GET /a 2']);
  });

  it('goes on where series were deleted behind its back', async () => {
    await inbox.add(parcel('x'));
    await flush.flush();
    await store.forgetSubjects(['integration:default/a']);
    await inbox.add(parcel('y'));
    await flush.flush();
    await flush.flush();
    expect(await counts()).toEqual(['GET /a 1']);
    expect(errors).toEqual([]);
  });

  it('sets aside the one row that can never be merged, and merges all others', async () => {
    for (const digest of ['1', '2', '3', '4', '5', '6', '7']) {
      await inbox.add(parcel(digest));
    }
    const [broken] = await knex('inbox').orderBy('id').offset(3).limit(1);
    await knex('inbox')
      .where({ id: broken.id })
      .update({ payload: Buffer.from([1, 200, 9]) });
    for (let round = 0; round < 40; round += 1) {
      await flush.flush();
    }
    expect(await counts()).toEqual(['GET /a 6']);
    expect((await knex('inbox')).map(row => row.id)).toEqual([broken.id]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`row ${broken.id} of the inbox is set aside`);
  });

  it('counts what is past the limit of an integration in its overflow series', async () => {
    await inbox.add(
      parcel('x', { operations: ['a', 'b', 'c', 'd', 'e'], calls: 10 }),
    );
    await flush.flush();
    // What is known keeps its series; what is new still overflows.
    await inbox.add(parcel('y', { operations: ['a', 'f'], calls: 1 }));
    await flush.flush();
    expect((await counts()).sort()).toEqual(
      [`${OVERFLOW} 21`, 'a 11', 'b 10', 'c 10'].sort(),
    );
  });

  it('counts undeclared flows past the overall limit together', async () => {
    for (const at of [1, 2, 3, 4, 5, 6, 7]) {
      await inbox.add(parcel(`${at}`, { subject: `flow:${at}` }));
    }
    await flush.flush();
    const rows = await knex('series').orderBy('subject').select('subject');
    expect(rows.map(({ subject }) => subject)).toEqual([
      'flow:1',
      'flow:2',
      'flow:3',
      'flow:4',
      'flow:5',
      'flow:overflow',
    ]);
    expect(await counts()).toEqual([
      ...Array(5).fill('GET /a 1'),
      `${OVERFLOW} 2`,
    ]);
  });

  describe('with series that were named before', () => {
    const read = (payload: Buffer, dictionary: KeyDictionary) => () =>
      addEncoded(payload, new SeriesBatch(), dictionary);

    beforeEach(async () => {
      await inbox.add(parcel('first', { keys }));
      await flush.flush();
    });

    it('names them shortly, and another replica finds out which they are', async () => {
      const second = parcel('second', { keys });
      expect(second.payload.length).toBeLessThan(parcel('2').payload.length);
      const other = new KeyDictionary({ now: () => nowMs });
      expect(read(second.payload, other)).toThrow(UnknownKeysError);
      await inbox.add(second);
      await createFlush(store, other).flush();
      expect(await counts()).toEqual(['GET /a 2']);
      expect(read(second.payload, other)).not.toThrow();
      expect(parcel('3', { keys: other }).payload).toEqual(second.payload);
    });

    it('spells a key out again after a day, and the database knows it anew', async () => {
      let atMs = nowMs;
      const aging = new KeyDictionary({ now: () => atMs });
      await inbox.add(parcel('second'));
      await createFlush(store, aging).flush();
      const named = parcel('named', { keys: aging });
      atMs = nowMs + 24 * 3_600_000;
      const spelt = parcel('spelt', { keys: aging });
      expect(spelt.payload).toEqual(parcel('x').payload);
      expect(named.payload.length).toBeLessThan(spelt.payload.length);
      await inbox.add(spelt);
      await createFlush(store, aging, atMs).flush();
      expect(await knex('series_keys').pluck('used_ms')).toEqual([atMs]);
      expect(parcel('x', { keys: aging }).payload).toEqual(named.payload);
    });

    it('finds a series that two values of a cumulative metric name', async () => {
      const batch = new SeriesBatch();
      for (const [at, count] of [3, 5].entries()) {
        const totals = new CallTotals();
        totals.count = count;
        batch.cumulative.push({
          key: 'metric',
          startMs: nowMs - 1_000,
          timeMs: nowMs + at,
          totals,
          series: seriesKey({}),
          marks: { samplingUnknown: false, environmentAssumed: false },
        });
      }
      const digest = Buffer.from('cumulative......');
      await inbox.add({ digest, payload: encodeBatch(batch, keys) });
      const other = new KeyDictionary({ now: () => nowMs });
      await createFlush(store, other).flush();
      expect(errors).toEqual([]);
      expect(await knex('inbox')).toEqual([]);
      expect(await knex('cumulative_values').pluck('count')).toEqual([5]);
    });

    it('names nothing that is past a limit of cardinality', async () => {
      const operations = Array.from({ length: 50 }, (_, at) => `GET /${at}`);
      await inbox.add(parcel('second', { operations }));
      await flush.flush();
      await inbox.add(parcel('third', { operations, keys }));
      await flush.flush();
      const [{ count }] = await knex('series').count({ count: '*' });
      expect(await knex('series_keys')).toHaveLength(3);
      // Those three, and the one that takes what is too much.
      expect(Number(count)).toBe(4);
    });

    it('finds every key of a request, though it remembers few more than one names', async () => {
      const roomy = new SeriesStore({
        knex,
        retention: { minutesMs: 1e9, hoursMs: 1e10, daysMs: 1e11 },
        limits: { perIntegration: 1_000, overall: 5_000 },
      });
      const of = (from: number) =>
        Array.from({ length: 8 }, (_, at) => `GET /${from + at}`);
      await inbox.add(parcel('fresh', { operations: [...of(0), ...of(8)] }));
      await createFlush(roomy).flush();
      const few = new KeyDictionary({ now: () => nowMs, maxRemembered: 10 });
      for (const from of [0, 4, 8, 2]) {
        await inbox.add(parcel(`n${from}`, { operations: of(from), keys }));
      }
      await createFlush(roomy, few).flush();
      expect(errors).toEqual([]);
      expect(await knex('inbox')).toEqual([]);
      const [{ sum }] = await knex('points')
        .whereBetween('slot', slotsOf(1))
        .sum({ sum: 'count' });
      expect(Number(sum)).toBe(1 + 16 + 4 * 8);
    });

    it('sets a request aside of which nobody knows what it names, and merges the others', async () => {
      await inbox.add(parcel('lost', { keys }));
      await knex('series_keys').delete();
      await inbox.add(parcel('second', { operations: ['GET /b'] }));
      const other = new KeyDictionary({ now: () => nowMs });
      await createFlush(store, other).flush();
      expect(await counts()).toEqual(['GET /a 1', 'GET /b 1']);
      expect(await knex('inbox').where('set_aside', true)).toHaveLength(1);
      expect(errors).toEqual([expect.stringContaining('is set aside')]);
    });

    it('merges what was set aside once somebody can read it', async () => {
      const first = parcel('second', { keys });
      await inbox.add(first);
      await knex('inbox').update({ set_aside: true });
      await flush.flush();
      expect(await counts()).toEqual(['GET /a 1']);
      await flush.retry();
      await flush.flush();
      expect(await counts()).toEqual(['GET /a 2']);
      expect(await knex('inbox')).toEqual([]);
    });
  });

  describe('with more than one transaction takes', () => {
    const operations = Array.from({ length: 900 }, (_, at) => `GET /${at}`);
    let roomy: SeriesStore;
    let inParts: InboxFlush;

    beforeEach(async () => {
      roomy = new SeriesStore({
        knex,
        retention: { minutesMs: 1e9, hoursMs: 1e10, daysMs: 1e11 },
        limits: { perIntegration: 1_000, overall: 5_000 },
      });
      inParts = createFlush(roomy);
      for (let at = 0; at < 100; at += 1) {
        await inbox.add(parcel(`${at}`, { operations }));
      }
    });

    const total = async () => {
      const [{ sum }] = await knex('points')
        .whereBetween('slot', slotsOf(1))
        .sum({ sum: 'count' });
      return Number(sum);
    };

    it('merges all of it', async () => {
      await inParts.flush();
      expect(await total()).toBe(90_000);
      expect(
        await knex('points').whereBetween('slot', slotsOf(1)),
      ).toHaveLength(900);
      expect(await knex('inbox')).toEqual([]);
    });

    it('goes on where it was interrupted between two parts', async () => {
      const write = roomy.writeIn.bind(roomy);
      let calls = 0;
      jest.spyOn(roomy, 'writeIn').mockImplementation(async (...args) => {
        calls += 1;
        if (calls === 2) {
          throw new Error('The server closed the connection');
        }
        await write(...args);
      });
      await expect(inParts.flush()).rejects.toThrow('The server closed');
      expect([20_000, 60_000]).toContain(await total());
      await createFlush(roomy).flush();
      expect(await total()).toBe(90_000);
      expect(await knex('inbox')).toEqual([]);
    });

    it('counts once what two replicas merge at the same time', async () => {
      await Promise.all([inParts.flush(), createFlush(roomy).flush()]);
      await inParts.flush();
      expect(await total()).toBe(90_000);
      expect(await knex('inbox')).toEqual([]);
      expect(errors).toEqual([]);
    });

    it('sets aside nothing but the one series that the database does not take', async () => {
      await inbox.add(parcel('z', { operations, broken: 'GET /77' }));
      await inParts.flush();
      expect(await total()).toBe(90_900 - 101);
      const rows = await knex('inbox');
      expect(rows).toHaveLength(1);
      expect(Boolean(rows[0].set_aside)).toBe(true);
      expect(errors).toHaveLength(1);
    });
  });
});
