import { errorEpisodes } from './errorEpisodes';

const HOUR_MS = 3_600_000;
const startMs = Date.parse('2026-11-01T00:00:00Z');

/** An hour after the other, of a thousand calls each. */
const hours = (shares: number[], count = 1_000) =>
  shares.map((share, at) => ({
    startMinute: startMs / 60_000 + at * 60,
    count,
    failed: share * count,
  }));

describe('errorEpisodes', () => {
  it('tells from when to when too many calls failed, how many, and how bad it was', () => {
    expect(
      errorEpisodes(hours([0.001, 0.1, 0.3, 0.02, 0.06, 0.001]), 'call'),
    ).toMatchObject([
      {
        onsetMs: startMs + HOUR_MS,
        endMs: startMs + 5 * HOUR_MS,
        status: 'failing',
        reason: {
          headline: '15.3 % of calls failed',
          detail: '460 of 3,000 calls, at worst 30 % in an hour',
        },
      },
    ]);
  });

  it('begins anew after two good hours', () => {
    expect(errorEpisodes(hours([0.1, 0, 0, 0.1]), 'call')).toHaveLength(2);
  });

  it('makes nothing of a few calls', () => {
    expect(errorEpisodes(hours([0.2, 0.1, 0.3], 40), 'call')).toEqual([]);
    expect(errorEpisodes(hours([0.05, 0.08], 100), 'call')).toEqual([]);
  });
});
