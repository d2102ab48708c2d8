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

/** What a version of the checklist is for. @public */
export type ChecklistState = Schemas['ChecklistState'];
/** A changed checklist, as it is sent. @public */
export type ChecklistDraftRequest = Schemas['ChecklistDraftRequest'];
/** What a draft would change. @public */
export type ChecklistPreview = Schemas['ChecklistPreview'];
/** A version of the checklist. @public */
export type ChecklistVersion = Schemas['ChecklistVersion'];
/** All versions of the checklist. @public */
export type ChecklistVersionList = Schemas['ChecklistVersionList'];
/** A version with how it differs from the one that counts. @public */
export type ChecklistVersionDetail = Schemas['ChecklistVersionDetail'];
/** A question or check in which two checklists differ. @public */
export type ChecklistDifference = Schemas['ChecklistDifference'];
/** What a draft would change of one integration. @public */
export type ChecklistEffect = Schemas['ChecklistEffect'];
/** One page of the integrations that a draft would touch. @public */
export type ChecklistEffectPage = Schemas['ChecklistEffectPage'];
/** One check that many, or critical, integrations do not pass. @public */
export type PainPoint = Schemas['PainPoint'];
/** What hurts most. @public */
export type PainPointList = Schemas['PainPointList'];
/** With which integration to begin. @public */
export type PilotProposal = Schemas['PilotProposal'];
/** Where a pilot stands. @public */
export type PilotState = Schemas['PilotState'];
/** An improvement to start. @public */
export type PilotRequest = Schemas['PilotRequest'];
/** A figure before a pilot, and since. @public */
export type PilotMeasure = Schemas['PilotMeasure'];
/** An improvement with one integration, before and after. @public */
export type Pilot = Schemas['Pilot'];
/** One page of pilots. @public */
export type PilotPage = Schemas['PilotPage'];
/** What a pilot taught. @public */
export type WriteUp = Schemas['WriteUp'];
/** Where a goal stands. @public */
export type GoalState = Schemas['GoalState'];
/** For which integrations a goal is set. @public */
export type GoalFilter = Schemas['GoalFilter'];
/** A goal to set. @public */
export type GoalRequest = Schemas['GoalRequest'];
/** When a goal will be met. @public */
export type GoalForecast = Schemas['GoalForecast'];
/** A goal with a date for a set of integrations. @public */
export type Goal = Schemas['Goal'];
/** Goals. @public */
export type GoalList = Schemas['GoalList'];
/** A goal with its burn-down and what is still open. @public */
export type GoalDetail = Schemas['GoalDetail'];
/** Where an assessment stands. @public */
export type AssessmentState = Schemas['AssessmentState'];
/** An assessment to run. @public */
export type AssessmentRequest = Schemas['AssessmentRequest'];
/** How an integration changed between two assessments. @public */
export type AssessmentChange = Schemas['AssessmentChange'];
/** The answers of the portfolio, frozen. @public */
export type Assessment = Schemas['Assessment'];
/** One page of assessments. @public */
export type AssessmentPage = Schemas['AssessmentPage'];
/** An assessment, compared with another. @public */
export type AssessmentDetail = Schemas['AssessmentDetail'];
/** An integration in an assessment. @public */
export type AssessmentRow = Schemas['AssessmentRow'];
/** One page of the integrations of an assessment. @public */
export type AssessmentRowPage = Schemas['AssessmentRowPage'];
/** Where an audit of a pass stands. @public */
export type AuditState = Schemas['AuditState'];
/** What an auditor decided. @public */
export type AuditDecision = Schemas['AuditDecision'];
/** A pass that was drawn for somebody to look at. @public */
export type Audit = Schemas['Audit'];
/** One page of audits. @public */
export type AuditPage = Schemas['AuditPage'];
/** A check that never failed for a year. @public */
export type WorthlessCheck = Schemas['WorthlessCheck'];
/** Checks that never failed for a year. @public */
export type WorthlessCheckList = Schemas['WorthlessCheckList'];
/** An integration with traffic that nobody looks after. @public */
export type NeglectedIntegration = Schemas['NeglectedIntegration'];
/** Integrations that nobody looks after. @public */
export type NeglectedIntegrationList = Schemas['NeglectedIntegrationList'];
/** Integrations that carry the same data between the same systems. @public */
export type SuspectedDuplicate = Schemas['SuspectedDuplicate'];
/** Suspected duplicates. @public */
export type SuspectedDuplicateList = Schemas['SuspectedDuplicateList'];
/** A document that the organisation answers with. @public */
export type DocumentId = Schemas['DocumentId'];
/** What is said of such a document. @public */
export type DocumentRecord = Schemas['DocumentRecord'];
/** Such a document, as it is kept. @public */
export type OrganisationDocument = Schemas['OrganisationDocument'];
/** A question that is answered for the whole. @public */
export type OrganisationAnswer = Schemas['OrganisationAnswer'];
/** The questions that are answered for the whole. @public */
export type OrganisationAnswers = Schemas['OrganisationAnswers'];
/** A step of a run of the checklist for one integration. @public */
export type EvaluationStep = Schemas['EvaluationStep'];

