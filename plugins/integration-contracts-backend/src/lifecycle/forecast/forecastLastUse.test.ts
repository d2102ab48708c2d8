import fc from 'fast-check';
import { ConsumerUse, Forecast, UsageDay } from './Forecast';
import { forecastLastUse } from './forecastLastUse';
import { DAY_MS } from './readHistory';

/** A Friday. */
const TODAY_MS = Date.UTC(2026, 10, 27);
const NOW_MS = TODAY_MS + 9.5 * 3_600_000;
const HISTORY_DAYS = 365;

const dayMs = (ahead: number) => TODAY_MS + ahead * DAY_MS;
const isWeekend = (ago: number) =>
  [0, 6].includes(new Date(dayMs(-ago)).getUTCDay());

/** From −1 to 1, as if by chance, but the same each time. */
function noise(seed: number): number {
  const wild = Math.sin(seed * 12.9898 + 78.233) * 43758.5453;
  return 2 * (wild - Math.floor(wild)) - 1;
}

function consumer(
  key: string,
  callsOn: (ago: number) => number,
  more: Partial<ConsumerUse> & { historyDays?: number } = {},
): ConsumerUse {
  const { historyDays = HISTORY_DAYS, ...rest } = more;
  const days: UsageDay[] = [];
  for (let ago = historyDays; ago > 0; ago -= 1) {
    const calls = Math.round(callsOn(ago));
    if (calls > 0) {
      const date = new Date(dayMs(-ago)).toISOString().slice(0, 10);
      days.push({ date, calls });
    }
  }
  return { key, days, ...rest };
}

function look(
  consumers: ConsumerUse[],
  { announcedAgo = 120, nowMs = NOW_MS } = {},
): Forecast {
  return forecastLastUse(consumers, {
    announcedMs: dayMs(-announcedAgo),
    nowMs,
  });
}

function expected(forecast: Forecast) {
  if (forecast.outcome !== 'expected') {
    throw new Error(`No range: ${JSON.stringify(forecast)}`);
  }
  const inDays = (ms: number) => (ms - TODAY_MS) / DAY_MS;
  return {
    last: inDays(forecast.lastMs),
    from: inDays(forecast.fromMs),
    until: inDays(forecast.untilMs),
    lastConsumers: forecast.lastConsumers,
  };
}

const steady = (level: number) => (ago: number) =>
  level * (1 + 0.1 * noise(ago));
const until = (leftAgo: number, level: number) => (ago: number) =>
  ago > leftAgo ? steady(level)(ago) : 0;

/** Down to nothing in `endsIn` days from now. */
const lineTo = (endsIn: number, beganAgo: number) => (ago: number) =>
  steady(5_000)(ago) * Math.min(1, (ago + endsIn) / (beganAgo + endsIn));

function isSound(forecast: Forecast, seenMs: number): boolean {
  switch (forecast.outcome) {
    case 'left':
      return forecast.lastMs === seenMs;
    case 'expected': {
      const { fromMs, lastMs, untilMs } = forecast;
      const inOrder = [seenMs, fromMs, lastMs, untilMs];
      return (
        inOrder.every((ms, at) => at === 0 || inOrder[at - 1] <= ms) &&
        fromMs < untilMs &&
        TODAY_MS <= untilMs
      );
    }
    default:
      return true;
  }
}

