/** Totals without durations, which cost little to read. */
export interface PointCounts {
  startMinute: number;
  count: number;
  failed: number;
}

/** One point for all that start in the same minute, in rising order. */
export function addUpCounts(points: readonly PointCounts[]): PointCounts[] {
  const sums = new Map<number, PointCounts>();
  for (const { startMinute, count, failed } of points) {
    const sum = sums.get(startMinute);
    if (sum) {
      sum.count += count;
      sum.failed += failed;
    } else {
      sums.set(startMinute, { startMinute, count, failed });
    }
  }
  return [...sums.values()].sort(
    (left, right) => left.startMinute - right.startMinute,
  );
}