/** The needs that the choice of a pattern depends on. @public */
export type Profile = Schemas['Profile'];
/** The profile of an existing integration, with where each answer comes from. @public */
export type KnownProfile = Schemas['KnownProfile'];
/** What each pattern is best for, and how it is ranked. @public */
export type DecisionMatrix = Schemas['DecisionMatrix'];
/** A profile to rank the patterns for. @public */
export type RecommendationRequest = Schemas['RecommendationRequest'];
/** All patterns ranked for a profile. @public */
export type Recommendation = Schemas['Recommendation'];
/** A pattern in a ranking, with what speaks for it and against it. @public */
export type RankedPattern = Schemas['RankedPattern'];
/** Whether a pattern meets a need. @public */
export type NeedFit = Schemas['NeedFit'];
/** A cost with its range. @public */
export type CostRange = Schemas['CostRange'];
/** A part of a cost, with its formula and inputs. @public */
export type CostPart = Schemas['CostPart'];
/** What a pattern costs over some years. @public */
export type CostEstimate = Schemas['CostEstimate'];
/** A cost over volume. @public */
export type CostCurve = Schemas['CostCurve'];
/** From which volume on another pattern is cheaper. @public */
export type BreakEven = Schemas['BreakEven'];
/** Whether an assumption alone tips the choice. @public */
export type Sensitivity = Schemas['Sensitivity'];
/** What a profile or evidence warns of. @public */
export type DecisionWarning = Schemas['DecisionWarning'];
/** A decision to record. @public */
export type DecisionRequest = Schemas['DecisionRequest'];
/** The recorded choice of a pattern. @public */
export type Decision = Schemas['Decision'];
/** A decision with its ranking, as Markdown and as a patch. @public */
export type DecisionDetail = Schemas['DecisionDetail'];
/** One page of decisions. @public */
export type DecisionPage = Schemas['DecisionPage'];
/** A unit price or effort. @public */
export type Price = Schemas['Price'];
/** The unit prices that costs are calculated from. @public */
export type PriceList = Schemas['PriceList'];

