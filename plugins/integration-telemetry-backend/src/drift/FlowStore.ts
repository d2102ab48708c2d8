import { Knex } from 'knex';
import { FLOW_PREFIX } from '../attribution/flowId';
import { whereSlots } from '../series/pointSlots';
import { CallSide, MINUTES_PER } from '../series/SeriesBatch';

/** An observed flow as it is stored. */
export interface StoredFlow {
  id: string;
  environment: string;
  side: CallSide;
  source_name: string;
  source_service: string | null;
  source_namespace: string | null;
  source_address: string | null;
  target_name: string;
  target_service: string | null;
  target_namespace: string | null;
  target_address: string | null;
  protocol: string;
  destination: string;
  declared_ms: number | null;
  first_seen_ms: number;
  last_seen_ms: number;
}

export interface FlowTraffic {
  calls: number;
  failed: number;
}

/** A flow with its traffic of some hours. */
export interface MeasuredFlow extends StoredFlow, FlowTraffic {
  /** Where a report that it stands for is older: when that was first seen. */
  known_since_ms?: number;
}

interface TrafficRow {
  series_id: number;
  calls: number | string;
  errors: number | string;
  rejections: number | string;
}

export const NO_TRAFFIC: FlowTraffic = { calls: 0, failed: 0 };

/** The most traffic first, of equals the last seen. */
export function busiestFirst(left: MeasuredFlow, right: MeasuredFlow): number {
  return (
    right.calls - left.calls ||
    right.last_seen_ms - left.last_seen_ms ||
    (left.id < right.id ? -1 : 1)
  );
}

/** Rows that are asked for at once. */
const TOGETHER = 500;

const MOST_BESIDE = 2_000;

/** Where undeclared flows are read. */
export type FlowSource = Pick<
  FlowStore,
  'listBusiest' | 'listByIds' | 'listBeside'
>;

/** Reads the flows that nobody declared. */
export class FlowStore {
  readonly #knex: Knex;
  readonly #table: string;

  /** @param options - `table`: where flows are kept, by default those that came here */
  constructor(options: { knex: Knex; table?: string }) {
    this.#knex = options.knex;
    this.#table = options.table ?? 'flows';
  }

  /**
   * Flows that no integration has taken over, those with the most traffic
   * first, and of equals the last seen. Where spans and metrics report the
   * same calls, metrics count.
   *
   * @param seenSinceMs - flows not seen since are left out
   * @param countedSinceMs - where the traffic is counted from
   * @param giveWay - awaited between parts: on SQLite each holds up all else
   */
  async listBusiest(options: {
    seenSinceMs: number;
    countedSinceMs: number;
    limit: number;
    giveWay: () => Promise<void>;
  }): Promise<{ flows: MeasuredFlow[]; leftOut: number }> {
    const { seenSinceMs, countedSinceMs, limit, giveWay } = options;
    const traffic = await this.#readTraffic(countedSinceMs, giveWay);
    const open: Array<{ id: string; last_seen_ms: number }> = await this.#knex(
      this.#table,
    )
      .where('last_seen_ms', '>=', seenSinceMs)
      .andWhere(either =>
        either
          .whereNull('declared_ms')
          .orWhere('declared_ms', '<', this.#knex.ref('last_seen_ms')),
      )
      .select('id', 'last_seen_ms');
    const callsOf = (id: string) => traffic.get(id)?.calls ?? 0;
    open.sort(
      (left, right) =>
        callsOf(right.id) - callsOf(left.id) ||
        right.last_seen_ms - left.last_seen_ms ||
        (left.id < right.id ? -1 : 1),
    );
    const busiest = open.slice(0, limit).map(({ id }) => id);
    const flows: MeasuredFlow[] = [];
    for (let at = 0; at < busiest.length; at += TOGETHER) {
      await giveWay();
      const ids = busiest.slice(at, at + TOGETHER);
      const rows = await this.listByIds(ids);
      const byId = new Map(rows.map(row => [row.id, row]));
      for (const id of ids) {
        const row = byId.get(id);
        if (row) {
          flows.push({ ...row, ...(traffic.get(id) ?? NO_TRAFFIC) });
        }
      }
    }
    return { flows, leftOut: open.length - busiest.length };
  }

  /** Calls of each flow since a moment, by the flow's id. */
  async #readTraffic(
    countedSinceMs: number,
    giveWay: () => Promise<void>,
  ): Promise<Map<string, FlowTraffic>> {
    const series: Array<{ id: number; subject: string; source: string }> =
      await this.#knex('series')
        .where('subject', 'like', `${FLOW_PREFIX}%`)
        .andWhere('last_seen_ms', '>=', countedSinceMs)
        .select('id', 'subject', 'source');
    const bySource = {
      metrics: new Map<string, FlowTraffic>(),
      spans: new Map<string, FlowTraffic>(),
    };
    for (let at = 0; at < series.length; at += TOGETHER) {
      await giveWay();
      const some = new Map(
        series.slice(at, at + TOGETHER).map(row => [row.id, row]),
      );
      const rows: TrafficRow[] = await whereSlots(
        this.#knex('points').whereIn('series_id', [...some.keys()]),
        MINUTES_PER.hour,
        countedSinceMs,
      )
        .groupBy('series_id')
        .select('series_id')
        .sum({
          calls: 'count',
          errors: 'errors',
          rejections: 'counting_rejections',
        });
      for (const row of rows) {
        const { subject, source } = some.get(row.series_id)!;
        const totals = bySource[source === 'metrics' ? 'metrics' : 'spans'];
        const id = subject.slice(FLOW_PREFIX.length);
        const before = totals.get(id) ?? NO_TRAFFIC;
        totals.set(id, {
          calls: before.calls + Number(row.calls),
          failed: before.failed + Number(row.errors) + Number(row.rejections),
        });
      }
    }
    return new Map([...bySource.spans, ...bySource.metrics]);
  }

  /** Flows of the same environment that share an end or the destination with this one: all that its matchers could take. */
  async listBeside(item: {
    environment: string;
    source?: { name: string };
    target?: { name: string };
    destination?: string;
  }): Promise<StoredFlow[]> {
    const { environment, source, target, destination } = item;
    return this.#knex<StoredFlow>(this.#table)
      .where('environment', environment)
      .andWhere(any => {
        any.where('destination', destination ?? '');
        for (const end of [source, target]) {
          if (end) {
            any.orWhere('source_name', end.name);
            any.orWhere('target_name', end.name);
          }
        }
      })
      .orderBy('last_seen_ms', 'desc')
      .limit(MOST_BESIDE);
  }

  /** Flows by their ids. */
  async listByIds(ids: readonly string[]): Promise<StoredFlow[]> {
    return this.#knex<StoredFlow>(this.#table).whereIn('id', [...ids]);
  }
}
