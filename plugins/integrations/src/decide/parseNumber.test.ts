import { parseNumber } from './parseNumber';

describe('parseNumber', () => {
  it.each([
    ['9000', 9000],
    ['9,000', 9000],
    ['1,234,567.5', 1_234_567.5],
    ['.5', 0.5],
    ['1e6', 1_000_000],
    ['4,5', undefined],
    ['0x10', undefined],
    ['-3', undefined],
    ['', undefined],
    ['Infinity', undefined],
  ])('reads %s as %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });
});
