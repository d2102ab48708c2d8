import { Knex } from 'knex';
import { FLOW_PREFIX } from '../attribution/flowId';
import { NoticeRow } from './noticeRows';

/** Which notices are asked for. */
export interface NoticeFilter {
  /** Full reference. */
  integration?: string;
  environment?: string;
}

/** Whose notices may be shown. */
export interface ReadableNotices {
  /** Integrations that are in the catalog and may be read. */
  integrations: () => Knex.QueryBuilder;
  /** Whether those of flows that nobody declared may, too. */
  hasFlows: boolean;
}

/** Reads and forgets what responses said of ends. */
export class NoticeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * One page, in the order in which they came first. A flow that an integration
   * has taken over since says nothing any more.
   */
  async list(
    readable: ReadableNotices,
    { integration, environment }: NoticeFilter,
    { limit, afterId = 0 }: { limit: number; afterId?: number },
  ): Promise<{ rows: NoticeRow[]; nextId?: number }> {
    const query = this.#knex<NoticeRow>('ending_notices')
      .where('id', '>', afterId)
      .where(subjects => {
        subjects.whereIn(
          'subject',
          readable.integrations().select('entity_ref'),
        );
        if (readable.hasFlows) {
          subjects.orWhere(flows => this.#undeclared(flows));
        }
      });
    if (integration !== undefined) {
      query.where('subject', integration);
    }
    if (environment !== undefined) {
      query.where('environment', environment);
    }
    const rows = await query.orderBy('id').limit(limit + 1);
    return rows.length > limit
      ? { rows: rows.slice(0, limit), nextId: rows[limit - 1].id }
      : { rows };
  }

  #undeclared(query: Knex.QueryBuilder): void {
    const takenOver = this.#knex('flows')
      .whereRaw('? || flows.id = ending_notices.subject', [FLOW_PREFIX])
      .whereRaw('flows.declared_ms >= ending_notices.last_seen_ms');
    query
      .where('subject', 'like', `${FLOW_PREFIX}%`)
      .whereNotExists(takenOver.select(this.#knex.raw('1')));
  }

  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('ending_notices').where('last_seen_ms', '<', ms).delete();
  }

  async forget(subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) {
      await this.#knex('ending_notices').where({ subject }).delete();
    }
  }
}
