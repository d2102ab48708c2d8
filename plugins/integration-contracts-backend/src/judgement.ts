/**
 * Judges how a contract's versions go together.
 *
 * @packageDocumentation
 */
export { judge } from './compatibility/judge';
export type { Comparison, ReadVersion } from './compatibility/judge';
export type { Verdict, VersionViolation } from './compatibility/Verdict';
export type { Violation } from './compatibility/Violation';
export { contractFormats } from './formats/contractFormats';
export type {
  ContractFormat,
  ContractFormatId,
} from './formats/ContractFormat';
export { TooComplexError } from './formats/jsonSchema/Budget';
export type { Limits } from './formats/jsonSchema/Budget';
export { compareJsonSchemas } from './formats/jsonSchema/compareJsonSchemas';
export type { CompareOptions } from './formats/jsonSchema/compareSchemas';
export type { Judge, Judgement } from './judging/Judge';
export { JUDGING_LIMITS, JudgingThreads } from './judging/JudgingThreads';
export type { Json, JsonObject } from './text/Json';
export { ContractText } from './text/ContractText';
export { ContractTextError } from './text/ContractTextError';
export type { TextPlace } from './text/ContractTextError';
