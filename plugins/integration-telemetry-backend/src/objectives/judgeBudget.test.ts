import { burnWindows } from './burnWindows';
import { Events, judgeBudget } from './judgeBudget';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Events of a stream whose share of bad ones changed some time ago. */
function stream(options: {
  perHour: number;
  before: number;
  since: { ms: number; share: number };
}) {
  return (ms: number): Events => {
    const lately = Math.min(ms, options.since.ms);
    const total = (options.perHour * ms) / HOUR_MS;
    const bad =
      (options.perHour / HOUR_MS) *
      (lately * options.since.share + (ms - lately) * options.before);
    return { total, bad };
  };
}

const judge = (eventsOf: (ms: number) => Events, target = 99.9, days = 30) =>
  judgeBudget({
    target,
    windowMs: days * DAY_MS,
    windows: burnWindows(days * DAY_MS),
    eventsOf,
  });

describe('judgeBudget', () => {
  it('takes the windows of the SRE workbook for thirty days, and scales them', () => {
    const minutes = (days: number) =>
      burnWindows(days * DAY_MS).map(({ longMs, shortMs, limit }) => [
        longMs / 60_000,
        shortMs / 60_000,
        limit,
      ]);
    expect(minutes(30)).toEqual([
      [60, 5, 14.4],
      [360, 30, 6],
      [4320, 360, 1],
    ]);
    expect(minutes(7)).toEqual([
      [15, 5, 14.4],
      [84, 7, 6],
      [1008, 84, 1],
    ]);
  });

  it('finds a fast burn within minutes, and lets go soon after it ends', () => {
    const burning = { perHour: 6_000, before: 0.0001 };
    const since = (minutes: number) => ({ ms: minutes * 60_000, share: 0.1 });
    expect(
      judge(stream({ ...burning, since: since(10) })).firing,
    ).toMatchObject({ limit: 14.4, longMinutes: 60 });
    const over = (ms: number) => {
      const { total, bad } = stream({ ...burning, since: since(15) })(ms);
      return ms <= 6 * 60_000 ? { total, bad: 0 } : { total, bad };
    };
    expect(judge(over).burn[0].firing).toBe(false);
  });

  it('finds what burns slowly for days', () => {
    const slow = stream({
      perHour: 1_000,
      before: 0.0001,
      since: { ms: 4 * DAY_MS, share: 0.0015 },
    });
    expect(judge(slow).firing).toMatchObject({ limit: 1 });
  });

  it('raises nothing for a few errors among a few calls', () => {
    const few = stream({
      perHour: 12,
      before: 0,
      since: { ms: HOUR_MS, share: 0.5 },
    });
    expect(judge(few).firing).toBeUndefined();
    expect(judge(few).burn[0].long).toBeGreaterThan(14.4);
  });

  it('says what is left, and how long it lasts', () => {
    const steady = stream({
      perHour: 1_000,
      before: 0.0005,
      since: { ms: 0, share: 0 },
    });
    expect(judge(steady)).toMatchObject({ left: 0.5, lastsMs: undefined });
    const judged = judge(
      stream({
        perHour: 1_000,
        before: 0.0005,
        since: { ms: HOUR_MS, share: 0.01 },
      }),
    );
    expect(judged.lastsMs! / DAY_MS).toBeCloseTo((judged.left! * 30) / 10, 1);
  });

  it('has no budget where the target allows none', () => {
    const bad = stream({
      perHour: 10,
      before: 0,
      since: { ms: HOUR_MS, share: 1 },
    });
    expect(judge(bad, 100)).toEqual({ left: null, burn: [] });
  });
});
