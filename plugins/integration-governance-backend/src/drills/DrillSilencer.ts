import { Knex } from 'knex';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { drillPage, StoredDrill } from './Drill';
import { DrillRow, toDrill } from './drillRows';

/** Longer than telemetry may take to answer twice. */
const SILENCING_MS = 30_000;
const AT_ONCE = 50;

/**
 * Has telemetry keep quiet during drills, and ends that when one is called off
 * or over early. What telemetry does not take is tried again; one replica does
 * so at a time.
 */
export class DrillSilencer {
  readonly #knex: Knex;
  readonly #telemetry: TelemetryAccess;

  constructor(options: { knex: Knex; telemetry: TelemetryAccess }) {
    this.#knex = options.knex;
    this.#telemetry = options.telemetry;
  }

  /** Brings telemetry in line with all drills. */
  async turn(now: Date): Promise<void> {
    const rows: DrillRow[] = await this.#knex('drills')
      .where(either =>
        either.where(one => toOpen(one, now)).orWhere(one => toEnd(one, now)),
      )
      .orderBy(['from_at', 'id'])
      .limit(AT_ONCE);
    for (const row of rows) {
      await this.bringInLine(row.id, now);
    }
  }

  /**
   * The same of one drill.
   *
   * @param isClaimed - whether the drill was written with `claimedUntil`, so that no other replica is at it
   */
  async bringInLine(id: string, now: Date, isClaimed = false): Promise<void> {
    const due = () =>
      this.#knex('drills')
        .where({ id })
        .andWhere(either =>
          either.where(one => toOpen(one, now)).orWhere(one => toEnd(one, now)),
        );
    if (!isClaimed) {
      const claimed = await due()
        .andWhere(free =>
          free
            .whereNull('silencing_until')
            .orWhere('silencing_until', '<', now),
        )
        .update({ silencing_until: claimedUntil(now) });
      if (claimed === 0) {
        return;
      }
    }
    const row: DrillRow | undefined = await due().first();
    if (!row) {
      return;
    }
    const drill = toDrill(row);
    try {
      const windowId =
        drill.state === 'planned'
          ? await this.#open(drill)
          : await this.#end(drill);
      await this.#knex('drills')
        .where({ id })
        .update({
          window_id: windowId ?? null,
          silence_problem: null,
          silencing_until: null,
        });
    } catch (error) {
      // The claim runs out by itself: that is the pause before the next attempt.
      await this.#knex('drills')
        .where({ id, state: 'planned' })
        .update({
          silence_problem: `Telemetry did not take the window: ${error.message}. It is tried again.`,
        });
    }
  }

  async #open(drill: StoredDrill): Promise<string> {
    const known = await this.#find(drill);
    if (known) {
      return known;
    }
    const added = await this.#telemetry.client.addMaintenance(
      {
        subject: drill.entityRef,
        from: drill.from,
        to: drill.to,
        reason: `Drill: ${drill.failureModeTitle}`,
        kind: 'drill',
        label: drill.failureModeTitle,
        href: drillPage(drill.id),
      },
      await this.#telemetry.requestOptions(),
    );
    return added.id;
  }

  async #end(drill: StoredDrill): Promise<undefined> {
    const id = drill.windowId ?? (await this.#find(drill));
    try {
      if (id !== undefined) {
        await this.#telemetry.client.deleteMaintenance(
          id,
          await this.#telemetry.requestOptions(),
        );
      }
    } catch (error) {
      if (error.name !== 'NotFoundError' && error.statusCode !== 404) {
        throw error;
      }
    }
    return undefined;
  }

  /** An attempt before may have got there, and its answer not back. */
  async #find({ id }: StoredDrill): Promise<string | undefined> {
    const { items } = await this.#telemetry.client.listMaintenance(
      await this.#telemetry.requestOptions(),
    );
    return items.find(({ href }) => href === drillPage(id))?.id;
  }
}

/** Until when the replica that changes a drill also silences it. */
export function claimedUntil(now: Date): Date {
  return new Date(now.getTime() + SILENCING_MS);
}

function toOpen(query: Knex.QueryBuilder, now: Date): Knex.QueryBuilder {
  return query
    .where({ state: 'planned', is_to_be_silenced: true })
    .whereNull('window_id')
    .where('to_at', '>', now);
}

function toEnd(query: Knex.QueryBuilder, now: Date): Knex.QueryBuilder {
  return query
    .whereNot('state', 'planned')
    .andWhere(maybe =>
      // Where there was a problem nobody knows whether there is a window.
      maybe.whereNotNull('window_id').orWhereNotNull('silence_problem'),
    )
    .where('to_at', '>', now);
}
