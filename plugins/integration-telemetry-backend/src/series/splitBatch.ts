import { SeriesBatch } from './SeriesBatch';

/** How many things a batch holds that are written by themselves. */
export function sizeOf(batch: SeriesBatch): number {
  return (
    batch.series.size +
    batch.flows.size +
    batch.declaredFlows.size +
    batch.services.size +
    batch.cumulative.length +
    batch.logs.size +
    batch.queues.size +
    batch.exemplars.size +
    batch.notices.size +
    batch.records.size +
    batch.cumulativeRecords.length
  );
}

/**
 * Cuts a batch into parts that can be written one after another, in any order,
 * with the same result. What a batch holds goes over into the parts.
 *
 * @param most - what one part holds at most; but the values of one cumulative
 *   metric, of which each is subtracted from the next, stay together
 */
export function splitBatch(batch: SeriesBatch, most: number): SeriesBatch[] {
  const parts: SeriesBatch[] = [];
  let left = 0;
  const next = (size: number = 1): SeriesBatch => {
    if (left < size || parts.length === 0) {
      parts.push(new SeriesBatch({ maxSeries: Infinity }));
      left = most;
    }
    left -= size;
    return parts[parts.length - 1];
  };
  // Always in the same order: what is written together lies together, this time and the next.
  const inOrder = [...batch.series].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  inOrder.forEach(([text, series]) => next().series.set(text, series));
  batch.flows.forEach((flow, id) => next().flows.set(id, flow));
  batch.declaredFlows.forEach((atMs, id) => next().declaredFlows.set(id, atMs));
  batch.services.forEach((service, key) => next().services.set(key, service));
  batch.logs.forEach((log, key) => next().logs.set(key, log));
  batch.queues.forEach((queue, key) => next().queues.set(key, queue));
  batch.exemplars.forEach((exemplar, key) =>
    next().exemplars.set(key, exemplar),
  );
  batch.notices.forEach((notice, key) => next().notices.set(key, notice));
  batch.records.forEach((counted, key) => next().records.set(key, counted));
  byMetric(batch.cumulative).forEach(values =>
    next(values.length).cumulative.push(...values),
  );
  byMetric(batch.cumulativeRecords).forEach(values =>
    next(values.length).cumulativeRecords.push(...values),
  );
  return parts;
}

function byMetric<Value extends { key: string }>(
  values: readonly Value[],
): Value[][] {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(value.key);
    if (group) {
      group.push(value);
    } else {
      groups.set(value.key, [value]);
    }
  }
  return [...groups.values()];
}
