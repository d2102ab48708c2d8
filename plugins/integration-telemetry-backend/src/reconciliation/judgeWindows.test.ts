import { judgeWindows } from './judgeWindows';
import { settledBalances } from './settledBalances';
import { WindowFigures } from './WindowFigures';

const HOUR_MS = 3_600_000;
const limits = { tolerance: 0.001, minRecords: 5 };

/** A window of an hour, by its number. */
function hour(
  at: number,
  sent: number,
  received: number,
  more: Partial<WindowFigures> = {},
): WindowFigures {
  return {
    track: 'posted',
    flow: '',
    fromMs: at * HOUR_MS,
    toMs: (at + 1) * HOUR_MS,
    sent,
    received,
    sources: [],
    ...more,
  };
}

/** Hours that balance, from one number to another. */
const even = (from: number, to: number, sent = 600) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    hour(from + index, sent, sent),
  );

describe('windows', () => {
  it('balance where all that was sent was received, rejected or deduplicated', () => {
    const judged = judgeWindows(
      [hour(0, 48_210, 46_880, { rejected: 1_284, deduplicated: 46 })],
      limits,
    );
    expect(judged).toMatchObject({
      state: 'reconciled',
      balance: { unexplained: 0, sent: 48_210, windows: 1 },
    });
  });

  it('tell lost from doubled, since the first of those in a row', () => {
    const doubled = [20, 21, 22].map(at => hour(at, 600, 618));
    expect(judgeWindows([...even(0, 19), ...doubled], limits)).toMatchObject({
      state: 'doubled',
      balance: {
        fromMs: 20 * HOUR_MS,
        sent: 1_800,
        received: 1_854,
        unexplained: -54,
        windows: 3,
      },
      reachesStart: false,
    });
    const lost = [hour(20, 600, 560)];
    expect(judgeWindows([...even(0, 19), ...lost], limits)).toMatchObject({
      state: 'lost',
      balance: { unexplained: 40 },
    });
  });

  it('that are small add up, a few among them without a rest by chance', () => {
    const rests = [1, 2, 0, 1, 0, 2, 1];
    const small = rests.map((rest, index) => hour(20 + index, 50, 50 + rest));
    const judged = judgeWindows([...even(0, 19, 400), ...small], limits);
    expect(judged).toMatchObject({
      state: 'doubled',
      balance: { fromMs: 20 * HOUR_MS, unexplained: -7, windows: 7 },
    });
  });

  it('are not well again by one quiet hour without a rest, as chance has it', () => {
    const doubled = [20, 21, 22].map(at => hour(at, 250, 258));
    const judged = judgeWindows(
      [...even(0, 19), ...doubled, hour(23, 215, 215)],
      limits,
    );
    expect(judged).toMatchObject({
      state: 'doubled',
      balance: { fromMs: 20 * HOUR_MS, toMs: 23 * HOUR_MS },
    });
  });

  it('are well again once enough was sent without a rest', () => {
    const bad = [20, 21].map(at => hour(at, 600, 618));
    const soon = [...even(0, 19), ...bad, ...even(22, 22, 60)];
    expect(judgeWindows(soon, limits).state).toBe('doubled');
    const later = [...even(0, 19), ...bad, ...even(22, 22)];
    expect(judgeWindows(later, limits).state).toBe('reconciled');
  });

  it('take no notice of a handful, nor of what is within tolerance', () => {
    const handful = [...even(0, 5, 50), hour(6, 50, 46)];
    expect(judgeWindows(handful, limits).state).toBe('reconciled');
    const withinTolerance = [hour(0, 48_210, 48_170)];
    expect(judgeWindows(withinTolerance, limits).state).toBe('reconciled');
    expect(
      judgeWindows(withinTolerance, { ...limits, tolerance: 0.0005 }).state,
    ).toBe('lost');
  });

  it('settle among each other what was under way at their edge', () => {
    const late = [hour(6, 600, 580), hour(7, 600, 620)];
    expect(judgeWindows([...even(0, 5), ...late], limits).state).toBe(
      'reconciled',
    );
  });

  it('of counters explain what waited for its consumer once it has caught up', () => {
    const counted = { isByPointTime: true };
    const waiting = [20, 21, 22].map(at => hour(at, 600, 0, counted));
    const before = even(0, 19).map(window => ({ ...window, ...counted }));
    expect(judgeWindows([...before, ...waiting], limits)).toMatchObject({
      state: 'lost',
      balance: { fromMs: 20 * HOUR_MS, unexplained: 1_800 },
    });
    const nearly = hour(23, 600, 2_390, counted);
    expect(
      settledBalances([...waiting, nearly]).map(item => item?.unexplained),
    ).toEqual([10, 0, 0, 0]);
    const all = hour(23, 600, 2_400, counted);
    expect(judgeWindows([...before, ...waiting, all], limits).state).toBe(
      'reconciled',
    );
    // Whoever posts says which window each record belongs to.
    const posted = [
      ...even(0, 19),
      ...[20, 21, 22].map(at => hour(at, 600, 0)),
    ];
    expect(judgeWindows([...posted, hour(23, 600, 2_400)], limits).state).toBe(
      'doubled',
    );
  });

  it('of counters may hold at their edge what the sender counts an export later, but no more', () => {
    const early = (records: number, counted: object) =>
      judgeWindows(
        [
          hour(0, 600, 600 + records, counted),
          hour(1, 600, 600 - records, counted),
        ],
        limits,
      ).state;
    expect(early(50, { isByPointTime: true })).toBe('reconciled');
    expect(early(50, {})).toBe('lost');
    expect(early(300, { isByPointTime: true })).toBe('lost');
  });

  it('are open while one side is not known', () => {
    const { received: _received, ...sentOnly } = hour(0, 600, 0);
    expect(judgeWindows([sentOnly], limits)).toEqual({
      state: 'open',
      reachesStart: false,
    });
    // What is known of earlier ones stands meanwhile.
    const next = { ...sentOnly, fromMs: HOUR_MS, toMs: 2 * HOUR_MS };
    expect(judgeWindows([hour(0, 600, 500), next], limits).state).toBe('lost');
  });

  it('in which something arrived that nobody sent are doubled', () => {
    expect(judgeWindows([hour(0, 0, 30)], limits).state).toBe('doubled');
  });
});
