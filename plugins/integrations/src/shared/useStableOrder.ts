import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * How many items of `next` are new or out of `before`'s order: what is left
 * besides the longest common subsequence.
 */
export function countMoved(before: string[], next: string[]): number {
  const lengths = before.reduce(
    (above, key) => {
      const row = [0];
      next.forEach((other, index) => {
        row.push(
          key === other
            ? above[index] + 1
            : Math.max(row[index], above[index + 1]),
        );
      });
      return row;
    },
    new Array<number>(next.length + 1).fill(0),
  );
  return Math.max(before.length, next.length) - lengths[next.length];
}

/** Rows in the order in which they were first shown, with their newest content. */
export interface StableRows<T> {
  rows: T[];
  /** How many stand elsewhere by now. */
  moved: number;
  resort: () => void;
}

/**
 * Keeps rows from moving under the pointer while their content is updated in
 * place. Another view (`viewKey`: filters, sort, page) starts afresh.
 *
 * @param isReady - false while `items` still belong to the view before
 */
export function useStableOrder<T>(
  items: T[],
  keyOf: (item: T) => string,
  viewKey: string,
  isReady: boolean,
): StableRows<T> {
  const [shown, setShown] = useState<{ viewKey: string; keys: string[] }>();
  const known = useRef(new Map<string, T>());
  const next = items.map(keyOf);
  const isFresh = shown?.viewKey !== viewKey || shown.keys.length === 0;

  useEffect(() => {
    if (isReady && isFresh && next.length) {
      known.current = new Map();
      setShown({ viewKey, keys: next });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `next` is a new list with each render; only another view starts afresh
  }, [isReady, isFresh, viewKey, next.length]);

  const resort = useCallback(() => setShown(undefined), []);
  if (!isReady) {
    return { rows: items, moved: 0, resort };
  }
  items.forEach(item => known.current.set(keyOf(item), item));
  const keys = isFresh ? next : shown.keys;
  return {
    rows: keys.flatMap(key => known.current.get(key) ?? []),
    moved: isFresh ? 0 : countMoved(keys, next),
    resort,
  };
}
