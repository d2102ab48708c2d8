import { followQueue, judgeDeadLetters } from './judgeQueue';

const MINUTE_MS = 60_000;
const nowMs = Date.parse('2026-11-18T09:53:00Z');

/** A level a minute, the last one now. */
function levels(values: number[]) {
  return values.map((value, at) => ({
    atMs: nowMs - (values.length - 1 - at) * MINUTE_MS,
    value,
    lowest: value,
  }));
}

const follow = (values: number[], ageMs?: number) =>
  followQueue('orders.dlq', levels(values), { nowMs, ageMs })!;

const still = (length: number, value: number) =>
  Array.from({ length }, () => value);

describe('judgeDeadLetters', () => {
  it('tells since when a queue grows, how fast, and that nobody drained it', () => {
    const growing = Array.from({ length: 120 }, (_, at) => at * 2);
    const state = follow([...still(60, 0), ...growing]);
    expect(state).toMatchObject({ depth: 238, growthPerHour: 120 });
    expect(judgeDeadLetters(state, nowMs)).toMatchObject({
      status: 'degraded',
      headline: 'Dead-letter queue grows by 120 an hour and was never drained',
      detail: '238 messages in orders.dlq, the oldest 1 h 58 min.',
      since: new Date(nowMs - 119 * MINUTE_MS).toISOString(),
    });
  });

  it('is content with a few messages that always lie there', () => {
    expect(judgeDeadLetters(follow(still(180, 11)), nowMs)).toBeUndefined();
    expect(judgeDeadLetters(follow([0, 0, 3, 5]), nowMs)).toBeUndefined();
  });

  it('keeps telling while what came lies there, and stops once it was drained', () => {
    const grown = [...still(30, 0), ...still(1, 40), ...still(120, 80)];
    expect(judgeDeadLetters(follow(grown), nowMs)?.headline).toBe(
      '80 messages lie in the dead-letter queue',
    );
    expect(judgeDeadLetters(follow([...grown, 0]), nowMs)).toBeUndefined();
  });

  it('follows a queue that was drained and filled again within its last minute', () => {
    const [last] = levels([3]);
    const queue = [...levels([5, 5]), { ...last, lowest: 0 }];
    expect(followQueue('orders.dlq', queue, { nowMs })).toMatchObject({
      depth: 3,
      oldestMs: 0,
      drainedAtMs: nowMs,
    });
  });

  it('forgets what rose before somebody drained a part of it', () => {
    const state = follow([0, 500, 900, 100, 100, 130, 160]);
    expect(state.grownSince).toEqual({
      atMs: nowMs - 2 * MINUTE_MS,
      fromDepth: 100,
    });
  });

  it('believes a measured age more than its own estimate', () => {
    const state = follow([0, 10, 60], 5 * 3_600_000);
    expect(judgeDeadLetters(state, nowMs)?.detail).toContain('the oldest 5 h');
  });
});
