import { Knex } from 'knex';
import { FlowStore, MeasuredFlow, StoredFlow } from './FlowStore';
import { isSqlite } from '../series/sqlite';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Rows in one statement, between which others have their turn. */
const TOGETHER = 200;

/** A change of traffic by less than this says nothing new. */
const SAME_SHARE = 0.01;

/** What of an engine tells of a flow: metrics of spans, or its service graph. */
export type FlowOrigin = 'spans' | 'graph';

/** A flow as an engine tells of it, with its traffic of the last day. */
export type EngineFlow = MeasuredFlow & { origin: FlowOrigin };

/** The same as it is kept. */
export interface KeptFlow extends EngineFlow {
  engine: string;
  /** When it was first read here, which its first time may be long before. */
  noticed_ms: number;
}

/** Since when a flow of an engine, or the engine itself, is known. */
export interface KnownFlow {
  noticedMs: number;
  /** Since when it is known what the engine has. */
  watchedMs: number;
}

/**
 * Keeps which undeclared flows engines told of, and since when. An engine tells
 * of the days it is asked for, and of nothing while it is out; what is new only
 * somebody knows who remembers.
 */
export class EngineFlowStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those of an engine that were seen since then, by their ids. */
  async listOf(
    engine: string,
    seenSinceMs: number,
  ): Promise<Map<string, KeptFlow>> {
    const rows: KeptFlow[] = await this.#knex('engine_flows')
      .where('engine', engine)
      .andWhere('last_seen_ms', '>=', seenSinceMs);
    return new Map(rows.map(row => [row.id, toFlow(row)]));
  }

  /**
   * Keeps what an engine tells of now, and gives it back with the time since
   * which it is known. Two replicas may do so at once.
   *
   * @param giveWay - awaited between parts: on SQLite each holds up all else
   */
  async keep(
    engine: string,
    told: readonly EngineFlow[],
    nowMs: number,
    giveWay: () => Promise<void>,
  ): Promise<EngineFlow[]> {
    const kept = await this.#listKept(engine, told, giveWay);
    const flows = told.map(flow => merged(flow, kept.get(flow.id)));
    const changed = flows.filter(flow => isChanged(flow, kept.get(flow.id)));
    for (let at = 0; at < changed.length; at += TOGETHER) {
      await giveWay();
      await this.#knex('engine_flows')
        .insert(
          changed
            .slice(at, at + TOGETHER)
            .map(flow => toRow(engine, flow, nowMs)),
        )
        .onConflict(['id', 'engine'])
        .merge({
          first_seen_ms: this.#widest('least', 'first_seen_ms'),
          last_seen_ms: this.#widest('greatest', 'last_seen_ms'),
          origin: this.#knex.raw('excluded.origin'),
          calls: this.#knex.raw('excluded.calls'),
          failed: this.#knex.raw('excluded.failed'),
        });
    }
    return flows;
  }

  /** Notes since when it is known what an engine has; an earlier note stands. */
  async noteWatch(
    engine: string,
    origin: FlowOrigin,
    sinceMs: ReadonlyMap<string, number>,
  ): Promise<void> {
    const rows = [...sinceMs].map(([environment, since_ms]) => ({
      engine,
      origin,
      environment,
      since_ms,
    }));
    for (let at = 0; at < rows.length; at += TOGETHER) {
      await this.#knex('engine_watches')
        .insert(rows.slice(at, at + TOGETHER))
        .onConflict(['engine', 'origin', 'environment'])
        .ignore();
    }
  }

  /** When engines began to tell what they have, by environment: the earliest of each. */
  async listWatched(
    environments: readonly string[],
  ): Promise<Map<string, number>> {
    const rows: Array<{ environment: string; since_ms: number }> =
      await this.#knex('engine_watches')
        .whereIn('environment', [...environments])
        .groupBy('environment')
        .select('environment')
        .min({ since_ms: 'since_ms' });
    return new Map(
      rows.map(({ environment, since_ms }) => [environment, since_ms]),
    );
  }

  /** Which of these flows engines told of. Where several did, the one that is known for the shortest time decides what is new. */
  async listKnown(ids: readonly string[]): Promise<Map<string, KnownFlow>> {
    const known = new Map<string, KnownFlow>();
    for (let at = 0; at < ids.length; at += TOGETHER) {
      const rows: Array<{ id: string; noticed_ms: number; since_ms: number }> =
        await this.#knex('engine_flows')
          .join('engine_watches', {
            'engine_watches.engine': 'engine_flows.engine',
            'engine_watches.origin': 'engine_flows.origin',
            'engine_watches.environment': 'engine_flows.environment',
          })
          .whereIn('engine_flows.id', ids.slice(at, at + TOGETHER))
          .select(
            'engine_flows.id',
            'engine_flows.noticed_ms',
            'engine_watches.since_ms',
          );
      for (const row of rows) {
        const before = known.get(row.id);
        known.set(row.id, {
          noticedMs: Math.min(before?.noticedMs ?? Infinity, row.noticed_ms),
          watchedMs: Math.max(before?.watchedMs ?? 0, row.since_ms),
        });
      }
    }
    return known;
  }

  /** Flows by their ids; those that no engine told of are missing. */
  async listByIds(ids: readonly string[]): Promise<StoredFlow[]> {
    return once(await this.#asFlows().listByIds(ids));
  }

  /** As {@link FlowStore.listBeside}. */
  async listBeside(
    item: Parameters<FlowStore['listBeside']>[0],
  ): Promise<StoredFlow[]> {
    return once(await this.#asFlows().listBeside(item));
  }

  /** Whether an engine told of one of these since then. */
  async hasSeen(ids: readonly string[], sinceMs: number): Promise<boolean> {
    const row = await this.#knex('engine_flows')
      .whereIn('id', [...ids])
      .andWhere('last_seen_ms', '>=', sinceMs)
      .first('id');
    return row !== undefined;
  }

  /** Forgets what was last seen before then. */
  async forgetBefore(oldestMs: number): Promise<void> {
    await this.#knex('engine_flows')
      .where('last_seen_ms', '<', oldestMs)
      .delete();
  }

  #asFlows(): FlowStore {
    return new FlowStore({ knex: this.#knex, table: 'engine_flows' });
  }

  async #listKept(
    engine: string,
    told: readonly EngineFlow[],
    giveWay: () => Promise<void>,
  ): Promise<Map<string, KeptFlow>> {
    const kept = new Map<string, KeptFlow>();
    for (let at = 0; at < told.length; at += TOGETHER) {
      await giveWay();
      const rows: KeptFlow[] = await this.#knex('engine_flows')
        .where('engine', engine)
        .whereIn(
          'id',
          told.slice(at, at + TOGETHER).map(({ id }) => id),
        );
      rows.forEach(row => kept.set(row.id, row));
    }
    return kept;
  }

  #widest(which: 'least' | 'greatest', column: string): Knex.Raw {
    const names = isSqlite(this.#knex)
      ? { least: 'min', greatest: 'max' }
      : { least: 'least', greatest: 'greatest' };
    return this.#knex.raw(
      `${names[which]}(engine_flows.${column}, excluded.${column})`,
    );
  }
}

