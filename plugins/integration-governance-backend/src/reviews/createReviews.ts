import { LoggerService, UserInfoService } from '@backstage/backend-plugin-api';
import {
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { AssessmentReader } from '../assessments/AssessmentReader';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { ContractsStore } from '../evidence/ContractsStore';
import { DriftStore } from '../evidence/DriftStore';
import { HealthStore } from '../evidence/HealthStore';
import { ContractsAccess, TelemetryAccess } from '../evidence/pluginAccess';
import { SourceStore } from '../evidence/SourceStore';
import { FindingOffice } from '../findings/FindingOffice';
import { FindingPresenter } from '../findings/FindingPresenter';
import { FindingStore } from '../findings/FindingStore';
import { PainPointReader } from '../improvement/PainPointReader';
import { RollUpHistory } from '../scorecard/RollUpHistory';
import { ScorecardReader } from '../scorecard/ScorecardReader';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { TallyReader } from '../scorecard/TallyReader';
import { WaiverStore } from '../waivers/WaiverStore';
import { AgendaSources } from './agenda/AgendaSources';
import { AgendaWriter } from './agenda/AgendaWriter';
import { IntegrationFactsReader } from './agenda/IntegrationFactsReader';
import { PortfolioFactsReader } from './agenda/PortfolioFactsReader';
import { ReviewCadence } from './ReviewCadence';
import { ReviewOffice } from './ReviewOffice';
import { ReviewPresenter } from './ReviewPresenter';
import { ReviewStore } from './ReviewStore';

/** Reviews and findings, put together. */
export function createReviews(options: {
  knex: Knex;
  logger: LoggerService;
  guard: RouteGuard;
  userInfo: UserInfoService;
  projection: IntegrationProjection;
  checklist: ActiveChecklist;
  scorecards: ScorecardStore;
  scorecardReader: ScorecardReader;
  health: HealthStore;
  drift: DriftStore;
  contracts: ContractsStore;
  sources: SourceStore;
  telemetryApi: TelemetryAccess;
  contractsApi: ContractsAccess;
  waivers: WaiverStore;
  tallies: TallyReader;
  history: RollUpHistory;
  painPoints: PainPointReader;
  assessments: { store: AssessmentStore; reader: AssessmentReader };
  cadence: ReviewCadence;
  /** What an agenda asks besides. */
  agendaSources?: AgendaSources;
}) {
  const { scorecards, cadence, agendaSources = {} } = options;
  const store = new ReviewStore(options);
  const findings = new FindingStore(options);
  const findingOffice = new FindingOffice({ ...options, store: findings });
  const findingPresenter = new FindingPresenter(options);
  scorecards.alsoWrite((tx, changes) => findingOffice.closeShown(tx, changes));
  const agenda = new AgendaWriter({
    projection: options.projection,
    integrations: new IntegrationFactsReader({
      ...options,
      ...{ findings, agendaSources },
      scorecards: options.scorecardReader,
    }),
    portfolio: new PortfolioFactsReader({
      ...options,
      ...{ findings, cadence, agendaSources },
      reviews: store,
    }),
  });
  const office = new ReviewOffice({
    ...{ store, findings, findingOffice, agenda, cadence },
  });
  return {
    cadence,
    reviews: {
      store,
      office,
      findingPresenter,
      presenter: new ReviewPresenter({
        ...options,
        ...{ office, findings, findingPresenter },
      }),
    },
    findings: {
      store: findings,
      office: findingOffice,
      presenter: findingPresenter,
    },
  };
}

export type Reviews = ReturnType<typeof createReviews>;
