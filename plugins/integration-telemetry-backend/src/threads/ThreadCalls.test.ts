import { MessageChannel } from 'worker_threads';
import { OtlpError } from '../otlp/OtlpError';
import { ThreadCalls } from './ThreadCalls';

type Theirs = {
  double(value: number): number;
  refuse(nothing: undefined): never;
  fail(nothing: undefined): never;
  note(text: string): void;
};

describe('ThreadCalls', () => {
  const { port1, port2 } = new MessageChannel();
  const noted: string[] = [];
  const calls = new ThreadCalls<Theirs>(port1, {});
  const others = new ThreadCalls(port2, {
    double: (value: number) => 2 * value,
    refuse: () => {
      throw new OtlpError(429, 'Too much', { retryAfterSeconds: 3 });
    },
    fail: () => {
      throw new RangeError('Out of range');
    },
    note: (text: string) => noted.push(text),
  });

  afterAll(() => {
    port1.close();
    port2.close();
  });

  it('brings each answer to who asked', async () => {
    expect(others).toBeDefined();
    const answers = await Promise.all(
      [1, 2, 3].map(value => calls.ask('double', value)),
    );
    expect(answers).toEqual([2, 4, 6]);
  });

  it('keeps what a sender is told of an error', async () => {
    const error = await calls.ask('refuse', undefined).catch(e => e);
    expect(error).toBeInstanceOf(OtlpError);
    expect(error).toMatchObject({ httpStatus: 429, retryAfterSeconds: 3 });
    await expect(calls.ask('fail', undefined)).rejects.toThrow('Out of range');
  });

  it('tells without an answer', async () => {
    calls.tell('note', 'first');
    await calls.ask('double', 1);
    expect(noted).toEqual(['first']);
  });

  it('fails whoever waits or asks once the other side is gone', async () => {
    const waiting = calls.ask('double', 1);
    calls.end(new Error('It ended'));
    await expect(waiting).rejects.toThrow('It ended');
    await expect(calls.ask('double', 1)).rejects.toThrow('It ended');
  });
});
