import { Knex } from 'knex';
import { CallSide } from '../series/SeriesBatch';

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

/** Traffic of a flow. */
export interface FlowTraffic {
  calls: number;
  failed: number;
}

interface TrafficRow {
  subject: string;
  source: string;
  calls: number | string;
  errors: number | string;
  rejections: number | string;
}

/** Where undeclared flows are read. */
export type FlowSource = Pick<FlowStore, 'list' | 'readTraffic'>;

/** Reads the flows that nobody declared. */
export class FlowStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Flows with traffic since the moment that no integration has taken over. */
  async list(sinceMs: number, environment?: string): Promise<StoredFlow[]> {
    const query = this.#knex<StoredFlow>('flows')
      .where('last_seen_ms', '>=', sinceMs)
      .andWhere(open =>
        open
          .whereNull('declared_ms')
          .orWhere('declared_ms', '<', this.#knex.ref('last_seen_ms')),
      )
      .orderBy('last_seen_ms', 'desc')
      .limit(10_000);
    return environment ? query.andWhere({ environment }) : query;
  }

  /** Calls of each flow in the hours since a moment, by the flow's id. */
  async readTraffic(sinceMs: number): Promise<Map<string, FlowTraffic>> {
    const rows: TrafficRow[] = await this.#knex('points')
      .join('series', 'series.id', 'points.series_id')
      .where('points.resolution', 60)
      .andWhere('points.start_minute', '>=', Math.floor(sinceMs / 60_000))
      .andWhere('series.subject', 'like', 'flow:%')
      .groupBy('series.subject', 'series.source')
      .select('series.subject', 'series.source')
      .sum({
        calls: 'points.count',
        errors: 'points.errors',
        rejections: 'points.counting_rejections',
      });
    const traffic = new Map<string, FlowTraffic>();
    // Metrics come last, since they are preferred to spans.
    rows.sort((left, right) => (left.source > right.source ? -1 : 1));
    rows.forEach(row =>
      traffic.set(row.subject.slice('flow:'.length), {
        calls: Number(row.calls),
        failed: Number(row.errors) + Number(row.rejections),
      }),
    );
    return traffic;
  }
}
