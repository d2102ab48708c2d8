import {
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  ApiBlueprint,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  integrationTelemetryOperationsReadPermission,
  isIntegrationEntity,
} from '@tieline/plugin-integrations-common';
import {
  IntegrationContractsClient,
  IntegrationEndingsClient,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationCostsClient,
  IntegrationDecisionsClient,
  IntegrationGovernanceClient,
  IntegrationImprovementClient,
  IntegrationReviewsClient,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationTelemetryClient } from '@tieline/plugin-integrations-common/telemetry';
import {
  integrationContractsApiRef,
  integrationCostsApiRef,
  integrationDecisionsApiRef,
  integrationEndingsApiRef,
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
  integrationReviewsApiRef,
  integrationTelemetryApiRef,
} from './apis';
import {
  alarmsRouteRef,
  assessmentsRouteRef,
  auditsRouteRef,
  checklistRouteRef,
  contractsRouteRef,
  costsRouteRef,
  decideRouteRef,
  decisionRouteRef,
  decisionsRouteRef,
  deprecationsRouteRef,
  driftRouteRef,
  drillsRouteRef,
  healthRouteRef,
  homeRouteRef,
  integrationsRouteRef,
  operationsRouteRef,
  practicesRouteRef,
  reviewRouteRef,
  reviewsRouteRef,
  scorecardRouteRef,
  upkeepRouteRef,
  waiversRouteRef,
} from './routes';
import {
  AssessmentIcon,
  AuditIcon,
  BellIcon,
  ChecklistIcon,
  ContractIcon,
  CostIcon,
  DecideIcon,
  DeprecationIcon,
  DriftIcon,
  DrillIcon,
  GridIcon,
  HomeIcon,
  InboxIcon,
  ListIcon,
  PracticesIcon,
  PulseIcon,
  ReviewIcon,
  UpkeepIcon,
  WaiverIcon,
} from './shared/icons';
import './shared/tokens.css';

const telemetryApi = ApiBlueprint.make({
  name: 'telemetry',
  params: defineParams =>
    defineParams({
      api: integrationTelemetryApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationTelemetryClient(deps),
    }),
});

const governanceApi = ApiBlueprint.make({
  name: 'governance',
  params: defineParams =>
    defineParams({
      api: integrationGovernanceApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationGovernanceClient(deps),
    }),
});

const contractsApi = ApiBlueprint.make({
  name: 'contracts',
  params: defineParams =>
    defineParams({
      api: integrationContractsApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationContractsClient(deps),
    }),
});

const improvementApi = ApiBlueprint.make({
  name: 'improvement',
  params: defineParams =>
    defineParams({
      api: integrationImprovementApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationImprovementClient(deps),
    }),
});

const decisionsApi = ApiBlueprint.make({
  name: 'decisions',
  params: defineParams =>
    defineParams({
      api: integrationDecisionsApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationDecisionsClient(deps),
    }),
});

const costsApi = ApiBlueprint.make({
  name: 'costs',
  params: defineParams =>
    defineParams({
      api: integrationCostsApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationCostsClient(deps),
    }),
});

const reviewsApi = ApiBlueprint.make({
  name: 'reviews',
  params: defineParams =>
    defineParams({
      api: integrationReviewsApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationReviewsClient(deps),
    }),
});

const endingsApi = ApiBlueprint.make({
  name: 'endings',
  params: defineParams =>
    defineParams({
      api: integrationEndingsApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IntegrationEndingsClient(deps),
    }),
});

// Each page writes its own header: it says more than a title.
const homePage = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    title: 'Home',
    icon: <HomeIcon />,
    routeRef: homeRouteRef,
    noHeader: true,
    loader: async () => {
      const { HomePage } = await import('./home/HomePage');
      return <HomePage />;
    },
  },
});

const integrationsPage = PageBlueprint.make({
  name: 'integrations',
  params: {
    path: '/integrations',
    title: 'Integrations',
    icon: <ListIcon />,
    routeRef: integrationsRouteRef,
    noHeader: true,
    loader: async () => {
      const { IntegrationsPage } = await import('./inventory/IntegrationsPage');
      return <IntegrationsPage />;
    },
  },
});

