import { HEALTH_STATUSES } from '@tieline/plugin-integrations-common';
import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { inBatches } from '../database';

interface SnapshotRow {
  entity_ref: string;
  summary: string;
}

/**
 * Health as the telemetry API last told it: in columns what lists sort and
 * filter by, and the whole summary to show.
 */
export class HealthStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(entityRef: string): Promise<HealthSummary | undefined> {
    const row: SnapshotRow | undefined = await this.#knex('health_snapshots')
      .where('entity_ref', entityRef)
      .first('summary');
    return row && JSON.parse(row.summary);
  }

  async list(
    entityRefs: readonly string[],
  ): Promise<Map<string, HealthSummary>> {
    const found = new Map<string, HealthSummary>();
    for (const batch of inBatches(entityRefs)) {
      const rows: SnapshotRow[] = await this.#knex('health_snapshots')
        .whereIn('entity_ref', batch)
        .select('entity_ref', 'summary');
      rows.forEach(row => found.set(row.entity_ref, JSON.parse(row.summary)));
    }
    return found;
  }

  /**
   * Writes the summaries that differ from what is stored.
   *
   * @returns what was stored before, for each summary that differs
   */
  async writeDifferences(
    summaries: readonly HealthSummary[],
  ): Promise<
    Array<{ before: HealthSummary | undefined; after: HealthSummary }>
  > {
    const changes: Array<{
      before: HealthSummary | undefined;
      after: HealthSummary;
    }> = [];
    for (const batch of inBatches(summaries)) {
      const refs = batch.map(summary => summary.integration.entityRef);
      const rows: SnapshotRow[] = await this.#knex('health_snapshots')
        .whereIn('entity_ref', refs)
        .select('entity_ref', 'summary');
      const stored = new Map(rows.map(row => [row.entity_ref, row.summary]));
      const different = batch.filter(
        summary =>
          stored.get(summary.integration.entityRef) !== JSON.stringify(summary),
      );
      if (different.length === 0) {
        continue;
      }
      await this.#knex('health_snapshots')
        .insert(different.map(toRow))
        .onConflict('entity_ref')
        .merge();
      for (const after of different) {
        const before = stored.get(after.integration.entityRef);
        changes.push({ before: before && JSON.parse(before), after });
      }
    }
    return changes;
  }
}

function toRow(summary: HealthSummary) {
  return {
    entity_ref: summary.integration.entityRef,
    status: summary.status,
    status_rank: HEALTH_STATUSES.indexOf(summary.status),
    throughput_per_minute: summary.calls?.throughputPerMinute ?? null,
    error_rate: summary.calls?.errorRate ?? null,
    latency_ms:
      summary.calls?.p95Ms ?? summary.runs?.lastRun?.durationMs ?? null,
    summary: JSON.stringify(summary),
  };
}
