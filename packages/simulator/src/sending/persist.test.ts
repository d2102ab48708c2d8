import { persist, readRetryAfterMs, TemporaryFailure } from './persist';

describe('persist', () => {
  /** Fails as told, then succeeds; comes back with how long it waited in between. */
  async function waitsAfter(failures: Error[]): Promise<number[]> {
    const left = [...failures];
    const waits: number[] = [];
    await persist(
      async () => {
        const failure = left.shift();
        if (failure) {
          throw failure;
        }
      },
      {
        signal: new AbortController().signal,
        wait: async ms => {
          waits.push(ms);
        },
        log: () => {},
      },
    );
    return waits;
  }

  it('waits longer from one failure to the next, up to half a minute', async () => {
    const failures = Array(7).fill(new TemporaryFailure('down'));
    expect(await waitsAfter(failures)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it('waits as long as it is asked to', async () => {
    expect(
      await waitsAfter([
        new TemporaryFailure('too fast', 45_000),
        new TemporaryFailure('too fast', 0),
      ]),
    ).toEqual([45_000, 0]);
  });

  it('gives up at once on what no repetition can mend', async () => {
    await expect(waitsAfter([new Error('no such field')])).rejects.toThrow(
      'no such field',
    );
  });

  it('ends with its signal', async () => {
    const end = new AbortController();
    const going = persist(
      async () => {
        throw new TemporaryFailure('down');
      },
      {
        signal: end.signal,
        wait: async () => end.abort(),
        log: () => {},
      },
    );
    await expect(going).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('readRetryAfterMs', () => {
  it('reads seconds and dates, and nothing else', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(
      ['7', 'Sun, 22 Nov 2026 12:00:30 GMT', 'soon', null].map(header =>
        readRetryAfterMs(header, now),
      ),
    ).toEqual([7_000, 30_000, undefined, undefined]);
  });
});