const healthPage = PageBlueprint.make({
  name: 'health',
  params: {
    path: '/integrations/health',
    title: 'Health',
    icon: <PulseIcon />,
    routeRef: healthRouteRef,
    noHeader: true,
    loader: async () => {
      const { FleetHealthPage } = await import('./health/FleetHealthPage');
      return <FleetHealthPage />;
    },
  },
});

const alarmsPage = PageBlueprint.make({
  name: 'alarms',
  params: {
    path: '/alarms',
    title: 'Alarms',
    icon: <BellIcon />,
    routeRef: alarmsRouteRef,
    noHeader: true,
    loader: async () => {
      const { AlarmsPage } = await import('./alarms/AlarmsPage');
      return <AlarmsPage />;
    },
  },
});

const driftPage = PageBlueprint.make({
  name: 'drift',
  params: {
    path: '/integrations/drift',
    title: 'Drift',
    icon: <DriftIcon />,
    routeRef: driftRouteRef,
    noHeader: true,
    loader: async () => {
      const { DriftPage } = await import('./drift/DriftPage');
      return <DriftPage />;
    },
  },
});

const contractsPage = PageBlueprint.make({
  name: 'contracts',
  params: {
    path: '/contracts',
    title: 'Contracts',
    icon: <ContractIcon />,
    routeRef: contractsRouteRef,
    noHeader: true,
    loader: async () => {
      const { ContractsPage } = await import('./contracts/ContractsPage');
      return <ContractsPage />;
    },
  },
});

const deprecationsPage = PageBlueprint.make({
  name: 'deprecations',
  params: {
    path: '/deprecations',
    title: 'Deprecations',
    icon: <DeprecationIcon />,
    routeRef: deprecationsRouteRef,
    noHeader: true,
    loader: async () => {
      const { DeprecationsPage } =
        await import('./deprecations/DeprecationsPage');
      return <DeprecationsPage />;
    },
  },
});

const scorecardPage = PageBlueprint.make({
  name: 'scorecard',
  params: {
    path: '/scorecard',
    title: 'Scorecard',
    icon: <GridIcon />,
    routeRef: scorecardRouteRef,
    noHeader: true,
    loader: async () => {
      const { ScorecardPage } = await import('./scorecard/ScorecardPage');
      return <ScorecardPage />;
    },
  },
});

const decidePage = PageBlueprint.make({
  name: 'decide',
  params: {
    path: '/decide',
    title: 'Decide',
    icon: <DecideIcon />,
    routeRef: decideRouteRef,
    noHeader: true,
    loader: async () => {
      const { DecidePage } = await import('./decide/DecidePage');
      return <DecidePage />;
    },
  },
});

const decisionsPage = PageBlueprint.make({
  name: 'decisions',
  params: {
    path: '/decisions',
    title: 'Decisions',
    icon: <DecideIcon />,
    routeRef: decisionsRouteRef,
    noHeader: true,
    loader: async () => {
      const { DecisionsPage } = await import('./decisions/DecisionsPage');
      return <DecisionsPage />;
    },
  },
});

// It is reached from the page of decisions, and has no entry of its own: no title.
const decisionPage = PageBlueprint.make({
  name: 'decision',
  params: {
    path: '/decisions/:id',
    routeRef: decisionRouteRef,
    noHeader: true,
    loader: async () => {
      const { DecisionPage } = await import('./decisions/DecisionPage');
      return <DecisionPage />;
    },
  },
});

const costsPage = PageBlueprint.make({
  name: 'costs',
  params: {
    path: '/costs',
    title: 'Costs',
    icon: <CostIcon />,
    routeRef: costsRouteRef,
    noHeader: true,
    loader: async () => {
      const { CostsPage } = await import('./costs/CostsPage');
      return <CostsPage />;
    },
  },
});

