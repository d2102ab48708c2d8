import { MaintenanceWindow } from '@tieline/plugin-integrations-common/telemetry';
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

  /** The same of one drill. */
  async bringInLine(id: string, now: Date): Promise<void> {
    const claimed = await this.#knex('drills')
      .where({ id })
      .andWhere(free =>
        free.whereNull('silencing_until').orWhere('silencing_until', '<', now),
      )
      .andWhere(either =>
        either.where(one => toOpen(one, now)).orWhere(one => toEnd(one, now)),
      )
      .update({ silencing_until: new Date(now.getTime() + SILENCING_MS) });
    if (claimed === 0) {
      return;
    }
    const row: DrillRow | undefined = await this.#knex('drills')
      .where({ id })
      .first();
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
    const href = drillPage(drill.id);
    const { client } = this.#telemetry;
    // An attempt before may have got there, and its answer not back.
    const { items } = await client.listMaintenance(
      await this.#telemetry.requestOptions(),
    );
    const known = items.find(
      (window: MaintenanceWindow) => window.href === href,
    );
    if (known) {
      return known.id;
    }
    const added = await client.addMaintenance(
      {
        subject: drill.entityRef,
        from: drill.from,
        to: drill.to,
        reason: `Drill: ${drill.failureModeTitle}`,
        kind: 'drill',
        label: drill.failureModeTitle,
        href,
      },
      await this.#telemetry.requestOptions(),
    );
    return added.id;
  }

  async #end({ windowId }: StoredDrill): Promise<undefined> {
    try {
      await this.#telemetry.client.deleteMaintenance(
        windowId!,
        await this.#telemetry.requestOptions(),
      );
    } catch (error) {
      if (error.name !== 'NotFoundError' && error.statusCode !== 404) {
        throw error;
      }
    }
    return undefined;
  }
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
    .whereNotNull('window_id')
    .where('to_at', '>', now);
}
