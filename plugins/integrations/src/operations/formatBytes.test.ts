import { formatBytes } from './formatBytes';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [324, '324 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [1_500_000, '1.4 MiB'],
    [64 * 1024 * 1024, '64 MiB'],
    [1024 * 1024 - 1, '1 MiB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes).replace('\u00a0', ' ')).toBe(text);
  });
});
