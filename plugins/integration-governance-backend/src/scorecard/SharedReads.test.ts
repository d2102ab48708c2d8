import { SharedReads } from './SharedReads';

/** What a read waits for, in the test's hand. */
function createSource() {
  const asked: Array<{
    answer: (value: string) => void;
    fail: (error: Error) => void;
  }> = [];
  const read = () =>
    new Promise<string>((answer, fail) => {
      asked.push({ answer, fail });
    });
  return { asked, read };
}

/** Lets what has been answered arrive. */
const arrival = () => new Promise(resolve => setImmediate(resolve));

describe('shared reads', () => {
  let nowMs: number;
  let shared: SharedReads<string>;
  let source: ReturnType<typeof createSource>;
  const ask = (key = 'a') => shared.get(key, source.read);

  beforeEach(() => {
    nowMs = 1_000_000;
    shared = new SharedReads({ now: () => nowMs });
    source = createSource();
  });

  /** Something is kept, and was read just now. */
  const keep = async (value: string) => {
    const first = ask();
    source.asked.at(-1)!.answer(value);
    expect(await first).toBe(value);
    await arrival();
  };

  it('are one read for all who ask in two seconds, and one for each key', async () => {
    const all = [ask(), ask()];
    nowMs += 1_999;
    all.push(ask());
    expect(source.asked).toHaveLength(1);
    source.asked[0].answer('one');
    expect(await Promise.all(all)).toEqual(['one', 'one', 'one']);
    ask('b');
    expect(source.asked).toHaveLength(2);
  });

  it('serve for four seconds more what is kept, while one read runs behind', async () => {
    await keep('old');
    nowMs += 2_000;
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([
      'old',
      'old',
      'old',
    ]);
    expect(source.asked).toHaveLength(2);
    nowMs += 3_999;
    expect(await ask()).toBe('old');
    expect(source.asked).toHaveLength(2);
    source.asked[1].answer('new');
    await arrival();
    // It is as old as its beginning, and read anew behind them again.
    expect(await ask()).toBe('new');
    expect(source.asked).toHaveLength(3);
  });

  it('are waited for where what is kept is older, and not begun twice', async () => {
    await keep('old');
    nowMs += 5_000;
    expect(await ask()).toBe('old');
    nowMs += 1_000;
    const waiting = ask();
    expect(source.asked).toHaveLength(2);
    source.asked[1].answer('new');
    expect(await waiting).toBe('new');

    nowMs += 6_000;
    const later = ask();
    expect(source.asked).toHaveLength(3);
    source.asked[2].answer('newer');
    expect(await later).toBe('newer');
  });

  it('drop all at once what changed, and what was being read before that', async () => {
    await keep('old');
    nowMs += 3_000;
    expect(await ask()).toBe('old');
    shared.forget();
    const after = ask();
    expect(source.asked).toHaveLength(3);
    source.asked[1].answer('of before');
    await arrival();
    source.asked[2].answer('new');
    expect(await after).toBe('new');
    expect(await ask()).toBe('new');
    expect(source.asked).toHaveLength(3);
  });

  it('read anew after one that failed behind them, which throws at nobody', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    try {
      await keep('old');
      nowMs += 3_000;
      expect(await ask()).toBe('old');
      source.asked[1].fail(new Error('The database is away'));
      await arrival();
      const next = ask();
      expect(source.asked).toHaveLength(3);
      source.asked[2].fail(new Error('It is still away'));
      await expect(next).rejects.toThrow('It is still away');
      await arrival();
      const last = ask();
      source.asked[3].answer('back');
      expect(await last).toBe('back');
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });
});
