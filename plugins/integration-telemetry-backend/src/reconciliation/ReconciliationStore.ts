import { ReconciliationReport } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { WindowFigures } from './WindowFigures';

interface ReconciliationRow {
  id: string;
  integration_ref: string;
  environment: string;
  flow: string;
  from_ms: number;
  to_ms: number;
  sent: number | null;
  received: number | null;
  rejected: number | null;
  deduplicated: number | null;
  source: string | null;
  unit: string | null;
  reported_ms: number;
}

/** Bounds what a flow that is reconciled every minute costs. */
const MAX_REPORTS = 10_000;

function toRow(
  report: ReconciliationReport,
  integrationRef: string,
  nowMs: number,
): ReconciliationRow {
  return {
    id: report.id,
    integration_ref: integrationRef,
    environment: report.environment ?? 'production',
    flow: report.flow ?? '',
    from_ms: Date.parse(report.from),
    to_ms: Date.parse(report.to),
    sent: report.sent ?? null,
    received: report.received ?? null,
    rejected: report.rejected ?? null,
    deduplicated: report.deduplicated ?? null,
    source: report.source ?? null,
    unit: report.unit ?? null,
    reported_ms: nowMs,
  };
}

function toFigures(row: ReconciliationRow): WindowFigures {
  return {
    track: 'posted',
    flow: row.flow,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    ...(row.sent !== null && { sent: row.sent }),
    ...(row.received !== null && { received: row.received }),
    ...(row.rejected !== null && { rejected: row.rejected }),
    ...(row.deduplicated !== null && { deduplicated: row.deduplicated }),
    ...(row.unit !== null && { unit: row.unit }),
    sources: row.source === null ? [] : [row.source],
  };
}

/** Keeps what was posted of how much was sent and how much arrived. */
export class ReconciliationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Keeps reports. One that is known by its id is replaced, and only counts as
   * accepted where something differs.
   */
  async report(
    reports: Array<{ report: ReconciliationReport; integrationRef: string }>,
    nowMs: number,
  ): Promise<{ accepted: number; repeated: number }> {
    return this.#knex.transaction(async tx => {
      let accepted = 0;
      for (const { report, integrationRef } of reports) {
        const { reported_ms: reportedMs, ...row } = toRow(
          report,
          integrationRef,
          nowMs,
        );
        const before = await tx<ReconciliationRow>('reconciliations')
          .where('id', row.id)
          .first();
        const isSame =
          before &&
          Object.entries(row).every(
            ([column, value]) =>
              before[column as keyof ReconciliationRow] === value,
          );
        if (!isSame) {
          await tx('reconciliations')
            .insert({ ...row, reported_ms: reportedMs })
            .onConflict('id')
            .merge();
          accepted += 1;
        }
      }
      return { accepted, repeated: reports.length - accepted };
    });
  }

  /** Reports of windows that end in a range, in the order in which they came: the latest where there are too many. */
  async list(
    integrationRef: string,
    environment: string,
    fromMs: number,
    toMs: number,
  ): Promise<WindowFigures[]> {
    const rows = await this.#knex<ReconciliationRow>('reconciliations')
      .where({ integration_ref: integrationRef, environment })
      .andWhere('to_ms', '>', fromMs)
      .andWhere('to_ms', '<=', toMs)
      .orderBy('from_ms', 'desc')
      .limit(MAX_REPORTS);
    return rows
      .sort(
        (left, right) =>
          left.reported_ms - right.reported_ms || (left.id < right.id ? -1 : 1),
      )
      .map(toFigures);
  }

  /** Which of some integrations have reports, in which environments, and until when. */
  async listExtents(
    integrationRefs: readonly string[],
  ): Promise<Array<{ ref: string; environment: string; lastToMs: number }>> {
    return this.#knex('reconciliations')
      .whereIn('integration_ref', [...integrationRefs])
      .groupBy('integration_ref', 'environment')
      .select({ ref: 'integration_ref', environment: 'environment' })
      .max({ lastToMs: 'to_ms' });
  }

  async forgetBefore(ms: number): Promise<void> {
    await this.#knex('reconciliations').where('to_ms', '<', ms).delete();
  }

  async forgetIntegrations(refs: readonly string[]): Promise<void> {
    for (const ref of refs) {
      await this.#knex('reconciliations')
        .where('integration_ref', ref)
        .delete();
    }
  }
}
