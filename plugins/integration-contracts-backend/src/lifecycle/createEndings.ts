import { LoggerService } from '@backstage/backend-plugin-api';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { FlowStore } from '../consumers/FlowStore';
import { ContractStore } from '../registry/ContractStore';
import { VersionStore } from '../registry/VersionStore';
import { Outbox } from '../telling/Outbox';
import { Brownouts } from './Brownouts';
import { CalendarFeeds } from './CalendarFeeds';
import { CatalogEndings } from './CatalogEndings';
import { CallerClaimStore } from './claims/CallerClaimStore';
import { ConsumerCollector } from './consumers/ConsumerCollector';
import { TelemetryReader } from './consumers/TelemetryReader';
import { ConsumerAnswers } from './ConsumerAnswers';
import { EndingPolicy } from './Ending';
import { EndingDecisions } from './EndingDecisions';
import { EndingKeeper } from './EndingKeeper';
import { EndingPlanner } from './EndingPlanner';
import { EndingReader } from './EndingReader';
import { EndingStore } from './EndingStore';
import { EndingSubjects } from './EndingSubjects';
import { EndingTexts } from './EndingTexts';
import { HeaderEndings } from './notices/HeaderEndings';
import { NoticeMatcher } from './notices/NoticeMatcher';
import { UnknownNoticeReader } from './notices/UnknownNoticeReader';
import { Replacements } from './Replacements';
import { EndingTeller } from './telling/EndingTeller';

/** Puts together what announces, follows, judges and shows endings. */
export function createEndings(options: {
  knex: Knex;
  projection: IntegrationProjection;
  contracts: ContractStore;
  versions: VersionStore;
  flows: FlowStore;
  outbox: Outbox;
  telemetry: TelemetryReader;
  policy: EndingPolicy;
  logger: LoggerService;
  /** Where the portal is. */
  appUrl: string;
  now: () => number;
}) {
  const store = new EndingStore(options);
  const subjects = new EndingSubjects(options);
  const teller = new EndingTeller(options);
  const claims = new CallerClaimStore(options);
  const shared = { ...options, store, subjects, teller, claims };
  const replacements = new Replacements(shared);
  const brownouts = new Brownouts(shared);
  const collector = new ConsumerCollector(shared);
  const keeper = new EndingKeeper({
    ...shared,
    collector,
    replacements,
    brownouts,
  });
  const reader = new EndingReader({ ...shared, brownouts });
  const headerEndings = new HeaderEndings({
    ...shared,
    matcher: new NoticeMatcher(shared),
  });
  return {
    store,
    subjects,
    catalogEndings: new CatalogEndings({ ...options, store }),
    headerEndings,
    unknownNotices: new UnknownNoticeReader({ ...options, headerEndings }),
    keeper,
    brownouts,
    planner: new EndingPlanner({ ...shared, replacements, keeper }),
    decisions: new EndingDecisions({ ...shared, replacements, keeper }),
    answers: new ConsumerAnswers({ ...shared, keeper }),
    reader,
    texts: new EndingTexts({ ...shared, reader, brownouts }),
    feeds: new CalendarFeeds(options),
  };
}
