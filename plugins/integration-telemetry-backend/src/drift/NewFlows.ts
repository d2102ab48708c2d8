import { DEFAULT_ENVIRONMENT } from '@tieline/plugin-integrations-common';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { ReplayStore } from '../ReplayStore';
import { DriftTraffic } from './FoundDrift';

const DAY_MS = 86_400_000;

/**
 * How long an environment has to be watched before what shows up in it is
 * new: a week has been through every weekday's jobs.
 */
export const WATCHED_MS = 7 * DAY_MS;

const IDS_TOGETHER = 500;

/** An undeclared flow that came after its environment had been watched for a week. */
export interface NewFlow {
  item: DriftItem;
  /** Reports of the same calls. */
  flowIds: string[];
  firstSeenMs: number;
  lastSeenMs: number;
  /** It began in a time that was sent afterwards as history. */
  isReplayed: boolean;
}

interface CandidateRow {
  item: string;
  traffic: string;
  /** Since when its environment is. */
  watched_ms: number;
}

/** Reads which undeclared flows are new, in the environments that integrations are judged in. */
export class NewFlows {
  readonly #knex: Knex;
  readonly #replays: ReplayStore;

  constructor(options: { knex: Knex; replays: ReplayStore }) {
    this.#knex = options.knex;
    this.#replays = options.replays;
  }

  /** Whether history is coming in: until it is there, all that is old looks new. */
  isReplaying(nowMs: number): Promise<boolean> {
    return this.#replays.isOngoing(nowMs);
  }

  /**
   * New flows that nobody dismissed, oldest first. What only an engine knows
   * is none: it does not say for how long it has seen something.
   *
   * @param sinceMs - first seen since then
   */
  async list(sinceMs: number, nowMs: number): Promise<NewFlow[]> {
    const declared: Array<{ environment: string }> = await this.#knex('health')
      .where('declared', true)
      .distinct('environment');
    const environments = [
      ...new Set([
        DEFAULT_ENVIRONMENT,
        ...declared.map(({ environment }) => environment),
      ]),
    ];
    const watched = this.#knex('series')
      .whereIn('environment', environments)
      .groupBy('environment')
      .select('environment')
      .min({ since_ms: 'first_seen_ms' })
      .as('watched') as Knex.QueryBuilder;
    const rows: CandidateRow[] = await this.#knex('drift_items')
      .join(watched, 'watched.environment', 'drift_items.environment')
      .where('drift_items.kind', 'undeclared')
      .andWhere('drift_items.first_seen_ms', '>=', sinceMs)
      .andWhereRaw('drift_items.first_seen_ms >= watched.since_ms + ?', [
        WATCHED_MS,
      ])
      .whereNotExists(
        this.#knex('drift_decisions')
          .whereRaw('drift_decisions.item_id = drift_items.id')
          .whereNull('ended_ms')
          .andWhere('expires_ms', '>', nowMs)
          .select('id'),
      )
      .orderBy('drift_items.first_seen_ms')
      .orderBy('drift_items.id')
      .select('drift_items.item', 'drift_items.traffic', {
        watched_ms: 'watched.since_ms',
      });
    return rows.length === 0 ? [] : this.#toFlows(rows);
  }

  /** Why none of these flows is in the list any more, or new. */
  async whyGone(
    flowIds: readonly string[],
    itemIds: readonly string[],
    goneBeforeMs: number,
  ): Promise<string> {
    const [dismissal]: Array<{ decided_by: string; reason: string }> =
      await this.#knex('drift_decisions')
        .whereIn('item_id', [...itemIds])
        .whereNull('ended_ms')
        .select('decided_by', 'reason');
    if (dismissal) {
      return `${dismissal.decided_by} dismissed it: ${dismissal.reason}`;
    }
    const remaining = await this.#knex('drift_items')
      .whereIn('id', [...itemIds])
      .first('id');
    if (remaining) {
      return 'It was there before, as telemetry that came later shows';
    }
    const seen = await this.#knex('flows')
      .whereIn('id', [...flowIds])
      .andWhere('last_seen_ms', '>=', goneBeforeMs)
      .first('id');
    return seen ? 'It was declared' : 'It was not seen for 30 days';
  }

  async #toFlows(rows: readonly CandidateRow[]): Promise<NewFlow[]> {
    const candidates = rows.flatMap(row => {
      const traffic: DriftTraffic = JSON.parse(row.traffic);
      const { flowIds = [], knownSinceMs = Infinity } = traffic;
      return knownSinceMs < row.watched_ms + WATCHED_MS
        ? []
        : [{ item: JSON.parse(row.item) as DriftItem, flowIds }];
    });
    const own = await this.#ownOf(candidates.flatMap(({ flowIds }) => flowIds));
    const replays = await this.#replays.list();
    return candidates
      .filter(({ flowIds }) => flowIds.some(id => own.has(id)))
      .map(({ item, flowIds }) => {
        const firstSeenMs = Date.parse(item.firstSeenAt);
        return {
          item,
          flowIds,
          firstSeenMs,
          lastSeenMs: Date.parse(item.lastSeenAt),
          isReplayed: replays.some(
            ({ from, to }) =>
              Date.parse(from) <= firstSeenMs && firstSeenMs < Date.parse(to),
          ),
        };
      });
  }

  /** Those of the flows that came to this portal itself. */
  async #ownOf(flowIds: readonly string[]): Promise<Set<string>> {
    const own = new Set<string>();
    for (let at = 0; at < flowIds.length; at += IDS_TOGETHER) {
      const rows: Array<{ id: string }> = await this.#knex('flows')
        .whereIn('id', flowIds.slice(at, at + IDS_TOGETHER))
        .select('id');
      rows.forEach(({ id }) => own.add(id));
    }
    return own;
  }
}
