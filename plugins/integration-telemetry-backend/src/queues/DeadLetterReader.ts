import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { followQueue, QueueState } from './judgeQueue';
import { FOLLOWED_MS, QueueReader } from './QueueReader';
import { StoredQueue } from './writeQueueLevels';

/** Reads what lies in the dead-letter queues of integrations. */
export class DeadLetterReader {
  readonly #reader: QueueReader;

  constructor(options: { reader: QueueReader }) {
    this.#reader = options.reader;
  }

  /** Every declared dead-letter queue that somebody measures. */
  async read(
    integration: ProjectedIntegration,
    environment: string,
    nowMs: number,
  ): Promise<QueueState[]> {
    const names = integration.spec.telemetry?.deadLetterQueues ?? [];
    const stored = await this.#reader.listQueues(names, environment, nowMs);
    const states = await Promise.all(
      names.map(name =>
        this.#readOne(
          name,
          stored.filter(({ queue }) => queue === name),
          nowMs,
        ),
      ),
    );
    return states.filter(state => state !== undefined);
  }

  async #readOne(
    queue: string,
    measured: readonly StoredQueue[],
    nowMs: number,
  ): Promise<QueueState | undefined> {
    // Of a topic, what the group that replays it has not read yet.
    const depth =
      measured.find(({ measure }) => measure === 'ready') ??
      measured.find(({ measure }) => measure === 'lag');
    if (!depth) {
      return undefined;
    }
    const age = measured.find(({ measure }) => measure === 'age');
    // An empty queue has nothing to follow, and most are empty.
    const levels =
      depth.value > 0
        ? await this.#reader.readLevels(depth.id, nowMs - FOLLOWED_MS, nowMs)
        : [
            {
              atMs: depth.last_seen_ms,
              value: depth.value,
              lowest: depth.value,
            },
          ];
    return followQueue(queue, levels, { ageMs: age?.value, nowMs });
  }
}
