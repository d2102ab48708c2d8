import { StoredSeries } from '../series/SeriesReader';
import { decideView, KeptView, ViewFacts } from './decideView';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const nowMs = 1_000 * HOUR_MS;

const series = (
  name: `${StoredSeries['source']} ${StoredSeries['side']}`,
  options: { firstMs?: number; lastMs?: number } = {},
) => {
  const [source, side] = name.split(' ');
  return {
    source,
    side,
    first_seen_ms: options.firstMs ?? nowMs - 24 * HOUR_MS,
    last_seen_ms: options.lastMs ?? nowMs,
  } as StoredSeries;
};

const kept = (
  name: string,
  sinceMs = nowMs - 12 * HOUR_MS,
  reason: KeptView['reason'] = 'first',
) => {
  const [source, side] = name.split(' ');
  return { source, side, sinceMs, reason } as KeptView;
};

function facts(options: {
  pauseMs?: number;
  calls?: Record<string, number>;
}): ViewFacts {
  return {
    usualPauseMs: async () => options.pauseMs ?? 0,
    countCalls: async ({ source, side }) =>
      options.calls?.[`${source} ${side}`] ?? 0,
  };
}

const decide = (
  before: KeptView | undefined,
  all: StoredSeries[],
  known: Parameters<typeof facts>[0] = {},
) => decideView(before, all, 'request', nowMs, facts(known));

describe('decideView', () => {
  it('chooses by preference at first', async () => {
    expect(
      await decide(undefined, [series('spans callee'), series('spans caller')]),
    ).toEqual({
      source: 'spans',
      side: 'caller',
      sinceMs: nowMs,
      reason: 'first',
    });
  });

  it('still follows the preference for ten minutes, and dates it from the first', async () => {
    const all = [series('spans callee'), series('spans caller')];
    const sinceMs = nowMs - 10 * MINUTE_MS + 1;

    expect(await decide(kept('spans callee', sinceMs), all)).toEqual({
      source: 'spans',
      side: 'caller',
      sinceMs,
      reason: 'first',
    });
    const settled = kept('spans callee', sinceMs - 1);
    expect(await decide(settled, all)).toBe(settled);
  });

  it('prefers no side that tells of fewer than half of the calls', async () => {
    const all = [series('spans callee'), series('spans caller')];
    const calls = (count: number) => ({
      calls: { 'spans caller': count, 'spans callee': 100 },
    });

    expect(await decide(undefined, all, calls(50))).toMatchObject({
      side: 'caller',
    });
    expect(await decide(undefined, all, calls(49))).toMatchObject({
      side: 'callee',
    });
    const settling = kept('spans caller', nowMs - MINUTE_MS);
    expect(await decide(settling, all, calls(49))).toMatchObject({
      side: 'callee',
      sinceMs: settling.sinceMs,
    });
    expect(await decide(settling, all, calls(50))).toBe(settling);
  });

  it('keeps what is shown although another side would be preferred', async () => {
    const shown = kept('metrics callee');

    expect(
      await decide(shown, [series('metrics callee'), series('metrics caller')]),
    ).toBe(shown);
  });

  it('keeps what is shown while everything stands still', async () => {
    const shown = kept('spans callee');
    const lastMs = nowMs - 5 * HOUR_MS;

    expect(
      await decide(shown, [
        series('spans callee', { lastMs }),
        series('spans caller', { lastMs: lastMs + HOUR_MS }),
      ]),
    ).toBe(shown);
    expect(await decide(shown, [])).toBe(shown);
  });

  it('gives way to another that goes on for more than an hour without it', async () => {
    const all = (aheadMs: number) => [
      series('metrics callee', { lastMs: nowMs - aheadMs }),
      series('spans caller'),
    ];
    const shown = kept('metrics callee');

    expect(await decide(shown, all(HOUR_MS))).toBe(shown);
    expect(await decide(shown, all(HOUR_MS + 1))).toEqual({
      source: 'spans',
      side: 'caller',
      sinceMs: nowMs,
      reason: 'stopped',
    });
  });

  it('waits three usual pauses for what calls seldom', async () => {
    const all = (aheadMs: number) => [
      series('metrics callee', { lastMs: nowMs - aheadMs }),
      series('spans caller'),
    ];
    const shown = kept('metrics callee');
    const pauseMs = 2 * HOUR_MS;

    expect(await decide(shown, all(6 * HOUR_MS), { pauseMs })).toBe(shown);
    expect(
      await decide(shown, all(6 * HOUR_MS + 1), { pauseMs }),
    ).toMatchObject({ source: 'spans', reason: 'stopped' });
  });

  it('gives way where nothing is stored of it any more', async () => {
    expect(
      await decide(kept('metrics callee'), [series('spans caller')]),
    ).toMatchObject({ source: 'spans', side: 'caller', reason: 'stopped' });
  });

  it('turns to metrics after an hour with half of the calls, and to no fewer', async () => {
    const shown = kept('spans caller');
    const all = (firstMs: number) => [
      series('spans caller'),
      series('metrics callee', { firstMs }),
    ];
    const calls = (count: number) => ({
      calls: { 'spans caller': 100, 'metrics callee': count },
    });
    const anHourAgo = nowMs - HOUR_MS;

    expect(await decide(shown, all(anHourAgo + 1), calls(100))).toBe(shown);
    expect(await decide(shown, all(anHourAgo), calls(49))).toBe(shown);
    expect(await decide(shown, all(anHourAgo), calls(50))).toEqual({
      source: 'metrics',
      side: 'callee',
      sinceMs: nowMs,
      reason: 'metrics',
    });
  });
});
