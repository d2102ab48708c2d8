import { LoggerService } from '@backstage/backend-plugin-api';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { AlarmStore } from './alarms/AlarmStore';
import { MaintenanceStore } from './alarms/MaintenanceStore';
import { ChangeStore } from './changes/ChangeStore';
import { EngineFlowStore } from './drift/EngineFlowStore';
import { ExemplarStore } from './exemplars/ExemplarStore';
import { HealthStore } from './health/HealthStore';
import { ViewStore } from './health/ViewStore';
import { NoticeStore } from './notices/NoticeStore';
import { SuccessStore } from './objectives/SuccessStore';
import { RecordCountStore } from './reconciliation/RecordCountStore';
import { ReconciliationStore } from './reconciliation/ReconciliationStore';
import { RunStore } from './runs/RunStore';
import { KeyDictionary } from './series/KeyDictionary';
import { KeyStore } from './series/KeyStore';
import { SeriesLimits } from './series/SeriesDirectory';
import { Retention, SeriesStore } from './series/SeriesStore';
import { TrendStore } from './trends/TrendStore';

/** What belongs to a deleted integration is kept this long. */
const DELETED_KEPT_MS = 30 * 86_400_000;

/** What responses said of an end: a call that is made once a year says it again by then. */
const NOTICES_KEPT_MS = 400 * 86_400_000;

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
  readonly #notices: NoticeStore;
  readonly #trends: TrendStore;
  readonly #engineFlows: EngineFlowStore;
  readonly #successes: SuccessStore;
  readonly #retention: Retention;
  readonly #logger: Pick<LoggerService, 'info'>;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    retention: Retention;
    limits: SeriesLimits;
    logger: Pick<LoggerService, 'info'>;
    now: () => number;
  }) {
    const { knex, projection, retention, limits, logger, now } = options;
    this.#projection = projection;
    this.#series = new SeriesStore({ knex, retention, limits });
    this.#keys = new KeyStore({ knex, dictionary: new KeyDictionary({ now }) });
    this.#runs = new RunStore({ knex });
    this.#reconciliations = new ReconciliationStore({ knex });
    this.#recordCounts = new RecordCountStore({ knex });
    this.#health = new HealthStore({ knex });
    this.#views = new ViewStore({ knex });
    this.#alarms = new AlarmStore({ knex });
    this.#maintenance = new MaintenanceStore({ knex });
    this.#changes = new ChangeStore({ knex });
    this.#exemplars = new ExemplarStore({ knex });
    this.#notices = new NoticeStore({ knex });
    this.#trends = new TrendStore({ knex });
    this.#engineFlows = new EngineFlowStore({ knex });
    this.#successes = new SuccessStore({ knex });
    this.#retention = retention;
    this.#logger = logger;
  }

  async forgetOld(nowMs: number): Promise<void> {
    await this.#series.forget(nowMs);
    await this.#keys.forget(nowMs);
    // Traces themselves are seldom kept for longer.
    await this.#exemplars.forgetBefore(nowMs - this.#retention.minutesMs);
    await this.#notices.forgetBefore(nowMs - NOTICES_KEPT_MS);
    const oldestMs = nowMs - this.#retention.daysMs;
    await this.#runs.forgetBefore(oldestMs);
    await this.#alarms.forgetBefore(oldestMs);
    await this.#maintenance.forgetBefore(oldestMs);
    await this.#changes.forgetBefore(oldestMs);
    await this.#engineFlows.forgetBefore(oldestMs);
    await this.#reconciliations.forgetBefore(oldestMs);
    await this.#successes.forgetBefore(nowMs - this.#retention.hoursMs);
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
    await this.#notices.forget(gone);
    await this.#trends.forget(gone);
    await this.#successes.forget(gone);
    await this.#projection.purge(gone);
    this.#logger.info(
      `Forgot the telemetry of ${gone.length} integrations that were deleted 30 days ago`,
    );
  }
}
