import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  CatalogSynchroniser,
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { registerScorecardActions } from './actions/registerScorecardActions';
import { AssessmentOffice } from './assessments/AssessmentOffice';
import { AssessmentReader } from './assessments/AssessmentReader';
import { AssessmentStore } from './assessments/AssessmentStore';
import { FrozenRowReader } from './assessments/FrozenRowReader';
import { AuditOffice } from './audits/AuditOffice';
import { AuditSampler } from './audits/AuditSampler';
import { AuditStore } from './audits/AuditStore';
import { integrationChecksExtensionPoint } from '@tieline/plugin-integrations-node/checks';
import { OfferedChecks } from './checklist/OfferedChecks';
import { openChecklists } from './checklist/versions/openChecklists';
import { startChecklists } from './checklist/versions/startChecklists';
import { createCosts } from './costs/createCosts';
import { PriceBook } from './costs/PriceBook';
import { PriceListCostModel } from './costs/PriceListCostModel';
import { openDatabase } from './database';
import { createDecisions } from './decisions/createDecisions';
import { createDrills } from './drills/createDrills';
import { drillEvents } from './drills/drillEvents';
import { DrillStore } from './drills/DrillStore';
import { ContractsStore } from './evidence/ContractsStore';
import { DriftStore } from './evidence/DriftStore';
import { EvidenceReader } from './evidence/EvidenceReader';
import { EvidenceStore } from './evidence/EvidenceStore';
import { HealthStore } from './evidence/HealthStore';
import { PipelineStore } from './evidence/PipelineStore';
import { SourceStore } from './evidence/SourceStore';
import {
  createContractsAccess,
  createTelemetryAccess,
} from './evidence/pluginAccess';
import { startCollectors } from './evidence/startCollectors';
import { SurroundingsCache } from './evidence/SurroundingsCache';
import { EvidenceOffice } from './evidence/told/EvidenceOffice';
import { EvidencePieceStore } from './evidence/told/EvidencePieceStore';
import { NeglectedIntegrations } from './neglect/NeglectedIntegrations';
import { SuspectedDuplicates } from './neglect/SuspectedDuplicates';
import { WorthlessChecks } from './neglect/WorthlessChecks';
import { createImprovement } from './improvement/createImprovement';
import { DocumentStore } from './organisation/DocumentStore';
import { OrganisationReader } from './organisation/OrganisationReader';
import { readConfiguredDocuments } from './organisation/readConfiguredDocuments';
import { FindingStore } from './findings/FindingStore';
import { readCadencePolicy } from './reviewCalendar/CadencePolicy';
import { ConfiguredCadence } from './reviewCalendar/ConfiguredCadence';
import { createReviewCalendar } from './reviewCalendar/createReviewCalendar';
import { ReviewEvidenceReader } from './reviewCalendar/ReviewEvidenceReader';
import { ScheduleStore } from './reviewCalendar/ScheduleStore';
import { ReviewStore } from './reviews/ReviewStore';
import { createReviews } from './reviews/createReviews';
import { readInterval } from './readInterval';
import { registerPermissions } from './registerPermissions';
import { createRouter } from './router';
import { scheduleTasks } from './scheduleTasks';
import { createRunbooks } from './runbooks/createRunbooks';
import { FailureModes } from './runbooks/FailureModes';
import { RunbookReader } from './runbooks/RunbookReader';
import { RunbookStore } from './runbooks/RunbookStore';
import { EvaluationRuns } from './scorecard/EvaluationRuns';
import { Evaluator } from './scorecard/Evaluator';
import { IntegrationList } from './scorecard/IntegrationList';
import { PlannerStatistics } from './scorecard/PlannerStatistics';
import { Portfolio } from './scorecard/Portfolio';
import { RetentionJob } from './scorecard/RetentionJob';
import { RollUpHistory } from './scorecard/RollUpHistory';
import { ScorecardReader } from './scorecard/ScorecardReader';
import { ScorecardStore } from './scorecard/ScorecardStore';
import { StepwiseEvaluation } from './scorecard/StepwiseEvaluation';
import { TallyReader } from './scorecard/TallyReader';
import { createTelling } from './telling/createTelling';
import { WaiverOffice } from './waivers/WaiverOffice';
import { WaiverStore } from './waivers/WaiverStore';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

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
    const offered = new OfferedChecks();
    env.registerExtensionPoint(integrationChecksExtensionPoint, {
      addChecks: (...checks) => offered.add(...checks),
    });
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
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
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { auth, catalog, config, database, lifecycle, logger } = services;
        const book = await PriceBook.read(config);
        const costs = new PriceListCostModel(book);
        const failureModes = await FailureModes.read(config);
        const knex = await openDatabase(database);
        const checklists = await openChecklists({
          ...{ knex, offered, config, logger },
        });
        const checklist = checklists.active;
        const projection = await IntegrationProjection.create({ database });
        const snapshots = new HealthStore(knex);
        const drift = new DriftStore(knex);
        const contracts = new ContractsStore(knex);
        const sources = new SourceStore(knex);
        const pieces = new EvidencePieceStore(knex);
        const around = new SurroundingsCache(projection);
        const waivers = new WaiverStore(knex);
        const telemetry = createTelemetryAccess(services);
        const running = await createCosts({
          ...services,
          ...{ knex, projection, surroundings: around, book, model: costs },
        });
        const decisions = await createDecisions({
          ...{ knex, config, logger, projection, costs, telemetry },
          runCosts: running.store,
          volumes: running.volumes,
          health: snapshots,
        });
        const audits = new AuditStore(knex);
        const reviewStore = new ReviewStore({ knex, projection });
        const findings = new FindingStore({ knex, projection });
        const cadence = readCadencePolicy(config);
        const reviewSchedule = new ScheduleStore({ knex, projection });
        const scorecards = new ScorecardStore({ knex, checklist });
        const runbookStore = new RunbookStore({ knex, projection });
        const drillStore = new DrillStore({ knex, projection });
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
            patterns: decisions.patterns,
            surroundings: around,
            reviews: new ReviewEvidenceReader({
              reviews: reviewStore,
              findings,
              schedule: reviewSchedule,
            }),
            runbooks: new RunbookReader({
              runbooks: runbookStore,
              drills: drillStore,
              modes: failureModes,
            }),
          }),
          scorecards,
          waivers,
          audits,
          statistics: new PlannerStatistics(knex),
        });
        const assessments = new AssessmentStore(knex);
        const assessmentOffice = new AssessmentOffice({
          store: assessments,
          checklist,
          projection,
          evaluator,
          logger,
        });

        const tallies = new TallyReader({ knex, projection });
        scorecards.onChange(() => tallies.forget());

        lifecycle.addShutdownHook(async () => {
          await assessmentOffice.stop();
          await evaluator.idle();
        });

        const checklistRoutes = startChecklists(checklists, {
          ...{ knex, projection, evaluator, lifecycle, logger },
        });

        registerPermissions(services.permissionsRegistry, projection);

        const guard = new RouteGuard(services);
        const reviewCalendar = await createReviewCalendar({
          ...services,
          ...{ knex, guard, projection, findings, telemetry },
          reviews: reviewStore,
          policy: cadence,
          store: reviewSchedule,
          moreEvents: appUrl => [
            drillEvents({ store: drillStore, projection, appUrl }),
          ],
          onChange: refs => evaluator.evaluate(refs),
        });

        const synchroniser = new CatalogSynchroniser({
          projection,
          catalog,
          auth,
          logger,
          intervalMs: readInterval(config, 'catalogInterval', 5 * SECOND_MS),
        });
        synchroniser.onChange(async ({ integrations, surroundings }) => {
          tallies.forget();
          if (surroundings) {
            around.forget();
          }
          try {
            await reviewCalendar.update(integrations);
            await decisions.follow(integrations);
          } finally {
            // A team or system that changed can matter to any integration.
            await evaluator.evaluate(surroundings ? undefined : integrations);
          }
        });
        synchroniser.start(lifecycle);

        const contractsApi = createContractsAccess(services);
        const refresh = startCollectors({
          ...{ config, lifecycle, logger, telemetry, contractsApi, sources },
          ...{ snapshots, drift, contracts, evaluator, scorecards },
        });

        const history = new RollUpHistory({
          knex,
          checklist,
          tallies,
          surroundings: around,
        });
        const improvement = createImprovement({
          knex,
          projection,
          checklist,
          scorecards,
          health: snapshots,
        });
        const documents = new DocumentStore({
          knex,
          configured: readConfiguredDocuments(config, new Date()),
        });
        const scorecardReader = new ScorecardReader({
          scorecards,
          checklist,
          library: checklists.library,
          versions: checklists.store,
        });
        const frozenRows = new FrozenRowReader(knex);
        const assessmentReader = new AssessmentReader({
          store: assessments,
          rows: frozenRows,
          surroundings: around,
        });
        const reviews = createReviews({
          ...{ knex, logger, guard, projection, checklist, scorecards },
          ...{ scorecardReader, drift, contracts, sources, waivers, tallies },
          ...{ history, contractsApi },
          userInfo: services.userInfo,
          health: snapshots,
          telemetryApi: telemetry,
          painPoints: improvement.pilots.painPoints,
          assessments: { store: assessments, reader: assessmentReader },
          cadence: new ConfiguredCadence({ projection, policy: cadence }),
          agendaSources: {
            costs: running.store,
            regrets: decisions.openRegrets,
            drills: drillStore,
          },
        });
        reviews.reviews.store.onClosed(reviewCalendar.onReviewClosed);
        const runbooks = createRunbooks({
          ...services,
          ...{ evaluator, modes: failureModes, store: runbookStore },
          lastDrills: refs => drillStore.lastHeld(refs),
          pauseMs: readInterval(config, 'runbookInterval', MINUTE_MS),
        });
        const drills = createDrills({
          ...services,
          ...{ knex, projection, evaluator, telemetry },
          ...{ modes: failureModes, store: drillStore },
          findings: reviews.findings,
          pauseMs: readInterval(config, 'drillInterval', 5 * SECOND_MS),
        });
        await createTelling({
          ...services,
          ...{ knex, projection, checklist, scorecards, waivers, improvement },
          ...{ reviewSchedule, findings },
          regrets: decisions.regrets,
          architectRef: decisions.architectRef,
        });
        await decisions.start(services.scheduler, refs =>
          evaluator.evaluate(refs),
        );
        const stepwise = new StepwiseEvaluation({
          ...{ checklist, evaluator, scorecards, refresh },
          compareWithCatalog: async entityRef => {
            const [kept, found] = await Promise.all([
              projection.getEntity(entityRef),
              catalog.getEntityByRef(entityRef, {
                credentials: await auth.getOwnServiceCredentials(),
              }),
            ]);
            if (!found) {
              return 'gone';
            }
            return found.metadata.etag === kept?.metadata.etag
              ? 'same'
              : 'newer';
          },
        });
        const runs = new EvaluationRuns({
          ...{ knex, evaluator, stepwise, logger },
        });
        await scheduleTasks({
          ...{ config, evaluator, history, improvement, reviews },
          scheduler: services.scheduler,
          retention: new RetentionJob({
            ...{ projection, scorecards, runs, pieces },
            pilots: improvement.pilots.store,
          }),
          sampler: new AuditSampler({
            ...{ knex, projection, checklist },
            store: audits,
            atMost: config.getOptionalNumber(
              'integrationGovernance.audits.atMost',
            ),
          }),
        });
        registerScorecardActions(services);
        services.httpRouter.use(
          await createRouter({
            ...services,
            ...{ guard, runbooks, drills },
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
            scorecards: scorecardReader,
            costs,
            running,
            decisions: decisions.routes,
            projection,
            runs,
            checklists: checklistRoutes,
            evidence: {
              pieces,
              office: new EvidenceOffice({
                store: pieces,
                projection,
                checklist,
                evaluator,
              }),
            },
            improvement,
            reviewCalendar: {
              ...reviewCalendar.routes,
              viewers: reviews.reviews.findingPresenter,
            },
            reviews,
            surroundings: around,
            organisation: {
              documents,
              reader: new OrganisationReader({
                ...{ knex, projection, documents, drift, sources },
                surroundings: around,
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
            assessments: {
              office: assessmentOffice,
              rows: frozenRows,
              reader: assessmentReader,
            },
            audits: {
              store: audits,
              office: new AuditOffice({
                store: audits,
                surroundings: around,
                evaluator,
              }),
            },
            neglect: {
              worthless: new WorthlessChecks({ knex, projection, checklist }),
              neglected: new NeglectedIntegrations({
                knex,
                projection,
                checklist,
              }),
              duplicates: new SuspectedDuplicates({ knex, projection }),
            },
          }),
        );
      },
    });
  },
});
