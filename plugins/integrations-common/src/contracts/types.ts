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
/** A message about a contract that nobody took. @public */
export type Untold = Schemas['Untold'];
/** @public */
export type ContractVersion = Schemas['ContractVersion'];
/** @public */
export type ContractVersionText = Schemas['ContractVersionText'];
/** An integration that has a data flow under a contract. @public */
export type ContractConsumer = Schemas['ContractConsumer'];
/** An attempt to publish that was refused. @public */
export type Refusal = Schemas['Refusal'];
/** @public */
export type VersionLifecycle = Schemas['VersionLifecycle'];
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
