import { Knex } from 'knex';
import { groupBy, TogetherReader } from '../health/TogetherReader';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { QueuePointRow, StoredQueue } from './writeQueueLevels';

const HOUR_MS = 60 * MINUTE_MS;

/** How far back what lies in a queue is followed. */
export const FOLLOWED_MS = 14 * 24 * HOUR_MS;

/** So far back by minutes where nobody asks for more, before that by hours. */
export const MINUTES_FOR_MS = 3 * HOUR_MS;

/** Queues that ended their reports so long ago are no longer there. */
const GONE_MS = 24 * HOUR_MS;

/** How full a queue was, last in the stretch of time that it stands for. */
export interface QueueLevelPoint {
  atMs: number;
  value: number;
  lowest: number;
}

/** Reads what is known of queues; what is asked for together is read together. */
export class QueueReader {
  readonly #knex: Knex;
  readonly #together: TogetherReader;

  constructor(options: { knex: Knex; together?: TogetherReader }) {
    this.#knex = options.knex;
    this.#together = options.together ?? new TogetherReader();
  }

  /** What is measured of some queues in an environment, with the last levels. */
  async listQueues(
    names: readonly string[],
    environment: string,
    nowMs: number,
  ): Promise<StoredQueue[]> {
    if (names.length === 0) {
      return [];
    }
    const found = await this.#together.read<string, StoredQueue[]>(
      {
        name: 'queues',
        keysPerQuery: 250,
        fetch: async queues => {
          const rows: StoredQueue[] = await this.#knex<StoredQueue>('queues')
            .whereIn('queue', queues)
            .orderBy('id');
          return groupBy(rows, row => row.queue);
        },
      },
      names,
    );
    return names
      .flatMap(name => found.get(name) ?? [])
      .filter(
        row =>
          row.environment === environment &&
          row.last_seen_ms >= nowMs - GONE_MS,
      );
  }

  /** The levels of a queue, oldest first: hours, then minutes of the last so many milliseconds. */
  async readLevels(
    queueId: number,
    fromMs: number,
    nowMs: number,
    minutesForMs: number = MINUTES_FOR_MS,
  ): Promise<QueueLevelPoint[]> {
    const minutesFromMs = Math.max(fromMs, nowMs - minutesForMs);
    const rows: QueuePointRow[] = await this.#knex<QueuePointRow>(
      'queue_points',
    )
      .where('queue_id', queueId)
      .andWhere(either =>
        either
          .where(hours =>
            hours
              .where('resolution', MINUTES_PER.hour)
              .andWhere('start_minute', '>=', Math.floor(fromMs / MINUTE_MS))
              .andWhere('at_ms', '<', minutesFromMs),
          )
          .orWhere(minutes =>
            minutes
              .where('resolution', MINUTES_PER.minute)
              .andWhere(
                'start_minute',
                '>=',
                Math.floor(minutesFromMs / MINUTE_MS),
              ),
          ),
      )
      .orderBy('at_ms');
    return rows.map(({ at_ms: atMs, value, lowest }) => ({
      atMs,
      value,
      lowest,
    }));
  }
}
