import { CallTotals } from '../../series/CallTotals';
import { ExponentialHistogram } from '../../series/ExponentialHistogram';
import { SeriesBatch } from '../../series/SeriesBatch';

/** Numbers add up in another order, so they may differ in their last digits. */
function plain(key: string, value: unknown): unknown {
  if (key === 'inboxKey') {
    return undefined;
  }
  if (value instanceof ExponentialHistogram) {
    const { scale, zeroCount, buckets } = value;
    return { scale, zeroCount, buckets };
  }
  if (value instanceof CallTotals) {
    return { ...value, failures: value.failures };
  }
  if (value instanceof Map) {
    return [...value].sort(([left], [right]) => (left < right ? -1 : 1));
  }
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? Number(value.toPrecision(12))
      : String(value);
  }
  return value;
}

/**
 * What a batch counts, as one text, in an order that does not depend on who
 * counted. Declared flows are left out: who counts fast notes them seldom.
 */
export function describeBatch(batch: SeriesBatch): string {
  const { series, flows, services, cumulative, logs, notices } = batch;
  return JSON.stringify(
    { series, flows, services, cumulative, logs, notices },
    plain,
  );
}
