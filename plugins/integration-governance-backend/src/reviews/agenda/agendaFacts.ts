import {
  AnswerState,
  CheckOutcome,
  PainPoint,
  Question,
  ReviewItem,
  RollUpAnswer,
} from '@tieline/plugin-integrations-common/governance';
import {
  ContractVersion,
  FlowEvidence,
} from '@tieline/plugin-integrations-common/contracts';
import {
  Alarm,
  DriftItem,
  HealthSummary,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';
import { StoredFinding } from '../../findings/Finding';
import { StoredWaiver } from '../../waivers/Waiver';
import { ReviewBaseline } from '../Review';
import { DrillSource, RegretSource, RunCostSource } from './AgendaSources';

/** An item of an agenda that nobody has looked at. */
export type AgendaItem = Omit<ReviewItem, 'id' | 'isOwn' | 'disposition'>;

/** What a source said, or since when it says nothing. */
export type Told<T> =
  | { value: T }
  | {
      /** Since when, as far as is known: ISO 8601. */
      outSince: string | undefined;
    };

/** The time that an agenda is about. */
export interface AgendaPeriod {
  now: Date;
  since: Date;
  /** Whether there was no review before; the last 365 days count then. */
  isFirst: boolean;
  /** ISO 8601 day on which the next review is to be held. */
  nextReviewOn: string;
}

/** A contract that an integration declares, with what became of it. */
export interface ContractFacts {
  data: string;
  reference?: string;
  contract?: FlowEvidence['contract'];
  /** Published since the last review, newest first; only where the contract is registered. */
  newVersions?: Told<ContractVersion[]>;
  /** What the mode was at the last review; missing where nobody knows. */
  modeThen?: string;
}

/** What is known of an integration when its agenda is written. */
export interface IntegrationFacts extends AgendaPeriod {
  facets: IntegrationFacets;
  before?: ReviewBaseline;
  /** Its value is undefined where nobody measures it. */
  health: Told<HealthSummary | undefined>;
  alarms: Told<{ total: number; items: Alarm[] }>;
  contracts: Told<ContractFacts[]>;
  drift: Told<DriftItem[]>;
  questions: Question[];
  /** By question; missing before the first evaluation. */
  answers?: Record<string, AnswerState>;
  /** As at the last review. */
  answersThen?: Record<string, AnswerState>;
  beganToFail: CheckOutcome[];
  /** That end before the next review, the first first. */
  waivers: Array<StoredWaiver & { title: string }>;
  findings: StoredFinding[];
  /** Missing where nobody can tell at all. */
  cost?: Told<Awaited<ReturnType<RunCostSource['runCost']>>>;
  regrets?: Told<Awaited<ReturnType<RegretSource['openRegrets']>>>;
  drill?: Told<Awaited<ReturnType<DrillSource['lastDrill']>>>;
}

/** What is known of the portfolio when its agenda is written. */
export interface PortfolioFacts extends AgendaPeriod {
  integrations: number;
  questions: Question[];
  answers: RollUpAnswer[];
  answersThen?: RollUpAnswer[];
  painPoints: PainPoint[];
  /** Reviewed once, and not in time again, by name. */
  overdueReviews: string[];
  /** By name. */
  neverReviewed: string[];
  overdueFindings: StoredFinding[];
  waivers: Array<StoredWaiver & { title: string }>;
  /** By name. */
  ownerless: string[];
  undeclared: Told<{ count: number; callsADay: number }>;
  /** Missing where there are no two that are done. */
  assessments?: {
    title: string;
    before: string;
    yesShare: number | null;
    yesShareBefore: number | null;
    changes: Record<string, number>;
  };
  regrets?: Told<Awaited<ReturnType<RegretSource['openRegrets']>>>;
  mostExpensive?: Told<Awaited<ReturnType<RunCostSource['mostExpensive']>>>;
}
