import { remember } from './remember';

describe('remember', () => {
  it('forgets what was not asked for again for a while, and the oldest of too many', () => {
    const known = new Map<string, { atMs: number }>();
    const at = (name: string, atMs: number) =>
      remember(known, name, { atMs }, { forMs: 100, most: 3 });
    at('a', 0);
    at('b', 10);
    at('a', 20);
    at('c', 110);
    expect([...known.keys()]).toEqual(['a', 'c']);
    at('d', 111);
    at('e', 112);
    expect([...known.keys()]).toEqual(['c', 'd', 'e']);
  });
});
