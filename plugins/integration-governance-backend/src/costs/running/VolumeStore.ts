import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches, StoredInstant } from '../../database';

/** What telemetry counted of an integration. */
export interface Volume {
  /** As counted, each delivery on its own; undefined where nobody measured. */
  calls: number | undefined;
  /** The days that the count is of, today for what has passed of it. */
  days: number;
  /** Of the 30 days before; undefined where not all of them were measured. */
  callsBefore: number | undefined;
  /** Where it comes from, in words. */
  source: string | undefined;
}

/** That an integration goes via a platform. */
export interface PlatformLink {
  platformRef: string;
  entityRef: string;
  pattern: string | undefined;
}

interface VolumeRow {
  entity_ref: string;
  calls: number | null;
  days: number;
  calls_before: number | null;
  source: string | null;
  read_at: StoredInstant;
}

/** What was not read again for so long says nothing about now. */
const LASTS_MS = 2 * 86_400_000;

/** Of a batch that is only read. */
const READ_BATCH = 500;

/** Keeps how much went over each integration, as telemetry last told. */
export class VolumeStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** Of all that were read lately; those that nobody measured are among them. */
  async list(now: Date): Promise<Map<string, Volume>> {
    return toVolumes(await this.#readLately(now));
  }

  /** Of those of the integrations that were read lately. */
  async volumesOf(
    entityRefs: readonly string[],
    now: Date,
  ): Promise<Map<string, Volume>> {
    const rows: VolumeRow[] = [];
    for (const batch of inBatches(entityRefs, READ_BATCH)) {
      rows.push(...(await this.#readLately(now).whereIn('entity_ref', batch)));
    }
    return toVolumes(rows);
  }

  #readLately(now: Date): Knex.QueryBuilder {
    return this.#knex('run_volumes').where(
      'read_at',
      '>',
      new Date(now.getTime() - LASTS_MS),
    );
  }

  /** Those that were read since the instant. */
  async listReadSince(instant: Date): Promise<Set<string>> {
    const rows: Array<{ entity_ref: string }> = await this.#knex('run_volumes')
      .where('read_at', '>', instant)
      .select('entity_ref');
    return new Set(rows.map(row => row.entity_ref));
  }

  async write(
    volumes: ReadonlyArray<{ entityRef: string; volume: Volume }>,
    readAt: Date,
  ): Promise<void> {
    for (const batch of inBatches(volumes)) {
      await this.#knex('run_volumes')
        .insert(
          batch.map(({ entityRef, volume }) => ({
            entity_ref: entityRef,
            calls: volume.calls ?? null,
            days: volume.days,
            calls_before: volume.callsBefore ?? null,
            source: volume.source ?? null,
            read_at: readAt,
          })),
        )
        .onConflict('entity_ref')
        .merge();
    }
  }

  /** Which integrations go via which platforms, of all that exist. */
  async listLinks(): Promise<PlatformLink[]> {
    const rows: Array<{
      ref: string;
      entity_ref: string;
      pattern: string | null;
    }> = await this.#projection
      .query()
      .innerJoin(
        'projection_integration_refs',
        'projection_integration_refs.entity_ref',
        'projection_integrations.entity_ref',
      )
      .where('projection_integration_refs.role', 'via')
      .orderBy([
        'projection_integration_refs.ref',
        'projection_integrations.entity_ref',
      ])
      .select(
        'projection_integration_refs.ref',
        'projection_integrations.entity_ref',
        'projection_integrations.pattern',
      );
    return rows.map(row => ({
      platformRef: row.ref,
      entityRef: row.entity_ref,
      pattern: row.pattern ?? undefined,
    }));
  }
}

function toVolumes(rows: readonly VolumeRow[]): Map<string, Volume> {
  return new Map(
    rows.map(row => [
      row.entity_ref,
      {
        calls: row.calls ?? undefined,
        days: row.days,
        callsBefore: row.calls_before ?? undefined,
        source: row.source ?? undefined,
      },
    ]),
  );
}
