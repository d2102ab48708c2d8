import { Run, RunReport } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';

interface RunRow {
  id: string;
  integration_ref: string;
  environment: string;
  started_ms: number;
  ended_ms: number | null;
  result: Run['result'];
  records_in: number | null;
  records_out: number | null;
  records_rejected: number | null;
  file_name_digest: string | null;
  side: Run['side'] | null;
  message: string | null;
}

/** Bounds what a job of every minute costs. */
const MAX_RUNS = 5_000;

function toRow(report: RunReport, integrationRef: string): RunRow {
  return {
    id: report.id,
    integration_ref: integrationRef,
    environment: report.environment ?? 'production',
    started_ms: Date.parse(report.startedAt),
    ended_ms: report.endedAt ? Date.parse(report.endedAt) : null,
    result: report.result,
    records_in: report.recordsIn ?? null,
    records_out: report.recordsOut ?? null,
    records_rejected: report.recordsRejected ?? null,
    file_name_digest: report.fileNameDigest ?? null,
    side: report.side ?? null,
    message: report.message ?? null,
  };
}

function toRun(row: RunRow): Run {
  const { ended_ms: endedMs, started_ms: startedMs } = row;
  return {
    id: row.id,
    startedAt: new Date(startedMs).toISOString(),
    result: row.result,
    ...(endedMs !== null && {
      endedAt: new Date(endedMs).toISOString(),
      durationMs: Math.max(0, endedMs - startedMs),
    }),
    ...(row.records_in !== null && { recordsIn: row.records_in }),
    ...(row.records_out !== null && { recordsOut: row.records_out }),
    ...(row.records_rejected !== null && {
      recordsRejected: row.records_rejected,
    }),
    ...(row.file_name_digest !== null && {
      fileNameDigest: row.file_name_digest,
    }),
    ...(row.side !== null && { side: row.side }),
    ...(row.message !== null && { message: row.message }),
  };
}

/** Keeps the runs of batch and file jobs. */
export class RunStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Keeps runs. One that is known by its id is replaced, and only counts as
   * accepted where something differs.
   */
  async report(
    reports: Array<{ report: RunReport; integrationRef: string }>,
  ): Promise<{ accepted: number; repeated: number }> {
    return this.#knex.transaction(async tx => {
      let accepted = 0;
      for (const { report, integrationRef } of reports) {
        const row = toRow(report, integrationRef);
        const before = await tx<RunRow>('runs').where('id', row.id).first();
        const isSame =
          before &&
          Object.entries(row).every(
            ([column, value]) => before[column as keyof RunRow] === value,
          );
        if (!isSame) {
          await tx('runs').insert(row).onConflict('id').merge();
          accepted += 1;
        }
      }
      return { accepted, repeated: reports.length - accepted };
    });
  }

  /** Runs that started in a range, oldest first: the latest five thousand where there are more. */
  async list(
    integrationRef: string,
    environment: string,
    fromMs: number,
    toMs: number,
  ): Promise<Run[]> {
    const rows = await this.#knex<RunRow>('runs')
      .where({ integration_ref: integrationRef, environment })
      .andWhere('started_ms', '>=', fromMs)
      .andWhere('started_ms', '<=', toMs)
      .orderBy('started_ms', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_RUNS);
    return rows.reverse().map(toRun);
  }

  /** When the first run of all started. */
  async firstStartedMs(
    integrationRef: string,
    environment: string,
  ): Promise<number | undefined> {
    const row = await this.#knex<RunRow>('runs')
      .where({ integration_ref: integrationRef, environment })
      .min({ first: 'started_ms' })
      .first();
    return row?.first ?? undefined;
  }

  async listEnvironments(
    integrationRef: string,
    sinceMs: number,
  ): Promise<string[]> {
    const rows = await this.#knex<RunRow>('runs')
      .where('integration_ref', integrationRef)
      .andWhere('started_ms', '>=', sinceMs)
      .distinct('environment');
    return rows.map(row => row.environment);
  }

  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('runs').where('started_ms', '<', ms).delete();
  }

  async forgetIntegrations(refs: readonly string[]): Promise<void> {
    for (const ref of refs) {
      await this.#knex('runs').where('integration_ref', ref).delete();
    }
  }
}
