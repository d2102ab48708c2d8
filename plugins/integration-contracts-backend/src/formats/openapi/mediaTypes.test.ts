import { bestRange, coversMediaType } from './mediaTypes';

describe('media types', () => {
  it.each([
    ['application/json', 'Application/JSON', true],
    ['application/*', 'application/json', true],
    ['*/*', 'text/plain; charset=utf-8', true],
    ['application/json', 'application/*', false],
    ['application/json', 'application/json; charset=utf-8', true],
    [
      'application/json; charset="UTF-8"',
      'application/json;charset=utf-8',
      true,
    ],
    ['application/json; charset=utf-8', 'application/json', true],
    ['text/csv; charset=utf-8', 'text/csv', false],
    ['text/plain', 'text/html', false],
  ])('%s covers %s: %s', (range, type, covers) => {
    expect(coversMediaType(range, type)).toBe(covers);
  });

  it('chooses the most particular range', () => {
    const ranges = ['*/*', 'text/plain', 'text/*'].map(range => ({ range }));
    expect(bestRange(ranges, 'text/plain')?.range).toBe('text/plain');
    expect(bestRange(ranges, 'text/html')?.range).toBe('text/*');
    expect(bestRange([{ range: 'a/b' }], 'text/html')).toBeUndefined();
  });
});