describe('forecastLastUse', () => {
  it('sees no end of a job at quarter-ends a month after its run, and sees it gone once runs are missing', () => {
    const runsUntil = (quietDays: number) => (ago: number) =>
      ago >= quietDays && (ago - quietDays) % 92 < 2 ? 800 : 0;
    for (const cadenceDays of [92, undefined]) {
      const after = (quietDays: number) =>
        look([consumer('report', runsUntil(quietDays), { cadenceDays })]);
      expect(after(31)).toEqual({
        outcome: 'not-in-sight',
        lastConsumers: ['report'],
      });
      expect(after(85).outcome).toBe('not-in-sight');
      expect(after(140)).toEqual({ outcome: 'left', lastMs: dayMs(-140) });
    }
  });

  it('expects a job in time to run once more, however fast all others left', () => {
    const others = Array.from({ length: 12 }, (_, at) =>
      consumer(`gone ${at}`, until(20 + ((at * 37) % 90), 300)),
    );
    for (const quietDays of [5, 31, 60, 85]) {
      const runs = (ago: number) =>
        ago >= quietDays && (ago - quietDays) % 92 < 2 ? 800 : 0;
      const job = consumer('report', runs, { cadenceDays: 92 });
      const nextRun = 92 - quietDays;
      const forecast = expected(look([...others, job]));
      expect(Math.abs(forecast.last - nextRun)).toBeLessThanOrEqual(8);
      expect(forecast.until).toBeGreaterThanOrEqual(nextRun);
      expect(forecast.lastConsumers).toEqual(['report']);
    }
  });

  it('keeps to a declared cadence though the pause is longer than any before', () => {
    const everyTenDays = (ago: number) =>
      ago >= 80 && ago % 10 === 0 ? 800 : 0;
    const after = (cadenceDays?: number) =>
      look([consumer('report', everyTenDays, { cadenceDays })]);
    expect(after().outcome).toBe('left');
    expect(after(92).outcome).toBe('not-in-sight');
  });

  it('takes neither weekends nor noise nor a week off for a decline', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const office = (ago: number) => {
        const isOff = ago > 40 && ago < 48;
        const weekly = isWeekend(ago) || isOff ? 0.02 : 1;
        return 900 * weekly * (1 + 0.4 * noise(1_000 * seed + ago));
      };
      // Whatever the weekday of the look.
      const nowMs = NOW_MS - (seed % 7) * DAY_MS;
      expect(look([consumer('office', office)], { nowMs }).outcome).toBe(
        'not-in-sight',
      );
    }
  });

  it('hits the end of a steady shift', () => {
    const widths: number[] = [];
    for (const endsIn of [5, 12, 30, 60]) {
      const forecast = expected(
        look([consumer('shop', lineTo(endsIn, 60))], { announcedAgo: 90 }),
      );
      expect(forecast.from).toBeLessThanOrEqual(endsIn);
      expect(forecast.until).toBeGreaterThanOrEqual(endsIn);
      expect(Math.abs(forecast.last - endsIn)).toBeLessThan(2 + 0.25 * endsIn);
      widths.push(forecast.until - forecast.from);
    }
    // The nearer the end, the better it can be told.
    expect(widths[0]).toBeLessThan(40);
    expect(widths[1]).toBeLessThan(100);
  });

  it('expects a long tail of a population of clients, not the end of a line', () => {
    const lifetimeDays = 20;
    const beganAgo = 60;
    const apps = (ago: number) =>
      steady(4_000)(ago) *
      Math.exp(-Math.max(0, beganAgo - ago) / lifetimeDays);
    const forecast = expected(look([consumer('apps', apps)]));
    // 4,000 a day are less than one in a lifetime after ln(4,000 × 20) lifetimes.
    const end = lifetimeDays * Math.log(4_000 * lifetimeDays) - beganAgo;
    expect(forecast.from).toBeLessThan(end);
    expect(forecast.until).toBeGreaterThan(end);
    expect(Math.abs(forecast.last - end)).toBeLessThan(60);
  });

  it('says that all have left once each was quiet for longer than it usually is', () => {
    const gone = [consumer('a', until(30, 500)), consumer('b', until(12, 40))];
    expect(look(gone)).toEqual({ outcome: 'left', lastMs: dayMs(-13) });
    const rare = (ago: number) => (ago > 12 && ago % 9 === 0 ? 1 : 0);
    expect(look([...gone, consumer('rare', rare)]).outcome).not.toBe('left');
  });

  it('learns from those who left when the others will, and is less sure from few', () => {
    const oneIsLeft = (gone: number) =>
      look([
        consumer('last', steady(300)),
        ...Array.from({ length: gone }, (_, at) =>
          consumer(`gone ${at}`, until(100 - ((at * 37) % 90), 300)),
        ),
      ]);
    const [few, many] = [1, 12].map(gone => expected(oneIsLeft(gone)));
    expect(few.until).toBeGreaterThan(1.3 * many.until);
    expect(few.last).toBeGreaterThan(many.last);
    expect(many.lastConsumers).toEqual(['last']);
    expect(
      look([consumer('a', steady(300)), consumer('b', steady(300))]),
    ).toEqual({
      outcome: 'not-in-sight',
      lastConsumers: expect.arrayContaining(['a', 'b']),
    });
  });

  it('names who is likely to be the last', () => {
    const forecast = look([
      consumer('switched', until(50, 100)),
      consumer('shifting', lineTo(10, 60)),
      consumer('straggler', steady(3)),
    ]);
    expect(expected(forecast).lastConsumers[0]).toBe('straggler');
  });

  it('believes in a stated date, but more in a later one than in an earlier one', () => {
    const stated = (days: number) =>
      expected(
        look([consumer('shop', steady(200), { movesAtMs: dayMs(days) })]),
      );
    const { from, until: end, last } = stated(60);
    expect(from).toBeLessThan(60);
    expect(end - 60).toBeGreaterThan(60 - from);
    expect(last).toBeGreaterThanOrEqual(55);
    expect(last).toBeLessThan(90);
    // It has slipped already: it slips further.
    const slipped = stated(-30);
    expect(slipped.from).toBeGreaterThanOrEqual(-1);
    expect(slipped.until).toBeGreaterThan(30);
  });

  it('is less sure of few calls and of few days', () => {
    const widthOf = (level: number, historyDays: number) => {
      const line = (ago: number) => (level / 5_000) * lineTo(12, 60)(ago);
      const use = consumer('shop', line, { historyDays });
      const { from, until: end } = expected(look([use], { announcedAgo: 90 }));
      return end - from;
    };
    expect(widthOf(4, 300)).toBeGreaterThan(1.5 * widthOf(5_000, 300));
    expect(widthOf(5_000, 40)).toBeGreaterThan(1.1 * widthOf(5_000, 300));
  });

  it('copes with more consumers than it weighs, and names few of them', () => {
    const crowd = Array.from({ length: 450 }, (_, at) =>
      consumer(`${at}`, at < 30 ? until(10 + at, 50) : steady(50), {
        historyDays: 60,
      }),
    );
    const forecast = look(crowd);
    const { lastConsumers } = expected(forecast);
    expect(lastConsumers.length).toBeGreaterThan(0);
    expect(lastConsumers.length).toBeLessThanOrEqual(5);
  });

  it('gives no forecast where nothing, or too little, was seen', () => {
    const unknown = (reason: string) => ({ outcome: 'unknown', reason });
    expect(look([])).toEqual(unknown('no-usage'));
    expect(look([{ key: 'a', days: [] }])).toEqual(unknown('no-usage'));
    const young = consumer('a', steady(200), { historyDays: 9 });
    expect(look([young])).toEqual(unknown('too-short'));
    const broken = [
      { date: 'yesterday', calls: 5 },
      { date: '2026-11-20', calls: NaN },
      { date: '2026-11-21', calls: -3 },
      { date: '2027-11-20', calls: 3 },
    ];
    expect(look([{ key: 'a', days: broken }])).toEqual(unknown('no-usage'));
  });

  it('gives the same forecast for the same use, in whatever order and however old', () => {
    const uses = [
      consumer('a', lineTo(40, 50)),
      consumer('b', until(20, 300)),
      consumer('c', steady(5)),
    ];
    const forecast = look(uses);
    expect(look(uses)).toEqual(forecast);
    const older = { date: '2021-03-01', calls: 1e6 };
    const shuffled = uses.map(use => ({
      ...use,
      days: [older, ...use.days].reverse(),
    }));
    expect(look(shuffled)).toEqual(forecast);
  });

  it('states ranges that are in order, hold the date, and begin no earlier than the last use', () => {
    const anyUse = fc.record({
      level: fc.oneof(
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        fc.integer({ min: 5, max: 1e6 }),
        fc.constantFrom(1e12, 1e300),
      ),
      from: fc.integer({ min: 1, max: 500 }),
      quiet: fc.integer({ min: 0, max: 120 }),
      falls: fc.double({ min: 0, max: 0.2, noNaN: true }),
      every: fc.constantFrom(1, 1, 7, 30, 92),
      cadenceDays: fc.option(fc.double({ min: 0, max: 1e9 }), {
        nil: undefined,
      }),
      movesInDays: fc.option(
        fc.oneof(
          fc.integer({ min: -400, max: 800 }),
          fc.constantFrom(-1e6, 1e6, 1e300),
        ),
        {
          nil: undefined,
        },
      ),
    });
    fc.assert(
      fc.property(
        fc.array(anyUse, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: -5, max: 500 }),
        (drawn, announcedAgo) => {
          const uses = drawn.map(
            (
              { level, from, quiet, falls, every, movesInDays, cadenceDays },
              at,
            ) =>
              consumer(
                `${at}`,
                ago =>
                  ago > quiet && ago % every === 0
                    ? level * Math.exp(falls * (ago - from)) + noise(ago + at)
                    : 0,
                {
                  historyDays: from,
                  cadenceDays,
                  movesAtMs:
                    movesInDays === undefined ? undefined : dayMs(movesInDays),
                },
              ),
          );
          const forecast = look(uses, { announcedAgo });
          const seenMs = uses
            .flatMap(({ days }) => days.map(({ date }) => Date.parse(date)))
            .reduce((last, ms) => Math.max(last, ms), -Infinity);
          expect(isSound(forecast, seenMs)).toBe(true);
        },
      ),
      { seed: 20261127, numRuns: 100 },
    );
  });
});
