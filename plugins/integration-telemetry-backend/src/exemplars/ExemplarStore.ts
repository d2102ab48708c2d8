import { Knex } from 'knex';
import { Exemplar, isTelling, slotOf } from '../series/Exemplar';

const ROWS_PER_STATEMENT = 100;

interface ExemplarRow {
  subject: string;
  environment: string;
  reason: Exemplar['reason'];
  slot: number;
  trace_id: string;
  span_id: string;
  at_ms: number;
  duration_ms: number;
  operation: string;
  consumer: string;
  failure: string;
}

const placeOf = (row: ExemplarRow) =>
  [row.subject, row.environment, row.reason, row.slot].join('\u0001');

/**
 * Writes exemplars within a transaction that holds the writer's lock; each
 * place keeps the one that tells most.
 */
export async function writeExemplars(
  tx: Knex.Transaction,
  exemplars: readonly Exemplar[],
): Promise<void> {
  for (let at = 0; at < exemplars.length; at += ROWS_PER_STATEMENT) {
    const some = exemplars.slice(at, at + ROWS_PER_STATEMENT);
    const stored: ExemplarRow[] = await tx<ExemplarRow>('exemplars').whereIn(
      'subject',
      [...new Set(some.map(({ subject }) => subject))],
    );
    const before = new Map(stored.map(row => [placeOf(row), row]));
    const rows = some.map(toRow).filter(row => {
      const there = before.get(placeOf(row));
      return !there || isTelling(toExemplar(row), toExemplar(there));
    });
    if (rows.length > 0) {
      await tx('exemplars')
        .insert(rows)
        .onConflict(['subject', 'environment', 'reason', 'slot'])
        .merge();
    }
  }
}

/** Reads and forgets exemplars. */
export class ExemplarStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those of an integration since a moment, the latest first. */
  async list(
    subject: string,
    environment: string,
    sinceMs: number,
  ): Promise<Exemplar[]> {
    const rows = await this.#knex<ExemplarRow>('exemplars')
      .where({ subject, environment })
      .andWhere('at_ms', '>=', sinceMs)
      .orderBy('at_ms', 'desc');
    return rows.map(toExemplar);
  }

  /** The latest of some subjects, whatever the reason. */
  async listLatest(
    subjects: readonly string[],
    limit: number,
  ): Promise<Exemplar[]> {
    const rows = await this.#knex<ExemplarRow>('exemplars')
      .whereIn('subject', [...subjects])
      .orderBy('at_ms', 'desc')
      .limit(limit);
    return rows.map(toExemplar);
  }

  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('exemplars').where('at_ms', '<', ms).delete();
  }

  async forget(subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) {
      await this.#knex('exemplars').where({ subject }).delete();
    }
  }
}

function toRow(exemplar: Exemplar): ExemplarRow {
  return {
    subject: exemplar.subject,
    environment: exemplar.environment,
    reason: exemplar.reason,
    slot: slotOf(exemplar),
    trace_id: exemplar.traceId,
    span_id: exemplar.spanId,
    at_ms: exemplar.atMs,
    duration_ms: exemplar.durationMs,
    operation: exemplar.operation,
    consumer: exemplar.consumer,
    failure: exemplar.failure,
  };
}

function toExemplar(row: ExemplarRow): Exemplar {
  return {
    subject: row.subject,
    environment: row.environment,
    reason: row.reason,
    traceId: row.trace_id,
    spanId: row.span_id,
    atMs: row.at_ms,
    durationMs: row.duration_ms,
    operation: row.operation,
    consumer: row.consumer,
    failure: row.failure,
  };
}
