import { randomUUID } from 'crypto';
import { Knex } from 'knex';

/** A time in which nobody is told of what concerns a subject. */
export interface MaintenanceWindow {
  id: string;
  /** Full reference of an integration, or of what integrations depend on. */
  subjectRef: string;
  fromMs: number;
  toMs: number;
  reason: string;
  createdBy: string;
  /** Alarms that begin in a drill say so. */
  kind: 'maintenance' | 'drill';
  /** What a drill rehearses. */
  label?: string;
  /** Where a drill is shown. */
  href?: string;
}

/** A drill as the alarms that begin in it show it. */
export interface DrillLabel {
  label: string;
  href?: string;
}

interface Row {
  id: string;
  subject_ref: string;
  from_ms: number;
  to_ms: number;
  reason: string;
  created_by: string;
  kind: MaintenanceWindow['kind'];
  label: string | null;
  href: string | null;
}

/** Keeps the times in which nobody is told. */
export class MaintenanceStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async add(window: Omit<MaintenanceWindow, 'id'>): Promise<MaintenanceWindow> {
    const added = { id: randomUUID(), ...window };
    await this.#knex<Row>('maintenance_windows').insert({
      id: added.id,
      subject_ref: added.subjectRef,
      from_ms: added.fromMs,
      to_ms: added.toMs,
      reason: added.reason,
      created_by: added.createdBy,
      kind: added.kind,
      label: added.label ?? null,
      href: added.href ?? null,
    });
    return added;
  }

  /** Windows that are on at a moment. */
  async listAt(ms: number): Promise<MaintenanceWindow[]> {
    const rows = await this.#knex<Row>('maintenance_windows')
      .where('from_ms', '<=', ms)
      .andWhere('to_ms', '>', ms);
    return rows.map(toWindow);
  }

  /** Windows that end after a moment, the next first. */
  async listAfter(ms: number): Promise<MaintenanceWindow[]> {
    const rows = await this.#knex<Row>('maintenance_windows')
      .where('to_ms', '>', ms)
      .orderBy(['from_ms', 'id'])
      .limit(500);
    return rows.map(toWindow);
  }

  /**
   * The drill of one of the subjects in which something began, or was first
   * noticed: where there was little to compare with, its onset is dated too early.
   */
  async findDrill(
    subjectRefs: readonly string[],
    { onsetMs, noticedMs }: { onsetMs: number; noticedMs: number },
  ): Promise<DrillLabel | undefined> {
    const isOnAt = (ms: number) => (query: Knex.QueryBuilder) =>
      query.where('from_ms', '<=', ms).andWhere('to_ms', '>', ms);
    const row: Row | undefined = await this.#knex('maintenance_windows')
      .where('kind', 'drill')
      .whereIn('subject_ref', [...subjectRefs])
      .andWhere(either =>
        either.where(isOnAt(onsetMs)).orWhere(isOnAt(noticedMs)),
      )
      .orderBy('from_ms')
      .first();
    return (
      row && { label: row.label ?? row.reason, href: row.href ?? undefined }
    );
  }

  /** False where there is no such window. */
  async delete(id: string): Promise<boolean> {
    return (await this.#knex('maintenance_windows').where({ id }).delete()) > 0;
  }

  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('maintenance_windows').where('to_ms', '<', ms).delete();
  }
}

function toWindow(row: Row): MaintenanceWindow {
  return {
    id: row.id,
    subjectRef: row.subject_ref,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    reason: row.reason,
    createdBy: row.created_by,
    kind: row.kind,
    label: row.label ?? undefined,
    href: row.href ?? undefined,
  };
}
