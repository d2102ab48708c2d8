import { LoggerService } from '@backstage/backend-plugin-api';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { AlarmStore } from './alarms/AlarmStore';
import { MaintenanceStore } from './alarms/MaintenanceStore';
import { ChangeStore } from './changes/ChangeStore';
import { ExemplarStore } from './exemplars/ExemplarStore';
import { HealthStore } from './health/HealthStore';
import { ViewStore } from './health/ViewStore';
import { RecordCountStore } from './reconciliation/RecordCountStore';
import { ReconciliationStore } from './reconciliation/ReconciliationStore';
import { RunStore } from './runs/RunStore';
import { KeyStore } from './series/KeyStore';
import { Retention, SeriesStore } from './series/SeriesStore';
import { TrendStore } from './trends/TrendStore';

/** What belongs to a deleted integration is kept this long. */
const DELETED_KEPT_MS = 30 * 86_400_000;

/** Forgets what is older than its retention, and what belongs to nobody any more. */
export class Housekeeping {
  readonly #projection: IntegrationProjection;
  readonly #series: SeriesStore;
  readonly #keys: KeyStore;
  readonly #runs: RunStore;
  readonly #reconciliations: ReconciliationStore;
  readonly #recordCounts: RecordCountStore;
  readonly #health: HealthStore;
  readonly #views: ViewStore;
  readonly #alarms: AlarmStore;
  readonly #maintenance: MaintenanceStore;
  readonly #changes: ChangeStore;
  readonly #exemplars: ExemplarStore;
  readonly #trends: TrendStore;
  readonly #retention: Retention;
  readonly #logger: LoggerService;

  constructor(options: {
    projection: IntegrationProjection;
    series: SeriesStore;
    keys: KeyStore;
    runs: RunStore;
    reconciliations: ReconciliationStore;
    recordCounts: RecordCountStore;
    health: HealthStore;
    views: ViewStore;
    alarms: AlarmStore;
    maintenance: MaintenanceStore;
    changes: ChangeStore;
    exemplars: ExemplarStore;
    trends: TrendStore;
    retention: Retention;
    logger: LoggerService;
  }) {
    this.#projection = options.projection;
    this.#series = options.series;
    this.#keys = options.keys;
    this.#runs = options.runs;
    this.#reconciliations = options.reconciliations;
    this.#recordCounts = options.recordCounts;
    this.#health = options.health;
    this.#views = options.views;
    this.#alarms = options.alarms;
    this.#maintenance = options.maintenance;
    this.#changes = options.changes;
    this.#exemplars = options.exemplars;
    this.#trends = options.trends;
    this.#retention = options.retention;
    this.#logger = options.logger;
  }

  async forgetOld(nowMs: number): Promise<void> {
    await this.#series.forget(nowMs);
    await this.#keys.forget(nowMs);
    // Traces themselves are seldom kept for longer.
    await this.#exemplars.forgetBefore(nowMs - this.#retention.minutesMs);
    const oldestMs = nowMs - this.#retention.daysMs;
    await this.#runs.forgetBefore(oldestMs);
    await this.#alarms.forgetBefore(oldestMs);
    await this.#maintenance.forgetBefore(oldestMs);
    await this.#changes.forgetBefore(oldestMs);
    await this.#reconciliations.forgetBefore(oldestMs);
    await this.#recordCounts.forgetBefore(nowMs - this.#retention.hoursMs);
  }

  async forgetDeleted(nowMs: number): Promise<void> {
    const gone = await this.#projection.listDeletedBefore(
      new Date(nowMs - DELETED_KEPT_MS),
    );
    if (gone.length === 0) {
      return;
    }
    await this.#series.forgetSubjects(gone);
    await this.#runs.forgetIntegrations(gone);
    await this.#reconciliations.forgetIntegrations(gone);
    await this.#recordCounts.forgetIntegrations(gone);
    await this.#health.forget(gone);
    await this.#views.forget(gone);
    await this.#alarms.forget(gone);
    await this.#exemplars.forget(gone);
    await this.#trends.forget(gone);
    await this.#projection.purge(gone);
    this.#logger.info(
      `Forgot the telemetry of ${gone.length} integrations that were deleted 30 days ago`,
    );
  }
}
