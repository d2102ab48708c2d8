import { HealthSummary } from '../telemetry/types';
import { components, operations } from './schema.generated';

type Schemas = components['schemas'];
type Query<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;

/** The state of a question: only `yes` counts. @public */
export type AnswerState = Schemas['AnswerState'];
/** A question's state with the number of checks behind it. @public */
export type Answer = Schemas['Answer'];
/** Questions answered yes of those that apply. @public */
export type Score = Schemas['Score'];
/** An integration with facets, health and score. @public */
export type IntegrationRow = Omit<Schemas['IntegrationRow'], 'health'> & {
  health?: HealthSummary;
};
/** Per facet the values with their counts. @public */
export type FacetCounts = Schemas['FacetCounts'];
/** One page of integrations. @public */
export type IntegrationPage = Omit<Schemas['IntegrationPage'], 'items'> & {
  items: IntegrationRow[];
};
/** One of the checklist's questions. @public */
export type Question = Schemas['Question'];
/** One automatic test that gives part of an answer. @public */
export type CheckDefinition = Schemas['CheckDefinition'];
/** The questions and their checks. @public */
export type Checklist = Schemas['Checklist'];
/** A question's answers over a group of integrations. @public */
export type RollUpAnswer = Schemas['RollUpAnswer'];
/** A group of integrations in the portfolio's scorecard. @public */
export type RollUp = Schemas['RollUp'];
/** The portfolio's scorecard. @public */
export type PortfolioScorecard = Schemas['PortfolioScorecard'];
/** What a check's result rests on. @public */
export type Evidence = Schemas['Evidence'];
/** A check's result with its evidence. @public */
export type CheckOutcome = Schemas['CheckOutcome'];
/** A change of a check's result. @public */
export type Transition = Schemas['Transition'];
/** One integration's answers with checks, evidence and history. @public */
export type IntegrationScorecard = Schemas['IntegrationScorecard'];
/** How far an evaluation is. @public */
export type Evaluation = Schemas['Evaluation'];

/** What kind of evidence somebody told. @public */
export type EvidenceType = Schemas['EvidenceType'];
/** What a fault test shows to hold, or not to. @public */
export type Control = Schemas['Control'];
/** At which level tests ran. @public */
export type TestLevel = Schemas['TestLevel'];
/** What a pipeline found. @public */
export type PushedEvidence = Schemas['PushedEvidence'];
/** What was taken of it. @public */
export type PushReceipt = Schemas['PushReceipt'];
/** A person's dated statement. @public */
export type Attestation = Schemas['Attestation'];
/** What a pipeline or a person told, as it is kept. @public */
export type EvidenceRecord = Schemas['EvidenceRecord'];
/** One page of what pipelines and people told. @public */
export type EvidencePage = Schemas['EvidencePage'];
/** Where an exception to a check stands. @public */
export type WaiverState = Schemas['WaiverState'];
/** An exception to a check that somebody asks for. @public */
export type WaiverRequest = Schemas['WaiverRequest'];
/** What somebody decided about a waiver. @public */
export type WaiverDecision = Schemas['WaiverDecision'];
/** An exception to a check. @public */
export type Waiver = Schemas['Waiver'];
/** One page of waivers. @public */
export type WaiverPage = Schemas['WaiverPage'];
/** The waiver of a check's outcome. @public */
export type OutcomeWaiver = Schemas['OutcomeWaiver'];

/** An integration in the portfolio's scorecard. @public */
export type ScorecardRow = Schemas['ScorecardRow'];
/** The answers of a group, day by day. @public */
export type ScorecardHistory = Schemas['ScorecardHistory'];

/** @public */
export type GetScorecardHistoryRequest = Query<'GetScorecardHistory'>;
/** @public */
export type ListEvidenceRequest = Query<'ListEvidence'>;
/** @public */
export type ListWaiversRequest = Query<'ListWaivers'>;
/** @public */
export type ListIntegrationsRequest = Query<'ListIntegrations'>;
/** @public */
export type GetScorecardRequest = Query<'GetScorecard'>;
