import { nextTurn } from '../../health/TogetherReader';

/** So many are done in some five milliseconds. */
const SLICE = 2_000;

/** Does something with each, with turns for others between: an answer of an engine holds tens of thousands. */
export async function inSlices<Item>(
  items: readonly Item[],
  visit: (item: Item) => void,
): Promise<void> {
  for (let at = 0; at < items.length; at += SLICE) {
    if (at > 0) {
      await nextTurn();
    }
    items.slice(at, at + SLICE).forEach(visit);
  }
}
