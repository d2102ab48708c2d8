/**
 * Remembers an answer, and forgets those that were not asked for again for a
 * while, or too many: of what was deleted nobody asks any more.
 *
 * @param known - nothing else may be added to it
 * @param bounds - how long an answer is worth remembering, in milliseconds, and
 *   how many
 */
export function remember<Item extends { atMs: number }>(
  known: Map<string, Item>,
  name: string,
  item: Item,
  bounds: { forMs: number; most: number },
): void {
  known.delete(name);
  known.set(name, item);
  // The one that was not asked for for the longest time comes first.
  for (const [other, { atMs }] of known) {
    if (atMs > item.atMs - bounds.forMs && known.size <= bounds.most) {
      break;
    }
    known.delete(other);
  }
}
