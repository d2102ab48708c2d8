import {
  coreServices,
  createBackendPlugin,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { durationToMilliseconds } from '@backstage/types';
import {
  integrationChecklistRunPermission,
  integrationEvidenceAttestPermission,
  integrationEvidencePushPermission,
  integrationReadPermission,
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
} from '@tieline/plugin-integrations-common';
import {
  CatalogSynchroniser,
  integrationPermissionRules,
  IntegrationProjection,
  integrationResourceRef,
  PollingLoop,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { ActiveChecklist } from './checklist/ActiveChecklist';
import { Checklist } from './checklist/Checklist';
import { PriceBook } from './costs/PriceBook';
import { PriceListCostModel } from './costs/PriceListCostModel';
import { openDatabase } from './database';
import { ContractsCollector } from './evidence/ContractsCollector';
import { ContractsStore } from './evidence/ContractsStore';
import { DriftCollector } from './evidence/DriftCollector';
import { DriftStore } from './evidence/DriftStore';
import { EvidenceReader } from './evidence/EvidenceReader';
import { EvidenceStore } from './evidence/EvidenceStore';
import { HealthCollector } from './evidence/HealthCollector';
import { HealthStore } from './evidence/HealthStore';
import { PipelineStore } from './evidence/PipelineStore';
import { SourceStore } from './evidence/SourceStore';
import {
  createContractsAccess,
  createTelemetryAccess,
} from './evidence/pluginAccess';
import { SurroundingsCache } from './evidence/SurroundingsCache';
import { EvidenceOffice } from './evidence/told/EvidenceOffice';
import { EvidencePieceStore } from './evidence/told/EvidencePieceStore';
import { createRouter } from './router';
import { EvaluationRuns } from './scorecard/EvaluationRuns';
import { Evaluator } from './scorecard/Evaluator';
import { IntegrationList } from './scorecard/IntegrationList';
import { Portfolio } from './scorecard/Portfolio';
import { RetentionJob } from './scorecard/RetentionJob';
import { RollUpHistory } from './scorecard/RollUpHistory';
import { ScorecardReader } from './scorecard/ScorecardReader';
import { ScorecardStore } from './scorecard/ScorecardStore';
import { TallyReader } from './scorecard/TallyReader';
import { WaiverOffice } from './waivers/WaiverOffice';
import { WaiverStore } from './waivers/WaiverStore';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

function readInterval(
  config: RootConfigService,
  name: string,
  defaultMs: number,
): number {
  const key = `integrationGovernance.${name}`;
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : defaultMs;
}

/**
 * Evidence in, scorecard out: keeps a projection of the integrations in the
 * catalog, reads health and drift from the telemetry API and contracts from
 * theirs, evaluates the checklist, and serves the joined list, the portfolio
 * and each scorecard.
 *
 * @public
 */
export const integrationGovernancePlugin = createBackendPlugin({
  pluginId: 'integration-governance',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(services) {
        const { auth, catalog, config, database, lifecycle, logger } = services;
        const checklist = new ActiveChecklist(await Checklist.readShipped());
        const costs = new PriceListCostModel(await PriceBook.read(config));
        const knex = await openDatabase(database);
        const projection = await IntegrationProjection.create({ database });
        const snapshots = new HealthStore(knex);
        const drift = new DriftStore(knex);
        const contracts = new ContractsStore(knex);
        const sources = new SourceStore(knex);
        const pieces = new EvidencePieceStore(knex);
        const around = new SurroundingsCache(projection);
        const waivers = new WaiverStore(knex);
        const scorecards = new ScorecardStore({ knex, checklist });
        const evaluator = new Evaluator({
          checklist,
          evidence: new EvidenceReader({
            projection,
            snapshots,
            drift,
            contracts,
            evidence: new EvidenceStore(knex),
            sources,
            pieces,
            pipelines: new PipelineStore(knex),
            surroundings: around,
          }),
          scorecards,
          waivers,
        });

        lifecycle.addShutdownHook(() => evaluator.idle());

        services.permissionsRegistry.addResourceType({
          resourceRef: integrationResourceRef,
          permissions: [
            integrationReadPermission,
            integrationEvidenceAttestPermission,
            integrationWaiverAskPermission,
            integrationWaiverDecidePermission,
          ],
          rules: Object.values(integrationPermissionRules),
          getResources: refs =>
            Promise.all(refs.map(ref => projection.getFacets(ref))),
        });
        services.permissionsRegistry.addPermissions([
          integrationChecklistRunPermission,
          integrationEvidencePushPermission,
        ]);

        const synchroniser = new CatalogSynchroniser({
          projection,
          catalog,
          auth,
          logger,
          intervalMs: readInterval(config, 'catalogInterval', 5 * SECOND_MS),
        });
        synchroniser.onChange(async ({ integrations, surroundings }) => {
          if (surroundings) {
            around.forget();
          }
          // A team or system that changed can matter to any integration.
          await evaluator.evaluate(surroundings ? undefined : integrations);
        });
        synchroniser.start(lifecycle);

        const telemetry = createTelemetryAccess(services);
        const healthCollector = new HealthCollector({
          telemetry,
          snapshots,
          sources,
          logger,
          onChange: entityRefs => evaluator.evaluate(entityRefs),
        });
        const driftCollector = new DriftCollector({
          telemetry,
          items: drift,
          sources,
          logger,
          onChange: () => evaluator.evaluate(),
        });
        const contractsCollector = new ContractsCollector({
          contracts: createContractsAccess(services),
          snapshots: contracts,
          sources,
          logger,
          onChange: entityRefs => evaluator.evaluate(entityRefs),
        });
        new PollingLoop({
          name: 'Reading health',
          turn: () => healthCollector.collect(),
          pauseMs: readInterval(config, 'healthInterval', 5 * SECOND_MS),
          logger,
        }).start(lifecycle);
        new PollingLoop({
          name: 'Reading drift',
          turn: () => driftCollector.collect(),
          pauseMs: readInterval(config, 'driftInterval', 15 * SECOND_MS),
          logger,
        }).start(lifecycle);

        new PollingLoop({
          name: 'Reading contracts',
          turn: () => contractsCollector.collect(),
          pauseMs: readInterval(config, 'contractsInterval', 30 * SECOND_MS),
          logger,
        }).start(lifecycle);

        const tallies = new TallyReader({ knex, projection });
        const history = new RollUpHistory({
          knex,
          checklist,
          tallies,
          surroundings: around,
        });
        const runs = new EvaluationRuns({ knex, evaluator, logger });
        const retention = new RetentionJob({
          projection,
          scorecards,
          runs,
          pieces,
        });
        await services.scheduler.scheduleTask({
          id: 'evaluate',
          frequency: {
            milliseconds: Math.max(
              MINUTE_MS,
              readInterval(config, 'evaluationInterval', 5 * MINUTE_MS),
            ),
          },
          initialDelay: { minutes: 1 },
          timeout: { minutes: 10 },
          fn: async () => {
            await evaluator.evaluate();
            await history.record(new Date());
          },
        });
        await services.scheduler.scheduleTask({
          id: 'forget-what-is-gone',
          frequency: { hours: 6 },
          initialDelay: { minutes: 10 },
          timeout: { minutes: 10 },
          fn: () => retention.run(new Date()),
        });

        services.httpRouter.use(
          await createRouter({
            ...services,
            guard: new RouteGuard(services),
            checklist,
            list: new IntegrationList({
              knex,
              projection,
              sources,
              checklist,
            }),
            portfolio: new Portfolio({
              projection,
              scorecards,
              sources,
              drift,
              checklist,
              knex,
              surroundings: around,
              tallies,
            }),
            history,
            costs,
            scorecards: new ScorecardReader({ scorecards, checklist }),
            projection,
            runs,
            evidence: {
              pieces,
              office: new EvidenceOffice({
                store: pieces,
                projection,
                checklist,
                evaluator,
              }),
            },
            waivers: {
              store: waivers,
              office: new WaiverOffice({
                store: waivers,
                checklist,
                scorecards,
                evaluator,
              }),
            },
          }),
        );
      },
    });
  },
});