/** After a restart its first time is known to the day only: what is kept is more exact. */
function merged(flow: EngineFlow, kept: KeptFlow | undefined): EngineFlow {
  if (!kept) {
    return flow;
  }
  const isEarlier = flow.first_seen_ms <= kept.first_seen_ms - DAY_MS;
  return {
    ...flow,
    first_seen_ms: isEarlier ? flow.first_seen_ms : kept.first_seen_ms,
    last_seen_ms: Math.max(flow.last_seen_ms, kept.last_seen_ms),
  };
}

function isChanged(flow: EngineFlow, kept: KeptFlow | undefined): boolean {
  return (
    !kept ||
    flow.first_seen_ms < kept.first_seen_ms ||
    flow.last_seen_ms - kept.last_seen_ms >= MINUTE_MS ||
    Math.abs(flow.calls - kept.calls) > SAME_SHARE * kept.calls ||
    Math.abs(flow.failed - kept.failed) > SAME_SHARE * kept.failed
  );
}

function toRow(engine: string, flow: EngineFlow, nowMs: number) {
  const { declared_ms: _, known_since_ms: __, ...row } = flow;
  return {
    ...row,
    engine,
    first_seen_ms: Math.min(row.first_seen_ms, nowMs),
    last_seen_ms: Math.min(row.last_seen_ms, nowMs),
    noticed_ms: nowMs,
  };
}

function toFlow(row: KeptFlow): KeptFlow {
  return { ...row, declared_ms: null };
}

/** Several engines may tell of the same. */
function once(rows: readonly StoredFlow[]): StoredFlow[] {
  return [
    ...new Map(
      rows.map(row => [row.id, { ...row, declared_ms: null }]),
    ).values(),
  ];
}
