import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { followQueue, QueueState } from './judgeQueue';
import {
  FOLLOWED_MS,
  MINUTES_FOR_MS,
  QueueLevelPoint,
  QueueReader,
} from './QueueReader';
import { StoredQueue } from './writeQueueLevels';

const HOUR_MS = 3_600_000;

/** Minutes are kept for two days, and are many. */
const LONGEST_BY_MINUTES_MS = 46 * HOUR_MS;

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
    const follow = (levels: QueueLevelPoint[]) =>
      followQueue(queue, levels, { ageMs: age?.value, nowMs });
    // An empty queue has nothing to follow, and most are empty.
    if (depth.value === 0) {
      return follow([{ atMs: depth.last_seen_ms, value: 0, lowest: 0 }]);
    }
    const fromMs = nowMs - FOLLOWED_MS;
    const state = follow(
      await this.#reader.readLevels(depth.id, fromMs, nowMs),
    );
    const grownForMs = state?.grownSince && nowMs - state.grownSince.atMs;
    // What began in an hour of which only the last level was read began somewhere within it.
    return grownForMs !== undefined &&
      grownForMs > MINUTES_FOR_MS - HOUR_MS &&
      grownForMs < LONGEST_BY_MINUTES_MS
      ? follow(
          await this.#reader.readLevels(
            depth.id,
            fromMs,
            nowMs,
            grownForMs + 2 * HOUR_MS,
          ),
        )
      : state;
  }
}
