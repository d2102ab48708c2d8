import fc from 'fast-check';
import { pathTemplate } from '../attribution/destinationTemplate';
import { templateHash } from './templateHash';

const segment = fc.oneof(
  fc.constantFrom('orders', 'v2', 'items', '', 'api', 'list.json', 'A'),
  fc.integer({ min: 0, max: 999_999_999 }).map(String),
  fc.uuid(),
  fc.stringMatching(/^[0-9a-f]{4,12}$/),
  fc.stringMatching(/^[\w.~-]{1,40}$/),
  fc.stringMatching(/^[\w+=-]{28,40}$/),
  fc.stringMatching(/^[a-z]{1,5}@[a-z]{1,5}$/),
);
const path = fc
  .tuple(
    fc.constantFrom('', '/', 'https://a.example/', 'http://b:80/', 'a:b/'),
    fc.array(segment, { maxLength: 5 }),
    fc.constantFrom('', '?q=1', '#x', ';v=1', '?a=/b/c'),
  )
  .map(([start, segments, rest]) => `${start}${segments.join('/')}${rest}`);

function hashOf(text: string): number {
  const bytes = Buffer.from(text);
  return templateHash(bytes, 0, bytes.length);
}

const hostOf = (text: string) => /^[a-z]+:\/\/[^/]*/.exec(text)?.[0] ?? '';

describe('templateHash', () => {
  it('is the same only where template and host are', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        const isSame =
          pathTemplate(one) === pathTemplate(other) &&
          hostOf(one) === hostOf(other);
        expect(hashOf(one) !== hashOf(other) || isSame).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['/orders/4711', '/orders/4712'],
    ['/orders/4711?a=1', '/orders/99#b'],
    [
      'https://a.example/u/3f2504e0-4f89-11d3-9a0c-0305e82c3301/x',
      'https://a.example/u/00000000-4f89-11d3-9a0c-0305e82c3301/x',
    ],
  ])('takes %s and %s for the same', (one, other) => {
    expect(hashOf(one)).toBe(hashOf(other));
  });

  it.each([
    ['/orders/4711', '/orders/4711/items'],
    ['/orders', '/order'],
    ['https://a.example/x', 'https://b.example/x'],
    ['/a/b', '/ab'],
    ['/a', 'a'],
  ])('tells %s from %s', (one, other) => {
    expect(hashOf(one)).not.toBe(hashOf(other));
  });

  it.each(['/a%40b', '/{id}', '/caf\u00e9', 'https://u@h/x', '/a\u0001'])(
    'leaves %s to those who read the text',
    text => {
      expect(hashOf(text)).toBe(-1);
    },
  );
});
