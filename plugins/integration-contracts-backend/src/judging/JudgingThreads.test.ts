import { JudgingThreads } from './JudgingThreads';

const nested = (depth: number) =>
  `${'{"items":'.repeat(depth)}{}${'}'.repeat(depth)}`;

const patternBomb = {
  next: {
    text: JSON.stringify({ type: 'string', pattern: '^(a|a)*(b|a)*(a+)+c$' }),
  },
  mode: 'BACKWARD' as const,
  policy: 'semantic' as const,
  history: [
    {
      version: '1',
      format: 'json-schema' as const,
      text: JSON.stringify({ enum: [`${'a'.repeat(60)}!`] }),
    },
  ],
};

const referenceBomb = (least: number) => {
  const $defs: Record<string, unknown> = { d0: { type: 'string' } };
  for (let at = 1; at <= 40; at += 1) {
    const before = { $ref: `#/$defs/d${at - 1}` };
    $defs[`d${at}`] = {
      anyOf: [
        { allOf: [before, { pattern: `a{${at + least}}` }] },
        { allOf: [before, { pattern: `b{${at}}` }] },
      ],
    };
  }
  return JSON.stringify({ $defs, $ref: '#/$defs/d40' });
};

// Each test starts a thread, which compiles the sources first.
jest.setTimeout(60_000);

describe('JudgingThreads', () => {
  let threads: JudgingThreads;

  beforeEach(() => {
    threads = new JudgingThreads({
      timeLimitMs: 20_000,
      maxHeapMb: 256,
      size: 1,
    });
  });

  afterEach(() => threads.stop());

  const isWell = async () => {
    const read = await threads.read({ text: '{"type": "string"}' });
    expect(read.format).toBe('json-schema');
  };

  it('judges a pattern that would take for ever within the limit', async () => {
    const { compatible } = await threads.judge(patternBomb);
    expect(compatible).toBe(false);
    await isWell();
  });

  it('refuses what takes longer than is allowed, and goes on judging', async () => {
    const impatient = new JudgingThreads({
      timeLimitMs: 100,
      maxHeapMb: 1_024,
      size: 1,
    });
    const text = `[${'{"a":[]},'.repeat(1_000_000)}{}]`;
    await expect(
      impatient.read({ text, format: 'json-schema' }),
    ).rejects.toThrow(
      'The text takes longer than 0.1 seconds to judge. Split it, or write its patterns and alternatives more simply.',
    );
    expect((await impatient.read({ text: '{"type": 1}' })).format).toBe(
      'json-schema',
    );
    await impatient.stop();
  }, 60_000);

  it('refuses references that multiply', async () => {
    await expect(
      threads.judge({
        next: { text: referenceBomb(1) },
        mode: 'FULL',
        policy: 'semantic',
        history: [
          { version: '1', format: 'json-schema', text: referenceBomb(0) },
        ],
      }),
    ).rejects.toMatchObject({ name: 'InputError' });
    await isWell();
  });

  it('reads stored texts when it needs them, each once while it is known', async () => {
    const asked: number[] = [];
    const history = [3, 4, 5].map(maxLength => ({
      version: `1.${maxLength}`,
      format: 'json-schema' as const,
      text: {
        id: maxLength,
        read: async () => {
          asked.push(maxLength);
          return new TextEncoder().encode(
            JSON.stringify({ properties: { a: { maxLength } } }, null, 2),
          );
        },
      },
    }));
    const judge = (maxLength: number) =>
      threads.judge({
        next: { text: `{"properties": {"a": {"maxLength": ${maxLength}}}}` },
        mode: 'BACKWARD_TRANSITIVE',
        policy: 'semantic',
        history,
      });
    expect(await judge(6)).toMatchObject({
      compatible: true,
      comparedWith: ['1.5', '1.4', '1.3'],
    });
    expect(asked).toEqual([5, 4, 3]);
    expect(await judge(7)).toMatchObject({ compatible: true });
    expect(asked).toEqual([5, 4, 3]);
    // To say where it clashes takes the text.
    const { violations } = await judge(4);
    expect(violations).toMatchObject([
      { version: '1.5', oldPlace: { line: 4, column: 7 } },
    ]);
    expect(asked).toEqual([5, 4, 3, 5]);
  });

  it('fails where a stored text can not be read, and goes on judging', async () => {
    await expect(
      threads.judge({
        ...patternBomb,
        history: [
          {
            version: '1',
            format: 'json-schema',
            text: { id: 1, read: () => Promise.reject(new Error('Gone')) },
          },
        ],
      }),
    ).rejects.toThrow('Gone');
    await isWell();
  });

  it('refuses what is nested beyond the stack', async () => {
    await expect(
      threads.read({ text: nested(200_000), format: 'json-schema' }),
    ).rejects.toMatchObject({ name: 'InputError' });
    await isWell();
  });

  it('refuses what takes more memory than there is', async () => {
    const narrow = new JudgingThreads({
      timeLimitMs: 20_000,
      maxHeapMb: 48,
      size: 1,
    });
    const text = `[${'{"a":[]},'.repeat(1_000_000)}{}]`;
    await expect(narrow.read({ text, format: 'json-schema' })).rejects.toThrow(
      /takes more than 48 MB of memory/,
    );
    await narrow.stop();
  }, 60_000);

  it('says where a text breaks off', async () => {
    await expect(threads.read({ text: '{"a": ' })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/^Line 1, column 7: /),
    });
  });

  it('says so where no format knows the text', async () => {
    await expect(threads.read({ text: '[1, 2]' })).rejects.toThrow(
      /of no format that is known here/,
    );
  });
});
