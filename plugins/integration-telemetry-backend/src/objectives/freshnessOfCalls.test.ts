import { TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../openDatabase';
import { PointCounts } from '../series/addUpCounts';
import { StoredSeries } from '../series/SeriesReader';
import { freshnessOfCalls } from './freshnessOfCalls';
import { SuccessReader } from './SuccessReader';
import { SuccessStore } from './SuccessStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const nowMs = Date.parse('2026-11-22T12:00:00Z');
const retention = { minutesMs: 48 * HOUR_MS, hoursMs: 90 * DAY_MS };

/** Points by their width in minutes, and how many were read so far. */
function pointsOf(calls: (startMs: number) => number) {
  const read: number[] = [];
  const failing = new Set<number>();
  return {
    read,
    failing,
    async readCounts(
      _series: unknown,
      resolution: number,
      fromMs: number,
      toMs: number,
    ): Promise<PointCounts[]> {
      const stepMs = resolution * MINUTE_MS;
      const oldestMs = resolution === 1 ? toMs - retention.minutesMs : 0;
      const points: PointCounts[] = [];
      for (let at = Math.max(fromMs, oldestMs); at < toMs; at += stepMs) {
        let count = 0;
        for (let minute = at; minute < at + stepMs; minute += MINUTE_MS) {
          count += calls(minute);
        }
        if (count > 0) {
          const failed = failing.has(at) ? count : 0;
          points.push({ startMinute: at / MINUTE_MS, count, failed });
        }
      }
      read.push(points.length);
      return points;
    },
  };
}

const series = (firstSeenMs: number) =>
  [{ id: 1, first_seen_ms: firstSeenMs, last_seen_ms: 0 }] as StoredSeries[];

function judge(
  points: ReturnType<typeof pointsOf>,
  objective: { threshold?: string; window: string; target?: number },
  seenMs = 0,
  reader = new SuccessReader({ reader: points }),
  atMs = nowMs,
) {
  return freshnessOfCalls(
    { indicator: 'freshness', target: 99, ...objective },
    {
      ref: 'integration:default/orders',
      environment: 'production',
      noun: 'message',
      series: series(seenMs),
      reader,
      retention,
      nowMs: atMs,
    },
  );
}

const isBetween = (ms: number, fromHoursAgo: number, toHoursAgo: number) =>
  ms >= nowMs - fromHoursAgo * HOUR_MS && ms < nowMs - toHoursAgo * HOUR_MS;

describe('freshness of calls', () => {
  it('is the share of minutes in which the latest success is young enough', async () => {
    // Of a day, two hours without; the bound of ten minutes still holds at their start.
    const points = pointsOf(ms => (isBetween(ms, 5, 3) ? 0 : 1));
    expect(
      await judge(points, { threshold: '10m', window: '1d' }),
    ).toMatchObject({
      state: 'missed',
      total: 1440,
      good: 1440 - 110,
      value: 92.3611,
    });
    expect(
      await judge(points, { threshold: '10m', window: '1d', target: 90 }),
    ).toMatchObject({ state: 'met', good: 1330, budgetLeft: 0.2361 });
  });

  it('takes a call that failed for none', async () => {
    const points = pointsOf(ms => (isBetween(ms, 6, 0) ? 0 : 1));
    const failed = pointsOf(() => 1);
    for (let minute = 1; minute <= 360; minute += 1) {
      failed.failing.add(nowMs - minute * MINUTE_MS);
    }
    const objective = { threshold: '30m', window: '1d' };
    const judged = await judge(failed, objective);
    expect(judged).toEqual(await judge(points, objective));
    expect(judged).toMatchObject({
      state: 'missed',
      good: 1440 - 330,
      since: new Date(nowMs - 330 * MINUTE_MS).toISOString(),
      explanation: 'The latest message that succeeded is 6 h old.',
    });
  });

  it('goes by hours before minutes, where the bound is wide enough for them', async () => {
    const points = pointsOf(() => 1);
    expect(
      await judge(points, { threshold: '2h', window: '30d', target: 100 }),
    ).toMatchObject({ state: 'met', total: 43_200, good: 43_200 });
    // Minutes would have told nothing else.
    expect(points.read).toHaveLength(1);
  });

  it('is unmeasured where hours leave it open, and says between what it lies', async () => {
    const points = pointsOf(() => 1);
    expect(
      await judge(points, { threshold: '1h', window: '30d' }),
    ).toMatchObject({
      state: 'unmeasured',
      explanation:
        'Between 54.9 % and 100 % of the time: of messages before 2026-11-20 12:00 UTC only the hour is known. Since then minutes are kept for it: it can be told by 2026-12-20 14:00 UTC.',
    });
    // As far as minutes go they tell.
    expect(
      await judge(points, { threshold: '1h', window: '1d' }),
    ).toMatchObject({
      state: 'met',
      good: 1440,
    });
  });

  it('says so where nobody tells of minutes', async () => {
    const hourly = pointsOf(ms => (ms % HOUR_MS === 0 ? 1 : 0));
    const readCounts: typeof hourly.readCounts = async (...asked) =>
      asked[1] === 1 ? [] : hourly.readCounts(...asked);
    expect(
      await judge(
        { ...hourly, readCounts },
        { threshold: '1h', window: '30d' },
      ),
    ).toMatchObject({
      state: 'unmeasured',
      explanation: expect.stringMatching(
        /of the time: messages are reported by the hour, and not by the minute\.$/,
      ),
    });
  });

  it.each(databases.eachSupportedId())(
    'is measured by minutes that were kept for it since it was promised, after a restart too, on %s',
    async id => {
      const knex = await databases.init(id);
      await openDatabase({ getClient: async () => knex });
      const store = new SuccessStore({ knex });
      // Each fourth hour has a pause of half an hour in its middle, which hours don't show.
      const calls = (ms: number) =>
        ms % (4 * HOUR_MS) >= 15 * MINUTE_MS &&
        ms % (4 * HOUR_MS) < 45 * MINUTE_MS
          ? 0
          : 1;
      const points = pointsOf(calls);
      const objective = { threshold: '10m', window: '5d', target: 90 };
      const readers = [0, 1].map(
        () => new SuccessReader({ reader: points, store }),
      );
      const judgeAt = (hours: number, reader: SuccessReader) =>
        judge(points, objective, 0, reader, nowMs + hours * HOUR_MS);
      const open = await judgeAt(0, readers[0]);
      expect(open).toMatchObject({
        state: 'unmeasured',
        explanation: expect.stringContaining(
          'it can be told by 2026-11-25 13:10 UTC',
        ),
      });
      for (let hours = 6; hours < 72; hours += 6) {
        await judgeAt(hours, readers[(hours / 6) % 2]);
      }
      // A fourth of the hours, twenty minutes of each.
      const expected = { state: 'met', total: 7_200, good: 7_200 - 30 * 20 };
      const anew = new SuccessReader({ reader: points, store });
      expect(await judgeAt(74, anew)).toMatchObject(expected);
      expect(await judgeAt(74.5, anew)).toMatchObject({ state: 'met' });
      const withoutStore = new SuccessReader({ reader: points });
      expect((await judgeAt(74, withoutStore)).state).toBe('unmeasured');

      await store.forgetBefore(nowMs + 10 * DAY_MS);
      const forgotten = new SuccessReader({ reader: points, store });
      expect((await judgeAt(74, forgotten)).state).toBe('unmeasured');
    },
  );

  it('is forgotten where nobody asks for it any more', async () => {
    const points = pointsOf(() => 1);
    const reader = new SuccessReader({ reader: points });
    const readAt = (ref: string, atMs: number) =>
      reader.readHours(
        { ref, environment: 'production', series: series(0) },
        HOUR_MS,
        atMs,
      );
    for (let at = 0; at < 100; at += 1) {
      await readAt(`integration:default/a${at}`, nowMs);
    }
    await readAt('integration:default/a7', nowMs + HOUR_MS / 2);
    expect(reader.size).toBe(100);
    await readAt('integration:default/b', nowMs + HOUR_MS);
    expect(reader.size).toBe(2);
  });

  it('is missed for certain where hours without any success are enough for that', async () => {
    const points = pointsOf(ms => (isBetween(ms, 200, 180) ? 0 : 1));
    expect(
      await judge(points, { threshold: '1h', window: '30d' }),
    ).toMatchObject({ state: 'missed', total: 43_200, good: 43_200 - 19 * 60 });
  });

  it('begins with the first full hour of calls', async () => {
    const points = pointsOf(ms => (ms >= nowMs - 150 * MINUTE_MS ? 1 : 0));
    const seenMs = nowMs - 150 * MINUTE_MS;
    const objective = { threshold: '5m', window: '30d' };
    expect(await judge(points, objective, seenMs)).toMatchObject({
      state: 'met',
      total: 120,
      good: 120,
    });
    expect(await judge(points, objective, nowMs - MINUTE_MS)).toMatchObject({
      state: 'unmeasured',
      explanation: 'No message was seen for long enough yet.',
    });
  });

  it.each([
    [{ window: '1d' }, /needs a threshold/],
    [{ window: '1d', threshold: '30s' }, /a threshold of a minute or more/],
    [{ window: '180d', threshold: '1d' }, /are kept for 90 d only/],
  ])('is unmeasured for %j', async (objective, explanation) => {
    const judged = await judge(
      pointsOf(() => 1),
      objective,
    );
    expect(judged.state).toBe('unmeasured');
    expect(judged.explanation).toMatch(explanation);
  });

  it('reads only what came since, and comes to the same', async () => {
    const calls = (ms: number) => ((ms / MINUTE_MS) % 45 < 20 ? 1 : 0);
    const points = pointsOf(calls);
    const reader = new SuccessReader({ reader: points });
    const objective = { threshold: '10m', window: '1d' };
    await judge(points, objective, 0, reader);
    const first = points.read.splice(0);
    for (let later = 7; later < 30; later += 7) {
      const atMs = nowMs + later * MINUTE_MS;
      const judged = await judge(points, objective, 0, reader, atMs);
      const anew = await judge(pointsOf(calls), objective, 0, undefined, atMs);
      expect(judged).toEqual(anew);
    }
    expect(Math.max(...points.read)).toBeLessThan(first[1] / 10);
    // Once an hour all is read: what came late is found too.
    points.read.length = 0;
    await judge(points, objective, 0, reader, nowMs + HOUR_MS);
    expect(Math.max(...points.read)).toBeGreaterThanOrEqual(first[1]);
  });

  it('follows history that is still being told', async () => {
    let toldMs = nowMs - 20 * HOUR_MS;
    const points = pointsOf(ms => (ms < toldMs ? 1 : 0));
    const reader = new SuccessReader({ reader: points });
    const judgeTold = (later: number) =>
      freshnessOfCalls(
        { indicator: 'freshness', target: 99, threshold: '10m', window: '1d' },
        {
          ref: 'integration:default/orders',
          environment: 'production',
          noun: 'message',
          series: [{ id: 1, first_seen_ms: 0, last_seen_ms: toldMs }] as never,
          reader,
          retention,
          nowMs: nowMs + later * MINUTE_MS,
        },
      );
    expect(await judgeTold(0)).toMatchObject({ state: 'missed', good: 250 });
    toldMs = nowMs - 2 * HOUR_MS;
    expect(await judgeTold(1)).toMatchObject({ state: 'missed', good: 1_329 });
    toldMs = nowMs + 2 * MINUTE_MS;
    expect(await judgeTold(2)).toMatchObject({ state: 'met', good: 1_440 });
  });
});