const waiversPage = PageBlueprint.make({
  name: 'waivers',
  params: {
    path: '/waivers',
    title: 'Waivers',
    icon: <WaiverIcon />,
    routeRef: waiversRouteRef,
    noHeader: true,
    loader: async () => {
      const { WaiversPage } = await import('./waivers/WaiversPage');
      return <WaiversPage />;
    },
  },
});

const practicesPage = PageBlueprint.make({
  name: 'practices',
  params: {
    path: '/practices',
    title: 'Practices',
    icon: <PracticesIcon />,
    routeRef: practicesRouteRef,
    noHeader: true,
    loader: async () => {
      const { PracticesPage } = await import('./improvement/PracticesPage');
      return <PracticesPage />;
    },
  },
});

const checklistPage = PageBlueprint.make({
  name: 'checklist',
  params: {
    path: '/checklist',
    title: 'Checklist',
    icon: <ChecklistIcon />,
    routeRef: checklistRouteRef,
    noHeader: true,
    loader: async () => {
      const { ChecklistPage } = await import('./checklist/ChecklistPage');
      return <ChecklistPage />;
    },
  },
});

const assessmentsPage = PageBlueprint.make({
  name: 'assessments',
  params: {
    path: '/assessments',
    title: 'Assessments',
    icon: <AssessmentIcon />,
    routeRef: assessmentsRouteRef,
    noHeader: true,
    loader: async () => {
      const { AssessmentsPage } = await import('./assessments/AssessmentsPage');
      return <AssessmentsPage />;
    },
  },
});

const auditsPage = PageBlueprint.make({
  name: 'audits',
  params: {
    path: '/audits',
    title: 'Audits',
    icon: <AuditIcon />,
    routeRef: auditsRouteRef,
    noHeader: true,
    loader: async () => {
      const { AuditsPage } = await import('./audits/AuditsPage');
      return <AuditsPage />;
    },
  },
});

const upkeepPage = PageBlueprint.make({
  name: 'upkeep',
  params: {
    path: '/upkeep',
    title: 'Upkeep',
    icon: <UpkeepIcon />,
    routeRef: upkeepRouteRef,
    noHeader: true,
    loader: async () => {
      const { UpkeepPage } = await import('./upkeep/UpkeepPage');
      return <UpkeepPage />;
    },
  },
});

const reviewsPage = PageBlueprint.make({
  name: 'reviews',
  params: {
    path: '/reviews',
    title: 'Reviews',
    icon: <ReviewIcon />,
    routeRef: reviewsRouteRef,
    noHeader: true,
    loader: async () => {
      const { ReviewsPage } = await import('./reviews/ReviewsPage');
      return <ReviewsPage />;
    },
  },
});

// It is reached from the page of reviews, and has no entry of its own: no title.
const reviewPage = PageBlueprint.make({
  name: 'review',
  params: {
    path: '/reviews/:id',
    routeRef: reviewRouteRef,
    noHeader: true,
    loader: async () => {
      const { ReviewPage } = await import('./reviews/ReviewPage');
      return <ReviewPage />;
    },
  },
});

const drillsPage = PageBlueprint.make({
  name: 'drills',
  params: {
    path: '/drills',
    title: 'Drills',
    icon: <DrillIcon />,
    routeRef: drillsRouteRef,
    noHeader: true,
    loader: async () => {
      const { DrillsPage } = await import('./drills/DrillsPage');
      return <DrillsPage />;
    },
  },
});

// Neither page nor entry for who may not see it.
const operationsPage = PageBlueprint.make({
  name: 'operations',
  if: {
    permissions: {
      $contains: `${integrationTelemetryOperationsReadPermission.name}#read`,
    },
  },
  params: {
    path: '/operations',
    title: 'Operations',
    icon: <InboxIcon />,
    routeRef: operationsRouteRef,
    noHeader: true,
    loader: async () => {
      const { OperationsPage } = await import('./operations/OperationsPage');
      return <OperationsPage />;
    },
  },
});

