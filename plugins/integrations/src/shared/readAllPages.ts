/** A page of a list; lists differ in where they say how it goes on. */
interface Page<Item> {
  items: Item[];
  nextCursor?: string;
  pageInfo?: { nextCursor?: string };
}

/** The upper bound of every list for a page. */
const LARGEST_PAGE = 500;

/**
 * Reads a list from its first page to its last, whatever page is shown.
 *
 * @param most - begins no further page once it has so many items
 */
export async function readAllPages<Item>(
  readPage: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  most = Infinity,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage({ limit: LARGEST_PAGE, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? page.pageInfo?.nextCursor;
  } while (cursor && items.length < most);
  return items;
}
