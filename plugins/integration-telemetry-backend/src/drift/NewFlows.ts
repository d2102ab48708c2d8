import { DEFAULT_ENVIRONMENT } from '@tieline/plugin-integrations-common';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { ReplayStore } from '../ReplayStore';
import { EngineFlowStore } from './EngineFlowStore';
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
  /** For how long it has been seen again, as far as that is certain: an engine tells of hours and days. */
  lastedMs: number;
  /** It began in a time that was sent afterwards as history. */
  isReplayed: boolean;
}

/** Since when environments are watched. */
type Watched = ReadonlyMap<string, number>;

/** Reads which undeclared flows are new, in the environments that integrations are judged in. */
export class NewFlows {
  readonly #knex: Knex;
  readonly #replays: ReplayStore;
  readonly #engineFlows: EngineFlowStore;

  constructor(options: { knex: Knex; replays: ReplayStore }) {
    this.#knex = options.knex;
    this.#replays = options.replays;
    this.#engineFlows = new EngineFlowStore({ knex: options.knex });
  }

  /** Whether history is coming in: until it is there, all that is old looks new. */
  isReplaying(nowMs: number): Promise<boolean> {
    return this.#replays.isOngoing(nowMs);
  }

  /**
   * New flows that nobody dismissed, oldest first. What only an engine knows is
   * new where it came a week after it began to be known what the engine has.
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
    const own = await this.#listWatched(environments);
    const ofEngines = await this.#engineFlows.listWatched(environments);
    const watched = environments.flatMap(environment => {
      const both = [own.get(environment), ofEngines.get(environment)];
      const since = both.filter(ms => ms !== undefined);
      return since.length > 0
        ? [{ environment, fromMs: Math.min(...since) + WATCHED_MS }]
        : [];
    });
    if (watched.length === 0) {
      return [];
    }
    const rows: Array<{ item: string; traffic: string }> = await this.#knex(
      'drift_items',
    )
      .where('kind', 'undeclared')
      .andWhere('first_seen_ms', '>=', sinceMs)
      .andWhere(any =>
        watched.forEach(({ environment, fromMs }) =>
          any.orWhere(one =>
            one
              .where('environment', environment)
              .andWhere('first_seen_ms', '>=', fromMs),
          ),
        ),
      )
      .whereNotExists(
        this.#knex('drift_decisions')
          .whereRaw('drift_decisions.item_id = drift_items.id')
          .whereNull('ended_ms')
          .andWhere('expires_ms', '>', nowMs)
          .select('id'),
      )
      .orderBy('first_seen_ms')
      .orderBy('id')
      .select('item', 'traffic');
    const candidates = rows.map(row => ({
      item: JSON.parse(row.item) as DriftItem,
      traffic: JSON.parse(row.traffic) as DriftTraffic,
    }));
    return this.#onlyNew(candidates, own);
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
    return seen || (await this.#engineFlows.hasSeen(flowIds, goneBeforeMs))
      ? 'It was declared'
      : 'It was not seen for 30 days';
  }

  /** Since when telemetry comes to this portal itself. */
  async #listWatched(environments: readonly string[]): Promise<Watched> {
    const rows: Array<{ environment: string; since_ms: number }> =
      await this.#knex('series')
        .whereIn('environment', [...environments])
        .groupBy('environment')
        .select('environment')
        .min({ since_ms: 'first_seen_ms' });
    return new Map(
      rows.map(({ environment, since_ms }) => [environment, since_ms]),
    );
  }

  async #onlyNew(
    candidates: ReadonlyArray<{ item: DriftItem; traffic: DriftTraffic }>,
    watched: Watched,
  ): Promise<NewFlow[]> {
    const ids = candidates.flatMap(({ traffic }) => traffic.flowIds ?? []);
    const own = await this.#ownOf(ids);
    const ofEngines = await this.#engineFlows.listKnown(ids);
    const replays = await this.#replays.list();
    return candidates.flatMap(({ item, traffic }) => {
      const { flowIds = [], knownSinceMs = Infinity } = traffic;
      const firstSeenMs = Date.parse(item.firstSeenAt);
      const lastSeenMs = Date.parse(item.lastSeenAt);
      const knownMs = Math.min(firstSeenMs, knownSinceMs);
      const isOwn = flowIds.some(id => own.has(id));
      const elsewhere = flowIds.flatMap(id => ofEngines.get(id) ?? []);
      const sinceMs = [
        ...(isOwn ? [watched.get(item.environment) ?? Infinity] : []),
        ...elsewhere.map(({ watchedMs }) => watchedMs),
      ];
      if (!sinceMs.some(ms => knownMs >= ms + WATCHED_MS)) {
        return [];
      }
      const noticedMs = isOwn
        ? firstSeenMs
        : Math.min(...elsewhere.map(flow => flow.noticedMs));
      return [
        {
          item,
          flowIds,
          firstSeenMs,
          lastedMs: lastSeenMs - noticedMs,
          isReplayed:
            isOwn &&
            replays.some(
              ({ from, to }) =>
                Date.parse(from) <= firstSeenMs && firstSeenMs < Date.parse(to),
            ),
        },
      ];
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
