import { TogetherReader } from './TogetherReader';

describe('reading together', () => {
  const ask = (
    together: TogetherReader,
    name: string,
    keys: number[],
    asked: string[],
    keysPerQuery = 10,
  ) =>
    together.read<number, string>(
      {
        name,
        keysPerQuery,
        fetch: async some => {
          asked.push(`${name} ${some}`);
          return new Map(some.map(key => [key, `${name}${key}`]));
        },
      },
      keys,
    );

  it('puts a question of several once, and again where the next meets', async () => {
    const together = new TogetherReader();
    const asked: string[] = [];
    const one = async (key: number) => {
      const first = await ask(together, 'a', [key], asked);
      const second = await ask(together, 'b', [key], asked);
      return `${first.get(key)} ${second.get(key)}`;
    };
    expect(await Promise.all([1, 2, 3].map(one))).toEqual([
      'a1 b1',
      'a2 b2',
      'a3 b3',
    ]);
    expect(asked).toEqual(['a 1,2,3', 'b 1,2,3']);
  });

  it('asks for many keys in several queries, for each key once', async () => {
    const together = new TogetherReader();
    const asked: string[] = [];
    const answers = await Promise.all([
      ask(together, 'a', [1, 2, 3], asked, 2),
      ask(together, 'a', [3, 4, 5], asked, 2),
    ]);
    expect(asked).toEqual(['a 1,2', 'a 3,4', 'a 5']);
    expect([1, 2, 3].map(key => answers[0].get(key))).toEqual([
      'a1',
      'a2',
      'a3',
    ]);
    expect(answers[1].get(5)).toBe('a5');
  });

  it('tells a failure to who asked, and answers all others', async () => {
    const together = new TogetherReader();
    const failing = together.read<number, string>(
      {
        name: 'broken',
        keysPerQuery: 10,
        fetch: async () => {
          throw new Error('The database is gone');
        },
      },
      [1],
    );
    const others = ask(together, 'a', [1], []);
    await expect(failing).rejects.toThrow('The database is gone');
    expect((await others).get(1)).toBe('a1');
    expect((await ask(together, 'a', [2], [])).get(2)).toBe('a2');
  });
});
