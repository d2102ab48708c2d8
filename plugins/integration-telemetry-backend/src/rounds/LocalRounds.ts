import { stringifyError } from '@backstage/errors';
import {
  IntegrationProjection,
  OutboundGuard,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { AilingReader } from '../alarms/AilingReader';
import { AlarmKeeper } from '../alarms/AlarmKeeper';
import { AlarmStore } from '../alarms/AlarmStore';
import { AlarmTeller, linkOf } from '../alarms/AlarmTeller';
import { AlarmWebhooks } from '../alarms/AlarmWebhooks';
import { causeOwners } from '../alarms/causeOwners';
import { HistoryAlarms } from '../alarms/HistoryAlarms';
import { MaintenanceStore } from '../alarms/MaintenanceStore';
import { createDriftLoop } from '../drift/createDriftLoop';
import { DriftLoop } from '../drift/DriftLoop';
import { EngineFlowStore } from '../drift/EngineFlowStore';
import { NewFlows } from '../drift/NewFlows';
import { HealthEvaluator } from '../health/HealthEvaluator';
import { HealthLoop } from '../health/HealthLoop';
import { HealthStore } from '../health/HealthStore';
import { ServiceActivity } from '../health/ServiceActivity';
import { ViewKeeper } from '../health/ViewKeeper';
import { ViewStore } from '../health/ViewStore';
import { Housekeeping } from '../Housekeeping';
import { Attributors } from '../ingest/Attributors';
import { emptyCatalog, KnownCatalog } from '../readCatalog';
import { ReconciliationStore } from '../reconciliation/ReconciliationStore';
import { ReplayStore } from '../ReplayStore';
import { RunJudge } from '../runs/RunJudge';
import { RunStore } from '../runs/RunStore';
import { HourPacker } from '../series/HourPacker';
import { SeriesReader } from '../series/SeriesReader';
import { Engines } from '../sources/prometheus/Engines';
import { RaisedTrends } from '../trends/RaisedTrends';
import { SlowChanges } from '../trends/SlowChanges';
import { TrendKeeper } from '../trends/TrendKeeper';
import { TrendPointsReader } from '../trends/TrendPointsReader';
import { TrendStore } from '../trends/TrendStore';
import { Rounds, RoundsSettings, RoundsSurroundings } from './Rounds';

/** Rounds in the thread that they are made in. */
export class LocalRounds implements Rounds {
  readonly #surroundings: RoundsSurroundings;
  readonly #now: () => number;
  readonly #attributors: Attributors;
  readonly #activity: ServiceActivity;
  readonly #alarms: AlarmKeeper;
  readonly #health: HealthLoop;
  readonly #drift: DriftLoop;
  readonly #raisedTrends: RaisedTrends;
  readonly #slowChanges: SlowChanges;
  readonly #packer: HourPacker;
  readonly #housekeeping: Housekeeping;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    settings: RoundsSettings;
    surroundings: RoundsSurroundings;
    /** Where telemetry is that is not sent here. */
    engines?: Engines;
    now: () => number;
  }) {
    const { knex, projection, settings, surroundings, engines, now } = options;
    const { logger } = surroundings;
    const { evaluationIntervalMs: intervalMs } = settings;
    this.#surroundings = surroundings;
    this.#now = now;
    this.#attributors = new Attributors(emptyCatalog(settings).rules);
    this.#activity = new ServiceActivity({
      knex,
      elsewhere: () => engines?.services ?? [],
    });

    const ownSeries = new SeriesReader({ knex });
    const series = engines?.overPoints(ownSeries) ?? ownSeries;
    const viewStore = new ViewStore({ knex });
    const views = new ViewKeeper({ store: viewStore, reader: series });
    const runs = new RunStore({ knex });
    const healthStore = new HealthStore({ knex });
    const replays = new ReplayStore({ knex });
    const trends = new TrendStore({ knex });
    this.#raisedTrends = new RaisedTrends({ store: trends });

    const alarms = new AlarmStore({ knex });
    this.#alarms = new AlarmKeeper({
      store: alarms,
      ailing: new AilingReader({ projection }),
      flows: new NewFlows({ knex, replays }),
      teller: new AlarmTeller({
        store: alarms,
        notifications: surroundings.notifications,
        webhooks: new AlarmWebhooks({
          webhooks: settings.alarms.webhooks,
          guard: new OutboundGuard(settings.outbound),
          baseUrl: settings.baseUrl,
          linkOf,
          now,
        }),
        logger,
        tellsRecoveries: settings.alarms.tellsRecoveries,
        now,
      }),
      maintenance: new MaintenanceStore({ knex }),
      settleMs: settings.alarms.settleMs,
      clearAfterMs: settings.alarms.clearAfterMs,
    });

    this.#health = new HealthLoop({
      evaluator: new HealthEvaluator({
        knex,
        runs,
        reconciliations: new ReconciliationStore({ knex }),
        reconciliationLimits: settings.reconciliation,
        store: healthStore,
        activity: this.#activity,
        views: viewStore,
        trends: this.#raisedTrends,
        engines,
        retention: settings.retention,
        intervalMs,
      }),
      store: healthStore,
      activity: this.#activity,
      logger,
      intervalMs,
      onRound: changed => this.#finishRound(changed),
      now,
    });

    this.#drift = createDriftLoop({
      knex,
      projection,
      health: healthStore,
      resolver: () => this.#activity.resolver,
      index: () => this.#attributors.index,
      elsewhere: engines?.elsewhere,
      overFlows: own =>
        engines?.overFlows(own, new EngineFlowStore({ knex })) ?? own,
      logger,
      intervalMs,
      now,
    });

    this.#slowChanges = new SlowChanges({
      history: new HistoryAlarms({
        knex,
        store: alarms,
        // What is replayed is in our own store.
        series: ownSeries,
        views,
        runs: new RunJudge({ store: runs }),
        logger,
      }),
      keeper: new TrendKeeper({
        store: trends,
        points: new TrendPointsReader({
          knex,
          runs,
          elsewhere: engines?.hours,
        }),
        series,
        views,
        logger,
      }),
      replays,
      now,
    });

    this.#packer = new HourPacker({
      knex,
      minutesKeptMs: settings.retention.minutesMs,
      onError: (message, error) =>
        logger.warn(`${message}: ${stringifyError(error)}`),
      now,
    });

    this.#housekeeping = new Housekeeping({
      knex,
      projection,
      retention: settings.retention,
      limits: settings.cardinality,
      logger,
      now,
    });
  }

  async start(): Promise<void> {
    this.#health.start();
    this.#drift.start();
  }

  async use(catalog: KnownCatalog): Promise<void> {
    const { integrations, entities, resolver, rules } = catalog;
    this.#attributors.use(rules);
    this.#activity.useResolver(resolver);
    this.#health.use(integrations);
    this.#slowChanges.use(integrations);
    this.#alarms.use(
      integrations.map(({ facets }) => facets),
      causeOwners(entities),
    );
    this.#drift.use(integrations);
  }

  wake(): void {
    this.#health.wake();
    this.#drift.wake();
  }

  async evaluateAll(): Promise<void> {
    await this.#health.evaluateAll();
  }

  forgetRaisedTrends(): void {
    this.#raisedTrends.forget();
  }

  async lookForSlowChanges(): Promise<void> {
    await this.#slowChanges.look();
  }

  async packHours(): Promise<void> {
    await this.#packer.pack();
  }

  async forgetOld(): Promise<void> {
    await this.#housekeeping.forgetOld(this.#now());
  }

  async forgetDeleted(): Promise<void> {
    await this.#housekeeping.forgetDeleted(this.#now());
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.#health.stop(),
      this.#drift.stop(),
      this.#slowChanges.stop(),
      this.#packer.stop(),
    ]);
  }

  async #finishRound(changed: readonly string[]): Promise<void> {
    try {
      await this.#alarms.reconcile(this.#now());
    } catch (error) {
      this.#surroundings.logger.error(
        `Alarms could not be brought up to date, will try again: ${stringifyError(error)}`,
      );
    }
    await this.#surroundings.onRound(changed);
  }
}
