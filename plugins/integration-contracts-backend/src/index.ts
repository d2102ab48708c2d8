/**
 * Judges how a contract's versions go together.
 *
 * @packageDocumentation
 */
export { judge } from './compatibility/judge';
export type { Comparison, ContractText } from './compatibility/judge';
export type { Verdict, VersionViolation } from './compatibility/Verdict';
export type { Violation } from './compatibility/Violation';
export { TooComplexError } from './formats/jsonSchema/Budget';
export type { Limits } from './formats/jsonSchema/Budget';
export { compareJsonSchemas } from './formats/jsonSchema/compareJsonSchemas';
export type { CompareOptions } from './formats/jsonSchema/compareSchemas';
export type { Json, JsonObject } from './formats/jsonSchema/Json';
