/**
 * What is measured of a queue: messages that wait for a consumer, messages
 * that a consumer has and did not acknowledge, how far a consumer group is
 * behind, and the age of the oldest message in milliseconds.
 */
export type QueueMeasure = 'ready' | 'unacknowledged' | 'lag' | 'age';

/** What levels of queues are told apart by. */
export interface QueueKey {
  environment: string;
  /** The queue's or topic's name. */
  queue: string;
  /** Whose lag it is; empty for a queue. */
  consumerGroup: string;
  measure: QueueMeasure;
}

/** How full a queue was at a moment. */
export interface QueueLevel {
  atMs: number;
  value: number;
}

/** Levels of one queue, the last of each minute. */
export interface QueueMinutes {
  key: QueueKey;
  minutes: Map<number, QueueLevel>;
}

/**
 * What two levels of one minute come to: the later one. Levels of the same
 * moment are of the queue's partitions: they add up, and the oldest message is
 * the oldest of all.
 */
export function laterLevel(
  measure: QueueMeasure,
  one: QueueLevel,
  other: QueueLevel,
): QueueLevel {
  if (one.atMs !== other.atMs) {
    return one.atMs > other.atMs ? one : other;
  }
  const value =
    measure === 'age'
      ? Math.max(one.value, other.value)
      : one.value + other.value;
  return { atMs: one.atMs, value };
}

export function queueKeyText(key: QueueKey): string {
  const { environment, queue, consumerGroup, measure } = key;
  return [environment, queue, consumerGroup, measure].join('\u0001');
}