// The catalog's own Overview tab stays; for this kind it has this layout.
const overviewLayout = EntityContentLayoutBlueprint.make({
  name: 'overview',
  params: {
    filter: isIntegrationEntity,
    loader: async () => {
      const { EntityOverview } = await import('./inventory/EntityOverview');
      return EntityOverview;
    },
  },
});

const healthTab = EntityContentBlueprint.make({
  name: 'health',
  params: {
    path: '/health',
    title: 'Health',
    filter: isIntegrationEntity,
    loader: async () => {
      const { EntityHealthTab } = await import('./health/EntityHealthTab');
      return <EntityHealthTab />;
    },
  },
});

const scorecardTab = EntityContentBlueprint.make({
  name: 'scorecard',
  params: {
    path: '/scorecard',
    title: 'Scorecard',
    filter: isIntegrationEntity,
    loader: async () => {
      const { EntityScorecardTab } =
        await import('./scorecard/EntityScorecardTab');
      return <EntityScorecardTab />;
    },
  },
});

const contractsTab = EntityContentBlueprint.make({
  name: 'contracts',
  params: {
    path: '/contracts',
    title: 'Contracts',
    filter: isIntegrationEntity,
    loader: async () => {
      const { EntityContractsTab } =
        await import('./contracts/EntityContractsTab');
      return <EntityContractsTab />;
    },
  },
});

// An Integration's own overview has it in its place already.
const endingsCard = EntityCardBlueprint.make({
  name: 'endings',
  params: {
    filter: { kind: { $in: ['component', 'system', 'group'] } },
    loader: async () => {
      const { EntityEndingsCard } =
        await import('./deprecations/cards/EntityEndingsCard');
      return <EntityEndingsCard />;
    },
  },
});

const apiContractTab = EntityContentBlueprint.make({
  name: 'api-contract',
  params: {
    path: '/contract',
    title: 'Contract',
    filter: { kind: 'api' },
    loader: async () => {
      const { ApiContractTab } = await import('./contracts/ApiContractTab');
      return <ApiContractTab />;
    },
  },
});

/**
 * The pages of Tieline: home, inventory, health, alarms, drift, contracts, deprecations, scorecard, decide, decisions, costs, reviews,
 * drills, waivers, practices, checklist, assessments, audits, upkeep and operations,
 * the tabs of an Integration's own page, an API's contract on the API's page, and what
 * ends on the pages of those who use it.
 *
 * @public
 */
export const integrationsPlugin = createFrontendPlugin({
  pluginId: 'integrations',
  title: 'Integrations',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: homeRouteRef,
    integrations: integrationsRouteRef,
    health: healthRouteRef,
    alarms: alarmsRouteRef,
    drift: driftRouteRef,
    contracts: contractsRouteRef,
    deprecations: deprecationsRouteRef,
    scorecard: scorecardRouteRef,
    decide: decideRouteRef,
    decisions: decisionsRouteRef,
    decision: decisionRouteRef,
    costs: costsRouteRef,
    waivers: waiversRouteRef,
    practices: practicesRouteRef,
    checklist: checklistRouteRef,
    assessments: assessmentsRouteRef,
    audits: auditsRouteRef,
    upkeep: upkeepRouteRef,
    reviews: reviewsRouteRef,
    review: reviewRouteRef,
    drills: drillsRouteRef,
    operations: operationsRouteRef,
  },
  extensions: [
    telemetryApi,
    governanceApi,
    contractsApi,
    decisionsApi,
    costsApi,
    reviewsApi,
    endingsApi,
    improvementApi,
    homePage,
    integrationsPage,
    healthPage,
    alarmsPage,
    driftPage,
    contractsPage,
    deprecationsPage,
    scorecardPage,
    decidePage,
    decisionsPage,
    decisionPage,
    costsPage,
    waiversPage,
    practicesPage,
    checklistPage,
    assessmentsPage,
    auditsPage,
    upkeepPage,
    reviewsPage,
    reviewPage,
    drillsPage,
    operationsPage,
    overviewLayout,
    healthTab,
    scorecardTab,
    contractsTab,
    apiContractTab,
    endingsCard,
  ],
});
