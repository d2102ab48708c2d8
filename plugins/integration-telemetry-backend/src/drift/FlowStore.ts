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

/** A flow with its traffic of some hours. */
export interface MeasuredFlow extends StoredFlow {
  calls: number;
  failed: number;
}

const MOST_BESIDE = 2_000;

/** Reads the flows that nobody declared. */
export class FlowStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Flows that no integration has taken over, those with the most traffic
   * first, and of equals the last seen. Where spans and metrics report the
   * same calls, metrics count.
   *
   * @param seenSinceMs - flows not seen since are left out
   * @param countedSinceMs - where the traffic is counted from
   */
  async listBusiest(options: {
    seenSinceMs: number;
    countedSinceMs: number;
    limit: number;
  }): Promise<{ flows: MeasuredFlow[]; leftOut: number }> {
    const { seenSinceMs, countedSinceMs, limit } = options;
    const open = () =>
      this.#knex('flows')
        .where('flows.last_seen_ms', '>=', seenSinceMs)
        .andWhere(either =>
          either
            .whereNull('flows.declared_ms')
            .orWhere(
              'flows.declared_ms',
              '<',
              this.#knex.ref('flows.last_seen_ms'),
            ),
        );
    const counted = this.#knex('points')
      .join('series', 'series.id', 'points.series_id')
      .where('points.resolution', 60)
      .andWhere(
        'points.start_minute',
        '>=',
        Math.floor(countedSinceMs / 60_000),
      )
      .andWhere('series.subject', 'like', 'flow:%')
      .groupBy('series.subject', 'series.source')
      .select('series.subject', 'series.source')
      .select(
        this.#knex.raw(
          'sum(points.count) as calls, sum(points.errors + points.counting_rejections) as failed',
        ),
      );
    const join = (query: Knex.QueryBuilder, source: string) =>
      query.leftJoin(`traffic as ${source}`, on =>
        on
          .on(`${source}.subject`, this.#knex.raw(`'flow:' || flows.id`))
          .andOnVal(`${source}.source`, source),
      );
    const query = join(join(open(), 'metrics'), 'spans')
      .with('traffic', counted)
      .select('flows.*')
      .select(
        this.#knex.raw('coalesce(metrics.calls, spans.calls, 0) as calls'),
        this.#knex.raw('coalesce(metrics.failed, spans.failed, 0) as failed'),
      )
      .orderByRaw(
        'coalesce(metrics.calls, spans.calls, 0) desc, flows.last_seen_ms desc, flows.id',
      )
      .limit(limit);
    const rows: MeasuredFlow[] = await query;
    const total =
      rows.length < limit
        ? rows.length
        : Number((await open().count({ count: '*' }).first())?.count ?? 0);
    return {
      flows: rows.map(row => ({
        ...row,
        calls: Number(row.calls),
        failed: Number(row.failed),
      })),
      leftOut: total - rows.length,
    };
  }

  /** Flows of the same environment that share an end or the destination with this one: all that its matchers could take. */
  async listBeside(item: {
    environment: string;
    source?: { name: string };
    target?: { name: string };
    destination?: string;
  }): Promise<StoredFlow[]> {
    const { environment, source, target, destination } = item;
    return this.#knex<StoredFlow>('flows')
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
    return this.#knex<StoredFlow>('flows').whereIn('id', [...ids]);
  }
}
