import { createComplaint } from './createComplaint';

describe('createComplaint', () => {
  it('says nothing in the first minute, then once in ten minutes', () => {
    const said: string[] = [];
    let nowMs = 0;
    const complain = createComplaint(
      message => said.push(message),
      () => nowMs,
    );
    const at = (ms: number) => {
      nowMs = ms;
      complain(new Error('connect ECONNREFUSED'));
      return said.length;
    };

    expect(at(59_999)).toBe(0);
    expect(at(60_000)).toBe(1);
    expect(at(659_999)).toBe(1);
    expect(at(660_000)).toBe(2);
    expect(said[0]).toContain('(connect ECONNREFUSED)');
  });
});
