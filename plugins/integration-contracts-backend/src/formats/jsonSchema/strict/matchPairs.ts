/**
 * As many pairs of a row and a column as there can be, each in one pair at most
 * (maximum bipartite matching by augmenting paths, Kuhn 1955).
 *
 * @param fits - per row and column whether they may be a pair
 */
export function matchPairs(
  fits: ReadonlyArray<readonly boolean[]>,
): Array<[row: number, column: number]> {
  const rowOf = new Map<number, number>();
  const assign = (row: number, tried: Set<number>): boolean =>
    fits[row].some((fit, column) => {
      if (!fit || tried.has(column)) {
        return false;
      }
      tried.add(column);
      const holder = rowOf.get(column);
      if (holder !== undefined && !assign(holder, tried)) {
        return false;
      }
      rowOf.set(column, row);
      return true;
    });
  fits.forEach((_, row) => assign(row, new Set()));
  return [...rowOf].map(([column, row]) => [row, column]);
}
