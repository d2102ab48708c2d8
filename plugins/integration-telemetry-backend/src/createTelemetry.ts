import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { metrics } from '@opentelemetry/api';
import {
  IntegrationProjection,
  OutboundGuard,
} from '@tieline/plugin-integrations-node';
import { HEALTH_CHANNEL } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { availableParallelism } from 'os';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { AlarmReader } from './alarms/AlarmReader';
import { AlarmRules } from './alarms/AlarmRules';
import { AlarmStore } from './alarms/AlarmStore';
import { ExternalAlarms } from './alarms/ExternalAlarms';
import { LastAlarmReader } from './alarms/LastAlarmReader';
import { MaintenanceStore } from './alarms/MaintenanceStore';
import { ChangeStore } from './changes/ChangeStore';
import { DayCalls } from './drift/DayCalls';
import { DecisionStore } from './drift/DecisionStore';
import { DriftItemStore } from './drift/DriftItemStore';
import { DriftReader } from './drift/DriftReader';
import { EngineFlowStore } from './drift/EngineFlowStore';
import { FlowStore } from './drift/FlowStore';
import { OwnerGuesser } from './drift/OwnerGuesser';
import { ExemplarStore } from './exemplars/ExemplarStore';
import { HealthDetailReader } from './health/HealthDetailReader';
import { HealthStore } from './health/HealthStore';
import { SeriesSetReader } from './health/SeriesSetReader';
import { ViewKeeper } from './health/ViewKeeper';
import { ViewStore } from './health/ViewStore';
import { NoticeStore } from './notices/NoticeStore';
import { IngestMeter } from './IngestMeter';
import { Attributors } from './ingest/Attributors';
import { OtlpHandler } from './ingest/OtlpHandler';
import { OperationsReader } from './operations/OperationsReader';
import { observeIngest } from './observeIngest';
import { emptyCatalog, readCatalog } from './readCatalog';
import { TelemetryConfig } from './readTelemetryConfig';
import { CountedWindowSource } from './reconciliation/CountedWindowSource';
import { EngineRecords } from './reconciliation/EngineRecords';
import { ReconciliationJudge } from './reconciliation/ReconciliationJudge';
import { ReconciliationStore } from './reconciliation/ReconciliationStore';
import { RecordCountStore } from './reconciliation/RecordCountStore';
import { RunWindowSource } from './reconciliation/RunWindowSource';
import { ReplayStore } from './ReplayStore';
import { createRounds } from './rounds/createRounds';
import { RunJudge } from './runs/RunJudge';
import { RunStore } from './runs/RunStore';
import { createReceiver } from './receiver/createReceiver';
import { SenderGate } from './SenderGate';
import { Sender } from './otlp/Sender';
import { SeriesReader } from './series/SeriesReader';
import { SeriesStore } from './series/SeriesStore';
import { declaredEdges } from './sources/prometheus/declaredEdges';
import { Engines } from './sources/prometheus/Engines';
import { EngineQueues } from './queues/EngineQueues';
import { QueueReader } from './queues/QueueReader';
import { TrendStore } from './trends/TrendStore';
import { DayCountsReader } from './usage/DayCountsReader';
import { UsageReader } from './usage/UsageReader';

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
  const seriesReader = engines.overPoints(new SeriesReader({ knex }));
  const meter = new IngestMeter(now);
  observeIngest({ otel: metrics.getMeter('tieline'), meter, knex, now });
  const runStore = new RunStore({ knex });
  const reconciliationStore = new ReconciliationStore({ knex });
  const healthStore = new HealthStore({ knex });
  const views = new ViewKeeper({
    store: new ViewStore({ knex }),
    reader: seriesReader,
  });
  const alarms = new AlarmStore({ knex });
  const external = new ExternalAlarms({ store: alarms });
  const engineQueues = new EngineQueues({
    engines,
    store: seriesStore,
    rules: config.queueMetrics,
    defaultEnvironment: config.defaultEnvironment,
    now,
  });
  const changes = new ChangeStore({ knex });
  const trends = new TrendStore({ knex });
  const exemplars = new ExemplarStore({ knex });
  let catalog = emptyCatalog(config);
  const resolver = () => catalog.resolver;
  const attributors = new Attributors(catalog.rules);
  const index = () => attributors.index;
  const engineRecords = new EngineRecords({
    engines: engines.counters,
    store: seriesStore,
    counters: new RecordCountStore({ knex }),
    rules: config.recordMetrics,
    index,
    now,
  });
  const rounds = createRounds({
    knex,
    projection,
    hasOwnThread: config.hasOwnRoundsThread,
    settings: {
      alarms: config.alarms,
      baseUrl: options.baseUrl,
      cardinality: config.cardinality,
      defaultEnvironment: config.defaultEnvironment,
      evaluationIntervalMs: config.evaluationIntervalMs,
      outbound: config.outbound,
      queueMetrics: config.queueMetrics,
      recordMetrics: config.recordMetrics,
      reconciliation: config.reconciliation,
      retention,
    },
    surroundings: {
      logger,
      notifications: options.notifications,
      async onRound(changed) {
        if (changed.length > 0) {
          await options.signals?.publish({
            recipients: { type: 'broadcast' },
            channel: HEALTH_CHANNEL,
            message: { changed: changed.slice(0, MOST_SIGNALLED) },
          });
        }
      },
    },
    engines,
    now,
  });
  const receiver = createReceiver({
    knex,
    hasOwnThread: config.hasOwnThread,
    settings: {
      rules: catalog.rules,
      retention,
      cardinality: config.cardinality,
      maxBodyBytes: config.maxBodyBytes,
      maxBytesInFlight: config.maxBytesInFlight,
      readingThreads: MAX_READING_THREADS,
    },
    surroundings: {
      findSender,
      counts: meter,
      onFlushed: () => rounds.wake(),
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
    budget: receiver.budget,
    onError,
  });

  return {
    now,
    meter,
    handler,
    receiver,
    rounds,
    runStore,
    runJudge: new RunJudge({ store: runStore }),
    reconciliationStore,
    reconciliationJudge: new ReconciliationJudge({
      sources: [
        new RunWindowSource({ runs: runStore }),
        new CountedWindowSource({ store: new RecordCountStore({ knex }) }),
        reconciliationStore,
      ],
      limits: config.reconciliation,
    }),
    healthStore,
    engines,
    seriesReader,
    views,
    alarms,
    alarmReader: new AlarmReader({ knex }),
    lastAlarms: new LastAlarmReader({ knex }),
    alarmRules: new AlarmRules({ knex }),
    trends,
    levelAccepted() {
      rounds.forgetRaisedTrends();
      rounds.wake();
    },
    /** Undefined where there is no engine to ask. */
    engineQueues: engines.engines.length > 0 ? engineQueues : undefined,
    /** The same. */
    engineRecords: engines.engines.length > 0 ? engineRecords : undefined,
    external,
    maintenance: new MaintenanceStore({ knex }),
    changes,
    queues: new QueueReader({ knex }),
    notices: new NoticeStore({ knex }),
    received: () => rounds.wake(),
    seriesSets: new SeriesSetReader({ reader: seriesReader, retention }),
    healthDetails: new HealthDetailReader({
      reader: seriesReader,
      store: healthStore,
      resolver,
      views,
      exemplars,
      trends,
      changes,
      traceLink: config.traceLink,
      index,
    }),
    drift: new DriftReader({
      items: new DriftItemStore({ knex }),
      decisions: new DecisionStore({ knex }),
      flows: engines.overFlows(
        new FlowStore({ knex }),
        new EngineFlowStore({ knex }),
      ),
      days: new DayCalls({ knex, elsewhere: engines.elsewhere }),
      exemplars,
      traceLink: config.traceLink,
      owners: new OwnerGuesser({ projection, resolver }),
      resolver,
      integrations: () => catalog.integrations,
    }),
    usage: new UsageReader({
      series: seriesReader,
      views,
      days: engines.overDays(new DayCountsReader({ knex })),
      resolver,
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
    replays: new ReplayStore({ knex }),

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
      catalog = await readCatalog(projection, config);
      const { integrations, rules } = catalog;
      external.use(integrations);
      engineQueues.use(
        rules.integrations.map(({ ref, queues = [] }) => ({ ref, queues })),
      );
      attributors.use(rules);
      receiver.use(rules);
      engines.use(index(), declaredEdges(integrations, catalog.resolver));
      await rounds.use(catalog);
    },

    /** Finishes what was begun, and lets go of what would keep the process. */
    async stop(): Promise<void> {
      await receiver.stop();
      await rounds.stop();
    },
  };
}
