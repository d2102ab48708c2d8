import { Replay } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';

/** A replay of which nothing was heard for so long is not waited for. */
const STALLED_MS = 10 * 60_000;

interface ReplayRow {
  id: string;
  from_ms: number;
  to_ms: number;
  completed_share: number;
  checkpoint: string | null;
  updated_ms: number;
}

function toReplay(row: ReplayRow): Replay {
  return {
    id: row.id,
    from: new Date(row.from_ms).toISOString(),
    to: new Date(row.to_ms).toISOString(),
    completedShare: row.completed_share,
    ...(row.checkpoint !== null && { checkpoint: row.checkpoint }),
    updatedAt: new Date(row.updated_ms).toISOString(),
  };
}

/** Keeps which history is being sent, and how far it is. */
export class ReplayStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async put(
    id: string,
    replay: {
      from: string;
      to: string;
      completedShare: number;
      checkpoint?: string;
    },
    nowMs: number,
  ): Promise<Replay> {
    const row: ReplayRow = {
      id,
      from_ms: Date.parse(replay.from),
      to_ms: Date.parse(replay.to),
      completed_share: replay.completedShare,
      checkpoint: replay.checkpoint ?? null,
      updated_ms: nowMs,
    };
    await this.#knex('replays').insert(row).onConflict('id').merge();
    return toReplay(row);
  }

  async list(): Promise<Replay[]> {
    const rows = await this.#knex<ReplayRow>('replays').orderBy('updated_ms');
    return rows.map(toReplay);
  }

  /** Whether history is on its way: half of it would tell of changes that are none. */
  async isOngoing(nowMs: number): Promise<boolean> {
    const row = await this.#knex<ReplayRow>('replays')
      .where('completed_share', '<', 1)
      .andWhere('updated_ms', '>', nowMs - STALLED_MS)
      .first('id');
    return row !== undefined;
  }

  /**
   * What is kept in all: the number of series, the time they cover, and the
   * environments that were seen since an instant.
   */
  async readExtent(sinceMs: number): Promise<{
    series: number;
    environments: string[];
    oldestAt?: string;
    newestAt?: string;
  }> {
    const extent = await this.#knex('series')
      .count({ series: '*' })
      .min({ oldest: 'first_seen_ms' })
      .max({ newest: 'last_seen_ms' })
      .first();
    const seen: Array<{ environment: string }> = await this.#knex('series')
      .where('last_seen_ms', '>=', sinceMs)
      .distinct('environment')
      .orderBy('environment');
    const environments = seen.map(row => row.environment);
    const series = Number(extent?.series ?? 0);
    return series === 0
      ? { series, environments }
      : {
          series,
          environments,
          oldestAt: new Date(extent!.oldest).toISOString(),
          newestAt: new Date(extent!.newest).toISOString(),
        };
  }
}
