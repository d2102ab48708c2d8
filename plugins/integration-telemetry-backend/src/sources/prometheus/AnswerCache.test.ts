import { AnswerCache } from './AnswerCache';

describe('AnswerCache', () => {
  let nowMs = 0;
  let asked: string[] = [];
  const cache = new AnswerCache<string>({
    lifetimeMs: 1_000,
    maxWeight: 10,
    weigh: answer => answer.length,
    now: () => nowMs,
  });
  const ask = (key: string, answer: string, lifetimeMs?: number) =>
    cache.get(
      key,
      async () => {
        asked.push(key);
        return answer;
      },
      lifetimeMs,
    );

  beforeEach(() => {
    asked = [];
    nowMs += 100_000;
  });

  it('asks once for all who ask within its lifetime, and then again', async () => {
    await Promise.all([ask('a', 'x'), ask('a', 'x')]);
    nowMs += 999;
    await ask('a', 'x');
    expect(asked).toEqual(['a']);

    nowMs += 1;
    await ask('a', 'x');
    expect(asked).toEqual(['a', 'a']);
  });

  it('keeps what does not change for longer', async () => {
    await ask('past', 'x', 60_000);
    nowMs += 59_999;
    await ask('past', 'x', 60_000);
    expect(asked).toEqual(['past']);
  });

  it('asks nobody in trouble twice', async () => {
    const failing = () =>
      cache.get('bad', async () => {
        asked.push('bad');
        throw new Error('out');
      });
    await expect(failing()).rejects.toThrow('out');
    await expect(failing()).rejects.toThrow('out');
    expect(asked).toEqual(['bad']);
  });

  it('drops the oldest where answers weigh too much', async () => {
    await ask('a', 'xxxx');
    await ask('b', 'xxxx');
    await ask('c', 'xxxx');
    await ask('b', 'xxxx');
    await ask('c', 'xxxx');
    expect(asked).toEqual(['a', 'b', 'c']);

    await ask('a', 'xxxx');
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });
});
