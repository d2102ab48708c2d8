import { components, operations } from './schema.generated';

type Schemas = components['schemas'];
type Query<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;

/** @public */
export type ContractFormat = Schemas['ContractFormat'];
/** How a version's verdict came out. @public */
export type VerdictState = Schemas['VerdictState'];
/** @public */
export type VersionState = Schemas['VersionState'];
/** What a contract promises besides its shape. @public */
export type Guarantees = Schemas['Guarantees'];
/** How a contract's next versions are judged, and what it promises. @public */
export type ContractSettings = Schemas['ContractSettings'];
/** A contract in a list. @public */
export type ContractSummary = Schemas['ContractSummary'];
/** One page of contracts. @public */
export type ContractPage = Schemas['ContractPage'];
/** A contract with versions, guarantees, consumers and refused attempts. @public */
export type Contract = Schemas['Contract'];
/** A file that an integration names as its contract. @public */
export type ContractFile = Schemas['ContractFile'];
/** A message about a contract or an ending that nobody took. @public */
export type Untold = Schemas['Untold'];
/** @public */
export type ContractVersion = Schemas['ContractVersion'];
/** @public */
export type ContractVersionText = Schemas['ContractVersionText'];
/** An integration that has a data flow under a contract. @public */
export type ContractConsumer = Schemas['ContractConsumer'];
/** An attempt to publish that was refused. @public */
export type Refusal = Schemas['Refusal'];
/** A version to be published. @public */
export type Publication = Schemas['Publication'];
/** @public */
export type PublicationOutcome = Schemas['PublicationOutcome'];
/** @public */
export type PublicationRefusal = Schemas['PublicationRefusal'];
/** A text to be judged. @public */
export type CheckRequest = Schemas['CheckRequest'];
/** One reason why a version isn't compatible. @public */
export type ContractViolation = Schemas['Violation'];
/** Whether a version may follow the earlier ones, and why not. @public */
export type ContractVerdict = Schemas['Verdict'];
/** One change between two versions. @public */
export type ContractChange = Schemas['Change'];
/** What is different between two versions. @public */
export type ContractDifference = Schemas['Difference'];
/** A data flow with the contract that it is under. @public */
export type FlowContract = Schemas['FlowContract'];

/** @public */
export type ListContractsRequest = Query<'ListContracts'>;
/** @public */
export type GetDifferenceRequest = Query<'GetDifference'>;
/** @public */
export type ListEndingsRequest = Query<'ListEndings'>;

/** What ends: a contract version, or an integration. @public */
export type EndingSubject = Schemas['EndingSubject'];
/** What to use instead. @public */
export type Replacement = Schemas['Replacement'];
/** When something ends, what replaces it, and what a consumer has to do. @public */
export type EndingPlan = Schemas['EndingPlan'];
/** @public */
export type EndingAnnouncement = Schemas['EndingAnnouncement'];
/** How an ending stands, worst first. @public */
export type EndingStatus = Schemas['EndingStatus'];
/** An ending in a list. @public */
export type EndingSummary = Schemas['EndingSummary'];
/** One page of endings. @public */
export type EndingPage = Schemas['EndingPage'];
/** An ending with its history and brownouts. @public */
export type Ending = Schemas['Ending'];
/** Who uses what ends, with what they answered. @public */
export type EndingConsumer = Schemas['EndingConsumer'];
/** @public */
export type EndingEvent = Schemas['EndingEvent'];
/** When the last consumer will have moved. @public */
export type EndingForecast = Schemas['EndingForecast'];
/** What a consumer answers. @public */
export type EndingAnswer = Schemas['EndingAnswer'];
/** More time that a consumer asked for. @public */
export type Extension = Schemas['Extension'];
/** @public */
export type ExtensionDecision = Schemas['ExtensionDecision'];
/** Whose traffic it is. @public */
export type ConsumerClaim = Schemas['ConsumerClaim'];
/** A short outage, announced before. @public */
export type Brownout = Schemas['Brownout'];
/** @public */
export type BrownoutPlan = Schemas['BrownoutPlan'];
/** @public */
export type Retirement = Schemas['Retirement'];
/** @public */
export type RetirementRefusal = Schemas['RetirementRefusal'];
/** May it be switched off, and if not, what is in the way. @public */
export type RetirementVerdict = Schemas['RetirementVerdict'];
/** @public */
export type RetirementFinding = Schemas['RetirementFinding'];
/** The announcement for people, and headers for machines. @public */
export type AnnouncementTexts = Schemas['AnnouncementTexts'];
/** @public */
export type HeaderField = Schemas['HeaderField'];
/** Headers for one path of a host. @public */
export type HostHeaders = Schemas['HostHeaders'];
/** Who is on which version. @public */
export type ConsumerMatrix = Schemas['ConsumerMatrix'];
/** @public */
export type MatrixRow = Schemas['MatrixRow'];
/** Who uses an integration, and would be told if its end were announced. @public */
export type ToldConsumer = Schemas['ToldConsumer'];
/** @public */
export type CalendarFeedRequest = Schemas['CalendarFeedRequest'];
/** @public */
export type CalendarFeed = Schemas['CalendarFeed'];
