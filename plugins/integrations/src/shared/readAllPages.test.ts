import { readAllPages } from './readAllPages';

const PAGES: Record<string, { items: string[]; next?: string }> = {
  first: { items: ['a', 'b'], next: 'second' },
  second: { items: ['c', 'd'], next: 'third' },
  third: { items: ['e'] },
};

const pageAt = (cursor = 'first') => PAGES[cursor];

describe('readAllPages', () => {
  it('reads from the first page to the last, wherever a page names the next', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const flat = readAllPages(async ({ cursor }) => {
      const { items, next } = pageAt(cursor);
      return { items, nextCursor: next };
    });
    await expect(flat).resolves.toEqual(all);
    const nested = readAllPages(async ({ cursor }) => {
      const { items, next } = pageAt(cursor);
      return { items, pageInfo: { nextCursor: next } };
    });
    await expect(nested).resolves.toEqual(all);
  });

  it('asks for the first page, not for the one that a list stands on', async () => {
    const items = await readAllPages(async page => {
      const request = { cursor: 'third', ...page };
      return { items: pageAt(request.cursor).items };
    });
    expect(items).toEqual(['a', 'b']);
  });

  it('begins no further page once it has enough', async () => {
    const items = await readAllPages(async ({ cursor }) => {
      const { items: found, next } = pageAt(cursor);
      return { items: found, nextCursor: next };
    }, 3);
    expect(items).toEqual(['a', 'b', 'c', 'd']);
  });

  it('hands a failure on, not half of a list', async () => {
    const read = readAllPages(async ({ cursor }) => {
      if (cursor) {
        throw new Error('gone');
      }
      return { items: ['a'], nextCursor: 'second' };
    });
    await expect(read).rejects.toThrow('gone');
  });
});
