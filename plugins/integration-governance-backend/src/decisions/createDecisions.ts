import {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { CostModel } from '../costs/CostModel';
import { HealthStore } from '../evidence/HealthStore';
import { PipelineStore } from '../evidence/PipelineStore';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { DecisionMatrix } from './DecisionMatrix';
import { DecisionOffice } from './DecisionOffice';
import { DecisionPresenter } from './DecisionPresenter';
import { DecisionStore } from './DecisionStore';
import { MixedPipelines } from './MixedPipelines';
import { PatternEvidenceReader } from './PatternEvidenceReader';
import { Reconsiderer } from './reconsiderations/Reconsiderer';
import { ReconsiderationStore } from './reconsiderations/ReconsiderationStore';
import { LevelCollector } from './regrets/LevelCollector';
import { ObservedLevelStore } from './regrets/ObservedLevelStore';
import { OpenRegrets } from './regrets/OpenRegrets';
import { RegretStore } from './regrets/RegretStore';
import { RegretWatch } from './regrets/RegretWatch';
import { RunCostSource } from './RunCostSource';
import { VolumeSource } from './VolumeSource';

/** Recommendations, decisions, and what would be decided differently today, put together. */
export async function createDecisions(options: {
  knex: Knex;
  config: RootConfigService;
  logger: LoggerService;
  projection: IntegrationProjection;
  health: HealthStore;
  costs: CostModel;
  telemetry: TelemetryAccess;
  /** Without one nothing is known of what integrations cost to run. */
  runCosts?: RunCostSource;
  /** Without one the current rate stands for a day. */
  volumes?: VolumeSource;
}) {
  const { knex, config, costs } = options;
  const matrix = await DecisionMatrix.read(
    config.getOptional('integrationGovernance.decisionMatrix'),
    readDocument(config),
  );
  const pipelines = new PipelineStore(knex);
  const store = new DecisionStore(options);
  const reconsiderations = new ReconsiderationStore(options);
  const regrets = new RegretStore(options);
  const levels = new ObservedLevelStore(options);
  const shared = { ...options, matrix, levels, regrets, store };
  const office = new DecisionOffice({
    ...{ ...shared, pipelines },
    mixed: new MixedPipelines(options),
  });
  const reconsiderer = new Reconsiderer({ ...shared, store: reconsiderations });
  const collector = new LevelCollector(shared);
  const watch = new RegretWatch(shared);

  const presenter = new DecisionPresenter(shared);

  return {
    store,
    office,
    regrets,
    /** Who keeps the matrix; undefined where nobody is said to. */
    architectRef: matrix.file.owner,
    openRegrets: new OpenRegrets({ regrets, decisions: store, presenter }),
    /** What checks are told of it. */
    patterns: new PatternEvidenceReader(options),
    routes: {
      ...{ matrix, store, office, costs, pipelines, reconsiderations, regrets },
      decisions: store,
      health: options.health,
      presenter,
    },

    /** Takes over what changed entities say, and compares them anew. */
    async follow(entityRefs: readonly string[]): Promise<void> {
      await office.takeOver(entityRefs);
      await reconsiderer.compare(entityRefs);
    },

    /** Looks whether what was decided still holds for what is observed. */
    async watch(now: Date): Promise<void> {
      await collector.collect(now);
      await watch.look(now);
    },

    /** @param evaluate - evaluates integrations of which something else is known now */
    async start(
      scheduler: SchedulerService,
      evaluate: (entityRefs: string[]) => Promise<void>,
    ): Promise<void> {
      office.onRecord(async entityRef => {
        await reconsiderer.compare([entityRef]);
        // What it assumes may have been left already.
        await collector.collect(new Date(), [entityRef]);
        await watch.look(new Date(), [entityRef]);
        await evaluate([entityRef]);
      });
      await scheduler.scheduleTask({
        id: 'reconsider',
        frequency: { minutes: 15 },
        initialDelay: { minutes: 1 },
        timeout: { minutes: 10 },
        fn: async () => {
          const changed = await reconsiderer.compare();
          if (changed.length > 0) {
            await evaluate(changed);
          }
        },
      });
      await scheduler.scheduleTask({
        id: 'watch-decisions',
        frequency: { hours: 1 },
        initialDelay: { minutes: 3 },
        timeout: { minutes: 30 },
        fn: () => this.watch(new Date()),
      });
    },
  };
}

/** What the organisation says of its matrix among its documents. */
function readDocument(config: RootConfigService) {
  const document = config.getOptionalConfig(
    'integrationGovernance.documents.decisionMatrix',
  );
  return {
    owner: document?.getOptionalString('owner'),
    reviewedOn: document?.getOptionalString('reviewedOn'),
  };
}

export type Decisions = Awaited<ReturnType<typeof createDecisions>>;
