import { Run } from '@tieline/plugin-integrations-common/telemetry';
import { Seeded } from '../__testUtils__/seeded';
import { usualOf } from './usualOf';

const MINUTE_MS = 60_000;
const DAYS_A_YEAR = 365;

const lasting = (durationMs: number): Run => ({
  id: 'run',
  startedAt: '2026-11-22T05:00:00Z',
  result: 'succeeded',
  durationMs,
});

/** Durations as batch jobs have them: log-normal, by Box and Muller. */
function durations(random: Seeded, spread: number, count: number): number[] {
  return Array.from({ length: count }, () => {
    const normal =
      Math.sqrt(-2 * Math.log(1 - random.next())) *
      Math.cos(2 * Math.PI * random.next());
    return 10 * MINUTE_MS * Math.exp(spread * normal);
  });
}

/** How many daily runs of so many years are taken for long ones, each by those before it. */
function countLong(spread: number, years: number, factor = 1): number {
  const random = new Seeded(spread * 1_000);
  let long = 0;
  for (let year = 0; year < years; year += 1) {
    const runs = durations(random, spread, DAYS_A_YEAR).map(lasting);
    long += runs.filter((run, at) => {
      const usual = usualOf(runs.slice(Math.max(0, at - 35), at));
      return run.durationMs! * factor > (usual?.longestMs ?? Infinity);
    }).length;
  }
  return long;
}

describe('what is usual', () => {
  it.each([0.02, 0.1, 0.25, 0.45])(
    'is not passed by chance more than once in three years of daily runs that spread by %f',
    spread => {
      expect(countLong(spread, 40)).toBeLessThanOrEqual(13);
    },
  );

  it('is passed by runs that take much longer, where they are regular', () => {
    const judged = DAYS_A_YEAR - 10;
    expect(countLong(0.1, 1, 2)).toBeGreaterThan(0.95 * judged);
    expect(countLong(0.25, 1, 5)).toBeGreaterThan(0.8 * judged);
  });

  it('is not moved by a few runs that were bad', () => {
    const good = durations(new Seeded(1), 0.1, 30).map(lasting);
    const bad = Array.from({ length: 5 }, () => lasting(600 * MINUTE_MS));
    const [alone, mixed] = [usualOf(good)!, usualOf([...good, ...bad])!];
    expect(mixed.durationMs! / alone.durationMs!).toBeLessThan(1.1);
    expect(mixed.longestMs! / alone.longestMs!).toBeLessThan(1.5);
  });

  it('is nothing with few runs', () => {
    const few = durations(new Seeded(1), 0.1, 4).map(lasting);
    expect(usualOf(few)).toBeUndefined();
  });
});
