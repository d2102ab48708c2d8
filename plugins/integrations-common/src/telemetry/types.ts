import { components, operations } from './schema.generated';

type Schemas = components['schemas'];
type Query<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;

/** The channel of signals that tell which integrations' health changed. @public */
export const HEALTH_CHANNEL = 'integration-health';

/** What lists filter and group integrations by. @public */
export type IntegrationFacets = Schemas['IntegrationFacets'];
/** Why a status is what it is. @public */
export type HealthReason = Schemas['HealthReason'];
/** Throughput, errors and latency over a window. @public */
export type CallIndicators = Schemas['CallIndicators'];
/** Runs of a batch or file flow against their schedule. @public */
export type RunIndicators = Schemas['RunIndicators'];
/** What runs before another did. @public */
export type UsualRun = Schemas['UsualRun'];
/** One scheduled, or unscheduled, run. @public */
export type RunOccurrence = Schemas['RunOccurrence'];
/** One execution of a batch or file flow. @public */
export type Run = Schemas['Run'];
/** A run as its sender reports it. @public */
export type RunReport = Schemas['RunReport'];
/** A slow change of an indicator, or what could be seen of one. @public */
export type Trend = Schemas['Trend'];
/** A trace that failed or took long. @public */
export type Exemplar = Schemas['Exemplar'];
/** What was promised of an integration, and how much of it is left. @public */
export type Objective = Schemas['Objective'];
/** How fast an error budget goes over two windows. @public */
export type BurnRate = Schemas['BurnRate'];
/** What lies in a dead-letter queue. @public */
export type DeadLetterQueue = Schemas['DeadLetterQueue'];
/** Two versions that run beside each other. @public */
export type VersionComparison = Schemas['VersionComparison'];
/** One indicator by which versions are compared. @public */
export type VersionEvidence = Schemas['VersionEvidence'];
/** How much was sent or arrived, as somebody reports it. @public */
export type ReconciliationReport = Schemas['ReconciliationReport'];
/** reconciled, lost, doubled or open. @public */
export type ReconciliationState = Schemas['ReconciliationState'];
/** What was sent in a window and what arrived. @public */
export type ReconciledWindow = Schemas['ReconciledWindow'];
/** What is unexplained of what was sent lately. @public */
export type ReconciliationIndicators = Schemas['ReconciliationIndicators'];
/** What lies in an integration's queues over time. @public */
export type QueueLevels = Schemas['QueueLevels'];
/** An integration's health in a list. @public */
export type HealthSummary = Schemas['HealthSummary'];
/** A contract version that traffic told of. @public */
export type SeenVersion = Schemas['SeenVersion'];
/** The last alarm of an integration that somebody was told of. @public */
export type LastAlarm = Schemas['LastAlarm'];
/** Something that needs, or needed, somebody. @public */
export type Alarm = Schemas['Alarm'];
/** An alarm with what became of it. @public */
export type AlarmWithLog = Schemas['AlarmWithLog'];
/** One page of alarms. @public */
export type AlarmPage = Schemas['AlarmPage'];
/** How the alarms of a rule did. @public */
export type AlarmRule = Schemas['AlarmRule'];
/** What became of alarms that another tool reported. @public */
export type ExternalOutcome = Schemas['ExternalOutcome'];
/** A time in which nobody is told. @public */
export type MaintenanceWindow = Schemas['MaintenanceWindow'];
/** A version or a deployment that somebody told of. @public */
export type Change = Schemas['Change'];
/** One page of the fleet's health, worst first. @public */
export type HealthPage = Schemas['HealthPage'];
/** An integration's health with its operations, consumers and environments. @public */
export type HealthDetail = Schemas['HealthDetail'];
/** One of several reports of the same calls. @public */
export type ReportView = Schemas['ReportView'];
/** Source and side of a report. @public */
export type ViewName = Schemas['ViewName'];
/** An operation's or a consumer's share of an integration's health. @public */
export type BreakdownRow = Schemas['BreakdownRow'];
/** Health in an environment that does not count for the status. @public */
export type EnvironmentHealth = Schemas['EnvironmentHealth'];
/** The last 24 hours of one indicator. @public */
export type Sparkline = Schemas['Sparkline'];
/** The name of an indicator of calls. @public */
export type Indicator = Schemas['Indicator'];
/** Indicators over time. @public */
export type SeriesSet = Schemas['SeriesSet'];
/** The range that is usual for an indicator. @public */
export type UsualBand = Schemas['Band'];
/** undeclared, silent or mismatched. @public */
export type DriftKind = Schemas['DriftKind'];
/** One difference between declared and observed. @public */
export type DriftItem = Schemas['DriftItem'];
/** What responses of one place say of an end. @public */
export type EndingNotice = Schemas['EndingNotice'];
/** One page of what responses say of ends. @public */
export type EndingNoticePage = Schemas['EndingNoticePage'];
/** One page of drift. @public */
export type DriftPage = Schemas['DriftPage'];
/** What a list of drift is ordered by. @public */
export type DriftSort = Schemas['DriftSort'];
/** One difference with its traffic and what can be done about it. @public */
export type DriftDetail = Schemas['DriftDetail'];
/** What to add to an integration so that it declares what was observed. @public */
export type DriftAttachment = Schemas['DriftAttachment'];
/** Who took a difference out of the list, why and until when. @public */
export type DriftDismissal = Schemas['DriftDismissal'];
/** How far a replay of history is. @public */
export type Replay = Schemas['Replay'];
/** What the receiver has taken so far. @public */
export type ReceiverStatus = Schemas['ReceiverStatus'];
/** Who uses an integration, with which contract version. @public */
export type Usage = Schemas['Usage'];
/** One consumer with one contract version. @public */
export type UsageItem = Schemas['UsageItem'];
/** By what a caller is known. @public */
export type CallerKey = Schemas['CallerKey'];
/** Who called within some minutes. @public */
export type Caller = Schemas['Caller'];
/** Calls that are counted together, past a limit of series. @public */
export type UsageOverflow = Schemas['UsageOverflow'];
/** How the receiver itself is doing. @public */
export type Operations = Schemas['Operations'];
/** Something about the receiver that needs somebody. @public */
export type OperationsProblem = Schemas['OperationsProblem'];
/** What one replica counted since it started. @public */
export type OperationsProcess = Schemas['OperationsProcess'];
/** A count since the start, and lately. @public */
export type OperationsCount = Schemas['OperationsCount'];
/** The receiver on a port of its own. @public */
export type OperationsListener = Schemas['OperationsListener'];
/** An engine that telemetry is read from, and how it is doing. @public */
export type Engine = Schemas['Engine'];
/** Threads that read large bodies. @public */
export type OperationsWorkers = Schemas['OperationsWorkers'];

/** @public */
export type ListHealthRequest = Query<'ListHealth'>;
/** @public */
export type GetHealthRequest = Query<'GetHealth'>;
/** @public */
export type GetSeriesRequest = Query<'GetSeries'>;
/** @public */
export type GetRunsRequest = Query<'GetRuns'>;
/** @public */
export type GetReconciliationsRequest = Query<'GetReconciliations'>;
/** @public */
export type GetQueuesRequest = Query<'GetQueues'>;
/** @public */
export type GetUsageRequest = Query<'GetUsage'>;
/** @public */
export type GetCallersRequest = Query<'GetCallers'>;
/** @public */
export type ListEndingNoticesRequest = Query<'ListEndingNotices'>;
/** @public */
export type ListDriftRequest = Query<'ListDrift'>;
/** @public */
export type ListAlarmsRequest = Query<'ListAlarms'>;
/** @public */
export type ListChangesRequest = Query<'ListChanges'>;
/** @public */
export type AcceptTrendRequest = Query<'AcceptTrend'>;
/** @public */
export type GetDriftAttachmentRequest = Query<'GetDriftAttachment'>;
