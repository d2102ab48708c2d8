import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { metrics } from '@opentelemetry/api';
import {
  IntegrationProjection,
  OutboundGuard,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { HEALTH_CHANNEL } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { availableParallelism } from 'os';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { AilingReader } from './alarms/AilingReader';
import { AlarmKeeper } from './alarms/AlarmKeeper';
import { AlarmReader } from './alarms/AlarmReader';
import { AlarmRules } from './alarms/AlarmRules';
import { AlarmStore } from './alarms/AlarmStore';
import { AlarmTeller, linkOf } from './alarms/AlarmTeller';
import { AlarmWebhooks } from './alarms/AlarmWebhooks';
import { causeOwners } from './alarms/causeOwners';
import { ExternalAlarms } from './alarms/ExternalAlarms';
import { HistoryAlarms } from './alarms/HistoryAlarms';
import { MaintenanceStore } from './alarms/MaintenanceStore';
import { ChangeStore } from './changes/ChangeStore';
import { AttributionRules, Attributors } from './ingest/Attributors';
import { createDrift } from './drift/createDrift';
import { NewFlows } from './drift/NewFlows';
import { ExemplarStore } from './exemplars/ExemplarStore';
import { HealthDetailReader } from './health/HealthDetailReader';
import { HealthEvaluator } from './health/HealthEvaluator';
import { HealthLoop } from './health/HealthLoop';
import { HealthStore } from './health/HealthStore';
import { SeriesSetReader } from './health/SeriesSetReader';
import { ServiceActivity } from './health/ServiceActivity';
import { ViewKeeper } from './health/ViewKeeper';
import { ViewStore } from './health/ViewStore';
import { Housekeeping } from './Housekeeping';
import { IngestMeter } from './IngestMeter';
import { OtlpHandler } from './ingest/OtlpHandler';
import { OperationsReader } from './operations/OperationsReader';
import { observeIngest } from './observeIngest';
import { TelemetryConfig } from './readTelemetryConfig';
import { CountedWindowSource } from './reconciliation/CountedWindowSource';
import { ReconciliationJudge } from './reconciliation/ReconciliationJudge';
import { ReconciliationStore } from './reconciliation/ReconciliationStore';
import { RecordCountStore } from './reconciliation/RecordCountStore';
import { RunWindowSource } from './reconciliation/RunWindowSource';
import { ReplayStore } from './ReplayStore';
import { RunJudge } from './runs/RunJudge';
import { RunStore } from './runs/RunStore';
import { createReceiver } from './receiver/createReceiver';
import { SenderGate } from './SenderGate';
import { Sender } from './otlp/Sender';
import { KeyDictionary } from './series/KeyDictionary';
import { KeyStore } from './series/KeyStore';
import { SeriesReader } from './series/SeriesReader';
import { SeriesStore } from './series/SeriesStore';
import { declaredEdges } from './sources/prometheus/declaredEdges';
import { Engines } from './sources/prometheus/Engines';
import { EngineQueues } from './queues/EngineQueues';
import { QueueReader } from './queues/QueueReader';
import { queuesOf } from './queues/queuesOf';
import { RaisedTrends } from './trends/RaisedTrends';
import { SlowChanges } from './trends/SlowChanges';
import { TrendKeeper } from './trends/TrendKeeper';
import { TrendPointsReader } from './trends/TrendPointsReader';
import { TrendStore } from './trends/TrendStore';
import { DayCountsReader } from './usage/DayCountsReader';
import { UsageReader } from './usage/UsageReader';

/** Kinds that can stand for an OpenTelemetry service. */
const SERVICE_KINDS = ['component', 'resource', 'api', 'system'];

/** More would take the cores from pages and from small bodies. */
const MAX_READING_THREADS = Math.max(
  1,
  Math.min(4, availableParallelism() - 1),
);

/** Pages that are open hear of more than these by asking. */
const MOST_SIGNALLED = 100;

/** Puts the plugin's parts together. */
export function createTelemetry(options: {
  knex: Knex;
  projection: IntegrationProjection;
  config: TelemetryConfig;
  /** @throws OtlpError where the token's owner may not send */
  findSender: (token: string) => Promise<Sender>;
  logger: LoggerService;
  notifications?: NotificationService;
  signals?: SignalsService;
  /** Of the portal's pages. */
  baseUrl: string;
}) {
  const { knex, projection, config, findSender, logger } = options;
  const { retention } = config;
  const now = () => Date.now();

  const onError = (message: string, error: unknown) =>
    logger.error(`${message}: ${stringifyError(error)}`);

  const seriesStore = new SeriesStore({
    knex,
    retention,
    limits: config.cardinality,
  });
  const engines = new Engines({
    configs: config.engines,
    // Who runs the portal names them, and they are mostly in one's own network.
    guard: new OutboundGuard({
      ...config.outbound,
      allowPrivateAddresses: true,
    }),
    defaultEnvironment: config.defaultEnvironment,
    report: message => logger.warn(message),
    now,
  });
  const ownSeries = new SeriesReader({ knex });
  const seriesReader = engines.overPoints(ownSeries);
  const meter = new IngestMeter(now);
  observeIngest({ otel: metrics.getMeter('tieline'), meter, knex, now });
  const activity = new ServiceActivity({
    knex,
    elsewhere: () => engines.services,
  });
  const runStore = new RunStore({ knex });
  const runJudge = new RunJudge({ store: runStore });
  const reconciliationStore = new ReconciliationStore({ knex });
  const recordCounts = new RecordCountStore({ knex });
  const healthStore = new HealthStore({ knex });
  const viewStore = new ViewStore({ knex });
  const views = new ViewKeeper({ store: viewStore, reader: seriesReader });
  const replays = new ReplayStore({ knex });
  const alarms = new AlarmStore({ knex });
  const maintenance = new MaintenanceStore({ knex });
  const external = new ExternalAlarms({ store: alarms });
  const alarmKeeper = new AlarmKeeper({
    store: alarms,
    ailing: new AilingReader({ projection }),
    flows: new NewFlows({ knex, replays }),
    teller: new AlarmTeller({
      store: alarms,
      notifications: options.notifications,
      webhooks: new AlarmWebhooks({
        webhooks: config.alarms.webhooks,
        guard: new OutboundGuard(config.outbound),
        baseUrl: options.baseUrl,
        linkOf,
        now,
      }),
      logger,
      tellsRecoveries: config.alarms.tellsRecoveries,
      now,
    }),
    maintenance,
    settleMs: config.alarms.settleMs,
    clearAfterMs: config.alarms.clearAfterMs,
  });
  const engineQueues = new EngineQueues({
    engines,
    store: seriesStore,
    rules: config.queueMetrics,
    defaultEnvironment: config.defaultEnvironment,
    now,
  });
  const changes = new ChangeStore({ knex });
  const trends = new TrendStore({ knex });
  const raisedTrends = new RaisedTrends({ store: trends });
  const trendKeeper = new TrendKeeper({
    store: trends,
    points: new TrendPointsReader({ knex, runs: runStore }),
    series: seriesReader,
    views,
    logger,
  });
  const exemplars = new ExemplarStore({ knex });
  const historyAlarms = new HistoryAlarms({
    knex,
    store: alarms,
    // What is replayed is in our own store.
    series: ownSeries,
    views,
    runs: runJudge,
    logger,
  });
  const slowChanges = new SlowChanges({
    history: historyAlarms,
    keeper: trendKeeper,
    replays,
    now,
  });
  const finishRound = async (changed: readonly string[]) => {
    try {
      await alarmKeeper.reconcile(now());
    } catch (error) {
      onError('Alarms could not be brought up to date, will try again', error);
    }
    if (changed.length > 0) {
      await options.signals?.publish({
        recipients: { type: 'broadcast' },
        channel: HEALTH_CHANNEL,
        message: { changed: changed.slice(0, MOST_SIGNALLED) },
      });
    }
  };
  const healthLoop = new HealthLoop({
    evaluator: new HealthEvaluator({
      knex,
      runs: runStore,
      reconciliations: reconciliationStore,
      reconciliationLimits: config.reconciliation,
      store: healthStore,
      activity,
      views: viewStore,
      trends: raisedTrends,
      engines,
      retention,
      intervalMs: config.evaluationIntervalMs,
    }),
    store: healthStore,
    activity,
    logger,
    intervalMs: config.evaluationIntervalMs,
    onRound: finishRound,
    now,
  });
  const rules: AttributionRules = {
    integrations: [],
    defaultEnvironment: config.defaultEnvironment,
    queueMetrics: config.queueMetrics,
    recordMetrics: config.recordMetrics,
  };
  const attributors = new Attributors(rules);
  const index = () => attributors.index;
  const drift = createDrift({
    knex,
    projection,
    health: healthStore,
    resolver: () => activity.resolver,
    index,
    overFlows: own => engines.overFlows(own),
    exemplars,
    traceLink: config.traceLink,
    logger,
    intervalMs: config.evaluationIntervalMs,
    now,
  });
  const receiver = createReceiver({
    knex,
    hasOwnThread: config.hasOwnThread,
    settings: {
      rules,
      retention,
      cardinality: config.cardinality,
      maxBodyBytes: config.maxBodyBytes,
      maxBytesInFlight: config.maxBytesInFlight,
      readingThreads: MAX_READING_THREADS,
    },
    surroundings: {
      findSender,
      counts: meter,
      onFlushed: () => {
        healthLoop.wake();
        drift.loop.wake();
      },
      onError,
    },
    now,
  });
  const gate = new SenderGate({ find: findSender, now });
  // What comes by Backstage's port is answered here, and read where the rest is.
  const handler = new OtlpHandler({
    ingest: receiver,
    authorise: authorization => gate.authorise(authorization),
    meter,
    maxBodyBytes: config.maxBodyBytes,
    maxBytesInFlight: config.maxBytesInFlight,
    onError,
  });

  return {
    now,
    meter,
    handler,
    receiver,
    runStore,
    runJudge,
    reconciliationStore,
    reconciliationJudge: new ReconciliationJudge({
      sources: [
        new RunWindowSource({ runs: runStore }),
        new CountedWindowSource({ store: recordCounts }),
        reconciliationStore,
      ],
      limits: config.reconciliation,
    }),
    healthStore,
    healthLoop,
    engines,
    seriesReader,
    views,
    alarms,
    alarmReader: new AlarmReader({ knex }),
    alarmRules: new AlarmRules({ knex }),
    trends,
    raisedTrends,
    slowChanges,
    /** Undefined where there is no engine to ask. */
    engineQueues: engines.engines.length > 0 ? engineQueues : undefined,
    external,
    maintenance,
    changes,
    queues: new QueueReader({ knex }),
    received: () => healthLoop.wake(),
    seriesSets: new SeriesSetReader({ reader: seriesReader, retention }),
    healthDetails: new HealthDetailReader({
      reader: seriesReader,
      store: healthStore,
      activity,
      views,
      exemplars,
      trends,
      changes,
      traceLink: config.traceLink,
      index,
    }),
    drift,
    usage: new UsageReader({
      series: seriesReader,
      views,
      days: engines.overDays(new DayCountsReader({ knex })),
      resolver: () => activity.resolver,
      limits: config.cardinality,
    }),
    operations: new OperationsReader({
      knex,
      meter,
      retention,
      limits: config.cardinality,
      receiver,
      engines: () => engines.describe(),
      now,
    }),
    replays,
    housekeeping: new Housekeeping({
      projection,
      series: seriesStore,
      keys: new KeyStore({ knex, dictionary: new KeyDictionary({ now }) }),
      runs: runStore,
      reconciliations: reconciliationStore,
      recordCounts,
      health: healthStore,
      views: viewStore,
      alarms,
      maintenance,
      changes,
      exemplars,
      trends,
      retention,
      logger,
    }),

    /** Serves OTLP on a port of its own, where that is configured and can be. */
    async openDoor(): Promise<void> {
      if (!config.listen) {
        return;
      }
      const { host, port } = config.listen;
      const listener = await receiver.listen({ host, port });
      const { state, message, port: bound } = listener;
      if (state === 'listening') {
        logger.info(`Taking OTLP on http://${host}:${bound}`);
      } else {
        logger.warn(
          `Can't take OTLP on ${host}:${port} (${message}); going on with Backstage's port alone. Free the port, or set integrationTelemetry.otlp.listen`,
        );
      }
    },

    /** Takes matchers and services over from the projection. */
    async followCatalog(): Promise<void> {
      const integrations = await projection.listIntegrations();
      healthLoop.use(integrations);
      slowChanges.use(integrations);
      external.use(integrations);
      engineQueues.use(
        integrations.map(({ facets, spec }) => ({
          ref: facets.entityRef,
          queues: queuesOf(spec),
        })),
      );
      const current: AttributionRules = {
        ...rules,
        integrations: integrations.map(({ facets, spec }) => ({
          ref: facets.entityRef,
          owner: facets.ownerRef,
          matchers: spec.telemetry?.matchers ?? [],
          queues: queuesOf(spec),
        })),
      };
      attributors.use(current);
      receiver.use(current);
      const entities = await Promise.all(
        SERVICE_KINDS.map(kind => projection.listEntities(kind)),
      );
      const resolver = new ServiceResolver(entities.flat());
      activity.useResolver(resolver);
      engines.use(index(), declaredEdges(integrations, resolver));
      alarmKeeper.use(
        integrations.map(({ facets }) => facets),
        causeOwners(entities.flat()),
      );
      drift.use(integrations);
    },

    /** Finishes what was begun, and lets go of what would keep the process. */
    async stop(): Promise<void> {
      await receiver.stop();
    },
  };
}
