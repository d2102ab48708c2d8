import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  DriftDismissal,
  DriftItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';

/** A dismissal as it is stored. */
export interface OpenDecision {
  id: number;
  item_id: string;
  headline: string;
  reason: string;
  decided_by: string;
  decided_ms: number;
  expires_ms: number;
  calls_per_day: number;
  ended_ms: number | null;
  ended_by: string | null;
  ended_because: 'undone' | 'expired' | 'volume-doubled' | null;
  calls_then: number | null;
}

/** Times the volume that was dismissed: more than that is another matter. */
const COMES_BACK_AT = 2;

/** A dismissal that ended is told of for this long. */
const KEPT_MS = 400 * 86_400_000;

const toInstant = (ms: number) => new Date(ms).toISOString();

/** Remembers what was dismissed, and ends it when its time has come. */
export class DecisionStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Dismisses a difference.
   *
   * @throws ConflictError where it is dismissed already
   */
  async dismiss(
    item: Pick<DriftItem, 'id' | 'headline'>,
    decision: {
      reason: string;
      by: string;
      atMs: number;
      expiresMs: number;
      callsPerDay: number;
    },
  ): Promise<void> {
    await this.#end(
      this.#open(item.id).andWhere('expires_ms', '<=', decision.atMs),
      { ended_because: 'expired', ended_ms: this.#knex.ref('expires_ms') },
    );
    const written = await this.#knex('drift_decisions')
      .insert({
        item_id: item.id,
        headline: item.headline.slice(0, 1_000),
        reason: decision.reason,
        decided_by: decision.by,
        decided_ms: decision.atMs,
        expires_ms: decision.expiresMs,
        calls_per_day: decision.callsPerDay,
      })
      .onConflict(this.#knex.raw('(item_id) where ended_ms is null'))
      .ignore()
      .returning('id');
    if (written.length === 0) {
      const [open] = await this.#open(item.id);
      throw new ConflictError(
        open
          ? `It was already dismissed by ${open.decided_by} on ${toInstant(open.decided_ms).slice(0, 10)}: ${open.reason}. Undo that first to give another reason or another end`
          : 'It was dismissed and put back at the same moment; look again',
      );
    }
  }

  /**
   * Puts a difference back.
   *
   * @throws NotFoundError where it is not dismissed
   */
  async undo(itemId: string, by: string, atMs: number): Promise<void> {
    const ended = await this.#end(
      this.#open(itemId).andWhere('expires_ms', '>', atMs),
      { ended_because: 'undone', ended_by: by, ended_ms: atMs },
    );
    if (ended === 0) {
      throw new NotFoundError(
        'It is not dismissed: somebody put it back, or the dismissal came to its end',
      );
    }
  }

  /** Ends what expired, and what has more than twice its volume. Replicas may do so at once. */
  async endDue(nowMs: number): Promise<void> {
    await this.#end(
      this.#knex<OpenDecision>('drift_decisions')
        .whereNull('ended_ms')
        .andWhere('expires_ms', '<=', nowMs),
      { ended_because: 'expired', ended_ms: this.#knex.ref('expires_ms') },
    );
    const grown: Array<{ id: number; calls: number }> = await this.#knex(
      'drift_decisions',
    )
      .join('drift_items', 'drift_items.id', 'drift_decisions.item_id')
      .whereNull('drift_decisions.ended_ms')
      .andWhereRaw(
        `drift_items.calls_last_day > ${COMES_BACK_AT} * drift_decisions.calls_per_day`,
      )
      .select('drift_decisions.id', {
        calls: 'drift_items.calls_last_day',
      });
    for (const { id, calls } of grown) {
      await this.#end(
        this.#knex<OpenDecision>('drift_decisions')
          .where('id', id)
          .whereNull('ended_ms'),
        {
          ended_because: 'volume-doubled',
          ended_ms: nowMs,
          calls_then: calls,
        },
      );
    }
    await this.#knex('drift_decisions')
      .where('ended_ms', '<', nowMs - KEPT_MS)
      .delete();
  }

  #open(itemId: string): Knex.QueryBuilder<OpenDecision, OpenDecision[]> {
    return this.#knex<OpenDecision>('drift_decisions')
      .where('item_id', itemId)
      .whereNull('ended_ms') as Knex.QueryBuilder<OpenDecision, OpenDecision[]>;
  }

  #end(which: Knex.QueryBuilder, how: object): Promise<number> {
    return which.update(how) as unknown as Promise<number>;
  }
}

/** A dismissal as the wire carries it. */
export function toDismissal(row: OpenDecision): DriftDismissal {
  return {
    reason: row.reason,
    by: row.decided_by,
    at: toInstant(row.decided_ms),
    expiresAt: toInstant(row.expires_ms),
    callsPerDay: row.calls_per_day,
  };
}

/** Why it is in the list again, where nobody put it back. */
export function toReturn(
  row: OpenDecision,
  nowMs: number,
): Pick<DriftItem, 'cameBack'> {
  if (row.ended_because === 'undone') {
    return {};
  }
  // One that nobody has ended yet is past its end all the same.
  const endedMs = row.ended_ms ?? Math.min(row.expires_ms, nowMs);
  return {
    cameBack: {
      ...toDismissal(row),
      endedAt: toInstant(endedMs),
      because: row.ended_because ?? 'expired',
      callsThen: row.calls_then ?? row.calls_per_day,
    },
  };
}
