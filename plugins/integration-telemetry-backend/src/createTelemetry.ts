import { LoggerService } from '@backstage/backend-plugin-api';
import {
  IntegrationProjection,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { AttributionIndex } from './attribution/AttributionIndex';
import { Attributor } from './attribution/Attributor';
import { DriftReader } from './drift/DriftReader';
import { FlowStore } from './drift/FlowStore';
import { HealthDetailReader } from './health/HealthDetailReader';
import { HealthEvaluator } from './health/HealthEvaluator';
import { HealthLoop } from './health/HealthLoop';
import { HealthStore } from './health/HealthStore';
import { SeriesSetReader } from './health/SeriesSetReader';
import { ServiceActivity } from './health/ServiceActivity';
import { Housekeeping } from './Housekeeping';
import { IngestService } from './IngestService';
import { TelemetryConfig } from './readTelemetryConfig';
import { ReplayStore } from './ReplayStore';
import { RunJudge } from './runs/RunJudge';
import { RunStore } from './runs/RunStore';
import { GroupCommit } from './series/GroupCommit';
import { SeriesReader } from './series/SeriesReader';
import { SeriesStore } from './series/SeriesStore';

/** Kinds that can stand for an OpenTelemetry service. */
const SERVICE_KINDS = ['component', 'resource', 'api', 'system'];

/** Puts the plugin's parts together. */
export function createTelemetry(options: {
  knex: Knex;
  projection: IntegrationProjection;
  config: TelemetryConfig;
  logger: LoggerService;
}) {
  const { knex, projection, config, logger } = options;
  const { retention } = config;
  const now = () => Date.now();

  const seriesStore = new SeriesStore({ knex, retention });
  const seriesReader = new SeriesReader({ knex });
  const commits = new GroupCommit(batch => seriesStore.write(batch, now()));
  const attributor = new Attributor({
    defaultEnvironment: config.defaultEnvironment,
  });
  const activity = new ServiceActivity({ knex });
  const runStore = new RunStore({ knex });
  const runJudge = new RunJudge({ store: runStore });
  const healthStore = new HealthStore({ knex });
  const healthLoop = new HealthLoop({
    evaluator: new HealthEvaluator({
      reader: seriesReader,
      runs: runJudge,
      store: healthStore,
      activity,
    }),
    activity,
    projection,
    logger,
    intervalMs: config.evaluationIntervalMs,
    now,
  });
  const received = () => healthLoop.wake();
  const index = () => attributor.index;

  return {
    now,
    commits,
    runStore,
    runJudge,
    healthStore,
    healthLoop,
    seriesReader,
    received,
    ingest: new IngestService({ attributor, commits, logger, received, now }),
    seriesSets: new SeriesSetReader({ reader: seriesReader, retention }),
    healthDetails: new HealthDetailReader({
      reader: seriesReader,
      store: healthStore,
      activity,
      index,
    }),
    drift: new DriftReader({
      flows: new FlowStore({ knex }),
      resolver: () => activity.resolver,
      index,
    }),
    replays: new ReplayStore({ knex }),
    housekeeping: new Housekeeping({
      projection,
      series: seriesStore,
      runs: runStore,
      health: healthStore,
      retention,
      logger,
    }),

    /** Takes matchers and services over from the projection. */
    async followCatalog(): Promise<void> {
      const integrations = await projection.listIntegrations();
      attributor.useIndex(
        new AttributionIndex(
          integrations.map(({ facets, spec }) => ({
            ref: facets.entityRef,
            matchers: (spec.telemetry?.matchers ?? []).map(
              matcher => matcher.conditions,
            ),
          })),
        ),
      );
      const entities = await Promise.all(
        SERVICE_KINDS.map(kind => projection.listEntities(kind)),
      );
      activity.useResolver(new ServiceResolver(entities.flat()));
    },
  };
}