/** Why somebody does something. @public */
export type Reason = Schemas['Reason'];
/** Whether a decision whose assumptions no longer hold still waits for somebody. @public */
export type RegretState = Schemas['RegretState'];
/** An assumption beside what is observed. @public */
export type RegretReason = Schemas['RegretReason'];
/** A decision whose assumptions no longer hold. @public */
export type Regret = Schemas['Regret'];
/** One page of such decisions. @public */
export type RegretPage = Schemas['RegretPage'];
/** What the matrix says today of an integration that exists. @public */
export type Reconsideration = Schemas['Reconsideration'];
/** One page of integrations, with what the matrix says of them today. @public */
export type ReconsiderationPage = Schemas['ReconsiderationPage'];
/** A part of the portfolio to weigh, with what is known of it. @public */
export type BuildOrBuyRequest = Schemas['BuildOrBuyRequest'];
/** Whether to build, to buy, or to do both. @public */
export type BuildOrBuy = Schemas['BuildOrBuy'];
/** An integration, and why it belongs on one side. @public */
export type SplitIntegration = Schemas['SplitIntegration'];
/** What an integration costs to run. @public */
export type RunCost = Schemas['RunCost'];
/** One page of run costs. @public */
export type RunCostPage = Schemas['RunCostPage'];
/** Run costs added up. @public */
export type RunCostGroups = Schemas['RunCostGroups'];
/** What a platform allows, and how much of it is used. @public */
export type Quota = Schemas['Quota'];
/** What platforms allow. @public */
export type QuotaList = Schemas['QuotaList'];
/** What was done by hand. @public */
export type InterventionKind = Schemas['InterventionKind'];
/** What was done by hand, to log it. @public */
export type InterventionRequest = Schemas['InterventionRequest'];
/** What somebody did by hand to keep an integration running. @public */
export type Intervention = Schemas['Intervention'];
/** One page of what was done by hand. @public */
export type InterventionPage = Schemas['InterventionPage'];
/** What a review looks at. @public */
export type ReviewSubject = Schemas['ReviewSubject'];
/** How far a review is. @public */
export type ReviewState = Schemas['ReviewState'];
/** Why a review is due before its cadence. @public */
export type EarlyReason = Schemas['EarlyReason'];
/** When something is to be reviewed. @public */
export type DueReview = Schemas['DueReview'];
/** One page of what is to be reviewed. @public */
export type DueReviewPage = Schemas['DueReviewPage'];
/** What a calendar feed is to show. @public */
export type CalendarFeedRequest = Schemas['CalendarFeedRequest'];
/** A calendar feed. @public */
export type CalendarFeed = Schemas['CalendarFeed'];
/** The calendar feeds of the caller. @public */
export type CalendarFeedList = Schemas['CalendarFeedList'];
/** A review to begin. @public */
export type ReviewRequest = Schemas['ReviewRequest'];
/** What an item of an agenda is about. @public */
export type ReviewItemKind = Schemas['ReviewItemKind'];
/** An item of an agenda. @public */
export type ReviewItem = Schemas['ReviewItem'];
/** Something to put on an agenda. @public */
export type ReviewItemRequest = Schemas['ReviewItemRequest'];
/** What follows from an item. @public */
export type DispositionRequest = Schemas['DispositionRequest'];
/** Whether an integration stays. @public */
export type KeepOrEndRequest = Schemas['KeepOrEndRequest'];
/** What closes a review. @public */
export type SignatureRequest = Schemas['SignatureRequest'];
/** A regular look at an integration, or at the portfolio. @public */
export type Review = Schemas['Review'];
/** A review with its agenda, findings and trail. @public */
export type ReviewDetail = Schemas['ReviewDetail'];
/** One page of reviews. @public */
export type ReviewPage = Schemas['ReviewPage'];
/** A business process that changed. @public */
export type ProcessChangeRequest = Schemas['ProcessChangeRequest'];
/** A business process that changed, with the integrations that name it. @public */
export type ProcessChange = Schemas['ProcessChange'];
/** How far a finding is. @public */
export type FindingState = Schemas['FindingState'];
/** Something to be done. @public */
export type FindingRequest = Schemas['FindingRequest'];
/** What a review or a drill found, to be done by somebody. @public */
export type Finding = Schemas['Finding'];
/** One page of findings. @public */
export type FindingPage = Schemas['FindingPage'];
/** Another owner or date of a finding. @public */
export type FindingChange = Schemas['FindingChange'];
/** How a finding was done. @public */
export type FindingCompletion = Schemas['FindingCompletion'];
/** A way in which integrations fail. @public */
export type FailureMode = Schemas['FailureMode'];
/** The ways in which integrations fail. @public */
export type FailureModeList = Schemas['FailureModeList'];
/** The state of an integration’s runbook. @public */
export type Runbook = Schemas['Runbook'];
/** What a runbook covers. @public */
export type RunbookConfirmationRequest = Schemas['RunbookConfirmationRequest'];
/** How far a drill is. @public */
export type DrillState = Schemas['DrillState'];
/** How a drill went. @public */
export type DrillOutcome = Schemas['DrillOutcome'];
/** A drill to plan. @public */
export type DrillRequest = Schemas['DrillRequest'];
/** How a drill went, to record it. @public */
export type DrillOutcomeRequest = Schemas['DrillOutcomeRequest'];
/** A rehearsal of a failure. @public */
export type Drill = Schemas['Drill'];
/** One page of drills. @public */
export type DrillPage = Schemas['DrillPage'];
/** What to drill next. @public */
export type DrillSuggestion = Schemas['DrillSuggestion'];
/** What to drill next, the most needed first. @public */
export type DrillSuggestionList = Schemas['DrillSuggestionList'];

/** @public */
export type ListRegretsRequest = Query<'ListRegrets'>;
/** @public */
export type ListReconsiderationsRequest = Query<'ListReconsiderations'>;
/** @public */
export type ListRunCostsRequest = Query<'ListRunCosts'>;
/** @public */
export type ListRunCostGroupsRequest = Query<'ListRunCostGroups'>;
/** @public */
export type ListInterventionsRequest = Query<'ListInterventions'>;
/** @public */
export type ListDueReviewsRequest = Query<'ListDueReviews'>;
/** @public */
export type ListReviewsRequest = Query<'ListReviews'>;
/** @public */
export type GetReviewRequest = Query<'GetReview'>;
/** @public */
export type ListFindingsRequest = Query<'ListFindings'>;
/** @public */
export type ListFailureModesRequest = Query<'ListFailureModes'>;
/** @public */
export type ListDrillsRequest = Query<'ListDrills'>;
/** @public */
export type ListDrillSuggestionsRequest = Query<'ListDrillSuggestions'>;
/** @public */
export type ListDecisionsRequest = Query<'ListDecisions'>;
/** @public */
export type ListChecklistEffectsRequest = Query<'ListChecklistEffects'>;
/** @public */
export type ListPainPointsRequest = Query<'ListPainPoints'>;
/** @public */
export type ListPilotsRequest = Query<'ListPilots'>;
/** @public */
export type ListGoalsRequest = Query<'ListGoals'>;
/** @public */
export type ListAssessmentsRequest = Query<'ListAssessments'>;
/** @public */
export type ListAssessmentRowsRequest = Query<'ListAssessmentRows'>;
/** @public */
export type ListAuditsRequest = Query<'ListAudits'>;
/** @public */
export type ListNeglectedIntegrationsRequest =
  Query<'ListNeglectedIntegrations'>;
/** @public */
export type ListSuspectedDuplicatesRequest = Query<'ListSuspectedDuplicates'>;
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
